"""What happens in a simulated life? A machine on which the whole program runs above its ports, and a person at it.

Every action is a plain tuple, so a life is a list of them and can be lived again, later, elsewhere or in part.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.lives.settings_files import settings_of
from tests.lives.world import ZERO, Disk, Fuse, Killed, Panel, Screen, SimClock, Truth
from tray.app.answer_command_line import Serving
from tray.app.loop import Loop, World
from tray.control.command_form import packed
from tray.core.messages import events as e
from tray.core.messages.commands import Command, ItWas
from tray.core.sensing.clock_leaps import WAS_SET_FROM
from tray.core.sensing.presence import LASTS
from tray.core.state.ongoing import Session
from tray.core.state.state import State
from tray.errors import SettingsInvalid
from tray.settings.defaults.every_setting import Settings
from tray.view.tray.notices import SETTINGS

Action = tuple[Any, ...]
START = datetime(2026, 10, 18, 22, 0, tzinfo=UTC)
"""Midnight in Berlin, on a Monday; a week later its clocks go back."""
TYPING_STOPS = timedelta(seconds=5)
_AWAY_AT_MOST = timedelta(minutes=10)
"""The longest ``away_after`` in the settings that are saved."""
_SETTLES = timedelta(milliseconds=100)
_LONG_WAIT = timedelta(minutes=20)
_BUSY = timedelta(milliseconds=25)


@dataclass
class Machine:
    """A machine, what runs on it, and what its person does."""

    at: datetime = START
    zone: str = "Europe/Berlin"
    lived: list[Action] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.fuse = Fuse()
        self.clock = SimClock(self.at, ZoneInfo(self.zone))
        self.disk, self.panel, self.screen = Disk(self.fuse), Panel(self.fuse), Screen(self.fuse)
        self.truth = Truth()
        self.text = ""
        self.last_good = Settings()
        self.loop: Loop | None = None
        self.serving: Serving | None = None
        self.acknowledged: list[Command] = []
        self.answer: dict[str, Any] | None = None
        self.watchers: list[Callable[[Machine], None]] = []
        """Called after every wait, while the program runs."""
        self.spins = 0
        self.could = self.must = ZERO
        """Work that may have been at most, and work that was there for all to see."""
        self.seen_until: timedelta | None = None
        """When the program last could see input."""
        self.ended_at: timedelta | None = None
        """When the program ran last."""
        self.left_with: tuple[timedelta, State] | None = None
        """What the last run knew when it was ended, and when that was."""
        self.status: dict[str, Any] = {}
        """What the program last said of itself."""
        self.polled: timedelta | None = None
        """When it last said so, as long as nothing has happened since."""
        self.settled: list[Callable[[Machine], None]] = []
        """Called when the program has had the time to do all that was due."""
        self.restarted: list[Callable[[State, State], None]] = []
        """Called when the program is started at the moment at which it ended, with what it knew and what it knows."""
        self.late = ZERO
        """By how much a timer may fire late at present."""
        self.quits = 0
        self.clocks = [self.clock.begins()]
        """When elapsed time began, by the clock as it was set each time since the last one on record."""
        self.bent = ZERO
        """How far the clock was set, in all, while nothing ran, or too little to be noticed: nobody can know."""
        self.stood = ZERO
        """How far the clock leapt, in all, where that was taken for time in which the machine stood still."""
        self.session: Session | None = None
        """The session that was last known to run."""
        self.snoozed_lately = False
        """A snooze says itself when the suggestion comes back."""
        self.least_apart = timedelta(days=1)
        """The least time between two suggestions that any settings since the last one gave."""

    # What runs

    def start(self) -> None:
        """The program is started, if it does not run."""
        if self.loop is not None:
            return
        settings, problem = self._settings()
        self.loop = Loop(self._world(), settings)
        self.serving = Serving(self.loop, lambda: ({}, ()))
        self.clocks = [self.clock.begins()]
        if problem:
            self.loop.settings_mistaken(problem)
        self.screen.wanted = {}
        self.truth.woke_at = None  # a program that did not run then cannot know of it
        self.guard(self._begin)

    def _begin(self) -> None:
        assert self.loop is not None
        self.loop.start()
        self.loop.show()
        self.take(e.AttentionChanged(self.truth.attention))
        if self.truth.locked:
            self.take(e.Locked())
        self.take(self._input())

    def _input(self) -> e.Event:
        if not self.truth.source:
            return e.InputUnknown()
        if self.truth.typing:
            return e.InputSeen()
        quiet = self.clock.elapsed_time - (self.truth.typed_until or timedelta(hours=1))
        return e.InputStopped(quiet)

    def _world(self) -> World:
        return World(
            clock=self.clock,
            store=self.disk,
            read_settings=self._read,
            open_settings=lambda: None,
            stop=self._stop,
            tray=self.panel,
            notifier=self.screen,
        )

    def _stop(self) -> None:
        self.quits += 1

    def _settings(self) -> tuple[Settings, SettingsInvalid | None]:
        found = settings_of(self.text)
        if isinstance(found, SettingsInvalid):
            return self.last_good, found
        self.last_good = found
        return found, None

    def _read(self) -> Settings:
        settings, problem = self._settings()
        if problem:
            raise problem
        return settings

    @property
    def _running(self) -> Loop:
        assert self.loop is not None
        return self.loop

    def guard(self, call: Callable[[], object]) -> None:
        """Make the call, if the program runs, and notice when it is killed in it."""
        if self.loop is None:
            return
        try:
            call()
        except Killed:
            self._ended()

    def _ended(self) -> None:
        """The program runs no more; what it saw last may be on record."""
        if self.loop is not None and self.truth.typing and self.truth.source:
            self.seen_until = self.clock.elapsed_time
        self.ended_at = self.clock.elapsed_time if self.loop is not None else self.ended_at
        self.loop = self.serving = None

    def take(self, event: e.Event) -> None:
        """An adapter posts ``event``."""
        if isinstance(event, e.InputSeen) and self.loop is not None:
            self.seen_until = self.clock.elapsed_time
        self.guard(lambda: self._running.take(event))
        self.look()

    def look(self) -> timedelta | None:
        """The program looks, and says how long it may sleep."""
        self._wait: timedelta | None = None

        def look() -> None:
            assert self.loop is not None
            self._wait = self.loop.each()

        self.guard(look)
        if self.loop is not None:
            for watcher in self.watchers:
                watcher(self)
        return self._wait if self.loop else None

    def pass_(self, length: timedelta, late: timedelta = ZERO) -> None:
        """Time passes, and the program's timers fire, up to ``late`` late."""
        end = self.clock.elapsed_time + length
        self.late = late
        while (left := end - self.clock.elapsed_time) > ZERO:
            wait = self.look()
            step = left if wait is None else min(left, max(wait, late, timedelta(milliseconds=1)))
            self.spins = self.spins + 1 if step <= _BUSY < left else 0
            assert self.spins < 50, "the program does not come to rest"
            self._count(step)
            self.clock.pass_(step)
            if self.truth.typing:
                self.truth.typed_until = self.clock.elapsed_time
                if self.loop is not None and self.truth.source:
                    self.seen_until = self.clock.elapsed_time
        self.look()

    def _count(self, step: timedelta) -> None:
        """Before ``step`` passes: how much of it may be work, and how much must be."""
        state = self.loop.present() if self.loop else None
        session = self.session = state.session if state else self.session
        seen = self.truth.typing and self.truth.source and self.loop is not None and not self.truth.locked
        if seen or (session and session.by_hand):  # which goes on while nothing runs, as far as any session does
            self.could += step
        elif self.seen_until is not None:
            unseen = self.clock.elapsed_time - self.seen_until
            self.could += max(min(step, self._allowed(session) - unseen), ZERO)
        if state and seen and state.paused is None and state.break_ is None and not self.disk.fails:
            self.must += step

    def _allowed(self, session: Session | None) -> timedelta:
        """How long after the last input may still be work."""
        own = (session and session.away_after) or ZERO
        watched = LASTS if self.truth.attention & {"meeting", "film"} else ZERO
        return max(_AWAY_AT_MOST, own) + watched

    # What happens

    def do(self, action: Action) -> None:
        """Live through one action."""
        self.lived.append(action)
        name, *details = action
        getattr(self, f"_{name}")(*details)

    def _work(self, minutes: float, late: float, switches: int) -> None:
        if not self.truth.typing or self.truth.locked:
            self._touch()
        for _ in range(switches):
            self.pass_(timedelta(minutes=minutes) / (switches + 1), timedelta(seconds=late))
            self.take(e.ContextChanged())
        self.pass_(timedelta(minutes=minutes) / (switches + 1), timedelta(seconds=late))

    def _touch(self) -> None:
        self.truth.typing = True
        self.truth.typed_until = self.clock.elapsed_time
        if self.truth.source:
            self.take(e.InputSeen())
        if self.truth.locked:
            self.truth.locked = False
            self.take(e.Unlocked())

    def _idle(self, minutes: float, late: float) -> None:
        if self.truth.typing:
            self.truth.typing = False
            self.pass_(TYPING_STOPS)
            if self.truth.source:
                self.take(e.InputStopped(TYPING_STOPS))
        self.pass_(timedelta(minutes=minutes), timedelta(seconds=late))

    def _lock(self) -> None:
        self.truth.locked = True
        self.take(e.Locked())

    def _suspend(self, seconds: float, typing_after: bool) -> None:
        length = timedelta(seconds=seconds)
        by_hand = self.loop is not None and (session := self.loop.moment.state.session) and session.by_hand
        if (length < timedelta(hours=12) and by_hand) or length < timedelta(seconds=61):
            self.could += length
        self.clock.suspend(length)
        self.truth.woke_at = self.clock.awake_time
        self.truth.suspends += 1
        if not typing_after:
            self.truth.typing = False
        self.look()
        if typing_after:
            self._touch()
        else:
            self.pass_(TYPING_STOPS)
            self.take(self._input())

    def _clock(self, seconds: float) -> None:
        self._set_clock(self.clock.wall_time + timedelta(seconds=seconds))

    def _clock_at(self, iso: str) -> None:
        self._set_clock(datetime.fromisoformat(iso))

    def _clock_right(self) -> None:
        self._set_clock(self.at + (self.clock.elapsed_time - timedelta(hours=1)))

    def _set_clock(self, at: datetime) -> None:
        ahead, known = at - self.clock.wall_time, self.disk.steps
        by = abs(ahead)
        self.clock.wall_time = at
        self.clocks.append(self.clock.begins())
        self.left_with = self.left_with if self.loop else None
        self.look()
        if by <= WAS_SET_FROM or (self.loop is None and known == self.disk.steps):
            self.bent += by
        elif ahead > ZERO and self.loop is not None and known == self.disk.steps:
            self.stood += ahead

    def _zone(self, name: str) -> None:
        self.clock.local = ZoneInfo(name)
        self.left_with = self.left_with if self.loop else None
        self.look()

    def _save(self, text: str) -> None:
        self.text = text
        self.guard(lambda: self._running.reload_settings())
        self.look()

    def _ask(self, command: Command) -> None:
        if self.serving is None:
            return
        self._count_answer(command)
        serving, self.answer = self.serving, None

        def ask() -> None:
            self.answer = serving.answer("command", json.loads(json.dumps(packed(command))))

        self.guard(ask)
        if self.answer and self.answer["ok"]:
            self.acknowledged.append(command)
        self.look()

    def _count_answer(self, command: Command) -> None:
        """Somebody may say that a gap was work, which may be on record although the program is killed as it answers."""
        if isinstance(command, ItWas) and self.loop and (gap := self.loop.moment.state.last_gap):
            self.could += gap[1] - gap[0]

    def _poll(self, early_seconds: float) -> None:
        """Somebody asks for the status just before the program wants to look, and again just after."""
        wait = self.look()
        if wait is None or wait > _LONG_WAIT:
            return
        self.pass_(max(wait - timedelta(seconds=early_seconds), ZERO))
        self.clock.drags = timedelta(seconds=early_seconds) / 5
        self.polled = self.clock.elapsed_time
        for ask in (self._status, self.look):
            ask()
        self.clock.drags = ZERO
        self.pass_(timedelta(seconds=early_seconds) + _SETTLES)
        self.polled = None
        for listener in self.settled:
            listener(self)

    def _status(self) -> None:
        if self.serving is None:
            return
        serving, self.status = self.serving, {}

        def ask() -> None:
            self.status = serving.status()

        self.guard(ask)

    def _click(self, which: int) -> None:
        # What says that the settings have mistakes is left alone: a life without them is the same otherwise.
        asked = (notice for slot, notice in self.screen.wanted.items() if slot != SETTINGS)
        buttons = [button for notice in asked for button in notice.buttons]
        if buttons and self.loop is not None:
            command = buttons[which % len(buttons)].command
            self._count_answer(command)
            self.take(e.Asked(command))

    def _attention(self, reasons: tuple[str, ...]) -> None:
        if self.truth.attention & {"meeting", "film"} and not set(reasons) & {"meeting", "film"}:
            self.truth.met_until = self.clock.elapsed_time
        self.truth.attention = frozenset(reasons)
        self.take(e.AttentionChanged(self.truth.attention))

    def _source(self, there: bool) -> None:
        self.truth.source = there
        self.take(self._input())

    def _disk(self, fails: bool) -> None:
        self.disk.fails = fails
        self.look()

    def _panel(self, here: bool) -> None:
        self.panel.here = here

    def _server(self, here: bool) -> None:
        if here:
            self.screen.come_back()
        else:
            self.screen.vanish()

    def _quit(self) -> None:
        if self.loop is not None and self.fuse.left is None and "store" not in self.loop.problems:
            self.look()  # however late its timers were: to quit is an event like any other
            self.left_with = self.clock.elapsed_time, self.loop.present()
        self.guard(lambda: self._running.close())
        self._ended()

    def _kill(self, effects: int) -> None:
        if self.loop is not None:
            self.fuse.left, self.session = effects, self.loop.present().session

    def _dead(self) -> None:
        self._ended()
        self.fuse.left = None

    def _start(self) -> None:
        self.fuse.left = None
        self.start()
        by_hand = self.loop and (session := self.loop.present().session) and session.by_hand
        if by_hand and self.ended_at is not None and not (self.session and self.session.by_hand):
            self.could += self.clock.elapsed_time - self.ended_at  # its beginning was on record, and nobody told of it
        if self.left_with and self.loop and self.left_with[0] == self.clock.elapsed_time:
            for listener in self.restarted:
                listener(self.left_with[1], self.loop.present())
        self.left_with = None
