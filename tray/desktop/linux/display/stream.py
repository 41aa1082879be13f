"""Talks over a local socket without ever waiting for the other side."""

import socket
from collections.abc import Callable, Sequence
from datetime import timedelta

from tray.errors import DesktopError
from tray.ports import Reactor, Timer

_CHUNK_BYTES = 65_536
_UNSENT_BYTES = 1024 * 1024
"""More than this waits only for a server that has stopped reading for good."""

Address = str | bytes | tuple[str, int]
"""A path, an abstract name that begins with a NUL byte, or an address and a port of this machine."""


class Stream:
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
        self._reactor = reactor
        self._take = take
        self._lost = lost
        self._unsent = bytearray()
        self._came = bytearray()
        self._closed = self._told = False
        self._resting: Timer | None = None
        self._socket = _connect(addresses)
        self._listen()

    def send(self, data: bytes) -> None:
        """Send now what the socket takes and the rest when it has room. Nothing is sent on a closed stream."""
        if self._closed:
            return
        waiting = bool(self._unsent)
        self._unsent += data
        if len(self._unsent) > _UNSENT_BYTES:
            self.give_up("it has stopped reading")
        elif not waiting:
            self._flush()
            if self._unsent:
                self._listen()

    def rest(self, length: timedelta) -> None:
        """Read nothing for ``length``: what comes waits in the socket. For those who need not know at once."""
        if self._closed or self._resting is not None:
            return
        self._resting = self._reactor.later(length, self._rested)
        self._reactor.unwatch(self._socket.fileno())

    def give_up(self, reason: str) -> None:
        """Close, and tell whoever made this. Told from the reactor: the caller may be in the middle of something."""
        if not self._closed:
            self._let_go()
            self._reactor.call_soon(lambda: self._tell(reason))

    def close(self) -> None:
        """Hang up; nothing is called any more. Harmless when that was done before."""
        self._told = True
        self._let_go()

    def _tell(self, reason: str) -> None:
        if not self._told:
            self._told = True
            self._lost(reason)

    def _let_go(self) -> None:
        if self._closed:
            return
        self._closed = True
        if self._resting is not None:
            self._resting.cancel()
        self._reactor.unwatch(self._socket.fileno())
        self._socket.close()

    def _listen(self) -> None:
        if not self._closed and self._resting is None:
            self._reactor.watch(self._socket.fileno(), self._read, self._write_on if self._unsent else None)

    def _rested(self) -> None:
        self._resting = None
        self._listen()

    def _write_on(self) -> None:
        self._flush()
        if not self._unsent:
            self._listen()

    def _flush(self) -> None:
        try:
            sent = self._socket.send(self._unsent, socket.MSG_NOSIGNAL)
        except (BlockingIOError, InterruptedError):
            return  # no room now, or not connected yet; the reactor says when there is
        except OSError as error:
            self.give_up(str(error))
            return
        del self._unsent[:sent]

    def _read(self) -> None:
        try:
            data = self._socket.recv(_CHUNK_BYTES)
        except (BlockingIOError, InterruptedError):
            return  # a false alarm
        except OSError as error:
            self.give_up(str(error))
            return
        if not data:
            self.give_up("it closed the connection")
            return
        self._came += data
        self._take(self._came)


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
    raise DesktopError("; ".join(error.strerror or str(error) for error in failures))
