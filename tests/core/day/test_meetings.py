"""Meetings of the calendar on record: how many, how much work was in them, and what makes a day off."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.day import BERLIN, Day, day
from tray.core.appointments import Appointment, Entry, Kind, placed
from tray.core.day import meetings
from tray.core.day.meetings import Load
from tray.core.inquiry.totals import days
from tray.core.messages.commands import BeginHoliday
from tray.core.messages.day_totals import DayTotals
from tray.core.messages.events import ClockSet
from tray.core.messages.facts import Corrected, DaysOffRead, MeetingPlanned, MeetingReplanned
from tray.history.record import Record
from tray.settings.defaults.every_setting import Calendars, Settings

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
ALWAYS = Settings(calendar=Calendars(files=("~/c.ics",), counts="always"))
HOLIDAYS = Settings(calendar=Calendars(files=("~/c.ics",), days_off=("Holidays",)))


def load(told: Day) -> Load:
    return meetings.load(told.state, told.at, told.context)


def totals(told: Day) -> DayTotals:
    start, facts = told.record.back_to(datetime(2026, 11, 23, 3, tzinfo=UTC))
    return days(start, facts, told.at, told.context)[0]


def test_the_load_of_a_day_is_what_is_planned_what_was_kept_and_what_follows_at_once() -> None:
    told = day()
    told.calendar(*(told.meeting(*each) for each in (("9:30", "10:00"), ("10:04", "11:00"), ("15:00", "16:00"))))
    assert Load(2 * HOUR + 26 * MINUTE, timedelta(0), 3, 1) == load(told)
    told.work("40m").away("50m").work("10m")  # back at 10:30, now 10:40

    assert Load(2 * HOUR + 26 * MINUTE, 20 * MINUTE, 3, 1) == load(told)


def test_the_history_knows_of_the_meetings_that_began_and_of_the_work_in_them() -> None:
    told = day()
    told.calendar(*(told.meeting(*each) for each in (("9:30", "10:00"), ("10:00", "11:00"), ("15:00", "16:00"))))
    told.work("40m").away("50m").work("90m")
    found = totals(told)

    assert (90 * MINUTE, 10 * MINUTE + 30 * MINUTE) == (found.booked, found.attended)
    assert (2, 1) == (found.booked_meetings, found.back_to_back)
    assert timedelta(0) == found.meetings


def test_two_meetings_at_the_same_time_take_their_time_once() -> None:
    told = day()
    told.calendar(told.meeting("9:30", "10:30"), told.meeting("9:30", "10:00"), told.meeting("10:00", "11:00"))
    told.work("3h")
    found = totals(told)

    assert (90 * MINUTE, 90 * MINUTE, 2) == (found.booked, found.attended, found.booked_meetings)


def test_each_meeting_is_recorded_once_also_over_a_restart_and_a_new_reading() -> None:
    told = day()
    known = (told.meeting("9:30", "10:00"), told.meeting("10:30", "11:00"))
    told.calendar(*known).work("40m").restart(gone="60m").calendar(*known).work("10m").calendar(*known)

    planned = [each.fact for each in told.journal.facts() if isinstance(each.fact, MeetingPlanned)]
    assert [(each.start, each.end) for each in known] == [(each.at, each.until) for each in planned]


@pytest.mark.parametrize("settings", [Settings(), ALWAYS])
@pytest.mark.parametrize("by", [30 * MINUTE, -30 * MINUTE])
def test_once_the_clock_was_set_what_is_over_is_left_and_what_is_on_is_recorded_once(
    settings: Settings, by: timedelta
) -> None:
    told = day(settings).work("1h")
    before, told.at = told.at, told.at + by
    told.happen(ClockSet(before))
    began = told.at
    known = tuple(told.meeting(*each) for each in (("8:30", "9:10"), ("9:20", "12:00")))
    told.calendar(*known).work("10m").calendar(*known, told.meeting("15:00", "16:00")).work("10m").restart()

    assert [(began, known[1].end)] == [(each.at, each.until) for each in told.facts_of(MeetingPlanned)]
    assert [] == told.facts_of(MeetingReplanned)
    assert len(told.facts_of(Corrected)) == (1 if settings is ALWAYS else 0)
    assert 20 * MINUTE == load(told).kept


def test_one_that_is_recorded_as_over_before_it_begins_takes_no_time() -> None:
    """As they were, at every look, where the clock had been set since."""
    told = day().work("1h")
    told.record.append((MeetingPlanned(told.at, told.at - 30 * MINUTE),))
    told.moment = replace(told.moment, state=told.record.state)

    assert Load(timedelta(0), timedelta(0), 0, 0) == load(told)


def test_a_meeting_that_is_called_off_or_moved_while_it_is_on_is_over_then() -> None:
    off, moved, cleared = day(), day(), day()
    off.calendar(off.meeting("9:30", "10:30")).work("40m").calendar().work("60m")
    moved.calendar(moved.meeting("9:30", "10:30")).work("40m").calendar(moved.meeting("11:00", "12:00")).work("3h")
    cleared.calendar(cleared.meeting("9:30", "10:30")).work("95m").calendar().work("5m")

    assert (10 * MINUTE, 10 * MINUTE, 1) == (totals(off).booked, totals(off).attended, totals(off).booked_meetings)
    assert Load(10 * MINUTE, 10 * MINUTE, 1, 0) == load(off)
    assert (70 * MINUTE, 70 * MINUTE, 2) == (
        totals(moved).booked,
        totals(moved).attended,
        totals(moved).booked_meetings,
    )
    assert HOUR == totals(cleared).booked  # what is over is cleared away by many


def test_a_meeting_that_goes_on_longer_counts_for_longer_once() -> None:
    told, always = day(), day(ALWAYS)
    for each in (told, always):
        each.calendar(each.meeting("9:30", "10:00")).work("40m").calendar(each.meeting("9:30", "10:45"))
    told.work("2h")
    always.away("2h").work("5m")

    assert (75 * MINUTE, 75 * MINUTE, 1) == (totals(told).booked, totals(told).attended, totals(told).booked_meetings)
    assert (75 * MINUTE, 75 * MINUTE) == (totals(always).attended, totals(always).meetings)
    assert Record(always.journal, always.at).state == always.record.state


def test_a_meeting_that_comes_back_goes_on_and_is_recorded_no_more_often() -> None:
    told = day()
    known = (told.meeting("9:30", "10:30"), told.meeting("9:30", "11:00"))
    told.calendar(*known).work("40m").calendar().work("10m").calendar(*known).work("1h")

    assert (totals(told).booked, totals(told).booked_meetings) == (70 * MINUTE, 1)
    assert 2 == len(told.facts_of(MeetingPlanned))
    assert 4 == len(told.facts_of(MeetingReplanned))


def test_what_counted_in_any_case_ends_with_a_meeting_that_is_called_off() -> None:
    told = day(ALWAYS)
    told.calendar(told.meeting("9:30", "10:30")).work("35m").away("5m").calendar().away("80m").work("5m")

    assert 45 * MINUTE == totals(told).worked


def test_a_meeting_in_a_holiday_is_none() -> None:
    told = day(ALWAYS).work("5m").ask(BeginHoliday())
    told.calendar(told.meeting("9:30", "10:30")).away("3h")

    assert [] == told.facts_of(MeetingPlanned)
    assert (5 * MINUTE, 0) == (totals(told).worked, totals(told).booked_meetings)


def test_a_meeting_that_is_over_is_not_lengthened_by_what_its_calendar_says_afterwards() -> None:
    told = day(ALWAYS)
    told.calendar(told.meeting("9:30", "10:30")).work("20m").away("100m")
    told.calendar(told.meeting("9:30", "10:50"))

    assert [] == told.facts_of(MeetingReplanned)
    assert (80 * MINUTE, HOUR) == (totals(told).worked, totals(told).booked)


def test_a_meeting_counts_as_work_only_if_the_person_was_seen() -> None:
    told = day()
    told.calendar(told.meeting("9:30", "10:30")).work("20m").away("80m")

    assert 20 * MINUTE == totals(told).worked


def test_a_meeting_counts_in_any_case_where_the_person_says_so() -> None:
    told = day(ALWAYS)
    told.calendar(told.meeting("9:30", "10:30")).work("20m").away("55m")
    assert told.state.working
    told.away("25m").work("5m")
    found = totals(told)

    assert (85 * MINUTE, HOUR, HOUR) == (found.worked, found.attended, found.meetings)
    assert 1 == sum(isinstance(each.fact, Corrected) and each.fact.meeting for each in told.journal.facts())


def test_a_meeting_that_the_machine_slept_through_counts_in_the_same_way() -> None:
    awake, asleep = day(ALWAYS), day(ALWAYS)
    for told in (awake, asleep):
        told.calendar(told.meeting("9:30", "10:30")).work("20m")
    awake.away("100m").work("5m")
    asleep.suspend("100m").work("5m")

    assert totals(awake).worked == totals(asleep).worked == 85 * MINUTE


def test_what_is_folded_anew_from_the_record_is_the_same() -> None:
    told = day(ALWAYS)
    told.calendar(told.meeting("9:30", "10:30"), told.meeting("10:30", "11:00")).work("20m").away("130m").work("15m")
    anew = Record(told.journal, told.at)

    assert anew.state == told.record.state


def test_a_day_off_of_a_calendar_is_one_and_stays_one_over_a_restart() -> None:
    told = day(HOLIDAYS)
    tomorrow = date(2026, 11, 24)
    free = placed([Entry(tomorrow, tomorrow + timedelta(days=1), False, Kind.DAY_OFF)], BERLIN)
    told.calendar(*free).work("30m")
    assert [tomorrow] == list(told.state.days_off)
    told.restart(gone="23h")  # 08:30 on the next day
    told.context = Day(HOLIDAYS, BERLIN, told.at).context
    told.until("10:00").work("10m")
    assert not told.state.inside_hours
    assert told.state.day is not None
    assert told.state.day.end is None
    told.calendar()

    assert not told.state.days_off
    assert told.state.inside_hours
    assert 2 == sum(isinstance(each.fact, DaysOffRead) for each in told.journal.facts())


def test_days_off_are_forgotten_with_the_setting() -> None:
    told = day(HOLIDAYS)
    free = placed([Entry(date(2026, 11, 23), date(2026, 11, 25), True, Kind.DAY_OFF)], BERLIN)
    told.calendar(*free)
    assert not told.state.inside_hours
    told.settings(Settings())

    assert not told.state.days_off
    assert told.state.inside_hours


def test_hours_of_a_calendar_hold_on_their_day_if_the_person_says_so_and_stay_over_a_restart() -> None:
    shifts = Settings(calendar=Calendars(files=("~/c.ics",), hours=("Shifts",)))
    told = day(shifts)
    early, late = (
        replace(told.meeting(*each), kind=Kind.HOURS, busy=False) for each in (("6:00", "12:00"), ("13:00", "14:00"))
    )
    tomorrow = replace(early, start=early.start + DAY, end=early.end + DAY)
    told.calendar(early, late, tomorrow).until("12:30")
    assert told.state.day is not None
    assert (told.state.inside_hours, told.state.day.end) == (False, late.end)
    told.until("13:30").restart(gone="17h")  # 06:30 on the next day
    told.context = Day(shifts, BERLIN, told.at).context
    told.work("10m")
    assert told.state.inside_hours
    assert Record(told.journal, told.at).state == told.record.state
    told.settings(Settings())

    assert not told.state.calendar_hours
    assert not told.state.inside_hours


def test_an_appointment_of_a_whole_day_is_no_day_off_by_itself() -> None:
    told = day(HOLIDAYS)
    told.calendar(Appointment(told.at, told.at + 24 * HOUR, busy=True, kind=Kind.ALL_DAY))

    assert not told.state.days_off
