"""Hears the command line, for the running program."""

import _socket
import os
import stat
import sys
from contextlib import suppress
from datetime import timedelta
from socket import SOCK_STREAM, socket

from tray.control.address import NAME, at_socket, is_private, is_trusted
from tray.control.conversation import Conversation, Handle
from tray.errors import DesktopError
from tray.lib.language.translation import say
from tray.ports import Reactor

AT_ONCE = 32
"""So many clients are served at once; followers count."""
_BACKLOG = 64
_ACCEPTED_A_TURN = 16
_REST = timedelta(seconds=1)


class Server:
    """A Unix socket in a folder that only its owner can enter. Each client's uid is asked of the kernel.

    Only who holds the lock on ``folder`` may make one: it takes the place of a socket that a killed program has left.
    ``handle`` gets each request in the reactor's thread; what it raises of ours is the answer. Raises DesktopError.
    """

    def __init__(self, reactor: Reactor, folder: str, handle: Handle) -> None:
        self._reactor = reactor
        self._folder = folder
        self._handle = handle
        self._conversations: list[Conversation] = []
        self._socket = _listening(folder)
        reactor.watch(self._socket.fileno(), self._accept)

    def close(self) -> None:
        """Serve no more, and take the socket away."""
        self._reactor.unwatch(self._socket.fileno())
        self._socket.close()
        for conversation in tuple(self._conversations):
            conversation.close()
        with suppress(FileNotFoundError):
            os.unlink(f"{self._folder}/{NAME}")

    def _accept(self) -> None:
        for _ in range(_ACCEPTED_A_TURN):
            try:
                client, _ = self._socket.accept()
            except (BlockingIOError, ConnectionError):
                return
            except OSError:
                # No descriptors are left. The one who waits would wake us again at once, and for ever.
                self._reactor.unwatch(self._socket.fileno())
                self._reactor.later(_REST, self._resume)
                return
            if is_trusted(client):
                self._converse(client)
            else:
                client.close()

    def _resume(self) -> None:
        if self._socket.fileno() != -1:
            self._reactor.watch(self._socket.fileno(), self._accept)

    def _converse(self, client: socket) -> None:
        conversation = Conversation(self._reactor, client, self._handle, self._conversations.remove)
        self._conversations.append(conversation)
        if len(self._conversations) > AT_ONCE:
            self._make_room(conversation)

    def _make_room(self, newest: Conversation) -> None:
        """The one that has been silent for longest goes; when all wait for answers, the newest does."""
        silent = next((each for each in self._conversations if not each.asked and each is not newest), None)
        if silent is not None:
            silent.close()
        else:
            newest.refuse(say("Too many commands at once. Try again in a moment."))


def _listening(folder: str) -> socket:
    if not is_private(folder):
        raise DesktopError(say("{folder} isn't a private folder of yours.", folder=folder))
    if sys.platform == "win32":
        raise DesktopError(say("Python has no such sockets on Windows."))
    listening = socket(_socket.AF_UNIX, SOCK_STREAM)
    try:
        _clear(f"{folder}/{NAME}")
        before = os.umask(0o177)
        try:
            at_socket(folder, listening.bind)
        finally:
            os.umask(before)
        listening.setblocking(False)
        listening.listen(_BACKLOG)
    except OSError as error:
        listening.close()
        raise DesktopError(
            say("No socket can be made in {folder}: {reason}.", folder=folder, reason=error.strerror or error)
        ) from error
    return listening


def _clear(place: str) -> None:
    with suppress(FileNotFoundError):
        if stat.S_ISDIR(os.lstat(place).st_mode):
            os.rmdir(place)
        else:
            os.unlink(place)
