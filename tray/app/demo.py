"""Plays a day in a minute, in the real tray, on a store of its own that it removes."""

import os
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import TextIO

from tray.app.app import App
from tray.app.processes.window_process import is_installed
from tray.control.protocol import WINDOW_CLOCK
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.lib import private_files
from tray.lib.language.translation import mark, say
from tray.view.tray.face import Notice
from tray.view.words.names_and_numbers import clock

SPEED = 480
_QUIET = timedelta(seconds=5)
_MINUTE = timedelta(minutes=1)
_OPENED = timedelta(minutes=15)
"""So far into the day the panel is opened, which then draws it."""
_CORNER = 1, 1
"""Where it stands: where few desktops show notifications."""


class FastClock:
    """Fulfils ``ports.Clock``: runs ``speed`` times as fast, from 08:59 of this day on if nothing else is said."""

    def __init__(self, speed: float = SPEED, start: datetime | None = None, began: float | None = None) -> None:
        """``start`` is aware; it was that instant when ``time.monotonic`` said ``began``, by default now."""
        self._speed = speed
        self._start = start or datetime.now(UTC).astimezone().replace(hour=8, minute=59, second=0, microsecond=0)
        self._began = time.monotonic() if began is None else began
        self._now = self._read()

    def elapsed(self) -> timedelta:
        self._now = self._read()
        return self._now

    def awake(self) -> timedelta:
        # The same reading as elapsed: a stall of milliseconds between two would look like seconds of suspend.
        return self._now

    def wall(self) -> datetime:
        return self._start.astimezone(UTC) + self._now

    def zone(self) -> tzinfo:
        found = self._start.tzinfo
        assert found is not None
        return found

    def said(self) -> str:
        """For the window, which is a process of its own: how fast it runs, and from when and where on."""
        return f"{self._speed} {self._began} {self._start.astimezone(UTC).isoformat()}"

    def _read(self) -> timedelta:
        return timedelta(seconds=(time.monotonic() - self._began) * self._speed)


def day() -> Iterator[tuple[timedelta, e.Event]]:
    """The events of the day, with their times from 08:59 on."""
    yield _MINUTE, e.InputSeen()
    yield 5 * _MINUTE, e.Asked(c.StartSession(say("quarterly report"), timedelta(hours=2)))
    yield 7 * _MINUTE, e.Asked(c.Commit(say("answer the auditors")))
    yield from _switches(10, 90)
    yield 62 * _MINUTE, e.Asked(c.Skip())
    yield 120 * _MINUTE, e.Asked(c.TakeBreak())
    yield from _away(120, 130)
    yield from _switches(132, 205)
    yield 210 * _MINUTE, e.Asked(c.TakeBreak("lunch", timedelta(minutes=45)))
    yield from _away(210, 255)
    yield from _switches(256, 340)
    yield 320 * _MINUTE, e.Asked(c.Snooze())
    yield 350 * _MINUTE, e.Asked(c.TakeBreak("walk", timedelta(minutes=15)))
    yield from _away(350, 366)
    yield from _switches(370, 500)
    yield 440 * _MINUTE, e.Asked(c.Skip())
    yield 516 * _MINUTE, e.Asked(c.EndDay())
    yield 520 * _MINUTE, e.InputStopped(_QUIET)
    yield 530 * _MINUTE, e.Asked(c.Quit())


_STORY = (
    (1, mark("You begin to work, and the chip begins to fill.")),
    (53, mark("Almost an hour without a break: one is suggested. Today it's skipped.")),
    (120, mark("A break: the chip empties as you rest.")),
    (210, mark("Lunch. What the morning left behind fades more slowly.")),
    (350, mark("A walk frees more than sitting still.")),
    (450, mark("The afternoon fills it higher than the morning did.")),
    (516, mark("Time to call it a day. The night does the rest.")),
)
"""What is told of the day, and at which minute."""
BEGIN = mark("That was a day. `backpressure` begins yours; `backpressure help` shows the rest.")


def _switches(start: int, end: int) -> Iterator[tuple[timedelta, e.Event]]:
    for minute in range(start, end, 5):
        yield minute * _MINUTE, e.ContextChanged()


def _away(start: int, end: int) -> Iterator[tuple[timedelta, e.Event]]:
    yield start * _MINUTE + _QUIET, e.InputStopped(_QUIET)
    yield end * _MINUTE, e.InputSeen()


def play(out: TextIO) -> int:
    """Play the day; returns the exit code. A running program and its history are not touched."""
    with tempfile.TemporaryDirectory(prefix="backpressure-demo-") as folder:
        own = {f"BACKPRESSURE_{name}": f"{folder}/{name.lower()}" for name in ("DATA", "STATE", "RUNTIME", "CACHE")}
        settings = Path(folder, "settings.toml")
        private_files.replace(str(settings), _SETTINGS.encode())
        clock = FastClock()
        environment = {**os.environ, **own, "BACKPRESSURE_SETTINGS": str(settings), WINDOW_CLOCK: clock.said()}
        app = App(wants_tray=True, out=out, environment=environment, clock=clock, speed=SPEED, script=_play)
        intro = say("A day in a minute: work, a skipped break, lunch, a walk, the end of the day.")
        out.write(f"{intro}\n")
        code = app.run()
        out.write(f"{say(BEGIN)}\n")
        return code


def _play(app: App) -> None:
    for minute, words in _STORY:
        app.reactor.later(minute * _MINUTE / SPEED, lambda words=words: _tell(app, words))  # type: ignore[misc]
    if is_installed():  # else it would say how to get it, in the middle of the day
        app.reactor.later(_OPENED / SPEED, lambda: _open(app))
    for after, event in day():
        app.reactor.later(after / SPEED, lambda event=event: app.loop.take(event))  # type: ignore[misc]


def _open(app: App) -> None:
    app.loop.take(e.Asked(c.OpenPanel(*_CORNER)))


def _tell(app: App, words: str) -> None:
    """A caption with the time of day: below it in the terminal, beside it as a notification."""
    time, told = clock(app.loop.timeline.now(), app.loop.context.zone), say(words)
    app.say(f"{time}  {told}")
    if app.loop.world.notifier:
        app.loop.world.notifier.show("demo", Notice(time, told, urgency="low"))


_SETTINGS = """# The day of the demonstration is a working day, whatever the calendar says.
[hours]
saturday = ["09:00-17:30"]
sunday = ["09:00-17:30"]
[checkins]
on = false
[breaks]
screen = "card"
"""
