"""A local socket that nobody waits for: bytes out when there is room, and a word when there is something to read."""

import socket
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import TypeVar

from tray.lib.one_timer import OneTimer
from tray.ports import Reactor

Read = TypeVar("Read")


class LocalSocket:
    """Owns a connected socket that does not block. All callbacks come from the reactor."""

    def __init__(
        self,
        connection: socket.socket,
        reactor: Reactor,
        readable: Callable[[], None],
        lost: Callable[[str], None],
        *,
        most_unsent: int,
    ) -> None:
        """``readable`` is called when there is something to ``receive``; ``lost``, once, when nothing more can come.

        More than ``most_unsent`` bytes wait only for somebody who has stopped reading for good. The socket is closed
        by the time that ``lost`` gets the reason.
        """
        self._connection = connection
        self._reactor = reactor
        self._readable = readable
        self._lost = lost
        self._most_unsent = most_unsent
        self._unsent = bytearray()
        self._resting = OneTimer(reactor.later)
        self._told = False
        self.closed = False
        self._listen()

    def send(self, data: bytes) -> None:
        """Send now what the socket takes and the rest when it has room. Nothing is sent on a closed one."""
        if self.closed:
            return
        waiting = bool(self._unsent)
        self._unsent += data
        if len(self._unsent) > self._most_unsent:
            self.give_up("it has stopped reading")
        elif self._unsent and not waiting:
            self._flush()
            if self._unsent:
                self._listen()

    def receive(self, read: Callable[[socket.socket], Read]) -> Read | None:
        """What ``read`` reads; None after a false alarm, or when it came to an error, which ``lost`` is told."""
        try:
            return read(self._connection)
        except (BlockingIOError, InterruptedError):
            return None
        except OSError as error:
            self.give_up(str(error))
            return None

    def rest(self, length: timedelta) -> None:
        """Read nothing for ``length``: what comes waits in the socket. For those who need not know at once."""
        if self.closed or self._resting.runs:
            return
        self._resting.set(length, self._listen)
        self._reactor.unwatch(self._connection.fileno())

    def give_up(self, reason: str) -> None:
        """Close, and tell ``lost``. Told from the reactor: the caller may be in the middle of something."""
        if not self.closed:
            self._let_go()
            self._reactor.call_soon(lambda: self._tell(reason))

    def close(self) -> None:
        """Hang up; nothing is called any more. Harmless when that was done before."""
        self._told = True
        self._let_go()

    def cut(self) -> None:
        """Break the connection, from any thread; the reactor notices as it would if the other side had hung up."""
        with suppress(OSError):
            self._connection.shutdown(socket.SHUT_RDWR)

    def _tell(self, reason: str) -> None:
        if not self._told:
            self._told = True
            self._lost(reason)

    def _let_go(self) -> None:
        if self.closed:
            return
        self.closed = True
        self._resting.cancel()
        self._reactor.unwatch(self._connection.fileno())
        self._connection.close()

    def _listen(self) -> None:
        if not (self.closed or self._resting.runs):
            writable = self._write_on if self._unsent else None
            self._reactor.watch(self._connection.fileno(), self._readable, writable)

    def _write_on(self) -> None:
        self._flush()
        if not self._unsent:
            self._listen()

    def _flush(self) -> None:
        try:
            sent = self._connection.send(self._unsent, socket.MSG_NOSIGNAL)
        except (BlockingIOError, InterruptedError):
            return  # no room now, or not connected yet; the reactor says when there is
        except OSError as error:
            self.give_up(str(error))
            return
        del self._unsent[:sent]
