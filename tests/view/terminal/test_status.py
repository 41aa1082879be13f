"""The status is the same for scripts at all times, and people read it at any width."""

import re
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from tests.app.test_answer_command_line import values
from tests.app.test_loop import Desk, ask
from tests.core.zones import every_day
from tests.day import Day, day
from tests.view.terminal.statuses import HOSTILE, STATUS, status
from tray.core.appointments import Entry, Kind
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.lib.assets import asset
from tray.settings.defaults.every_setting import Breaks, Settings, Shutdown
from tray.settings.types.time_ranges_shifts_fixed_breaks import ClockBreak
from tray.view.terminal.own_formats import formatted
from tray.view.terminal.status import for_people, one_line
from tray.view.terminal.status_ways import Way, way
from tray.view.values.status import status as status_of


def keys(found: Any, path: str = "") -> set[str]:
    """The names of all values, those in lists once."""
    if isinstance(found, dict):
        return {each for name, value in found.items() for each in keys(value, f"{path}.{name}")}
    if isinstance(found, list) and found and isinstance(found[0], dict):
        return keys(found[0], f"{path}[]")
    return {path}


def test_json_has_exactly_the_documented_keys() -> None:
    desk = Desk().type().run(minutes=10)
    ask(desk.loop, c.StartSession("report"))

    assert keys(STATUS) - keys(STATUS["sources"], ".sources") == (
        keys(values(desk)) - keys(values(desk)["sources"], ".sources")
    )


def test_the_manual_names_every_key_and_no_other() -> None:
    page = asset("manual/status-bars.md").read_text().partition("| key | holds |")[2].partition("\n\n")[0]
    rows = [line.strip("| ").split(" | ", 1) for line in page.splitlines() if line.startswith("| `")]
    named = {key: holds for keys, holds in rows for key in re.findall(r"`(\w+)`", keys)}

    assert named.keys() == STATUS.keys()
    for path in keys(STATUS) - keys(STATUS["sources"], ".sources"):
        top, *inner = path.strip(".").replace("[]", "").split(".")
        assert all(f"`{each}`" in named[top] for each in inner), path


def test_absent_things_are_null_and_every_key_is_there() -> None:
    found = values(Desk())

    assert STATUS.keys() == found.keys()
    assert [None] * 4 == [found["session"], found["snoozed_until"], found["paused_until"], found["break"]["due_in_s"]]


def test_the_block_that_is_on_and_the_next_one_are_named() -> None:
    desk = Desk(replace(Settings(), hours=every_day("00:00-23:59"))).type().run(minutes=1)
    ask(desk.loop, c.PlanBlock(timedelta(minutes=30), None, "report"))
    (planned,) = desk.loop.present().blocks
    ahead = for_people(values(desk), colour=False)
    desk.clock.pass_time(seconds=(planned.start - desk.clock.wall()).total_seconds() + 60)
    desk.type().run(minutes=1)
    on = for_people(values(desk), colour=False)
    start, until = (f"{each.astimezone(desk.clock.zone()):%H:%M}" for each in (planned.start, planned.until))

    assert f"Next block: report, Monday 23 November, {start}–{until}" in ahead.splitlines()
    assert f"Block until {until}: report" in on.splitlines()
    assert f"{until} 1" == formatted("{block.until:%H:%M} {block.number}{next_block.label}", values(desk))


def test_the_next_meeting_can_stand_in_a_bar_and_its_absence_leaves_nothing() -> None:
    desk = Desk()
    form = "{next_meeting.at:%H:%M} {next_meeting.in_a_row} {next_meeting.title}"
    assert "  " == formatted(form, values(desk))
    start = desk.clock.wall() + timedelta(hours=1)
    ends = [start + timedelta(minutes=30), start + timedelta(minutes=90)]
    desk.loop.calendar_read(
        (
            Entry(start, ends[0], True, Kind.MEETING, "Budget"),
            Entry(ends[0], ends[1], True, Kind.MEETING),
        )
    )

    assert f"{start.astimezone(desk.clock.zone()):%H:%M} 2 Budget" == formatted(form, values(desk))
    found = values(desk)["meetings"]
    assert (5400.0, 2, 1) == (found["planned_s"], found["count"], found["back_to_back"])


def test_what_the_person_would_answer_stands_on_the_scale_of_the_question() -> None:
    about = {"expected": 55.4, "low": 30.0, "high": 75.2, "answers": 1, "follows": None}
    said = for_people(status(next_answer=about), colour=False)

    assert "How tired you'd say you are: about 5½ (3 to 7½)" in said.splitlines()


@pytest.mark.parametrize(
    ("sources", "row"),
    [
        ({"idle": "x11-sync", "notifications": "notifications", "session": "none"}, []),
        (
            {"idle": "ext-idle-notify-v1 (muted)", "notifications": "notifications"},
            ["Missing here: a way to notice your input. `backpressure doctor` says what to do."],
        ),
        (
            {"idle": "none", "notifications": "none"},
            ["Missing here: notifications, a way to notice your input. `backpressure doctor` says what to do."],
        ),
        ({}, []),  # as where the program doesn't run
    ],
)
def test_who_tells_the_program_is_no_news_and_who_does_not_is(sources: dict[str, str], row: list[str]) -> None:
    said = for_people(status(sources=sources), colour=False)

    assert row == [line for line in said.splitlines() if line.startswith(("Missing", "Sources"))]
    assert not {"x11-sync", "notifications notifications"} & set(said.split())


@pytest.mark.parametrize("columns", [20, 40, 80, 120])
def test_the_block_fits_into_the_terminal(columns: int) -> None:
    text = for_people(status(quiet=["snoozed", "locked"]), colour=False, columns=columns)

    assert columns >= max(map(len, text.splitlines()))


def test_the_block_says_what_matters() -> None:
    lines = for_people(STATUS, colour=False).splitlines()

    assert lines[0].endswith("47%  yellow")
    for expected in (
        "Where it comes from: this stretch 24, today 14, last weeks 6, to do 3",
        "Without a break: 47 min",
        "Worked: 3 h 12 min today, 12 h in seven days",
        "Meetings today: 3, 2 h 30 min in all",
        "Session: report",
        "To do: 3 open, 1 of them planned",
        "Next: a break is due at 10:05 (7 min is enough for 50 min more)",
    ):
        assert expected in lines


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        ({"laptop": 11520.0, "desktop": 0.0}, "3 h 12 min today, 12 h in seven days"),
        ({"laptop": 3600.0, "desktop": 9000.0}, "3 h 12 min today, 2 h 30 min of it at desktop; 12 h in seven days"),
        (
            {"laptop": 3600.0, "desktop": 7200.0, "tower": 60.0},
            "3 h 12 min today (2 h at desktop, 1 h at laptop, 1 min at tower); 12 h in seven days",
        ),
    ],
)
def test_work_at_other_machines_is_told_by_their_names(seconds: dict[str, float], said: str) -> None:
    told = for_people(status(machine="laptop", at_machines=seconds), colour=False)

    assert f"Worked: {said}" in told.splitlines()


@pytest.mark.parametrize("tell", [for_people, one_line])
def test_nothing_that_was_written_acts_on_the_terminal(tell: Any) -> None:
    machines = {HOSTILE[:40]: 60.0, HOSTILE[:30]: 60.0}
    session = STATUS["session"] | {"label": HOSTILE}
    hostile = status(session=session, problems=[HOSTILE[:100]], at_machines=machines)
    text = tell(hostile, colour=False)

    assert all(line.isprintable() for line in text.splitlines())
    assert len(text) < 2000


def test_colours_are_there_only_when_wanted() -> None:
    assert "\x1b[33m" in for_people(STATUS, colour=True)
    assert "\x1b" not in for_people(STATUS, colour=False)


@pytest.mark.parametrize("arguments", [{}, {"format": 3, "colour": "yes", "columns": "9", "follow": 1}])
def test_arguments_that_are_none_are_passed_over(arguments: dict[str, Any]) -> None:
    assert Way() == way(arguments)


def test_an_eased_day_says_so_and_how_to_undo_it() -> None:
    desk = Desk().type().run(minutes=10)
    assert values(desk)["eased"] is None
    ask(desk.loop, c.EaseToday())

    told = for_people(values(desk), colour=False)
    assert "Today: easier, with breaks after 37 min and 6 h of work at most (`backpressure ease off` undoes it)" in told


def said(told: Day) -> list[str]:
    found = status_of(told.state, told.moment.senses, told.at, told.in_force, {}, ())
    return for_people(found, colour=False).splitlines()


def next_of(told: Day) -> str:
    return next((line for line in said(told) if line.startswith("Next:")), "")


def test_a_break_that_is_due_and_waits_is_due_now() -> None:
    told = day().work("20m").happen(e.AttentionChanged(frozenset({"meeting"}))).work("40m")

    assert "Next: a break is due now (5 min is enough for 50 min more)" == next_of(told)


def test_a_day_that_is_to_end_comes_before_a_break_that_is_due() -> None:
    told = day().work("3h").away("45m").work("4h40m").work("20m")
    assert "Next: it's time to end the day" == next_of(told)
    told.ask(c.Commit("answer Ada")).ask(c.EndDay())

    assert "Next: your day ends at 17:50" == next_of(told)


def test_no_break_is_said_to_be_enough_for_no_work_at_all() -> None:
    told = day(Settings(shutdown=Shutdown(on=False))).work("13h")

    assert "Next: a break has been due since" in next_of(told)
    assert "(not even 20 min brings you below orange)" in next_of(told)


def test_whoever_is_away_while_their_calendar_has_a_meeting_may_be_in_it() -> None:
    told = day()
    told.calendar(told.meeting("9:30", "10:30")).work("30m").away("30m")
    said = for_people(status_of(told.state, told.moment.senses, told.at, told.context, {}, ()), colour=False)

    assert "Now: away, perhaps in a meeting; your time away counts as a break unless you say otherwise" in said
    assert "Now: resting" not in said


def test_lunch_is_called_lunch_as_everywhere_else() -> None:
    told = day(Settings(breaks=Breaks(at=(ClockBreak(time(12, 30), "lunch"),)))).work("90m").away("20m").work("40m")
    assert "Next: a break is due at 11:40 (5 min is enough for 50 min more)" == next_of(told)
    told.away("20m").work("20m")
    assert "Next: Lunch 12:30" == next_of(told)
    told.work("23m")

    assert "Next: Lunch due since 12:30" == next_of(told)


def test_the_next_thing_may_be_a_pause_of_the_hours_and_scripts_hear_when_they_go_on() -> None:
    told = day(Settings(hours=every_day("09:00-14:00", "16:00-20:00"))).until("13:03").work("30m")
    found = status_of(told.state, told.moment.senses, told.at, told.context, {}, ())

    assert "Next: your working hours pause from 14:00 to 16:00" == next_of(told)
    assert "hours pause 14:00 16:00" == formatted("{next.what} {next.at:%H:%M} {next.until:%H:%M}", found)


def test_a_break_that_is_suggested_comes_before_a_pause_of_the_hours_and_the_end_of_the_day() -> None:
    hours = every_day("09:00-14:00", "16:00-20:00")
    told = day(Settings(hours=hours)).until("12:57").work("55m")
    assert "Next: a break has been due since 13:47 (5 min is enough for 50 min more)" == next_of(told)
    told = day(Settings(hours=hours)).until("18:52").work("59m")

    assert "Next: a break has been due since 19:42 (5 min is enough for 50 min more)" == next_of(told)


def test_lunch_that_meetings_keep_is_due_after_them_by_its_name() -> None:
    told = day(Settings(breaks=Breaks(at=(ClockBreak(time(12, 30), "lunch"),)))).work("90m").away("20m").work("40m")
    told.calendar(told.meeting("12:00", "13:30")).work("30m").away("10m").work("10m")

    assert "Next: Lunch due after meetings, at 13:30" == next_of(told)


def test_a_holiday_is_said_and_no_break_is_due_in_it() -> None:
    told = day().work("5m").ask(c.BeginHoliday(date(2026, 12, 11))).work("2h")

    assert "On holiday until the end of Friday 11 December" in said(told)
    assert "" == next_of(told)
