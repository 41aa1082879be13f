"""What comes with the bytes of a bus is somebody's to close."""

import socket
from pathlib import Path

import pytest

from tests.desktop.reactor import HandTurnedReactor
from tray.desktop.linux.dbus import wire
from tray.desktop.linux.dbus.wire import Greeting, Wire


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
