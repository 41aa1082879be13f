"""Changes of the application are noticed on real desktops, and returns are told from changes."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.desktop.linux.displays import Compositor, XServer
from tests.desktop.linux.x11_programs import Manager, Program
from tests.desktop.reactor import HandTurnedReactor
from tray.core.messages.events import ContextChanged
from tray.desktop.linux.foreground.foreground import LinuxForeground

pytestmark = pytest.mark.desktop

A_MOMENT = timedelta(milliseconds=80)


class Stopwatch:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


class X11Desktop:
    """A window manager, programs, and somebody who watches them."""

    def __init__(self, server: XServer, reactor: HandTurnedReactor) -> None:
        self.server = server
        self.reactor = reactor
        self.manager: Manager | None = Manager(server)
        self.programs: list[Program] = []
        self.stopwatch = Stopwatch()
        self.foreground: LinuxForeground | None = None

    def start(self) -> Program:
        self.programs.append(Program(self.server))
        return self.programs[-1]

    def watch(self) -> LinuxForeground:
        self.foreground = LinuxForeground(self.reactor, self.server.environment, self.stopwatch)
        self.reactor.run_until(lambda: self.foreground and self.foreground.name == "ewmh")
        return self.foreground

    def told(self, *backs: bool) -> None:
        """These changes were told (whether each was a return), and no others."""
        self.reactor.run_until(lambda: len(self.reactor.posted) >= len(backs))
        self.reactor.run_for(A_MOMENT)
        assert [ContextChanged(back=back) for back in backs] == self.reactor.posted

    def end(self) -> None:
        for program in self.programs:
            program.end()
        if self.foreground is not None:
            self.foreground.close()
        if self.manager is not None:
            self.manager.end()


@pytest.fixture
def desk(reactor: HandTurnedReactor) -> Iterator[X11Desktop]:
    with XServer() as server:
        desk = X11Desktop(server, reactor)
        yield desk
        desk.end()


def test_another_program_is_a_change(desk: X11Desktop) -> None:
    desk.start()
    desk.watch()
    desk.told()
    desk.stopwatch.seconds = 60
    desk.start()
    desk.told(False)
    desk.stopwatch.seconds = 120
    desk.start()
    desk.told(False, False)


def test_another_window_of_the_same_program_is_none(desk: X11Desktop) -> None:
    program = desk.start()
    desk.watch()
    second = program.open()
    for window in (second, program.window, second):
        program.come(window)
        desk.reactor.run_for(timedelta(milliseconds=300))
    desk.told()


def test_a_glance_elsewhere_and_back_is_told_as_a_return(desk: X11Desktop) -> None:
    first, second = desk.start(), desk.start()
    desk.watch()
    desk.stopwatch.seconds = 60
    first.come()
    desk.told(False)
    desk.stopwatch.seconds = 69
    second.come()
    desk.told(False, True)
    desk.stopwatch.seconds = 70
    first.come()
    desk.told(False, True, False)
    desk.stopwatch.seconds = 90
    second.come()
    desk.told(False, True, False, False)


def test_titles_and_clocks_on_the_root_window_wake_nobody_for_long(desk: X11Desktop) -> None:
    program = desk.start()
    desk.watch()
    desk.reactor.run_for(A_MOMENT)
    before = desk.reactor.turns
    for count in range(50):
        program.retitle(f"{count} %")
        program.name_root(f"12:00:{count}")
        desk.reactor.run_for(timedelta(milliseconds=2))
    turns_by_themselves = 50

    assert desk.reactor.turns - before <= turns_by_themselves + 10
    desk.told()


def test_without_a_window_manager_that_tells_it_is_unknown(reactor: HandTurnedReactor) -> None:
    with XServer() as server:
        foreground = LinuxForeground(reactor, server.environment)
        reactor.run_for(A_MOMENT)
        assert "none" == foreground.name
        foreground.close()


def test_without_a_display_it_is_unknown(reactor: HandTurnedReactor) -> None:
    foreground = LinuxForeground(reactor, {})
    reactor.run_for(A_MOMENT)
    foreground.close()

    assert ("none", []) == (foreground.name, reactor.posted)


def test_a_server_that_comes_back_is_watched_again(desk: X11Desktop) -> None:
    desk.start()
    foreground = desk.watch()
    desk.programs.clear()
    desk.server.restart()
    desk.reactor.run_until(lambda: foreground.name == "none")
    assert desk.manager is not None
    desk.manager.end()
    desk.manager = Manager(desk.server)
    desk.start()
    desk.reactor.run_until(lambda: foreground.name == "ewmh")


def test_on_sway_another_application_is_a_change(reactor: HandTurnedReactor, tmp_path: Path) -> None:
    with Compositor(tmp_path) as sway:
        watch = Stopwatch()
        windows = [sway.open("first")]
        sway.wait_for("first")
        foreground = LinuxForeground(reactor, sway.environment, watch)
        reactor.run_until(lambda: foreground.name == "wlr-foreign-toplevel")
        windows.append(sway.open("second"))
        reactor.run_until(lambda: reactor.posted)
        assert [ContextChanged()] == reactor.posted

        sway.command('[app_id="first"]', "focus")
        reactor.run_until(lambda: len(reactor.posted) == 2)
        assert ContextChanged(back=True) == reactor.posted[1]

        watch.seconds = 60
        windows.append(sway.open("first"))
        reactor.run_for(timedelta(seconds=1))
        assert 2 == len(reactor.posted)
        foreground.close()
        for window in windows:
            window.kill()
            window.wait()
