"""Brings hooks from an event to the system: in order, four at a time, telling once what went wrong."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

from tray.core.context import Context
from tray.core.engine.hook_events import HookOrder, HookResult, Said, fired, values, variables
from tray.core.law.levels_and_gauge_steps import word
from tray.core.messages.effects import Happened
from tray.core.messages.json_form import plain, typed
from tray.core.state.state import State
from tray.lib.frozen import dataclass
from tray.ports import Clock, HookRunner
from tray.settings.defaults.every_setting import Hook, Settings
from tray.store.files.hook_log import OUTPUT_KEPT
from tray.view.words import hooks_and_their_log as hooks
from tray.view.words.hooks_and_their_log import Logged

AT_ONCE = 4
"""So many hooks run at the same time; the others wait in their order."""
MOST_WAITING = 50
"""More than this wait only when something is wrong; what comes then is left out, and told."""
_SLEPT = timedelta(seconds=60)
"""A hook that waited while the machine was asleep for so long would come out of place; it is left out."""


@dataclass(frozen=True, slots=True)
class Run:
    """A hook that is to run, or runs."""

    hook: Hook
    values: Mapping[str, Said]


def next_run(waiting: Sequence[Run], running: Sequence[Run]) -> int | None:
    """Which of ``waiting`` may start now; None when all of them go on waiting.

    The hooks of the end of a day run one after the other, so that the last of them can rely on those before it.
    """
    if len(running) >= AT_ONCE:
        return None
    in_order = any(each.hook.on == "day_end" for each in running)
    return next((index for index, each in enumerate(waiting) if not (in_order and each.hook.on == "day_end")), None)


class Book(Protocol):
    """Where runs are written down."""

    def add(self, entry: Mapping[str, Any]) -> None:
        """Never raises."""


class Hooking:
    """Runs the hooks. What it was told of and has not started is forgotten when the program ends."""

    def __init__(
        self,
        runner: HookRunner,
        clock: Clock,
        book: Book,
        tell: Callable[[str, str | None], None],
        judge: Callable[[tuple[str, ...]], str | None] = lambda _: None,
    ) -> None:
        """``tell`` gets a topic, and what is wrong with it or None when it is well again; ``judge`` says of a command
        why it is not to be run now, if so."""
        self._runner = runner
        self._clock = clock
        self._book = book
        self._tell = tell
        self._judge = judge
        self._waiting: list[tuple[Run, timedelta]] = []
        self._running: list[Run] = []
        self._failed: set[str] = set()
        self._afterwards: list[Callable[[], None]] = []
        self._distrust: str | None = None

    def trust(self, distrust: str | None, settings: Settings) -> None:
        """The settings were read; ``distrust`` says why their hooks are not to be run, if so."""
        self._distrust = distrust if settings.hooks else None
        self._tell("hooks", hooks.refused(self._distrust) if self._distrust else None)
        names = {hook.name for hook in settings.hooks}
        for name in self._failed - names:
            self._well(name)

    def happened(self, event: Happened, level: str | None, state: State, context: Context) -> None:
        """Run the hooks for what happened just now."""
        settings = context.settings
        if settings.hooks:
            known = level or word(state.held, settings.levels)
            self.run(values(event, state, known, state.at, context), settings)

    def run(self, about: Mapping[str, Said], settings: Settings) -> None:
        """Run the hooks for what happened, with these values."""
        for hook in fired(settings.hooks, str(about["event"]), str(about["level"])):
            run = Run(hook, {**about, "hook": hook.name})
            if self._distrust:
                self._note(run, HookResult("refused", error=self._distrust))
            elif len(self._waiting) >= MOST_WAITING:
                self._over(run, HookResult("crowded"))
            else:
                self._waiting.append((run, self._asleep()))
        self._start()

    def after_day_end(self, call: Callable[[], None]) -> None:
        """Make a call when no hook of the end of the day runs or waits; at once if that is so now."""
        self._afterwards.append(call)
        self._go_on()

    def _start(self) -> None:
        while (index := next_run([run for run, _ in self._waiting], self._running)) is not None:
            run, asleep = self._waiting.pop(index)
            if self._asleep() - asleep >= _SLEPT:
                self._note(run, HookResult("overslept"))
                continue
            if why := self._judge(run.hook.run):
                self._over(run, HookResult("refused", error=why))
                continue
            self._running.append(run)
            self._runner.start(_order(run), lambda result, run=run: self._done(run, result))  # type: ignore[misc]
        self._go_on()

    def _done(self, run: Run, result: HookResult) -> None:
        self._running = [each for each in self._running if each is not run]
        self._over(run, result)
        self._start()

    def _over(self, run: Run, result: HookResult) -> None:
        self._note(run, result)
        name = run.hook.name
        if result.well:
            self._well(name)
        elif name not in self._failed:
            self._failed.add(name)
            self._tell(f"hook {name}", hooks.failed(run.hook, result))

    def _well(self, name: str) -> None:
        if name in self._failed:
            self._failed.discard(name)
            self._tell(f"hook {name}", None)

    def _note(self, run: Run, result: HookResult) -> None:
        self._book.add(entry(run.hook, str(run.values["event"]), self._clock.wall(), result))

    def _go_on(self) -> None:
        runs = (*self._running, *(run for run, _ in self._waiting))
        if not any(run.hook.on == "day_end" for run in runs):
            calls, self._afterwards = self._afterwards, []
            for call in calls:
                call()

    def _asleep(self) -> timedelta:
        """How long the machine has been asleep in all."""
        return self._clock.elapsed() - self._clock.awake()


def order(hook: Hook, about: Mapping[str, Said]) -> HookOrder:
    """What the system is asked to run."""
    return HookOrder(hook.run, variables(about), json.dumps(about) + "\n", hook.timeout, keeps=OUTPUT_KEPT)


def _order(run: Run) -> HookOrder:
    return order(run.hook, run.values)


def entry(hook: Hook, event: str, at: datetime, result: HookResult) -> dict[str, Any]:
    """A run as the log keeps it; ``at`` is when it was over."""
    return {"at": at.isoformat(timespec="seconds"), "hook": hook.name, "event": event, **plain(result)}


def run_of(entry: Mapping[str, Any]) -> Logged | None:
    """The inverse of ``entry``; None when it is none, as from another version."""
    try:
        named = {name: entry[name] for name in ("at", "hook", "event")}
        result = {name: value for name, value in entry.items() if name not in named}
        return Logged(typed(named["at"], datetime), named["hook"], named["event"], typed(result, HookResult))
    except (TypeError, ValueError, KeyError):
        return None
