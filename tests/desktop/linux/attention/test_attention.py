"""What keeps the person from being interrupted is noticed, on real desktops and with every notification server."""

import gc
import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from types import ModuleType

import pytest

from tests.desktop.conftest import Desks
from tests.desktop.harness.waiting import until
from tests.desktop.linux.displays import Compositor, XServer
from tests.desktop.linux.fake_services import FakeLogind, FakeNotificationServer, FakeSwaync, FakeXfconf
from tests.desktop.linux.private_bus import PrivateBus
from tests.desktop.linux.x11_programs import Manager, Program
from tests.desktop.reactor import HandTurnedReactor
from tray.core.messages.events import AttentionChanged
from tray.desktop.linux.attention.attention import LinuxAttention
from tray.desktop.linux.dbus.connection import Bus
from tray.lib.identity import APP_ID
from tray.settings.defaults.every_setting import Attention

pytestmark = pytest.mark.desktop

Connect = Callable[[], Bus]
Watching = Callable[..., LinuxAttention]
A_MOMENT = timedelta(milliseconds=80)
QUIET, OPEN, FULL = (
    AttentionChanged(frozenset({"do-not-disturb"})),
    AttentionChanged(frozenset()),
    AttentionChanged(frozenset({"fullscreen"})),
)
XFCE = Path("/usr/lib/x86_64-linux-gnu/xfce4")


@pytest.fixture
def watching(reactor: HandTurnedReactor, connect: Connect) -> Iterator[Watching]:
    made: list[LinuxAttention] = []

    def watching(**environment: str) -> LinuxAttention:
        made.append(LinuxAttention(reactor, connect(), environment))
        reactor.run_for(A_MOMENT)
        return made[-1]

    yield watching
    for one in made:
        one.close()


def told(reactor: HandTurnedReactor, *events: AttentionChanged) -> None:
    """These were posted, and nothing else."""
    reactor.run_until(lambda: len(reactor.posted) >= len(events))
    reactor.run_for(A_MOMENT)
    assert list(events) == reactor.posted


@pytest.mark.parametrize(
    ("called", "interface", "name"),
    [
        ("dunst", "org.dunstproject.cmd0", "paused"),
        ("Plasma", "org.freedesktop.Notifications", "Inhibited"),
        ("somebody else", "org.freedesktop.Notifications", "Inhibited"),
    ],
)
def test_servers_with_a_property(
    reactor: HandTurnedReactor, connect: Connect, watching: Watching, called: str, interface: str, name: str
) -> None:
    server = FakeNotificationServer(connect(), reactor, called)
    server.properties[server.PATH, interface] = {name: ("b", False)}
    attention = watching()
    assert called == attention.name

    server.set(server.PATH, interface, **{name: ("b", True)})
    told(reactor, QUIET)
    server.set(server.PATH, interface, **{name: ("b", False)})
    told(reactor, QUIET, OPEN)


def test_xfce(reactor: HandTurnedReactor, connect: Connect, watching: Watching) -> None:
    services = connect()
    FakeNotificationServer(services, reactor, "Xfce Notify Daemon")
    xfconf = FakeXfconf(services, reactor)
    attention = watching()
    assert "Xfce Notify Daemon" == attention.name

    xfconf.put("xfce4-notifyd", "/do-not-disturb", True)
    told(reactor, QUIET)
    xfconf.put("xfce4-panel", "/do-not-disturb", False)
    told(reactor, QUIET)
    xfconf.put("xfce4-notifyd", "/do-not-disturb", False)
    told(reactor, QUIET, OPEN)


def test_swaync(reactor: HandTurnedReactor, connect: Connect, watching: Watching) -> None:
    services = connect()
    FakeNotificationServer(services, reactor, "SwayNotificationCenter")
    swaync = FakeSwaync(services, reactor)
    watching()
    swaync.put(True)
    told(reactor, QUIET)
    swaync.put(False)
    told(reactor, QUIET, OPEN)


def test_mako(reactor: HandTurnedReactor, connect: Connect, watching: Watching) -> None:
    server = FakeNotificationServer(connect(), reactor, "mako")
    watching()
    server.switch_mode("default", "do-not-disturb")
    told(reactor, QUIET)
    server.switch_mode("default")
    told(reactor, QUIET, OPEN)


def test_gnome(reactor: HandTurnedReactor, connect: Connect, watching: Watching, tmp_path: Path) -> None:
    value = tmp_path / "value"
    value.write_text("true")
    gsettings = tmp_path / "gsettings"
    gsettings.write_text(f'#!/bin/sh\n[ "$*" = "get org.gnome.desktop.notifications show-banners" ] && cat {value}\n')
    gsettings.chmod(0o755)
    services = connect()
    FakeNotificationServer(services, reactor, "gnome-shell")
    attention = watching(PATH=f"{tmp_path}:{os.environ['PATH']}")
    assert "gnome-shell" == attention.name

    def put(banners: str, start: str, *ends: str) -> None:
        value.write_text(banners)
        services.emit("/ca/desrt/dconf/Writer/user", "ca.desrt.dconf.Writer", "Notify", "sass", (start, list(ends), ""))

    put("false", "/org/gnome/desktop/notifications/show-banners", "")
    told(reactor, QUIET)
    put("true", "/org/gnome/desktop/interface/", "clock-format", "gtk-theme")
    told(reactor, QUIET)
    put("true", "/org/gnome/desktop/notifications/", "show-banners", "show-in-lock-screen")
    told(reactor, QUIET, OPEN)


def test_a_gnome_without_its_program_is_unknown(
    reactor: HandTurnedReactor, connect: Connect, watching: Watching
) -> None:
    FakeNotificationServer(connect(), reactor, "gnome-shell")
    watching(PATH="/nowhere")
    told(reactor)


def test_a_server_that_starts_later_and_ends_again(
    reactor: HandTurnedReactor, connect: Connect, watching: Watching
) -> None:
    attention = watching()
    assert "none" == attention.name

    server = FakeNotificationServer(connect(), reactor, "dunst")
    server.properties[server.PATH, "org.dunstproject.cmd0"] = {"paused": ("b", True)}
    told(reactor, QUIET)
    server.go()
    told(reactor, QUIET, OPEN)
    assert "none" == attention.name


@pytest.mark.parametrize("called", ["", "no such server"])
def test_a_server_that_does_not_tell_is_unknown(
    reactor: HandTurnedReactor, connect: Connect, watching: Watching, called: str
) -> None:
    FakeNotificationServer(connect(), reactor, called)
    attention = watching()
    told(reactor)
    assert "none" == attention.name


class Running:
    """Programs on the private bus, with a home of their own."""

    def __init__(self, folder: Path, bus: PrivateBus, display: Mapping[str, str]) -> None:
        home = {"HOME": str(folder), "XDG_CONFIG_HOME": f"{folder}/config", "XDG_CONFIG_DIRS": "/etc/xdg"}
        here = {"XDG_RUNTIME_DIR": str(folder), "GSETTINGS_BACKEND": "memory"}
        self.environment = {**os.environ, **here, **home, **bus.environment, **display}
        self._processes: list[subprocess.Popen[bytes]] = []

    def start(self, *argv: str | Path) -> None:
        quiet = subprocess.DEVNULL
        self._processes.append(subprocess.Popen(argv, env=self.environment, stdout=quiet, stderr=quiet))

    def do(self, *argv: str) -> None:
        subprocess.run(argv, env=self.environment, check=True, capture_output=True, timeout=20)

    def wait_for(self, name: str) -> None:
        question = ["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/"]
        asking = [*question, "org.freedesktop.DBus.NameHasOwner", f"string:{name}"]

        def owned() -> bool:
            return b"true" in subprocess.run(asking, env=self.environment, capture_output=True, check=True).stdout

        until(owned, name)

    def end(self) -> None:
        for process in self._processes:
            process.kill()
            process.wait()


@pytest.fixture
def running(tmp_path: Path, private_bus: PrivateBus) -> Iterator[Callable[[Mapping[str, str]], Running]]:
    made: list[Running] = []

    def running(display: Mapping[str, str]) -> Running:
        made.append(Running(tmp_path, private_bus, display))
        return made[-1]

    yield running
    for one in made:
        one.end()


OnDisplay = Callable[[Mapping[str, str]], Running]


def test_a_real_dunst(reactor: HandTurnedReactor, watching: Watching, running: OnDisplay) -> None:
    with XServer() as server:
        programs = running(server.environment)
        programs.start("dunst")
        programs.wait_for("org.freedesktop.Notifications")
        watching()
        programs.do("dunstctl", "set-paused", "true")
        told(reactor, QUIET)
        programs.do("dunstctl", "set-paused", "false")
        told(reactor, QUIET, OPEN)


def test_a_real_xfce4_notifyd(reactor: HandTurnedReactor, watching: Watching, running: OnDisplay) -> None:
    with XServer() as server:
        programs = running(server.environment)
        programs.start(XFCE / "xfconf/xfconfd")
        programs.wait_for("org.xfce.Xfconf")
        programs.start(XFCE / "notifyd/xfce4-notifyd")
        programs.wait_for("org.freedesktop.Notifications")
        watching()
        change = ("xfconf-query", "-c", "xfce4-notifyd", "-p", "/do-not-disturb", "-n", "-t", "bool", "-s")
        programs.do(*change, "true")
        told(reactor, QUIET)
        programs.do(*change, "false")
        told(reactor, QUIET, OPEN)


def test_a_real_swaync(reactor: HandTurnedReactor, watching: Watching, running: OnDisplay, tmp_path: Path) -> None:
    with Compositor(tmp_path) as sway:
        programs = running(sway.environment)
        programs.start("swaync")
        programs.wait_for("org.freedesktop.Notifications")
        programs.wait_for("org.erikreider.swaync.cc")
        watching()
        programs.do("swaync-client", "-dn", "-sw")
        told(reactor, QUIET)
        programs.do("swaync-client", "-df", "-sw")
        told(reactor, QUIET, OPEN)


def test_a_real_mako_that_is_quiet_already(
    reactor: HandTurnedReactor, watching: Watching, running: OnDisplay, tmp_path: Path
) -> None:
    with Compositor(tmp_path) as sway:
        programs = running(sway.environment)
        programs.start("mako")
        programs.wait_for("org.freedesktop.Notifications")
        programs.do("makoctl", "mode", "-a", "do-not-disturb")
        watching()
        told(reactor, QUIET)
        programs.do("makoctl", "mode", "-r", "do-not-disturb")
        reactor.advance(timedelta(seconds=15))
        told(reactor, QUIET, OPEN)


def test_a_window_that_fills_the_screen_on_x11(reactor: HandTurnedReactor, watching: Watching) -> None:
    with XServer() as server:
        manager, program, other = Manager(server), Program(server), Program(server)
        program.come()
        attention = watching(**server.environment)
        assert "ewmh" == attention.name

        program.fill_the_screen(fill=True)
        told(reactor, FULL)
        other.come()
        told(reactor, FULL, OPEN)
        program.come()
        told(reactor, FULL, OPEN, FULL)
        program.fill_the_screen(fill=False)
        told(reactor, FULL, OPEN, FULL, OPEN)
        program.fill_the_screen(fill=True)
        told(reactor, FULL, OPEN, FULL, OPEN, FULL)
        program.end()
        told(reactor, FULL, OPEN, FULL, OPEN, FULL, OPEN)
        other.end()
        manager.end()


def test_our_own_window_which_shows_a_break_is_no_film_on_x11(reactor: HandTurnedReactor, watching: Watching) -> None:
    with XServer() as server:
        manager, ours, film = Manager(server), Program(server, "backpressure"), Program(server)
        watching(**server.environment)
        film.fill_the_screen(fill=True)
        told(reactor, FULL)
        ours.fill_the_screen(fill=True)
        ours.come()
        told(reactor, FULL, OPEN)
        film.come()
        told(reactor, FULL, OPEN, FULL)
        for each in (ours, film):
            each.end()
        manager.end()


def test_our_own_window_which_shows_a_break_is_no_film_on_sway(
    reactor: HandTurnedReactor, watching: Watching, tmp_path: Path
) -> None:
    with Compositor(tmp_path) as sway:
        windows = [sway.open("film"), sway.open(APP_ID)]
        for name in ("film", APP_ID):
            sway.wait_for(name)
        watching(**sway.environment)
        sway.command("fullscreen", "enable")
        told(reactor)
        sway.command('[app_id="film"]', "focus")
        sway.command("fullscreen", "enable")
        told(reactor, FULL)
        for each in windows:
            each.kill()
            each.wait()


def test_a_window_that_is_gone_fills_no_screen_although_nothing_took_its_place(
    reactor: HandTurnedReactor, watching: Watching
) -> None:
    with XServer() as server:
        manager, program = Manager(server), Program(server)
        program.come()
        watching(**server.environment)
        program.fill_the_screen(fill=True)
        told(reactor, FULL)
        program.end()
        told(reactor, FULL, OPEN)
        manager.end()


def test_a_reason_that_nobody_can_tell_of_any_more_holds_no_longer(
    reactor: HandTurnedReactor, watching: Watching
) -> None:
    with XServer() as server:
        manager, program = Manager(server), Program(server)
        watching(**server.environment)
        program.fill_the_screen(fill=True)
        told(reactor, FULL)
        server.kill()
        told(reactor, FULL, OPEN)
        manager.end()


def test_a_window_that_fills_the_screen_on_sway(reactor: HandTurnedReactor, watching: Watching, tmp_path: Path) -> None:
    with Compositor(tmp_path) as sway:
        window = sway.open("film")
        sway.wait_for("film")
        attention = watching(**sway.environment)
        assert "wlr-foreign-toplevel" == attention.name

        sway.command("fullscreen", "enable")
        told(reactor, FULL)
        sway.command("fullscreen", "disable")
        told(reactor, FULL, OPEN)
        sway.command("fullscreen", "enable")
        told(reactor, FULL, OPEN, FULL)
        window.kill()
        window.wait()
        told(reactor, FULL, OPEN, FULL, OPEN)


NAMED, FREE_OF_IT = AttentionChanged(frozenset({"program"})), AttentionChanged(frozenset())
SLIDES = Attention(programs=("org.gnome.Evince", "slides"))


def test_a_program_that_the_settings_name_is_told_while_it_is_in_front_on_x11(reactor: HandTurnedReactor) -> None:
    with XServer() as server:
        manager, other, slides = Manager(server), Program(server), Program(server, name="evince")
        attention = LinuxAttention(reactor, None, server.environment, wanted=SLIDES)
        told(reactor, NAMED)
        other.come()
        told(reactor, NAMED, FREE_OF_IT)
        other.fill_the_screen(fill=True)
        told(reactor, NAMED, FREE_OF_IT, FULL)
        slides.come()  # at no moment it looks as if nothing held
        told(reactor, NAMED, FREE_OF_IT, FULL, NAMED)
        slides.fill_the_screen(fill=True)
        both = AttentionChanged(frozenset({"program", "fullscreen"}))
        told(reactor, NAMED, FREE_OF_IT, FULL, NAMED, both)
        slides.end()
        reactor.run_until(lambda: reactor.posted[-1] == FREE_OF_IT)
        attention.close()
        other.end()
        manager.end()


def test_a_program_that_the_settings_name_is_told_while_it_is_in_front_on_sway(
    reactor: HandTurnedReactor, tmp_path: Path
) -> None:
    with Compositor(tmp_path) as sway:
        windows = [sway.open("org.example.Slides")]
        sway.wait_for("org.example.Slides")
        attention = LinuxAttention(reactor, None, sway.environment, wanted=SLIDES)
        told(reactor, NAMED)
        windows.append(sway.open("other"))
        told(reactor, NAMED, FREE_OF_IT)
        sway.command('[app_id="org.example.Slides"]', "focus")
        told(reactor, NAMED, FREE_OF_IT, NAMED)
        attention.close()
        for window in windows:
            window.kill()
            window.wait()


def test_a_program_that_the_settings_name_is_told_while_it_is_in_front_on_plasma(
    reactor: HandTurnedReactor, desks: Desks
) -> None:
    desk = desks.plasma()
    bus = Bus.connect("session", reactor, environment=desk.env)
    attention = LinuxAttention(
        reactor, bus, desk.env, wanted=Attention(fullscreen=False, programs=("org.example.Film",))
    )
    reactor.run_until(lambda: "kwin-script" in attention.name)
    window = desk.film()
    reactor.run_until(lambda: NAMED in reactor.posted, bound=timedelta(seconds=30))
    window.kill()
    reactor.run_until(lambda: reactor.posted[-1] == FREE_OF_IT, bound=timedelta(seconds=30))
    attention.close()
    bus.close()


def test_the_name_of_a_program_is_compared_and_kept_nowhere(reactor: HandTurnedReactor) -> None:
    with XServer() as server:
        manager, program = Manager(server), Program(server, name="zzcanaryzz")
        other = Program(server)
        attention = LinuxAttention(reactor, None, server.environment, wanted=SLIDES)
        reactor.run_until(lambda: attention.name == "ewmh")
        program.come()
        reactor.run_for(A_MOMENT)
        gc.collect()
        kept = [each for each in _reachable(attention) if isinstance(each, str | bytes) and "zzcanaryzz" in str(each)]
        attention.close()
        for each in (program, other, manager):
            each.end()

    assert [] == kept
    assert [] == reactor.posted


def _reachable(root: object) -> Iterator[object]:
    """Everything that an object holds, and what that holds."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        each = waiting.pop()
        if id(each) in seen or isinstance(each, type | ModuleType):
            continue
        seen.add(id(each))
        yield each
        waiting += gc.get_referents(each)


def test_two_reasons_are_told_together(reactor: HandTurnedReactor, connect: Connect, watching: Watching) -> None:
    with XServer() as server:
        notifications = FakeNotificationServer(connect(), reactor, "dunst")
        notifications.properties[notifications.PATH, "org.dunstproject.cmd0"] = {"paused": ("b", True)}
        manager, program = Manager(server), Program(server)
        watching(**server.environment)
        program.fill_the_screen(fill=True)
        told(reactor, QUIET, AttentionChanged(frozenset({"do-not-disturb", "fullscreen"})))
        program.end()
        manager.end()


def test_what_is_switched_off_in_the_settings_does_not_count(
    reactor: HandTurnedReactor, connect: Connect, tmp_path: Path
) -> None:
    server = FakeNotificationServer(connect(), reactor, "dunst")
    server.properties[server.PATH, "org.dunstproject.cmd0"] = {"paused": ("b", True)}
    camera = tmp_path / "video0"
    camera.touch()
    wanted = Attention(
        do_not_disturb=False, fullscreen=False, microphone=False, camera=False, presentation=False, film=False
    )
    with camera.open("rb"):
        attention = LinuxAttention(reactor, connect(), {}, wanted=wanted, devices=tmp_path)
        reactor.run_for(A_MOMENT)
        reactor.advance(timedelta(seconds=10))
        told(reactor)
    assert "none" == attention.name
    attention.close()


def test_a_meeting_and_a_film_are_told_and_hold_no_longer_once_nobody_looks(
    reactor: HandTurnedReactor, connect: Connect, tmp_path: Path
) -> None:
    logind = FakeLogind(connect(), reactor)
    logind.properties[logind.PATH, logind.MANAGER] = {"BlockInhibited": ("s", "idle")}
    camera = tmp_path / "video0"
    camera.touch()
    awake = frozenset({"film", "presentation"})
    film, both = AttentionChanged(awake), AttentionChanged(awake | {"meeting"})
    with camera.open("rb"):
        attention = LinuxAttention(reactor, connect(), {}, system_bus=connect(), devices=tmp_path)
        told(reactor, film)
        for _ in range(3):
            reactor.advance(timedelta(seconds=10))
            reactor.run_for(A_MOMENT)
        told(reactor, film, both)
    assert "v4l2, logind-inhibitors" == attention.name

    attention.close()

    assert [film, both, OPEN] == reactor.posted
