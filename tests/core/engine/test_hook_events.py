"""Which event comes when, what hooks are told, and who waits."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.day import Day, day, hooked
from tray.core.engine.hook_events import VALUES, fired, values, variables
from tray.core.messages import commands as c
from tray.core.messages.effects import Happened
from tray.settings.defaults.every_setting import EVENTS, Breaks, Hook, Levels, Limits, Settings


def happened(told: Day) -> list[str]:
    """The events, in their order."""
    return [effect.event for _, effect in told.effects if isinstance(effect, Happened)]


def last(told: Day) -> Happened:
    return [effect for _, effect in told.effects if isinstance(effect, Happened)][-1]


def test_a_day_of_work_and_its_end_are_events() -> None:
    told = day(hooked(Settings(breaks=Breaks(after=timedelta(hours=4))))).work("20m")
    told.ask(c.TakeBreak(length=timedelta(minutes=5))).away("6m").work("1m")
    told.ask(c.StartSession("report")).work("5m").ask(c.StopSession())
    told.ask(c.Pause()).ask(c.Resume()).ask(c.EndDay())

    assert [
        *("day_start", "break_start", "break_end", "session_start", "session_end", "paused", "resumed", "day_end")
    ] == happened(told)


def test_a_day_begins_once_with_its_first_work() -> None:
    told = day(hooked()).away("1h").work("10m").away("1h").work("10m").restart().work("10m")

    assert ["day_start"] == happened(told)
    assert ["day_start"] * 2 == happened(told.away("20h").work("1m"))


def test_nights_of_work_begin_the_day_at_its_hour() -> None:
    told = day(hooked(), at=datetime(2026, 11, 24, 2, 30, tzinfo=UTC)).work("1h")  # 03:30 in Berlin

    assert ["day_start", "day_start"] == [each for each in happened(told) if each == "day_start"]


def test_a_day_ends_once_however_often_it_is_asked_for() -> None:
    told = day(hooked()).work("1h").ask(c.EndDay()).ask(c.EndDay()).work("10m").ask(c.EndDay())

    assert 1 == happened(told).count("day_end")


def test_a_level_says_which_it_was() -> None:
    told = day(hooked(Settings(levels=Levels(yellow=10)))).work("30m")

    assert Happened("level_changed", (("level_before", "green"),)) == last(told)
    assert 1 == happened(told).count("level_changed")


def test_no_hook_runs_on_a_value_that_a_rest_may_take_back() -> None:
    told = day(hooked()).work("14m")
    below = told.state.pressure
    told.context = replace(told.context, settings=replace(told.context.settings, levels=Levels(yellow=below + 0.5)))
    told.away("2m50s")

    assert told.state.pressure > below + 0.5
    assert "level_changed" not in happened(told)


@pytest.mark.parametrize(("yellow", "events"), [(10, []), (15, ["level_changed"])])
def test_the_first_hook_hears_only_of_what_came_after_it(yellow: float, events: list[str]) -> None:
    told = day(Settings(levels=Levels(yellow=yellow))).work("10m").ask(c.TakeBreak()).ask(c.EndBreak())

    assert [] == happened(told)
    assert events == happened(told.settings(hooked(told.context.settings)).work("20m"))


def test_a_start_of_the_program_is_no_change_of_level() -> None:
    told = day(hooked(Settings(levels=Levels(yellow=10)))).work("30m").restart()

    assert 1 == happened(told).count("level_changed")


def test_what_ended_while_the_machine_slept_runs_no_hook() -> None:
    told = day(hooked()).work("20m").ask(c.TakeBreak(length=timedelta(minutes=5))).suspend("30m").work("1m")

    assert "break_end" not in happened(told)


def test_what_ended_while_nothing_ran_runs_no_hook() -> None:
    told = day(hooked()).work("20m").ask(c.TakeBreak(length=timedelta(minutes=5))).restart(gone="30m").work("1m")

    assert "break_end" not in happened(told)


def test_a_limit_and_a_full_memory_are_events() -> None:
    limits = Limits(stretch=timedelta(minutes=30))
    told = day(hooked(Settings(limits=limits))).work("25m")
    assert Happened("limit", (("limit", "stretch"),)) == last(told)

    full = day(hooked()).ask(c.StartSession("release", load="pressed")).work("14h")
    assert "incident" in happened(full)


def test_the_end_of_a_snooze_is_no_end_of_a_pause() -> None:
    assert "resumed" not in happened(day(hooked()).work("20m").ask(c.Snooze()).ask(c.Resume()))


def test_hooks_are_told_how_things_stand() -> None:
    told = day(hooked()).ask(c.Commit("answer Ada")).ask(c.StartSession("report")).work("20m")
    said = values(Happened("paused"), told.state, "green", told.at, told.context)

    assert {
        "event": "paused",
        "level": "green",
        "pressure": int(told.state.pressure),
        "at": "2026-11-23T09:20:00+01:00",
        "day": "2026-11-23",
        "worked_s": 1200,
        "stretch_s": 1200,
        "commitments": 1,
        "session": "report",
    } == said
    assert "1200" == variables(said)["BACKPRESSURE_WORKED_S"]


def test_nothing_is_told_that_the_manual_does_not_list() -> None:
    told = (
        day(hooked()).work("20m").ask(c.TakeBreak()).ask(c.StartSession("a", timedelta(hours=1))).ask(c.StopSession())
    )
    told.ask(c.Pause(timedelta(minutes=30))).ask(c.Resume()).work("95m").ask(c.EndDay())
    named = {name for _, each in told.effects if isinstance(each, Happened) for name, _ in each.details}

    assert named | values(Happened("limit"), told.state, "green", told.at, told.context).keys() <= VALUES.keys()
    assert set(happened(told)) <= set(EVENTS)


def hook(name: str, on: str = "paused", when: tuple[str, ...] = ()) -> Hook:
    return Hook(name, on, ("true",), when=when)


def test_a_hook_runs_at_its_event_and_its_levels() -> None:
    hooks = (hook("a"), hook("b", "resumed"), hook("c", when=("red",)), hook("d", when=("green", "yellow")))

    assert ["a", "d"] == [each.name for each in fired(hooks, "paused", "green")]


def test_input_that_ends_a_break_late_is_still_its_end() -> None:
    told = day(hooked()).work("20m").ask(c.TakeBreak(length=timedelta(minutes=20))).away("5m").work("30s")

    assert "break_end" == happened(told)[-1]


def test_a_session_tells_all_of_its_work_however_long_ago_the_last_fact_was() -> None:
    told = day(hooked(Settings(breaks=Breaks(after=timedelta(hours=4))))).ask(c.StartSession("report")).work("30m")
    told.ask(c.StopSession())

    assert Happened("session_end", (("session", "report"), ("length_s", 30 * 60))) == last(told)
