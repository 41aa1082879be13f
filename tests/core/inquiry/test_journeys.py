"""A day counts as it was lived: by the zone in force then, wherever the person is when they look back."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.lives import paragraphs, tell
from tests.day import BERLIN, MONDAY, Day
from tray.core.context import Context
from tray.core.inquiry.explain import explain
from tray.core.inquiry.totals import days
from tray.core.law.values import Regime
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.core.messages.day_totals import DayTotals
from tray.core.messages.facts import Cause, DayPlanned, RegimeBegan
from tray.core.state import ongoing
from tray.core.state.days_in_zones import today_begins
from tray.core.state.state import State
from tray.core.state.walk_through_record import walk
from tray.history import daily_look_for_warnings_in_slices
from tray.history.past import Past
from tray.history.record import Record
from tray.settings.defaults.every_setting import Hours, Settings
from tray.settings.types.time_ranges_shifts_fixed_breaks import TimeRange, WeekHours, WeekRange
from tray.store.journal.memory import MemoryStore
from tray.view.values.explain import explanation

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
ANGELES = ZoneInfo("America/Los_Angeles")
TOKYO = ZoneInfo("Asia/Tokyo")
ZONES = (
    BERLIN,
    ANGELES,
    TOKYO,
    ZoneInfo("Pacific/Kiritimati"),
    ZoneInfo("Pacific/Midway"),
    ZoneInfo("Asia/Kathmandu"),
    ZoneInfo("Australia/Lord_Howe"),
)
NIGHTS = Settings(hours=Hours(week=WeekHours((WeekRange(TimeRange(time(21), time(7)), 0, 6),))))
BEFORE_CLOCKS_CHANGE = datetime(2026, 10, 24, 7, 0, tzinfo=UTC)
"""Summer time ends in Berlin in the night after, and begins on Lord Howe a little earlier."""


class Traveller(Day):
    """Notes how each day stood when it ended, as ``status`` told it."""

    ends: dict[date, ongoing.Day]

    def happen(self, event: e.Event) -> Day:
        if not isinstance(event, e.Slept | e.Started):  # before it is told, nobody can look
            self._note()
        told = super().happen(event)
        self._note()
        return told

    def land(self, zone: tzinfo) -> Day:
        """The computer is in another zone from now on, and somebody looks."""
        self.context = replace(self.context, zone=zone)
        return self.happen(e.Looked())

    def _note(self) -> None:
        self.ends = getattr(self, "ends", {})
        if self.state.day is not None:
            self.ends[self.state.day.day] = self.state.day


def traveller(settings: Settings | None = None, *, zone: tzinfo = BERLIN, at: datetime = MONDAY) -> Traveller:
    return Traveller(settings or Settings(), zone, at)


def looked_back(told: Day, zone: tzinfo | None = None) -> dict[date, DayTotals]:
    """The totals of days with work or rests, looked back at from a zone."""
    facts = told.facts
    found = days(State(at=facts[0].at), facts, told.at, replace(told.context, zone=zone or told.context.zone))
    return {each.day: each for each in found if each.worked or each.taken or each.skipped}


def as_lived(told: Day) -> dict[date, ongoing.Day]:
    """How each day stands in the fold of all that is on record by now."""
    facts = told.facts
    found: dict[date, ongoing.Day] = {}
    for lived in walk(State(at=facts[0].at), facts, told.at):
        for state in (lived.before, lived.after):
            if state.day is not None:
                found[state.day.day] = state.day
    return found


def counted(found: dict[date, Any]) -> dict[date, tuple[timedelta, int, int]]:
    """What both tell of a day."""
    told = {day: (each.worked, each.taken, each.skipped) for day, each in found.items()}
    return {day: each for day, each in told.items() if any(each)}


journeys = st.tuples(st.just("zone"), st.sampled_from(ZONES))
seen = paragraphs.filter(lambda each: each[0] != "unseen")
"""The program looks at least when a day ends."""
plain = seen.filter(lambda each: each[0] not in ("was", "clock"))


def travelled(story: list[tuple[Any, ...]], told: Traveller) -> Traveller:
    for paragraph in story:
        if paragraph[0] == "zone":
            told.land(paragraph[1])
        else:
            tell(told, paragraph)
    told.happen(e.Looked())
    return told


def to_angeles() -> Traveller:
    """Six hours in Berlin on Monday, a flight, two in Los Angeles on the same evening, and an hour on Tuesday."""
    told = traveller()
    told.work("2h").away("1h").work("4h").away("1h")
    told.suspend("10h")
    told.land(ANGELES)
    told.work("2h").suspend("14h").work("1h")
    return told


def to_tokyo() -> Traveller:
    """Six hours in Los Angeles on Monday until ten in the evening, and two in Tokyo, where it is Wednesday by then."""
    told = traveller(zone=ANGELES, at=datetime(2026, 11, 23, 23, 0, tzinfo=UTC))
    told.work("2h").away("1h").work("4h")
    told.suspend("13h")
    told.land(TOKYO)
    told.work("2h")
    return told


def test_a_flight_to_the_west_makes_one_long_day() -> None:
    told = to_angeles()

    for zone in ZONES:
        found = looked_back(told, zone)
        assert {23: 8 * HOUR, 24: HOUR} == {day.day: each.worked for day, each in found.items()}, zone
    monday, tuesday = looked_back(told).values()
    assert (MONDAY, MONDAY + 20 * HOUR) == (monday.start, monday.stop)
    assert monday.ends == tuesday.begins == datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    assert 33 * HOUR == monday.ends - datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


def test_a_flight_to_the_east_skips_a_day_and_takes_nothing_from_the_one_before() -> None:
    told = to_tokyo()

    for zone in ZONES:
        found = looked_back(told, zone)
        assert {23: 6 * HOUR, 25: 2 * HOUR} == {day.day: each.worked for day, each in found.items()}, zone


def an_evening_between_work() -> Traveller:
    """Four hours in Berlin, a meeting in the evening away from the desk, ten minutes of work after it; then Tuesday."""
    told = traveller()
    told.calendar(told.meeting("19:00", "20:00"))
    told.work("4h").away("8h").work("10m").suspend("12h").work("2h")
    return told


def test_what_lies_between_two_times_of_work_of_a_day_is_of_that_day_wherever_one_looks_back_from() -> None:
    told = an_evening_between_work()

    monday = date(2026, 11, 23)
    assert {HOUR} == {looked_back(told, zone)[monday].booked for zone in ZONES}
    rests = {round(looked_back(told, zone)[monday].freed["rest"], 6) for zone in ZONES}
    assert 1 == len(rests)


def test_no_day_is_told_of_after_that_of_the_last_work() -> None:
    for told, last in ((an_evening_between_work(), 24), (to_angeles(), 24), (to_tokyo(), 25)):
        facts = told.facts
        for zone in ZONES:
            found = days(State(at=facts[0].at), facts, told.at, replace(told.context, zone=zone))
            assert last == max(each.day.day for each in found), zone


def test_the_panel_and_the_hours_at_machines_begin_with_the_day_that_is_lived() -> None:
    west, east = traveller().work("2h").suspend("12h"), traveller(zone=ANGELES, at=MONDAY + 20 * HOUR).work("2h")
    assert isinstance(west, Traveller)
    assert isinstance(east, Traveller)
    west.land(ANGELES).work("1h")
    east.land(TOKYO).work("1h")

    assert MONDAY <= west.at
    assert MONDAY >= today_begins(west.state, west.at, west.context)
    assert east.at - HOUR == today_begins(east.state, east.at, east.context)
    assert east.state.day is not None
    assert HOUR == east.state.day.worked


def test_what_was_night_there_is_no_night_work_here() -> None:
    told = traveller().work("50m").away("10m").work("50m").suspend("10h")
    nights = traveller(at=MONDAY + 15 * HOUR).work("1h").suspend("9h")

    assert timedelta(0) == looked_back(told, ANGELES)[date(2026, 11, 23)].night
    assert HOUR == looked_back(nights, ANGELES)[date(2026, 11, 23)].night


def test_the_past_is_asked_by_its_days() -> None:
    for told, last in ((to_angeles(), date(2026, 11, 24)), (to_tokyo(), date(2026, 11, 25))):
        for zone in ZONES:
            past = Past(told.record, told.at, replace(told.context, zone=zone))
            monday = date(2026, 11, 23)
            for first_asked in (True, False):
                if not first_asked:
                    past = replace(past)
                (found,) = past.days(monday, monday)
                begins, ends = past.bounds(monday, monday)
                next_work = looked_back(told, zone)[last].start
                assert next_work is not None
                assert found.worked == looked_back(told, zone)[monday].worked
                assert found.start is not None
                assert found.stop is not None
                assert begins <= found.start < found.stop <= ends <= next_work
            assert found.start is not None
            assert found.stop is not None
            assert monday == past.day_of(found.start) == past.day_of(found.stop - MINUTE)
            assert last == past.day_of(told.at)


def test_what_a_day_began_with_is_found_without_adding_it_up() -> None:
    told = to_tokyo()
    for zone in ZONES:
        context = replace(told.context, zone=zone)
        counted_up = Past(told.record, told.at, context)
        days_of = counted_up.days(date(2026, 11, 23), date(2026, 11, 25))
        for each in days_of[1:]:
            assert each.begins == Past(told.record, told.at, context).begins(each.day), (zone, each.day)


def test_what_made_the_pressure_lies_on_the_day_it_was_lived() -> None:
    told = to_tokyo()
    facts = told.facts
    parts = explanation(explain(State(at=facts[0].at), facts, told.at, since=facts[0].at), told.context)["parts"]

    work = [each for each in parts if each["kind"] == "work"]
    assert {"2026-11-23", "2026-11-25"} == {each["day"] for each in work}
    assert ["2026-11-23", "2026-11-23", "2026-11-25"] == [each["day"] for each in work]


def test_work_before_the_first_day_on_record_is_of_that_day() -> None:
    store = MemoryStore()
    Record(store, MONDAY).append([RegimeBegan(MONDAY, Regime.WORK, Cause.INPUT)])
    told = Record(store, MONDAY + HOUR)
    told.append([DayPlanned(MONDAY + HOUR, date(2026, 11, 23), None)])
    past = Past(told, MONDAY + HOUR, Context(Settings(), BERLIN))

    (found,) = past.days(past.today, past.today)
    assert HOUR == found.worked
    assert found.begins == past.begins(past.today) < MONDAY


def test_early_warnings_look_at_the_days_that_were_lived() -> None:
    told = to_tokyo()
    (found,) = (
        each
        for each in daily_look_for_warnings_in_slices.looked_back(told.record, told.at, told.context)
        if each is not None
    )

    assert {23: 6 * HOUR, 24: timedelta(0)} == {each.day.day: each.worked for each in found.days}


def test_what_is_said_of_yesterday_evening_after_a_flight_east_leaves_it_yesterday() -> None:
    told = traveller()
    told.work("2h").away("10h30m").work("1h").suspend("10h")  # from 21:30 in Berlin, when it is Tuesday in Tokyo
    told.land(TOKYO).work("30m")
    before = counted(as_lived(told))
    told.ask(c.ItWas(Regime.WORK, MONDAY + 12 * HOUR, MONDAY + 12 * HOUR + 15 * MINUTE))

    after = counted(as_lived(told))
    monday, tuesday = before
    assert told.refused is None
    assert (3 * HOUR, 3 * HOUR + 15 * MINUTE) == (before[monday][0], after[monday][0])
    assert 30 * MINUTE == before[tuesday][0] == after[tuesday][0]
    assert after == counted(looked_back(told))


def test_a_day_whose_beginning_was_deleted_keeps_its_work() -> None:
    told = traveller().work("1h").suspend("15h").suspend("8h").work("2h")
    deleted = [each for each in told.facts if not (each.at.day == 24 and isinstance(each, DayPlanned))]
    found = days(State(at=deleted[0].at), deleted, told.at, told.context)

    assert [HOUR, 2 * HOUR] == [each.worked for each in found]


starts = st.sampled_from((MONDAY, BEFORE_CLOCKS_CHANGE, MONDAY + 9 * HOUR))
persons = st.sampled_from((Settings(), NIGHTS))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(plain | journeys, min_size=2, max_size=16), starts, persons, st.sampled_from(ZONES))
def test_every_day_of_a_journey_adds_up_to_what_status_told_at_its_end(
    story: list[tuple[Any, ...]], at: datetime, person: Settings, seen_from: tzinfo
) -> None:
    told = travelled(story, traveller(person, at=at))

    assert counted(told.ends) == counted(looked_back(told))
    assert counted(told.ends) == counted(looked_back(told, seen_from))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(seen | journeys, min_size=2, max_size=16), starts, persons, st.sampled_from(ZONES))
def test_so_does_one_of_which_something_else_was_said_later(
    story: list[tuple[Any, ...]], at: datetime, person: Settings, seen_from: tzinfo
) -> None:
    told = travelled(story, traveller(person, at=at))

    assert counted(as_lived(told)) == counted(looked_back(told, seen_from))
