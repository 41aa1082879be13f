"""Shutting the day down: what stays open is offered a time, it never blocks, and it ends once."""

from datetime import date, timedelta

from tests.app.processes.test_hook_queue import FakeRunner, Story
from tests.app.test_loop import Desk, ask
from tests.day import BERLIN, Day, day
from tray.app.processes.hook_queue import Hooking
from tray.core.day.shutdown import draining, offered, offered_time
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.core.messages.effects import DayIsOver
from tray.core.messages.facts import DayEnded
from tray.settings.defaults.every_setting import Hook, Hours, Settings
from tray.settings.types.time_ranges_shifts_fixed_breaks import DateRange
from tray.view.tray import notices


def with_open(*texts: str, settings: Settings | None = None) -> Day:
    """Half a day of work, and commitments without a time."""
    told = day(settings).work("1h")
    for text in texts:
        told.ask(c.Commit(text))
    return told


def ends(told: Day) -> list[DayEnded]:
    return [fact for fact in told.facts if isinstance(fact, DayEnded)]


def offer(told: Day) -> tuple[int, str] | None:
    """The commitment that is offered a time, and which."""
    found = offered(told.state)
    at = offered_time(told.state, told.at, told.context).astimezone(BERLIN) if found else None
    return (found.number, f"{at:%a %H:%M}") if found else None


def test_a_day_with_nothing_open_ends_at_once() -> None:
    told = with_open().ask(c.EndDay())

    assert 1 == len(ends(told))
    assert not draining(told.state)


def test_a_commitment_that_has_a_time_is_not_asked_about() -> None:
    told = day().work("1h").ask(c.Commit("a", when=day().at + timedelta(days=1))).ask(c.EndDay())

    assert 1 == len(ends(told))


def test_each_open_commitment_is_offered_a_time_tomorrow_half_an_hour_apart() -> None:
    told = with_open("a", "b", "c").ask(c.EndDay())
    asked = []
    while (now := offer(told)) is not None:
        asked.append(now)
        told.ask(c.PlanCommitment(now[0], offered_time(told.state, told.at, told.context)))

    assert [(1, "Tue 09:00"), (2, "Tue 09:30"), (3, "Tue 10:00")] == asked
    assert (0, 3, 1) == (told.state.unplanned, told.state.planned, len(ends(told)))


def test_tomorrow_is_the_next_day_of_work() -> None:
    told = with_open("a", settings=Settings(hours=Hours(tuesday=(), wednesday=()))).ask(c.EndDay())
    assert (1, "Thu 09:00") == offer(told)

    free = Hours(monday=(), tuesday=(), wednesday=(), thursday=(), friday=())
    assert (1, "Tue 09:00") == offer(with_open("a", settings=Settings(hours=free)).ask(c.EndDay()))


def test_one_may_be_done_and_one_may_stay_open() -> None:
    told = with_open("a", "b", "c").ask(c.EndDay())
    told.ask(c.LeaveOpen(1)).ask(c.CloseCommitment(2)).ask(c.LeaveOpen(3))

    assert [1, 3] == [each.number for each in told.state.commitments]
    assert 1 == len(ends(told))


def test_an_answer_to_what_is_asked_no_more_changes_nothing() -> None:
    told = with_open("a", "b").ask(c.EndDay()).ask(c.LeaveOpen(1)).ask(c.LeaveOpen(1))

    assert (2, "Tue 09:00") == offer(told)


def test_it_never_blocks_and_is_off_when_nobody_answers() -> None:
    told = with_open("a").ask(c.EndDay()).away("20m")

    assert [told.at - timedelta(minutes=15)] == [end.at for end in ends(told)]


def test_asked_for_again_it_is_off_at_once() -> None:
    told = with_open("a", "b").ask(c.EndDay()).ask(c.EndDay()).ask(c.EndDay())

    assert 1 == len(ends(told))
    assert 2 == told.state.unplanned


def test_nothing_else_is_suggested_meanwhile() -> None:
    told = day().work("1h").ask(c.Commit("a")).ask(c.EndDay()).work("4m")

    assert draining(told.state)
    assert told.state.suggestion is None


def test_more_time_or_another_mind_takes_it_back() -> None:
    for second_thought in (c.MoreTime(), c.NotToday()):
        told = with_open("a").ask(c.EndDay()).ask(second_thought).work("10m")

        assert not draining(told.state)
        assert [] == ends(told)


def test_a_restart_meanwhile_changes_nothing() -> None:
    told = with_open("a", "b").ask(c.EndDay()).ask(c.LeaveOpen(1)).restart(gone="1m")

    assert (2, "Tue 09:00") == offer(told)
    assert 1 == len(ends(told.away("10m")))


def test_a_machine_that_sleeps_meanwhile_wakes_to_a_day_that_is_off_and_runs_no_hook() -> None:
    told = with_open("a").ask(c.EndDay()).suspend("14h").work("1m")

    assert 1 == len(ends(told))
    assert [] == told.told(DayIsOver)
    assert "2026-11-23" == str(ends(told)[0].day)


def test_nobody_is_told_behind_a_locked_screen_that_the_day_is_off() -> None:
    told = with_open("a").ask(c.EndDay()).work("1m").happen(e.Locked()).away("10m")

    assert 1 == len(ends(told))
    assert [] == told.told(DayIsOver)


def test_whoever_ends_the_day_is_told_so_although_all_else_is_quiet() -> None:
    told = with_open().ask(c.BeQuiet()).ask(c.EndDay())

    assert 1 == len(told.told(DayIsOver))


def test_the_day_is_told_in_a_line() -> None:
    told = day().work("50m").away("10m").work("50m").away("1h").work("30m").ask(c.Commit("a"))
    told.ask(c.EndDay()).ask(c.PlanCommitment(1, told.at + timedelta(days=1)))
    over = next(effect for _, effect in told.effects if isinstance(effect, DayIsOver))

    assert (timedelta(minutes=130), 2, 0, 1) == (over.worked, over.breaks, over.unplanned, over.planned)
    assert over.highest >= told.state.pressure


def test_notifications_walk_through_it_and_the_last_word_comes_after_the_hooks() -> None:
    desk = Desk(Settings(hooks=(Hook("push", "day_end", ("push",)), Hook("lock", "day_end", ("lock",)))))
    runner = FakeRunner()
    desk.loop.world.hooks = Hooking(runner, desk.clock, Story(""), desk.loop.trouble)
    desk.type().run(minutes=40)
    for text in ("answer Ada", "book the train"):
        ask(desk.loop, c.Commit(text))
    ask(desk.loop, c.EndDay())
    desk.run(seconds=1)
    first = desk.notifier.screen[notices.DAY]
    assert "Still open: answer Ada" == first.title
    assert ["tomorrow 09:00", "Done", "Leave it open"] == [button.label for button in first.buttons]
    assert [] == runner.running

    ask(desk.loop, first.buttons[0].command)
    desk.run(seconds=1)
    second = desk.notifier.screen[notices.DAY]
    assert ("Still open: book the train", "tomorrow 09:30") == (second.title, second.buttons[0].label)

    ask(desk.loop, second.buttons[2].command)
    desk.run(seconds=1)
    assert ["push"] == runner.running
    assert notices.DAY not in desk.notifier.screen
    runner.end("push")
    runner.end("lock")

    last = desk.notifier.screen[notices.DAY]
    assert "Your day has ended" == last.title
    assert last.body.endswith("2 to-dos still open, 1 with a time. Rest well.")


def test_the_menu_offers_the_same() -> None:
    desk = Desk().type().run(minutes=10)
    ask(desk.loop, c.Commit("answer Ada"))
    ask(desk.loop, c.EndDay())
    desk.loop.show()
    rows = {row.label: row.command for row in desk.tray.faces[-1].menu}

    assert {
        "Still open: answer Ada",
        "Plan: tomorrow 09:00",
        "Done",
        "Leave it open",
        "End the day now",
    } <= rows.keys()
    assert c.LeaveOpen(1) == rows["Leave it open"]
    assert "The day ends at" in desk.tray.faces[-1].next


def test_tomorrow_is_not_in_the_holiday_that_begins_then() -> None:
    off = Hours(days_off=(DateRange(date(2026, 11, 24), date(2026, 12, 13)),))
    told = with_open("a", settings=Settings(hours=off)).ask(c.EndDay())
    at = offered_time(told.state, told.at, told.context).astimezone(BERLIN)

    assert "Mon 14 Dec 09:00" == f"{at:%a %d %b %H:%M}"
