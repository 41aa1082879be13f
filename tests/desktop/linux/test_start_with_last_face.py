"""A start shows the face of the last end before the history is read, and the true one right after."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.desktop.linux.fakes import FakePanel
from tests.desktop.linux.private_bus import PrivateBus
from tests.desktop.reactor import HandTurnedReactor
from tray.core.law.levels_and_gauge_steps import Level
from tray.desktop.linux.dbus.connection import Bus
from tray.store.files.last_face import LastFace, Origin, keep
from tray.store.files.places import Places
from tray.view.tray.face import Gauge, Mark, Status

pytestmark = pytest.mark.desktop

GUESS = LastFace(Gauge(15, Level.ORANGE, Mark.NONE), "Pressure 77% (orange).", Status.ACTIVE, "standard", "auto")


class Program:
    """The program on a private bus, beside a panel that asks for the tooltip whenever it is told of another."""

    def __init__(self, private_bus: PrivateBus, reactor: HandTurnedReactor, home: Path) -> None:
        folders = {f"BACKPRESSURE_{each}": str(home / each) for each in ("CONFIG", "DATA", "STATE", "CACHE", "RUNTIME")}
        usual = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        self.environment = {**usual, **dict(private_bus.environment), **folders, "HOME": str(home)}
        self.places = Places(self.environment)
        self.reactor = reactor
        self.panel = FakePanel(Bus.connect("session", reactor, environment=dict(private_bus.environment)))
        reactor.run_until(lambda: self.panel.here)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, until a panel has its icon."""
        before = len(self.panel.registered)
        self.begin()
        self.reactor.run_until(lambda: len(self.panel.registered) > before)

    def begin(self) -> None:
        """Start it."""
        self.process = subprocess.Popen([sys.executable, "-m", "tray"], env=self.environment, stdout=subprocess.PIPE)

    def tooltip(self) -> str:
        """What the icon says now."""
        answers = self.panel.ask(
            "/StatusNotifierItem",
            "org.freedesktop.DBus.Properties",
            "Get",
            "ss",
            "org.kde.StatusNotifierItem",
            "ToolTip",
        )
        self.reactor.run_until(lambda: answers)
        answer = answers[0]
        assert not isinstance(answer, Exception), answer
        return str(answer[0][1][3])

    def end(self, how: signal.Signals) -> None:
        """End it."""
        assert self.process is not None
        self.process.send_signal(how)
        self.process.wait(timeout=20)
        assert self.process.stdout is not None
        self.process.stdout.close()

    def is_ready(self) -> bool:
        """Whether it has said hello, after which it minds signals."""
        return Path(self.places.runtime, "control.sock").exists()


@pytest.fixture
def program(private_bus: PrivateBus, reactor: HandTurnedReactor, tmp_path: Path) -> Iterator[Program]:
    made = Program(private_bus, reactor, tmp_path)
    yield made
    if made.process is not None and made.process.poll() is None:
        made.end(signal.SIGKILL)


def test_the_last_face_is_shown_first_and_the_true_one_then(program: Program) -> None:
    program.start()
    program.reactor.run_until(program.is_ready)
    program.end(signal.SIGTERM)
    assert Path(program.places.last_face).exists()
    now = datetime.now(UTC)
    origin = Origin(program.places.settings, program.places.history, program.environment)
    keep(program.places.last_face, GUESS, origin, now, now + timedelta(hours=1))

    program.start()

    assert GUESS.tooltip == program.tooltip()
    assert not Path(program.places.last_face).exists()
    program.reactor.run_until(lambda: "green" in program.tooltip())


def test_a_program_that_was_killed_leaves_no_face(program: Program) -> None:
    program.start()
    assert "Backpressure" == program.tooltip(), "nothing is known on the first day either"
    program.reactor.run_until(program.is_ready)

    program.end(signal.SIGKILL)

    assert not Path(program.places.last_face).exists()

    program.start()

    assert "Backpressure" == program.tooltip()
    program.reactor.run_until(lambda: "green" in program.tooltip())


def test_who_wants_no_icon_never_sees_one(program: Program) -> None:
    Path(program.places.config).mkdir(parents=True)
    Path(program.places.settings).write_text("[icon]\nshown = false\n")

    program.begin()
    program.reactor.run_until(program.is_ready)

    assert [] == program.panel.registered
