"""What comes with the bytes of a bus is somebody's to close."""

import re
import socket
from pathlib import Path

import pytest

from tests.desktop.reactor import HandTurnedReactor
from tray.desktop.linux.dbus import wire
from tray.desktop.linux.dbus.wire import Greeting, Wire, connected
from tray.errors import DesktopError

LONG = 120 * "a"
"""The path of a socket can have at most 107 bytes."""


class Short(Greeting):
    """A greeting that whatever the bus says ends."""

    def next(self) -> bytes:
        return b""

    def hear(self, data: bytes) -> bool:
        return bool(data)


def test_a_bus_that_sends_more_descriptors_than_there_is_room_for_is_left_and_none_of_them_stays_open(
    reactor: HandTurnedReactor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "_ANCILLARY", socket.CMSG_SPACE(2 * wire._FD_BYTES))
    broken: list[str] = []
    before = set(Path("/proc/self/fd").iterdir())
    ours, bus = socket.socketpair()
    ours.setblocking(False)
    Wire(ours, Short(), reactor, lambda _, given: wire._close_all(given), broken.append)
    bus.send(b"come in")
    reactor.run_until(lambda: reactor.waiting == 0)
    assert [] == broken

    socket.send_fds(bus, [b"l"], [bus.fileno()] * 8)
    reactor.run_until(lambda: broken)
    bus.close()

    assert ["it sent more descriptors than can be taken"] == broken
    assert before == set(Path("/proc/self/fd").iterdir())


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("tcp:host=bus.example,port=1", "The address of the session bus, 'tcp:host=bus.example,port=1', is of a kind"),
        (f"unix:path=/{LONG}", f"The session bus can't be reached: at /{LONG} there can't be any."),
        ("unix:path={there}", "The session bus can't be reached: at {there}: Protocol wrong type for socket."),
        ("unix:path={gone};unix:path={there}", "at {gone} there is none, at {there}: Protocol wrong type for socket."),
    ],
)
def test_an_address_where_no_bus_can_be_is_told_with_the_reason(tmp_path: Path, address: str, said: str) -> None:
    places = {"there": tmp_path / "datagrams", "gone": tmp_path / "gone"}
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as other:
        other.bind(str(places["there"]))
        with pytest.raises(DesktopError, match=re.escape(said.format(**places))):
            connected("session", {"DBUS_SESSION_BUS_ADDRESS": address.format(**places)})
