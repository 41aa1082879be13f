"""A meeting is noticed, by microphones of real sound servers and by devices that somebody holds open."""

import os
import socket
import struct
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.desktop.conftest import require
from tests.desktop.linux.private_bus import PrivateBus
from tests.desktop.linux.sound_servers import PipeWire, SoundServer, end
from tests.desktop.reactor import HandTurnedReactor
from tray.desktop.linux.attention import pulse_wire as wire
from tray.desktop.linux.attention.meeting import Meeting
from tray.desktop.linux.attention.microphone import Pulse, address

A_MOMENT = timedelta(milliseconds=80)
SETTLED = timedelta(seconds=8)
Watching = Callable[..., Meeting]


@pytest.fixture
def told() -> list[bool]:
    return []


@pytest.fixture
def watching(reactor: HandTurnedReactor, tmp_path: Path, told: list[bool]) -> Iterator[Watching]:
    made: list[Meeting] = []
    devices = tmp_path / "dev"
    (devices / "snd").mkdir(parents=True)

    def watching(*, microphone: bool = True, camera: bool = True, screen: bool = False, **environment: str) -> Meeting:
        meeting = Meeting(
            reactor,
            environment,
            microphone=microphone,
            camera=camera,
            screen=screen,
            told=told.append,
            devices=devices,
        )
        made.append(meeting)
        return meeting

    yield watching
    for meeting in made:
        meeting.close()


def shares_screen(meeting: Meeting) -> bool:
    """Just now, maybe only for a moment: nobody is told of that yet."""
    return "screen" in meeting._uses


def settle(reactor: HandTurnedReactor) -> None:
    """What was opened or closed is taken in, and some time passes."""
    for _ in range(3):
        reactor.run_for(A_MOMENT)
        reactor.advance(SETTLED)
    reactor.run_for(A_MOMENT)


def device(tmp_path: Path, name: str) -> Path:
    path = tmp_path / "dev" / name
    path.touch()
    return path


def test_a_camera_that_is_held_open_is_a_meeting(
    reactor: HandTurnedReactor, tmp_path: Path, watching: Watching, told: list[bool]
) -> None:
    camera = device(tmp_path, "video0")
    assert "v4l2" == watching().name
    settle(reactor)
    assert [] == told

    with camera.open("rb"):
        settle(reactor)
        assert [True] == told
    settle(reactor)

    assert [True, False] == told


# A shared screen, given out by a real PipeWire


@pytest.fixture
def pipewire(tmp_path: Path) -> Iterator[PipeWire]:
    require("pipewire", "pw-cli")
    with PipeWire(tmp_path / "run") as server:
        yield server


SHARED = "media.class=Stream/Output/Video node.name=meta-screen-cast-src"
OF_WLROOTS = "media.class=Video/Source node.name=xdg-desktop-portal-wlr"


@pytest.mark.parametrize("stream", [SHARED, OF_WLROOTS])
def test_a_screen_that_is_shared_with_the_microphone_off_is_a_meeting(
    stream: str, reactor: HandTurnedReactor, watching: Watching, told: list[bool], pipewire: PipeWire
) -> None:
    meeting = watching(microphone=False, camera=False, screen=True, **pipewire.environment)
    assert meeting.name == "pipewire"
    settle(reactor)
    with pipewire.stream(stream):
        reactor.run_until(lambda: shares_screen(meeting))
        settle(reactor)
        assert [True] == told
    reactor.run_until(lambda: not shares_screen(meeting))
    settle(reactor)

    assert [True, False] == told


@pytest.mark.parametrize(
    "stream",
    [
        "media.class=Video/Source media.role=Camera node.name=v4l2_input",
        "media.class=Video/Source device.id=40 node.name=virtual-camera",
        "media.class=Stream/Output/Audio node.name=music",
        "media.class=Stream/Input/Video node.name=somebody-who-looks",
    ],
)
def test_what_else_pipewire_gives_out_is_none(
    stream: str, reactor: HandTurnedReactor, watching: Watching, told: list[bool], pipewire: PipeWire
) -> None:
    meeting = watching(microphone=False, camera=False, screen=True, **pipewire.environment)
    with pipewire.stream(stream):
        with pipewire.stream(SHARED):
            reactor.run_until(lambda: shares_screen(meeting))  # so that the other one is known too
        reactor.run_until(lambda: not shares_screen(meeting))
        settle(reactor)

    assert told[-1] is False


def test_a_screen_is_shared_no_longer_when_pipewire_is_gone_and_again_when_it_is_back(
    reactor: HandTurnedReactor, watching: Watching, told: list[bool], pipewire: PipeWire
) -> None:
    meeting = watching(microphone=False, camera=False, screen=True, **pipewire.environment)
    with pipewire.stream(SHARED):
        reactor.run_until(lambda: shares_screen(meeting))
        settle(reactor)
        pipewire.stop()
        reactor.run_until(lambda: not shares_screen(meeting))
        settle(reactor)
    assert [True, False] == told

    pipewire.start()
    with pipewire.stream(SHARED):
        reactor.run_until(lambda: shares_screen(meeting))


@pytest.mark.parametrize(
    "said", [b"\x00" * 16 + b"\xff" * 64, b"\xff" * 200, struct.pack("=IIIIII", 2, 8, 0, 0, 400, 14)]
)
def test_nonsense_from_pipewire_is_the_end_of_it(
    said: bytes, reactor: HandTurnedReactor, watching: Watching, told: list[bool], tmp_path: Path
) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "pipewire-0"))
        server.listen(1)
        meeting = watching(microphone=False, camera=False, screen=True, XDG_RUNTIME_DIR=str(tmp_path))
        client, _ = server.accept()
        server.close()
        with client:
            client.sendall(said)
            reactor.run_until(lambda: meeting.name == "none")

    assert [] == told


ERROR = 0
"""What a sound server answers instead of ``wire.REPLY``."""


def recording(of: int) -> list[bytes]:
    """What is told of one that records from a source by this number."""
    numbers = [wire.number(1) for _ in range(13)]
    numbers[4], numbers[9], numbers[11], numbers[12] = wire.number(of), wire.text("copy"), wire.properties({}), b"0"
    return numbers


@pytest.mark.parametrize("said", [wire.message(ERROR, 1, wire.number(1)), b"220 mail.example.org ready\r\n" * 9])
def test_a_sound_server_that_lets_nobody_in_or_is_none_is_not_asked_and_the_cards_tell(
    reactor: HandTurnedReactor, watching: Watching, told: list[bool], tmp_path: Path, said: bytes
) -> None:
    card = device(tmp_path, "snd/pcmC0D0c")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "sound"))
        server.listen(1)
        meeting = watching(camera=False, PULSE_SERVER=f"unix:{tmp_path}/sound")
        assert "pulse" == meeting.name
        client, _ = server.accept()
        server.close()
        with client:
            client.sendall(said)
            reactor.run_until(lambda: meeting.name == "alsa")
    settle(reactor)
    with card.open("rb"):
        settle(reactor)

    assert [True] == [each for each in told if each]


def test_a_recording_whose_microphone_is_gone_already_is_no_meeting(reactor: HandTurnedReactor, tmp_path: Path) -> None:
    meets: list[bool] = []
    lost: list[bool] = []
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "sound"))
        server.listen(1)
        pulse = Pulse(
            reactor,
            str(tmp_path / "sound"),
            {},
            passed_over=lambda *_: False,
            told=meets.append,
            lost=lambda: lost.append(True),
        )
        client, _ = server.accept()
        with client:
            client.sendall(wire.message(wire.REPLY, 1, wire.number(wire.VERSION)))
            reactor.run_until(lambda: 4 in pulse._waiting)
            client.sendall(wire.message(wire.REPLY, 4, *recording(of=7)))
            reactor.run_until(lambda: 5 in pulse._waiting)
            client.sendall(wire.message(ERROR, 5, wire.number(5)))
            reactor.run_until(lambda: meets)
            pulse.close()

    assert ([False], []) == (meets, lost)


def test_a_glance_at_a_camera_is_none(
    reactor: HandTurnedReactor, tmp_path: Path, watching: Watching, told: list[bool]
) -> None:
    camera = device(tmp_path, "video0")
    watching()
    settle(reactor)
    for _ in range(3):
        camera.read_bytes()
    settle(reactor)

    assert [] == told


def test_a_camera_in_use_already_and_one_plugged_in_later(
    reactor: HandTurnedReactor, tmp_path: Path, watching: Watching, told: list[bool]
) -> None:
    with device(tmp_path, "video0").open("rb"):
        watching()
        settle(reactor)
        assert [True] == told
    settle(reactor)
    assert [True, False] == told

    plugged = device(tmp_path, "video7")
    settle(reactor)
    with plugged.open("rb"):
        settle(reactor)

    assert [True, False, True] == told


def test_what_is_in_use_when_it_is_first_looked_at_lasts_already(
    reactor: HandTurnedReactor, tmp_path: Path, watching: Watching, told: list[bool]
) -> None:
    with device(tmp_path, "video0").open("rb"):
        watching()
        reactor.advance(timedelta(seconds=2))
        reactor.run_for(A_MOMENT)

    assert [True] == told


def test_a_camera_that_is_pulled_out_ends_it(
    reactor: HandTurnedReactor, tmp_path: Path, watching: Watching, told: list[bool]
) -> None:
    camera = device(tmp_path, "video0")
    watching()
    with camera.open("rb"):
        settle(reactor)
        camera.unlink()
        settle(reactor)

    assert [True, False] == told


def test_without_a_sound_server_the_card_itself_tells(
    reactor: HandTurnedReactor, tmp_path: Path, watching: Watching, told: list[bool]
) -> None:
    recorder, player = device(tmp_path, "snd/pcmC0D0c"), device(tmp_path, "snd/pcmC0D0p")
    assert "alsa" == watching().name
    with player.open("rb"):
        settle(reactor)
        assert [] == told
    with recorder.open("rb"):
        settle(reactor)

    assert [True] == told


def test_what_is_switched_off_is_not_looked_at(
    reactor: HandTurnedReactor, tmp_path: Path, watching: Watching, told: list[bool]
) -> None:
    camera, recorder = device(tmp_path, "video0"), device(tmp_path, "snd/pcmC0D0c")
    assert "alsa" == watching(camera=False).name
    assert "v4l2" == watching(microphone=False).name
    assert "none" == watching(microphone=False, camera=False).name
    watching(microphone=False, camera=False)
    with camera.open("rb"), recorder.open("rb"):
        settle(reactor)

    assert [True, True] == told


def test_nothing_is_done_while_nothing_is_opened(
    reactor: HandTurnedReactor, tmp_path: Path, watching: Watching
) -> None:
    device(tmp_path, "video0")
    watching()
    settle(reactor)
    (tmp_path / "dev/video0").parent.joinpath("null").touch()
    reactor.run_for(A_MOMENT)
    turns = reactor.turns
    reactor.run_for(timedelta(milliseconds=300))

    assert reactor.turns <= turns + 1
    assert 0 == reactor.waiting


@pytest.fixture(params=["pulseaudio", "pipewire"])
def server(request: pytest.FixtureRequest, tmp_path: Path, private_bus: PrivateBus) -> Iterator[SoundServer]:
    needs = ("pulseaudio",) if request.param == "pulseaudio" else ("pipewire", "wireplumber", "pipewire-pulse")
    require(*needs, "pactl", "parec")
    with SoundServer(tmp_path / "sound", private_bus, request.param) as server:
        yield server


def heard(reactor: HandTurnedReactor, told: list[bool], *expected: bool) -> None:
    """This much was told, with time passing ever so fast, and nothing more."""

    def hear() -> bool:
        reactor.advance(timedelta(milliseconds=250))
        return len(told) >= len(expected)

    reactor.run_until(hear, poll=timedelta(milliseconds=50))
    settle(reactor)
    assert list(expected) == told


@pytest.mark.desktop
def test_a_recording_from_a_microphone_is_a_meeting_and_one_of_what_is_played_is_none(
    reactor: HandTurnedReactor, server: SoundServer, watching: Watching, told: list[bool]
) -> None:
    meeting = watching(**server.environment)
    settle(reactor)
    assert ([], "pulse") == (told, meeting.name)

    first = server.record("mic")
    heard(reactor, told, True)
    end(first)
    heard(reactor, told, True, False)

    played = server.record("null.monitor")
    reactor.run_for(timedelta(seconds=1))
    settle(reactor)
    end(played)

    assert [True, False] == told


@pytest.mark.desktop
def test_a_server_that_ends_and_comes_back(
    reactor: HandTurnedReactor, server: SoundServer, watching: Watching, told: list[bool]
) -> None:
    meeting = watching(**server.environment)
    server.record("mic")
    heard(reactor, told, True)

    server.stop()
    heard(reactor, told, True, False)
    assert "none" == meeting.name

    server.start()
    server.record("mic")
    heard(reactor, told, True, False, True)
    assert "pulse" == meeting.name


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"XDG_RUNTIME_DIR": "/run/user/7"}, "/run/user/7/pulse/native"),
        ({"PULSE_RUNTIME_PATH": "/p", "XDG_RUNTIME_DIR": "/r"}, "/p/native"),
        ({"PULSE_SERVER": "unix:/a", "XDG_RUNTIME_DIR": "/r"}, "/a"),
        ({"PULSE_SERVER": "{b2f}unix:/a tcp:elsewhere"}, "/a"),
        ({"PULSE_SERVER": "tcp:elsewhere:4713", "XDG_RUNTIME_DIR": "/r"}, None),
        ({}, None),
    ],
)
def test_where_the_sound_server_is(environment: dict[str, str], expected: str | None) -> None:
    assert expected == address(environment)


def test_messages_are_taken_off_whole_and_in_pieces() -> None:
    sent = wire.message(wire.AUTH, 7, wire.text("a"), wire.text(None), wire.properties({"k": "v"}), wire.blob(b"xyz"))
    came = bytearray(sent + sent[:9])

    assert [[8, 7, "a", None, {"k": b"v"}, None]] == [list(wire.values(body)) for body in wire.bodies(came)]
    assert sent[:9] == bytes(came)


@pytest.mark.parametrize("body", [b"L\0", b"tno end", b"?", b"Ptk\0", b"v\x05"])
def test_what_is_no_message_is_refused(body: bytes) -> None:
    with pytest.raises(wire.BrokenError):
        list(wire.values(body))


def test_a_message_without_end_is_refused() -> None:
    with pytest.raises(wire.BrokenError):
        list(wire.bodies(bytearray(struct.pack(">IIIII", 0xFFFF_FFFF, 0xFFFF_FFFF, 0, 0, 0))))


def test_random_bytes_never_do_more_than_be_refused() -> None:
    for length in range(200):
        try:
            list(wire.values(os.urandom(length)))
        except wire.BrokenError:
            continue
