"""Meetings of the person's calendar: nothing is said in one, and a break is offered before a row of them."""

from dataclasses import replace
from datetime import time, timedelta

from tests.day import Day, day
from tray.core.breaks import quiet_gate_and_budget
from tray.core.breaks.due import Due, coming
from tray.core.inquiry.ahead import ahead
from tray.core.messages.commands import BeginMeeting, Skip
from tray.core.messages.effects import LimitNear
from tray.core.messages.facts import Suggested
from tray.settings.defaults.every_setting import BreakKind, Breaks, Settings
from tray.settings.types.time_ranges_shifts_fixed_breaks import ClockBreak
from tray.view.terminal.status import next_step
from tray.view.tray import icon_mark_tooltip_clicks, notices
from tray.view.values.panel_curve import AHEAD
from tray.view.values.status import status


def asked(told: Day) -> list[str]:
    """The local time of each suggestion."""
    zone = told.context.zone
    facts = (each.fact for each in told.journal.facts())
    return [f"{fact.at.astimezone(zone):%H:%M}" for fact in facts if isinstance(fact, Suggested)]


def test_nothing_is_said_within_a_known_meeting_but_after_it() -> None:
    told = day()
    told.calendar(told.meeting("9:20", "10:30")).work("85m")
    assert [] == asked(told)
    told.work("20m")

    assert ["10:32"] == asked(told)  # two minutes of typing after it


def test_a_meeting_that_is_on_closes_the_gate_and_is_named() -> None:
    told = day()
    told.calendar(told.meeting("9:40", "10:30")).work("45m")

    assert (quiet_gate_and_budget.APPOINTMENT,) == quiet_gate_and_budget.closed(
        told.state, told.moment.senses, told.at, told.in_force
    )
    assert not any(isinstance(effect, LimitNear) for _, effect in told.effects)


def test_what_stands_on_the_screen_goes_when_a_meeting_begins() -> None:
    told = day().work("55m")
    told.calendar(told.meeting("10:00", "11:00"))
    before = quiet_gate_and_budget.covers(told.state, told.moment.senses, told.at, told.in_force, suggestion=True)
    told.work("10m")

    assert not before
    assert quiet_gate_and_budget.covers(told.state, told.moment.senses, told.at, told.in_force, suggestion=True)


def test_a_break_that_would_fall_into_meetings_is_offered_before_them() -> None:
    told = day().work("5m")
    told.calendar(*(told.meeting(*each) for each in (("9:35", "10:00"), ("10:00", "10:30"), ("10:30", "11:30"))))
    told.work("26m")

    # It's due at 9:50. Five minutes of break, two for a pause in the typing and one more lie before 9:35.
    assert ["09:29"] == asked(told)
    shown = notices.standing(told.state, told.context)[notices.SUGGESTION]
    assert "How about a 5-minute break?" == shown.title
    assert "You have 3 meetings in a row from 09:35 to 11:30." == shown.body
    told.work("10m")
    assert told.state.suggestion is None  # the meetings have begun


def test_a_break_taken_before_meetings_carries_through_them() -> None:
    told = day().work("5m")
    told.calendar(told.meeting("9:35", "10:25")).work("25m").away("6m").work("45m")

    assert ["09:29"] == asked(told)


def test_a_break_that_is_due_before_or_long_after_a_meeting_is_not_brought_forward() -> None:
    before, after, at_its_end = day().work("5m"), day().work("5m"), day().work("5m")
    before.calendar(before.meeting("10:20", "11:00")).work("50m")
    after.calendar(after.meeting("9:30", "9:45")).work("50m")
    at_its_end.calendar(at_its_end.meeting("9:30", "9:52")).work("50m")

    assert ["09:52"] == asked(before) == asked(after)
    assert ["09:54"] == asked(at_its_end)  # a meeting that ends at once after it's due is waited for


def test_nobody_is_offered_a_break_soon_after_one_only_since_meetings_come() -> None:
    told = day().work("5m")
    told.calendar(told.meeting("9:20", "11:00")).work("14m")

    assert [] == asked(told)


def test_after_a_skip_no_meeting_brings_the_next_break_forward() -> None:
    told = day().work("53m")
    told.ask(Skip())
    told.calendar(told.meeting("10:30", "12:00")).work("36m")

    assert ["09:52"] == asked(told)


def test_what_the_meeting_is_called_is_said_only_where_it_is_known() -> None:
    told = day().work("5m")
    meeting = told.meeting("9:35", "11:00")
    told.calendar(replace(meeting, title="Budget")).work("26m")
    assert "Budget, from 09:35 to 11:00." == notices.standing(told.state, told.context)[notices.SUGGESTION].body
    told.calendar(meeting)

    assert "You have a meeting from 09:35 to 11:00." == notices.standing(told.state, told.context)["suggestion"].body
    told.calendar()
    assert told.state.suggestion is None


def test_what_comes_next_knows_of_the_meetings_after_the_one_that_is_on() -> None:
    told = day().work("5m")
    told.calendar(told.meeting("9:00", "9:10"), told.meeting("9:45", "11:00"))

    assert coming(told.state, told.at, told.context) == (told.meeting("9:37", "10:00").start, Due("rest", "meetings"))


def faces(told: Day) -> list[str]:
    """What the menu, the panel and ``status`` say comes next."""
    face = icon_mark_tooltip_clicks.face(told.state, told.moment.senses, told.at, told.in_force)
    values = status(told.state, told.moment.senses, told.at, told.in_force, {}, ())
    return [face.next, next_step(values)]


def test_a_break_that_falls_due_in_meetings_is_told_for_their_end_by_every_face() -> None:
    told = day()
    told.calendar(told.meeting("9:20", "10:30"), told.meeting("10:30", "11:00")).work("15m")
    said = [
        "Break due after meetings, at 11:00",
        "a break is due after meetings, at 11:00",
    ]
    assert said == faces(told)
    told.work("75m")
    assert said == faces(told)
    assert told.at + timedelta(minutes=30) == ahead(told.state, told.in_force, AHEAD).break_at
    told.work("33m")

    assert ["Break due since 11:00", "a break has been due since 11:00"] == faces(told)
    told.calendar(told.meeting("11:10", "12:00")).work("10m")
    assert "Break due after meetings, at 12:00" == faces(told)[0]
    assert told.meeting("11:10", "12:00").end == ahead(told.state, told.in_force, AHEAD).break_at


def test_so_it_is_in_a_meeting_that_the_person_spoke_of() -> None:
    told = day().work("45m").ask(BeginMeeting(timedelta(minutes=30))).work("10m")

    assert "Break due after meetings, at 10:15" == faces(told)[0]


LUNCH = Settings(breaks=Breaks(after=timedelta(hours=3), at_pressure=100, at=(ClockBreak(time(10, 30), "lunch"),)))
EYES = Settings(
    breaks=Breaks(after=timedelta(hours=3), at_pressure=100),
    kinds=(BreakKind("eyes", every=timedelta(minutes=40), length=timedelta(minutes=1)),),
)


def test_a_break_at_a_fixed_time_that_meetings_would_swallow_is_offered_before_them() -> None:
    told = day(LUNCH)
    told.calendar(told.meeting("10:15", "11:45")).work("40m")

    assert ["09:29"] == asked(told)  # 45 minutes, and one for a good moment, lie before 10:15
    shown = notices.standing(told.state, told.context)[notices.SUGGESTION]
    assert ("Time for lunch", "You have a meeting from 10:15 to 11:45.") == (shown.title, shown.body)


def test_it_comes_after_meetings_where_that_is_nearer_to_its_time() -> None:
    told = day(LUNCH)
    told.calendar(told.meeting("10:20", "11:00")).work("130m")

    assert ["11:02"] == asked(told)


def test_one_that_was_let_be_before_meetings_comes_again_after_them_and_one_that_was_skipped_does_not() -> None:
    let_be, skipped = day(LUNCH), day(LUNCH)
    for told in (let_be, skipped):
        told.calendar(told.meeting("10:25", "11:20")).work("40m")
    skipped.ask(Skip()).work("110m")
    let_be.work("110m")

    assert ["09:39", "11:22"] == asked(let_be)
    assert ["09:39"] == asked(skipped)


def test_one_that_meetings_keep_for_longer_than_an_hour_comes_after_them_all_the_same() -> None:
    told, without = day(LUNCH).work("61m"), day(LUNCH)
    told.calendar(told.meeting("10:05", "11:45")).work("2h")
    without.away("3h").work("20m")

    assert ["11:47"] == asked(told)
    assert [] == asked(without)


def test_a_break_by_a_rhythm_is_offered_before_the_meeting_in_which_it_would_fall_due() -> None:
    told, early, skipped = day(EYES), day(EYES), day(EYES)
    told.calendar(told.meeting("9:30", "10:30")).work("29m")
    early.calendar(early.meeting("9:15", "10:30")).work("14m")
    skipped.calendar(skipped.meeting("9:30", "10:00")).work("29m").ask(Skip()).work("30m")

    assert ["09:28"] == asked(told) == asked(skipped)
    assert [] == asked(early)  # nobody has looked at a screen for long
    assert "Time for: Eyes, 1 min" == notices.standing(told.state, told.context)[notices.SUGGESTION].title
