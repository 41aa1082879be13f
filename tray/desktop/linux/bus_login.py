"""How does one get through the door of a message bus?"""

import socket
import time
from collections.abc import Mapping

from jeepney.auth import BEGIN, Authenticator

from tray.desktop.linux.bus_address import Which, sockets
from tray.errors import DesktopError

_PATIENCE_SECONDS = 2.0
"""A bus daemon answers within a millisecond; one that does not in this time is stopped or dead."""


def log_in(which: Which, environment: Mapping[str, str]) -> socket.socket:
    """A non-blocking socket on which messages can be spoken, file descriptors included.

    Takes two seconds at most. Raises DesktopError.
    """
    deadline = time.monotonic() + _PATIENCE_SECONDS
    reasons = []
    for address in sockets(which, environment):
        try:
            return _greet(address, deadline)
        except (OSError, ValueError) as error:  # jeepney's AuthenticationError is a ValueError
            shown = address.replace("\0", "@")
            reasons.append(f"{shown}: {error}")
    raise DesktopError(f"The {which} bus cannot be reached ({'; '.join(reasons)}).")


def _greet(address: str, deadline: float) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        connection.settimeout(_left(deadline))
        connection.connect(address)
        conversation = Authenticator(enable_fds=True)
        for line in conversation:
            connection.settimeout(_left(deadline))
            connection.sendall(line)
            _listen(connection, conversation)
        connection.sendall(BEGIN)
        connection.setblocking(False)
    except BaseException:
        connection.close()
        raise
    return connection


def _listen(connection: socket.socket, conversation: Authenticator) -> None:
    heard = connection.recv(4096)
    if not heard:
        raise ConnectionResetError("it closed the connection during the greeting")
    conversation.feed(heard)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("it does not answer")
    return left
