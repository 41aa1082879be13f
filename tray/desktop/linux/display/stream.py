"""Talks over a local socket without ever waiting for the other side."""

import socket
from collections.abc import Callable, Sequence
from datetime import timedelta

from tray.desktop.linux.local_socket import LocalSocket
from tray.errors import DesktopError
from tray.lib.language.translation import say
from tray.lib.system_errors import reason
from tray.ports import Reactor

_CHUNK_BYTES = 65_536
_UNSENT_BYTES = 1024 * 1024

Address = str | bytes | tuple[str, int]
"""A path, an abstract name that begins with a NUL byte, or an address and a port of this machine."""


class Stream(LocalSocket):
    """Bytes out when there is room, bytes in as they come. All callbacks come from the reactor."""

    def __init__(
        self,
        reactor: Reactor,
        addresses: Sequence[Address],
        take: Callable[[bytearray], None],
        lost: Callable[[str], None],
    ) -> None:
        """Connects to the first address that answers; raises DesktopError when none does.

        ``take`` gets all bytes not taken so far, each time there are more, and removes the whole messages from them.
        ``lost`` gets a reason, once, when nothing more can come; the stream is closed by then.
        """
        self._take = take
        self._came = bytearray()
        super().__init__(_connect(addresses), reactor, self._read, lost, most_unsent=_UNSENT_BYTES)

    def _read(self) -> None:
        data = self.receive(lambda connection: connection.recv(_CHUNK_BYTES))
        if data is None:
            return
        if not data:
            self.give_up("it closed the connection")
            return
        self._came += data
        self._take(self._came)


class DisplayConnection:
    """What is the same whichever protocol a display speaks: it rests, fails and ends."""

    _stream: Stream

    def __init__(self, server: str, lost: Callable[[DesktopError], None]) -> None:
        """``server`` is what errors call it; ``lost`` is called at most once, when it is of use no more."""
        self._server = server
        self._lost = lost
        self._closed = False

    def rest(self, length: timedelta) -> None:
        """Hear nothing for ``length``: what comes meanwhile is heard afterwards."""
        self._stream.rest(length)

    def fail(self, reason: str) -> None:
        """Hang up because the server cannot do what is needed; ``lost`` hears why."""
        self._closed = True
        self._stream.give_up(reason)

    def close(self) -> None:
        """Hang up; nothing is called any more."""
        self._closed = True
        self._stream.close()

    def _broken(self, reason: str) -> None:
        self._closed = True
        self._lost(DesktopError(say("{server} can't be used: {reason}.", server=self._server, reason=reason)))


def _connect(addresses: Sequence[Address]) -> socket.socket:
    failures: list[OSError] = []
    for address in addresses:
        family = socket.AF_INET if isinstance(address, tuple) else socket.AF_UNIX
        connection = socket.socket(family, socket.SOCK_STREAM | socket.SOCK_CLOEXEC | socket.SOCK_NONBLOCK)
        try:
            connection.connect(address)
        except BlockingIOError as error:
            if isinstance(address, tuple):
                return connection  # under way; if it fails, the first read says so
            failures.append(error)  # too many others wait to be let in
        except OSError as error:
            failures.append(error)
        else:
            return connection
        connection.close()
    raise DesktopError("; ".join(map(reason, failures)))
