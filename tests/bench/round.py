"""What does one program cost on one fresh desktop? Started, left alone, typed at; every process of its tree counted."""

import os
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from tests.bench.memory_and_wakeups import Memory, family, memory, spent
from tests.bench.programs_compared import Contestant
from tests.desktop.harness.notification_servers import Xfce4Notifyd
from tests.desktop.harness.waiting import until
from tests.desktop.harness.x11 import X11Desk

_PANEL_HEIGHT = 33
_LOOK_SECONDS = 0.01
_KEY_EVERY_SECONDS = 0.2
_HOUR = 3600.0
_CALM = 2.0
"""After the last question."""
_MOMENT = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Plan:
    """How long each part of a round lasts, in seconds."""

    settle: float
    """Between the icon and the first figure."""
    idle: float
    typing: float


@dataclass(frozen=True, slots=True)
class Rates:
    """While nothing else happens, or while keys are pressed."""

    cpu_seconds_an_hour: float
    wakeups_a_second: float


@dataclass(frozen=True, slots=True)
class Round:
    """What was measured."""

    start_seconds: float | None
    """From start to an icon that can be seen; None where none came, or none was meant to."""
    memory: Memory
    used: Memory
    """The same once it was asked what people ask in a day; where there is nothing to ask, at the end."""
    idle: Rates
    typing: Rates
    load: float
    """Of the machine when the round began: how many processes wanted a processor."""


def play(contestant: Contestant, plan: Plan, pictures: Path) -> Round:
    """One round, on a desktop of its own: Xvfb, openbox, the panel of XFCE with a tray, its notification server."""
    desk = X11Desk(contestant.name.replace(" ", "-").replace(",", ""), pictures)
    with desk:
        desk.start_panel("xfce4-panel")
        Xfce4Notifyd(desk).start()
        load = os.getloadavg()[0]
        if contestant.prepare:
            contestant.prepare(desk)
        empty = _panel(desk)
        began = time.monotonic()
        program = desk.start(*contestant.command, name="contestant")
        start = _seconds_to_icon(desk, empty, began) if contestant.has_icon else None
        _pass(plan.settle)
        desk.shot("settled")
        idle = _rates(program.pid, plan.idle)
        held = memory(program.pid)
        typing = _rates(program.pid, plan.typing, desk)
        if contestant.use:
            usual = len(family(program.pid))
            contestant.use(desk)
            _pass(_CALM)
            # Where the machine is so busy that this takes a minute, the code is kept for the next start meanwhile.
            until(lambda: len(family(program.pid)) <= usual, "the end of what was started for a moment", _MOMENT)
        assert program.exit_code is None, f"{contestant.name} ended:\n{program.said()}"
        return Round(start, held, memory(program.pid), idle, typing, load)


def _panel(desk: X11Desk) -> bytes:
    return desk.look().crop((0, 0, desk.size[0], _PANEL_HEIGHT)).tobytes()


def _seconds_to_icon(desk: X11Desk, empty: bytes, began: float) -> float | None:
    try:
        until(lambda: _panel(desk) != empty, "an icon")
    except AssertionError:
        return None  # this one shows none here, and the table says so
    return time.monotonic() - began


def _rates(pid: int, seconds: float, desk: X11Desk | None = None) -> Rates:
    before, began = spent(pid), time.monotonic()
    if desk is None:
        _pass(seconds)
    else:
        while time.monotonic() - began < seconds:
            desk.hands.key("a")
            _pass(_KEY_EVERY_SECONDS)
    after, took = spent(pid), time.monotonic() - began
    cpu = (after.cpu_seconds - before.cpu_seconds) / took * _HOUR
    return Rates(cpu, (after.wakeups - before.wakeups) / took)


def _pass(seconds: float) -> None:
    time.sleep(seconds)
