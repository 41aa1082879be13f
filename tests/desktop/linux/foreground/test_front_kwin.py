"""Is KWin given a script that tells of the window in front, and is it listened to? A stand-in plays KWin here."""

import os
import stat
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.desktop.linux.fake_services import Service
from tests.desktop.reactor import HandTurnedReactor
from tray.desktop.common.quiet_programs import Programs
from tray.desktop.linux.dbus.connection import Body, Bus
from tray.desktop.linux.dbus.objects import RefusalError
from tray.desktop.linux.foreground.front_kwin import KwinFront

pytestmark = pytest.mark.desktop

Connect = Callable[[], Bus]


class FakeKwin(Service):
    """Keeps the scripts that it is given, and runs the last one by hand."""

    def __init__(self, bus: Bus, reactor: HandTurnedReactor, *, refusals: int = 0) -> None:
        """It has only begun, and refuses so many scripts."""
        self.refusals = refusals
        self.scripts: dict[str, str] = {}
        self.modes: set[int] = set()
        super().__init__(bus, reactor, "org.kde.KWin", ("/Scripting", "/7"))

    def loadScript(self, file: str, name: str) -> tuple[str, Body]:  # noqa: N802, as KWin calls it
        if self.refusals:
            self.refusals -= 1
            raise RefusalError("No such object path '/Scripting'", "org.freedesktop.DBus.Error.UnknownObject")
        self.scripts[name] = Path(file).read_text()
        self.modes.add(stat.S_IMODE(Path(file).stat().st_mode))
        return "i", (7,)

    def unloadScript(self, name: str) -> tuple[str, Body]:  # noqa: N802
        return "b", (self.scripts.pop(name, None) is not None,)

    def run(self) -> tuple[str, Body]:
        return "", ()


def test_kwin_is_listened_to_and_the_script_taken_away_in_the_end(
    reactor: HandTurnedReactor, connect: Connect, tmp_path: Path
) -> None:
    told: list[tuple[int | None, bool, bool]] = []
    services = connect()
    kwin = FakeKwin(services, reactor)
    here = {"XDG_RUNTIME_DIR": str(tmp_path)}
    left: list[bool] = []
    front = KwinFront(
        reactor,
        connect(),
        here,
        sizes=True,
        programs=Programs.of(['org.kde."Okular']),
        changed=lambda *now: told.append(now),
        gone=lambda: left.append(True),
    )
    reactor.run_until(lambda: "run" in kwin.members() and not list(tmp_path.glob("*.js")))
    script = kwin.scripts["backpressure-attention"]
    assert "caption" not in script
    assert r'["\"okular"].includes(' in script

    name = script.partition('callDBus("')[2].partition('"')[0]
    for came in (("1", False, False), ("2", True, True), ("0", False, False)):
        services.call(name, "/backpressure/attention", "backpressure.Front", "Came", "sbb", came)
    reactor.run_until(lambda: len(told) == 3)
    assert [(1, False, False), (2, True, True), (None, False, False)] == told
    kwin.go()
    reactor.run_until(lambda: left)

    again = FakeKwin(services, reactor)
    reactor.run_until(lambda: "run" in again.members())
    front.close()
    reactor.run_until(lambda: not again.scripts)


def test_a_kwin_that_has_only_begun_is_given_the_script_when_it_takes_one(
    reactor: HandTurnedReactor, connect: Connect, tmp_path: Path
) -> None:
    kwin = FakeKwin(connect(), reactor, refusals=2)
    front = KwinFront(
        reactor, connect(), {"XDG_RUNTIME_DIR": str(tmp_path)}, sizes=False, changed=lambda *_: None, gone=lambda: None
    )

    def is_given() -> bool:
        reactor.advance(timedelta(milliseconds=200))
        return "run" in kwin.members() and not list(tmp_path.glob("*.js"))

    reactor.run_until(is_given, poll=timedelta(milliseconds=10))
    front.close()

    assert 3 == kwin.members().count("loadScript")


def test_the_script_is_not_written_through_a_link_that_somebody_has_laid(
    reactor: HandTurnedReactor, connect: Connect, tmp_path: Path
) -> None:
    theirs = tmp_path / "theirs"
    theirs.write_text("untouched")
    (tmp_path / f"backpressure.switches.p{os.getpid()}.js").symlink_to(theirs)
    kwin = FakeKwin(connect(), reactor)
    front = KwinFront(
        reactor, connect(), {"XDG_RUNTIME_DIR": str(tmp_path)}, sizes=False, changed=lambda *_: None, gone=lambda: None
    )
    reactor.run_until(lambda: "run" in kwin.members())
    front.close()

    assert "untouched" == theirs.read_text()
    assert {0o600} == kwin.modes
