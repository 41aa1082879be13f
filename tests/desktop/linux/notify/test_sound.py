"""A sound is played once by what can play it, by no orphan, and nothing is held up where nothing can."""

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.desktop.conftest import require
from tests.desktop.linux.fakes import FakeNotificationServer
from tests.desktop.linux.private_bus import PrivateBus
from tests.desktop.linux.sound_servers import SoundServer
from tests.desktop.reactor import HandTurnedReactor
from tests.skip_what_is_not_installed import do_without
from tray.core.engine.hook_events import HookOrder, HookResult
from tray.core.messages.commands import Skip
from tray.desktop.hooks.start_hooks_and_hear_of_them import HookProcesses
from tray.desktop.linux.dbus.connection import Bus
from tray.desktop.linux.notify.notifier import BusNotifier
from tray.desktop.linux.notify.sound import ThemeSound
from tray.view.tray.face import Button, Notice

POLL = timedelta(milliseconds=20)


class Runner:
    """Remembers what it was to run, and says of it what a test says."""

    def __init__(self) -> None:
        self.run: list[tuple[str, ...]] = []
        self.orders: list[HookOrder] = []
        self.waiting: list[Callable[[HookResult], None]] = []

    def start(self, order: HookOrder, done: Callable[[HookResult], None]) -> None:
        self.orders.append(order)
        self.run.append((Path(order.run[0]).name, *(Path(each).name for each in order.run[1:])))
        self.waiting.append(done)

    def ends(self, code: int = 0) -> None:
        self.waiting.pop(0)(HookResult("exit", code))


class Watched:
    """Runs players for real, and remembers how they ended."""

    def __init__(
        self, reactor: HandTurnedReactor, environment: Mapping[str, str], *, at_most: timedelta = timedelta(minutes=1)
    ) -> None:
        self.ended: list[HookResult] = []
        self._at_most = at_most
        self._processes = HookProcesses(reactor, environment)

    def start(self, order: HookOrder, done: Callable[[HookResult], None]) -> None:
        def noted(result: HookResult) -> None:
            self.ended.append(result)
            done(result)

        self._processes.start(replace(order, timeout=min(order.timeout, self._at_most)), noted)


class Machine:
    """A folder of programs and one of sounds."""

    def __init__(self, folder: Path) -> None:
        self.programs, self.sounds = folder / "bin", folder / "share/sounds/freedesktop/stereo"
        for each in (self.programs, self.sounds):
            each.mkdir(parents=True)
        self.environment = {
            "PATH": str(self.programs),
            "XDG_DATA_HOME": str(folder / "nowhere"),
            "XDG_DATA_DIRS": f"{folder / 'empty'}:{folder / 'share'}",
        }

    def has(self, *programs: str, text: str = "#!/bin/sh\n") -> "Machine":
        for program in programs:
            file = self.programs / program
            file.write_text(text)
            file.chmod(0o755)
        return self

    def has_sounds(self, *files: str) -> "Machine":
        for file in files:
            (self.sounds / file).touch()
        return self


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_a_sound_is_played_by_its_name_where_something_knows_the_persons_theme(machine: Machine) -> None:
    machine.has("canberra-gtk-play", "paplay").has_sounds("complete.oga")
    runner = Runner()
    sound = ThemeSound(lambda: runner, machine.environment)
    sound.play("complete")

    assert runner.run == [("canberra-gtk-play", "--id", "complete")]
    assert sound.name == "canberra-gtk-play"
    assert runner.orders[0].timeout == timedelta(seconds=10)


def test_what_cannot_play_is_followed_by_the_next_which_is_first_from_then_on(machine: Machine) -> None:
    machine.has("pw-play", "paplay").has_sounds("message.oga")
    runner = Runner()
    sound = ThemeSound(lambda: runner, machine.environment)
    sound.play("message-new-instant")
    runner.ends(code=1)
    runner.ends()
    sound.play("message-new-instant")

    assert runner.run == [("pw-play", "message.oga"), ("paplay", "message.oga"), ("paplay", "message.oga")]
    assert sound.name == "paplay"


def test_two_at_once_are_one(machine: Machine) -> None:
    machine.has("paplay").has_sounds("complete.oga", "message.oga")
    runner = Runner()
    sound = ThemeSound(lambda: runner, machine.environment)
    for name in ("complete", "message", "complete"):
        sound.play(name)
    runner.ends()
    sound.play("message")

    assert runner.run == [("paplay", "complete.oga"), ("paplay", "message.oga")]


@pytest.mark.parametrize(("programs", "sounds"), [((), ("complete.oga",)), (("paplay",), ())])
def test_where_nothing_plays_nothing_is_run(
    machine: Machine, programs: tuple[str, ...], sounds: tuple[str, ...]
) -> None:
    machine.has(*programs).has_sounds(*sounds)
    runner = Runner()
    sound = ThemeSound(lambda: runner, machine.environment)
    sound.play("complete")

    assert (sound.name, runner.run) == ("none", [])


def test_a_player_that_hangs_is_ended_with_all_that_it_started(machine: Machine, tmp_path: Path) -> None:
    machine.has("paplay", text=f"#!/bin/sh\n/bin/sleep 600 &\necho $$ $! > {tmp_path}/pids\nwait\n")
    machine.has_sounds("complete.oga")
    reactor = HandTurnedReactor()
    watched = Watched(reactor, machine.environment, at_most=timedelta(milliseconds=300))
    ThemeSound(lambda: watched, machine.environment).play("complete")
    reactor.run_until(lambda: watched.ended, poll=POLL)
    pids = [int(pid) for pid in (tmp_path / "pids").read_text().split()]
    reactor.close()

    assert watched.ended[0].ended == "timeout"
    assert [pid for pid in pids if os.path.exists(f"/proc/{pid}")] == []  # noqa: PTH110


NOTICE = Notice("Time for a break", "", (Button("skip", "Skip", Skip()),), sound=True, lasting=True)


class Heard:
    name = "heard"

    def __init__(self) -> None:
        self.sounds: list[str] = []

    def play(self, sound: str) -> None:
        self.sounds.append(sound)


@pytest.mark.desktop
@pytest.mark.parametrize(
    ("capabilities", "slots"),
    [(("actions",), ["message-new-instant", "complete"]), (("actions", "sound"), [])],
    ids=["server without", "server with"],
)
def test_a_notice_is_heard_once_whoever_plays_its_sound(
    connect: Callable[[], Bus],
    reactor: HandTurnedReactor,
    capabilities: tuple[str, ...],
    slots: list[str],
) -> None:
    heard = Heard()
    server = FakeNotificationServer(connect(), name="mako", capabilities=capabilities)
    notifier = BusNotifier(connect(), reactor, reactor.post, sound=heard)
    reactor.run_until(notifier.abilities)
    for slot, notice in (
        ("suggestion", NOTICE),
        ("suggestion", Notice("In other words", "", NOTICE.buttons, sound=True, lasting=True)),
        ("break", Notice("Your break is over", "", sound=True)),
        ("status", Notice("Without a sound", "")),
    ):
        notifier.show(slot, notice)
        reactor.run_for(timedelta(milliseconds=40))

    assert len(server.told) == 4
    assert heard.sounds == slots
    assert ["sound-name" in told["hints"] for told in server.told] == [True, False, True, False]


@pytest.mark.desktop
@pytest.mark.parametrize("kind", ["pulseaudio", "pipewire"])
def test_a_real_player_plays_the_themes_sound_on_a_real_sound_server(
    private_bus: PrivateBus, reactor: HandTurnedReactor, tmp_path: Path, kind: str
) -> None:
    needs = ("pulseaudio",) if kind == "pulseaudio" else ("pipewire", "wireplumber", "pipewire-pulse")
    require(*needs, "pactl", "paplay")
    if not Path("/usr/share/sounds/freedesktop/stereo/complete.oga").exists():
        do_without("sound-theme-freedesktop")
    with SoundServer(tmp_path / "server", private_bus, kind) as server:
        watched = Watched(reactor, server.environment)
        ThemeSound(lambda: watched, server.environment).play("complete")
        reactor.run_until(lambda: any(each.well for each in watched.ended), bound=timedelta(seconds=20), poll=POLL)
