"""Hooks on their way to the system, with a runner that ends them when the test says so."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from tests.app.test_loop import Desk, FullDisk, ask
from tests.fakes import FakeClock
from tray.app.processes.hook_queue import AT_ONCE, Hooking, Run, next_run, run_of
from tray.core.engine.hook_events import HookOrder, HookResult
from tray.core.messages import commands as c
from tray.settings.defaults.every_setting import Hook, Settings
from tray.view.tray import notices

WELL, BADLY = HookResult("exit", 0), HookResult("exit", 7)


class FakeRunner:
    """Runs nothing; ``end`` ends what runs by its program's name."""

    def __init__(self) -> None:
        self.orders: list[HookOrder] = []
        self._done: list[tuple[str, Callable[[HookResult], None]]] = []

    def start(self, order: HookOrder, done: Callable[[HookResult], None]) -> None:
        self.orders.append(order)
        self._done.append((order.run[0], done))

    @property
    def running(self) -> list[str]:
        return [name for name, _ in self._done]

    def end(self, name: str, result: HookResult = WELL) -> None:
        index = self.running.index(name)
        _, done = self._done.pop(index)
        done(result)


class Story:
    """Hooks called a, b, c … at one event, and what is told of them."""

    def __init__(self, names: str, on: str = "paused") -> None:
        self.settings = Settings(hooks=tuple(Hook(name, on, (name,)) for name in names))
        self.runner, self.clock = FakeRunner(), FakeClock()
        self.log: list[Mapping[str, Any]] = []
        self.told: list[tuple[str, str | None]] = []
        self.why: str | None = None
        self.hooking = Hooking(
            self.runner, self.clock, self, lambda topic, text: self.told.append((topic, text)), lambda _: self.why
        )
        self.on = on

    def add(self, entry: Mapping[str, Any]) -> None:
        self.log.append(entry)

    def happens(self) -> "Story":
        self.hooking.run({"event": self.on, "level": "green"}, self.settings)
        return self


def test_at_most_four_run_and_the_next_starts_when_one_has_ended() -> None:
    story = Story("abcdef").happens()
    assert ["a", "b", "c", "d"] == story.runner.running

    story.runner.end("b")

    assert ["a", "c", "d", "e"] == story.runner.running


def test_hooks_of_the_end_of_the_day_run_in_order_whatever_becomes_of_each() -> None:
    story = Story("abc", "day_end").happens()
    order = [list(story.runner.running)]
    for name, result in (("a", BADLY), ("b", WELL)):
        story.runner.end(name, result)
        order.append(list(story.runner.running))

    assert [["a"], ["b"], ["c"]] == order


def test_what_comes_after_the_end_of_the_day_waits_for_its_hooks() -> None:
    story, said = Story("ab", "day_end"), list[str]()
    story.hooking.after_day_end(lambda: said.append("at once"))
    story.happens()
    story.hooking.after_day_end(lambda: said.append("afterwards"))
    story.runner.end("a")
    assert ["at once"] == said

    story.runner.end("b")

    assert ["at once", "afterwards"] == said


def test_a_failure_is_told_once_until_the_hook_does_well_again() -> None:
    story = Story("a")
    for result in (BADLY, BADLY, WELL, BADLY):
        story.happens().runner.end("a", result)

    words = 'Hook "a" failed with exit code 7. `backpressure hooks log` shows what it wrote.'
    assert [("hook a", words), ("hook a", None), ("hook a", words)] == story.told
    assert 4 == len(story.log)


def test_a_failure_of_a_hook_that_was_taken_out_of_the_settings_is_no_trouble_any_more() -> None:
    story = Story("ab")
    story.happens().runner.end("a", BADLY)
    story.hooking.trust(None, Settings(hooks=story.settings.hooks[1:]))

    assert ("hook a", None) == story.told[-1]


def test_what_is_written_down_can_be_read_again() -> None:
    story = Story("a").happens()
    result = HookResult("timeout", -9, timedelta(seconds=30), "said\n", 12)
    story.runner.end("a", result)
    found = run_of(story.log[0])

    assert found is not None
    assert ("a", "paused", result, story.clock.wall()) == (found.hook, found.event, found.result, found.at)
    assert run_of({"at": "never"}) is None


def test_hooks_of_a_file_that_others_can_write_do_not_run_which_is_told_once() -> None:
    story = Story("a")
    story.hooking.trust("everybody can write to settings.toml", story.settings)
    story.happens().happens()

    assert [] == story.runner.running
    assert [("hooks", "Hooks don't run: everybody can write to settings.toml.")] == story.told
    assert ["refused", "refused"] == [entry["ended"] for entry in story.log]


def test_a_hook_that_waited_through_a_sleep_of_the_machine_is_left_out() -> None:
    story = Story("ab", "day_end").happens()
    story.clock.suspend(hours=9)
    story.runner.end("a")

    assert [] == story.runner.running
    assert [("a", "exit"), ("b", "overslept")] == [(entry["hook"], entry["ended"]) for entry in story.log]


def test_what_piles_up_is_left_out_and_told() -> None:
    story = Story("a")
    for _ in range(60):
        story.happens()

    assert ["crowded"] * 6 == [entry["ended"] for entry in story.log]
    assert 1 == len(story.told)


def test_a_hook_gets_its_values_as_variables_and_as_json() -> None:
    desk = Desk(Settings(hooks=(Hook("a", "paused", ("a", "-x")),)))
    runner = FakeRunner()
    desk.loop.world.hooks = Hooking(runner, desk.clock, Story(""), desk.loop.trouble)
    desk.type().run(minutes=20)
    ask(desk.loop, c.Pause())
    (order,) = runner.orders

    assert ("a", "-x") == order.run
    assert ("paused", "a", "green") == tuple(
        order.variables[f"BACKPRESSURE_{name}"] for name in ("EVENT", "HOOK", "LEVEL")
    )
    assert '"worked_s": 1200' in order.input


def test_a_failure_is_a_notification_and_a_problem_of_the_status() -> None:
    desk = Desk(Settings(hooks=(Hook("a", "paused", ("a",)),)))
    runner = FakeRunner()
    desk.loop.world.hooks = Hooking(runner, desk.clock, Story(""), desk.loop.trouble)
    ask(desk.loop, c.Pause())
    runner.end("a", HookResult("missing", error="No such file or directory"))

    assert "couldn't be started: No such file" in desk.notifier.screen[notices.TROUBLE].body
    assert "hook a" in desk.loop.problems


def test_what_could_not_be_recorded_in_time_runs_no_hook() -> None:
    journal = FullDisk()
    desk = Desk(Settings(hooks=(Hook("a", "day_start", ("a",)),)), journal=journal)
    runner = FakeRunner()
    desk.loop.world.hooks = Hooking(runner, desk.clock, Story(""), desk.loop.trouble)
    journal.full = True
    desk.type().run(minutes=5)
    journal.full = False
    desk.run(minutes=2)

    assert desk.loop.present().working
    assert [] == runner.orders


def test_a_hook_is_judged_again_before_each_run() -> None:
    story = Story("a").happens()
    story.runner.end("a")
    story.why = "everybody can write to a"
    story.happens()
    assert ["exit", "refused"] == [entry["ended"] for entry in story.log]
    assert [("hook a", True)] == [(topic, "everybody can write to a" in (text or "")) for topic, text in story.told]

    story.why = None
    story.happens()

    assert ["a"] == story.runner.running


def waiting(name: str, on: str = "paused") -> Run:
    return Run(Hook(name, on, ("true",)), {})


def test_four_run_at_once_and_the_others_wait_in_order() -> None:
    running = [waiting("a")] * (AT_ONCE - 1)

    assert 0 == next_run([waiting("b"), waiting("c")], running)
    assert next_run([waiting("b")], [*running, waiting("c")]) is None


def test_hooks_of_the_end_of_the_day_run_one_after_the_other() -> None:
    ends = [waiting("lock", "day_end"), waiting("off", "day_end"), waiting("say")]

    assert 0 == next_run(ends, [])
    assert 1 == next_run(ends[1:], ends[:1])
    assert next_run(ends[1:2], ends[:1]) is None
