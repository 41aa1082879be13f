"""One place adds up what days held; everything that tells totals reads it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings

from tests.core.lives import lived, stories
from tests.day import MONDAY, Day, day
from tray.core.inquiry.totals import days
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.core.messages.day_totals import DayTotals, together
from tray.core.state.state import State, advance_to
from tray.core.state.walk_through_record import Leap, Stage, walk
from tray.settings.defaults.every_setting import Breaks, Hours, Settings
from tray.settings.file.load_or_list_mistakes import load
from tray.settings.types.time_ranges_shifts_fixed_breaks import TimeRange, WeekHours, WeekRange

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def totals(told: Day) -> tuple[DayTotals, ...]:
    facts = told.facts
    return days(State(at=facts[0].at), facts, told.at, told.context)


def only(told: Day) -> DayTotals:
    (found,) = totals(told)
    return found


def test_a_meeting_that_somebody_said_they_are_in_is_one_like_any_other() -> None:
    told = day().work("10m").ask(c.BeginMeeting(timedelta(minutes=45))).away("1h")

    assert (45 * MINUTE, 55 * MINUTE) == (only(told).meetings, only(told).worked)


def test_work_and_rest_add_up_to_the_day() -> None:
    found = only(day().work("50m").away("10m").work("50m").away("60m").work("30m"))

    assert 130 * MINUTE == found.worked
    assert 70 * MINUTE == found.rested
    assert 50 * MINUTE == found.longest
    assert (MONDAY, MONDAY + 200 * MINUTE) == (found.start, found.stop)
    assert 2 == found.taken


def test_the_fold_seen_from_inside_ends_where_the_fold_ends() -> None:
    told = day().ask(c.StartSession("work", HOUR)).work("3h", switches_per_hour=9).away("2h").work("10m")
    facts = told.facts

    *_, last = walk(State(at=facts[0].at), facts, told.at)

    assert repr(told.state) == repr(last.after)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(stories)
def test_whatever_was_lived_the_levels_add_up_to_the_work(story: list[tuple[object, ...]]) -> None:
    told = lived(story)
    for found in totals(told):
        assert found.worked.total_seconds() == pytest.approx(
            sum((each.total_seconds() for each in found.at_level.values()), 0.0), abs=1e-3
        )
        assert found.worked >= found.outside
        assert found.worked >= found.late
        assert found.peak >= (found.mean or 0.0) - 1e-9


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(stories)
def test_what_was_put_in_and_freed_explains_what_is_held(story: list[tuple[object, ...]]) -> None:
    told = lived(story)
    facts = told.facts
    start = State(at=facts[0].at)
    leaps = [each for each in walk(start, facts, told.at) if isinstance(each, Leap | Stage)]
    end = leaps[-1].after
    period = together(days(start, facts, told.at, told.context))

    held = sum(end.pools[:3]) - sum(start.pools[:3])

    assert held == pytest.approx(sum(period.put.values()) - sum(period.freed.values()), abs=1e-6)


def test_the_peak_is_what_the_person_saw() -> None:
    told = day().work("150m", switches_per_hour=12)

    found = only(told)

    assert told.peak == pytest.approx(found.peak, abs=1e-6)
    assert found.peak_at is not None
    assert {"green", "yellow", "orange"} == set(found.at_level)


def test_what_a_night_shift_left_is_no_peak_of_the_next_one() -> None:
    nights = WeekHours((WeekRange(TimeRange(time(21), time(7)), 0, 6),))
    settings = Settings(hours=Hours(week=nights))
    told = day(settings, at=MONDAY + 12 * HOUR).work("10h10m").away("13h50m").work("10m")

    _, second = totals(told)

    assert 10 * MINUTE == second.worked
    assert told.state.pressure == pytest.approx(second.peak, abs=1e-6)
    assert told.at == second.peak_at
    assert told.state.day is not None
    assert told.state.day.highest == pytest.approx(second.peak, abs=1e-6)


def test_an_evening_belongs_to_its_day_and_is_late_and_outside_hours() -> None:
    told = (
        day(load("[limits]\nlate_after = '22:00'\n", "here"))
        .work("1h")
        .away("11h30m")
        .work("1h")
        .away("10h")
        .work("1h")
    )

    monday, tuesday = totals(told)

    assert (2 * HOUR, HOUR) == (monday.worked, monday.outside)
    assert 30 * MINUTE == monday.late
    assert timedelta(0) == monday.night
    assert HOUR == tuesday.worked
    assert 10 * HOUR == tuesday.away_before


def test_the_days_that_the_hours_leave_free_are_the_weekend() -> None:
    hours = Hours(week=WeekHours((WeekRange(TimeRange(time(9), time(17)), 6, 3),)))
    told = day(Settings(hours=hours), at=datetime(2026, 11, 26, 9, tzinfo=UTC)).work("1h").away("71h").work("1h")

    found = totals(told)

    assert [(3, False), (4, True), (5, True), (6, False)] == [(each.day.weekday(), each.weekend) for each in found]
    assert {date(2026, 11, 22), date(2026, 11, 29)} == {each.week for each in found}


def test_without_fixed_hours_there_is_no_weekend() -> None:
    told = day(Settings(hours=Hours(week=WeekHours(free=True)))).work("10m").away("166h").work("10m")

    assert not any(each.weekend for each in totals(told))


def test_work_over_the_end_of_a_day_is_cut_there() -> None:
    told = day(at=datetime(2026, 11, 24, 2, 30, tzinfo=UTC)).work("1h")

    monday, tuesday = totals(told)

    assert (30 * MINUTE, 30 * MINUTE) == (monday.worked, tuesday.worked)
    assert (date(2026, 11, 23), date(2026, 11, 24)) == (monday.day, tuesday.day)
    assert HOUR == monday.night + tuesday.night


def test_days_without_anything_are_there_too() -> None:
    told = day().ask(c.Commit("a promise")).work("10m").away("72h").work("1m")

    found = totals(told)

    assert [10, 0, 0, 1] == [each.worked // MINUTE for each in found]
    assert [1, 1, 1, 1] == [each.open_unplanned for each in found]
    assert None is found[1].start
    assert None is found[1].compliance


def test_breaks_are_due_as_often_as_the_settings_say_and_in_time_before_the_next_is() -> None:
    never = only(day().work("160m"))
    late = only(day().work("60m").away("6m").work("110m").away("6m").work("1m"))
    short = only(day().work("45m").away("2m").work("50m"))
    healthy = only(day().work("45m").away("10m").work("45m"))
    often = only(day(Settings(breaks=Breaks(after=25 * MINUTE))).work("80m"))

    assert (3, 3, 0.0) == (never.breaks_due, never.breaks_missed, never.compliance)
    assert (3, 1) == (late.breaks_due, late.breaks_missed)
    assert (1, 1) == (short.breaks_due, short.breaks_missed)
    assert (0, 1.0) == (healthy.breaks_due, healthy.compliance)
    assert 3 == often.breaks_due


@pytest.mark.parametrize(
    ("gone", "taken", "rested"),
    [("90m", 1, timedelta(minutes=90)), ("4h59m", 1, timedelta(minutes=299)), ("5h30m", 0, timedelta(0))],
)
def test_a_free_afternoon_between_work_and_work_is_no_break(gone: str, taken: int, rested: timedelta) -> None:
    told = day().work("3h30m").away(gone).work("40m")
    found = only(told)

    assert (taken, rested) == (found.taken, found.rested)
    assert told.state.day is not None
    assert taken == told.state.day.taken
    assert told.record.state.rests == taken == told.restart().state.rests


def test_a_break_that_was_finished_before_a_free_afternoon_is_one() -> None:
    told = day().work("60m").ask(c.TakeBreak("rest", timedelta(minutes=5))).away("6h").work("10m")
    found = only(told)

    assert (1, 1) == (found.taken, found.breaks_completed)


def test_a_break_taken_is_what_ends_a_stretch_and_the_evening_is_none() -> None:
    told = day().work("40m").away("4m").work("40m").away("2m").work("10m")
    told.ask(c.TakeBreak("rest", MINUTE)).away("65s").work("30m").away("5h")

    assert 2 == only(told).taken
    assert told.state.day is not None
    assert 2 == told.state.day.taken


def test_no_stretch_past_the_settings_means_that_none_was_longer() -> None:
    for work in ("49m", "51m", "52m", "1h2m"):
        found = only(day().work(work).away("4m").work("10m"))

        assert (found.breaks_due == 0) == (found.longest < 50 * MINUTE)


def test_what_became_of_suggestions() -> None:
    told = day().work("52m").away("10s")
    assert told.state.suggestion
    told.ask(c.Snooze()).work("8m").away("10s")
    assert told.state.suggestion
    told.ask(c.Skip()).ask(c.Skip()).work("55m").away("10s")
    assert told.state.suggestion
    told.ask(c.TakeBreak("rest", 10 * MINUTE)).away("10m").work("1m")

    found = only(told)

    assert (3, 1, 1, 1) == (found.suggestions, found.taken, found.snoozed, found.skipped)
    assert (1, 1) == (found.breaks, found.breaks_completed)
    assert told.state.day is not None
    assert (1, 1) == (told.state.day.taken, told.state.day.skipped)


def test_switches_sessions_promises_and_answers_are_counted() -> None:
    told = day().ask(c.StartSession("the report", HOUR)).work("90m", switches_per_hour=6).ask(c.StopSession())
    told.ask(c.StartSession("mail")).work("10m").ask(c.Commit("one")).ask(c.Commit("two"))
    told.ask(c.PlanCommitment(1, told.at + HOUR)).ask(c.CloseCommitment(2)).ask(c.CheckIn("fatigue", 4))

    found = only(told)

    assert 9 == found.switches
    assert found.switches_per_hour == pytest.approx(5.4)
    assert [("the report", 90 * MINUTE), ("mail", 10 * MINUTE)] == [(s.label, s.worked) for s in found.sessions]
    assert None is found.sessions[1].until
    assert (2, 1, 1, 0.3) == (found.opened, found.planned, found.closed, found.open_loops)
    assert [("fatigue", 4)] == [(each.item, each.answer) for each in found.answers]
    by_label = together((found, found)).labels
    assert [("the report", 2, 2 * HOUR), ("mail", 2, None)] == [(e.label, e.sessions, e.estimated) for e in by_label]


def test_a_meeting_is_counted_and_ends_with_the_work_when_nobody_saw_its_end() -> None:
    told = day().work("10m").happen(e.AttentionChanged(frozenset({"meeting"}))).work("40m")
    seen = only(told.happen(e.AttentionChanged(frozenset())).work("10m"))
    told = day().work("10m").happen(e.AttentionChanged(frozenset({"meeting"}))).work("30m").restart(gone="10h")
    unseen = totals(told.work("1m"))[0]

    assert 40 * MINUTE == seen.meetings
    assert unseen.meetings == pytest.approx(30 * MINUTE, abs=MINUTE)


def test_the_end_of_the_work_is_measured_against_the_plan() -> None:
    found = only(day().until("17:00").work("60m"))

    assert 30 * MINUTE == found.past_plan


def test_a_clock_that_is_set_back_counts_nothing_twice() -> None:
    told = day().work("60m")
    before, told.at = told.at, told.at - 30 * MINUTE
    told.happen(e.ClockSet(before)).work("10m")

    assert 70 * MINUTE == only(told).worked


@pytest.mark.parametrize(("first", "hours"), [(date(2026, 3, 28), 23), (date(2026, 10, 24), 25)])
def test_a_day_over_the_change_of_clocks_is_counted_whole(first: date, hours: int) -> None:
    zone = ZoneInfo("Europe/Berlin")
    told = day(zone=zone, at=datetime.combine(first, datetime.min.time(), zone).astimezone(UTC) + 4 * HOUR)

    found = totals(told.work("20h").away("4h").work("1h"))

    assert hours * HOUR == (found[0].ends - found[0].begins)
    assert 21 * HOUR == together(found).worked


def test_nothing_adds_up_to_nothing() -> None:
    assert timedelta(0) == together(()).worked
    assert None is together(()).weekend_share


def test_the_late_hour_is_the_persons_own() -> None:
    told = day(load("[limits]\nlate_after = '18:00'\n", "here")).until("17:30").work("60m")

    assert 30 * MINUTE == only(told).late


def test_own_hours_are_never_late_and_a_late_hour_after_midnight_belongs_to_the_evening_before() -> None:
    nights = day(load("[limits]\nlate_after = '22:00'\n[hours]\nmonday = ['19:00-03:00']\n", "here"))
    owl = day(load("[limits]\nlate_after = '01:00'\n", "here"))

    assert timedelta(0) == only(nights.until("22:03").work("4h")).late
    assert 30 * MINUTE == only(owl.work("1h").until("00:30").work("1h")).late


def test_what_goes_on_after_the_end_of_a_day_in_ones_own_hours_is_of_that_day() -> None:
    told = day(load("[hours]\nmonday = ['19:00-07:00']\n", "here")).until("23:00").work("8h30m")

    assert told.state.day is not None
    assert [told.state.day.worked] == [each.worked for each in totals(told)] == [8.5 * HOUR]


def test_a_start_in_the_middle_gives_the_same_days_from_there_on() -> None:
    told = day().work("2h").away("22h").work("1h").away("20m").work("1h")
    facts = told.facts
    tuesday = MONDAY + 20 * HOUR
    start = State(at=facts[0].at)
    early = [each for each in facts if each.at <= tuesday]
    for lived_through in walk(start, early, tuesday):
        start = lived_through.after

    later = days(start, [each for each in facts if each.at > tuesday], told.at, told.context)

    whole = totals(told)[1]
    assert whole.gen2_morning == pytest.approx(later[0].gen2_morning)
    same: dict[str, Any] = {
        "away_before": None,
        "freed": {},
        "gen2_morning": None,
        "peak": 0.0,
        "peak_at": None,
        "mean": None,
    }
    same |= {"put": {}, "at_level": {}}
    assert replace(whole, **same) == replace(later[0], **same)
    assert advance_to(start, tuesday) == start
    assert Settings() == told.context.settings
