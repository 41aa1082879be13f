"""How does one get through the door of a message bus, without waiting in it?"""

import errno
import os
import socket
from collections.abc import Mapping

from jeepney.auth import BEGIN, Authenticator

from tray.desktop.linux.bus_address import Which, sockets
from tray.errors import DesktopError

_PLAIN_WORDS = {
    errno.ENOENT: "there is none",
    errno.ENOTDIR: "there is none",
    errno.ECONNREFUSED: "nobody answers any more",
    errno.EACCES: "this user may not use it",
    errno.EPERM: "this user may not use it",
    errno.EAGAIN: "too many others wait there",
}


def connected(which: Which, environment: Mapping[str, str]) -> socket.socket:
    """A non-blocking socket to the first address at which somebody listens. Raises DesktopError."""
    reasons = []
    for address in sockets(which, environment):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_CLOEXEC | socket.SOCK_NONBLOCK)
        try:
            connection.connect(address)
        except (OSError, ValueError) as error:  # a path with a NUL in it is a ValueError
            connection.close()
            reasons.append(f"at {address.replace(chr(0), '@')} {_in_words(error)}")
        else:
            return connection
    raise DesktopError(f"The {which} bus cannot be reached: {', '.join(reasons)}.")


def _in_words(error: Exception) -> str:
    number = error.errno if isinstance(error, OSError) else None
    return _PLAIN_WORDS.get(number or 0) or (os.strerror(number) if number else "no path can be")


class Greeting:
    """What is said at the door, one line at a time; the bus answers each."""

    def __init__(self) -> None:
        self._conversation = Authenticator(enable_fds=True)

    def next(self) -> bytes:
        """What to say now: nothing while an answer is awaited, and the last words when all is agreed."""
        said = self._conversation.data_to_send()
        return BEGIN if said is None else bytes(said)

    def hear(self, data: bytes) -> bool:
        """Take in what the bus says; whether all is agreed. Raises ValueError when it does not let us in."""
        self._conversation.feed(data)
        return bool(self._conversation.authenticated)
