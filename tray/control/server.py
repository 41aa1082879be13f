"""Hears the command line, for the running program: its socket, and the conversation with each client.

A client's requests are served one after the other, and it can make nobody else wait.
"""

import _socket
import os
import select
import stat
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import timedelta
from functools import partial
from socket import SOCK_STREAM, socket
from typing import Any

from tray.control.address import NAME, at_socket, is_private, is_trusted
from tray.control.protocol import LONGEST_ANSWER, LONGEST_REQUEST, answer_line, failure, read_request
from tray.errors import BackpressureError, DesktopError, UsageError
from tray.lib.language.translation import say
from tray.lib.one_timer import OneTimer
from tray.ports import Reactor, Request

Handle = Callable[[Request], None]

PATIENCE = timedelta(seconds=10)
"""How long a client may take to finish its request, and to take the answer."""
_AGAIN = timedelta(milliseconds=50)
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

    def _make_room(self, newest: "Conversation") -> None:
        """The one that has been silent for longest goes; when all wait for answers, the newest does."""
        silent = next((each for each in self._conversations if not each.asked and each is not newest), None)
        if silent is not None:
            silent.close()
        else:
            newest.refuse(say("Too many commands at once. Try again in a moment."))


def serve(request: Request, handle: Handle) -> None:
    """Have a request answered, whatever ``handle`` comes to."""
    try:
        handle(request)
    except BackpressureError as error:
        request.answer(failure(str(error), error.exit_code))
    except Exception:
        request.answer(failure(say("Backpressure made a mistake. Its log says more; please report it.")))
        raise


class Conversation:
    """Lives until the client goes, says something wrong, or keeps us waiting."""

    def __init__(
        self, reactor: Reactor, client: socket, handle: Handle, ended: Callable[["Conversation"], None]
    ) -> None:
        client.setblocking(False)
        self._reactor = reactor
        self._client = client
        self._handle = handle
        self._ended = ended
        self._heard = bytearray()
        self._to_say = bytearray()
        self._turn = 0
        """Counts requests, so that an answer is never taken for that to another one."""
        self.asked = False
        """A request is being worked on."""
        self._last = False
        """Nothing more is heard; it ends when all is said."""
        self._closed = False
        self._timer = OneTimer(reactor.later)
        self._wait()
        reactor.watch(client.fileno(), self._hear)

    def close(self) -> None:
        """End it now. Harmless when done twice."""
        if self._closed:
            return
        self._closed = True
        self._timer.cancel()
        self._reactor.unwatch(self._client.fileno())
        self._client.close()
        self._ended(self)

    def refuse(self, text: str) -> None:
        """Say why not, and end."""
        self._last = True
        self._say(answer_line(failure(text)))

    def _hear(self) -> None:
        try:
            said = self._client.recv(LONGEST_REQUEST)
        except OSError:
            self.close()
            return
        if not said:
            self._hear_no_more()
            return
        self._heard += said
        if self.asked and len(self._heard) > LONGEST_REQUEST:
            self.close()  # it asks on and on, and waits for no answer
            return
        if self._is_too_long():
            self._wrong(say("A request can be at most {most} bytes long.", most=LONGEST_REQUEST))
        else:
            self._serve_next()

    def _is_too_long(self) -> bool:
        return len(self._heard) > LONGEST_REQUEST and self._heard.find(b"\n") not in range(LONGEST_REQUEST)

    def _hear_no_more(self) -> None:
        """The client has shut its side; what it asked is still answered, as to ``echo … | nc -N -U control.sock``."""
        self._last = True
        if self._is_done() or self._has_left():
            self.close()
        elif self._to_say:
            self._send_later()
        else:
            self._reactor.unwatch(self._client.fileno())

    def _has_left(self) -> bool:
        """Whether the client is gone altogether, and not only done with asking."""
        if sys.platform == "win32":
            return False
        line = select.poll()
        line.register(self._client.fileno(), 0)
        return bool(line.poll(0))

    def _is_done(self) -> bool:
        return self._last and not self.asked and not self._to_say and b"\n" not in self._heard

    def _serve_next(self) -> None:
        end = self._heard.find(b"\n") + 1
        if self._closed or self.asked or end == 0:
            return
        line = bytes(self._heard[:end])
        del self._heard[:end]
        try:
            verb, arguments, language = read_request(line)
        except UsageError as error:
            self._wrong(str(error))
            return
        self._timer.cancel()
        self.asked = True
        self._turn += 1
        answer, more = partial(self._answer, self._turn), partial(self._answer_on, self._turn)
        request = Request(verb, arguments, answer, more, language, partial(self._answer_line, self._turn))
        serve(request, self._handle)

    def _answer(self, turn: int, answer: Mapping[str, Any]) -> None:
        self._answer_line(turn, answer_line(answer))

    def _answer_line(self, turn: int, line: bytes) -> None:
        if not self._expects(turn):
            return
        self.asked = False
        self._say(line)
        if self._heard:
            # Not at once: others have their turn between two requests of one client.
            self._reactor.call_soon(self._serve_next)

    def _answer_on(self, turn: int, answer: Mapping[str, Any]) -> bool:
        if not self._expects(turn):
            return False
        self._say(answer_line(answer, more=True))
        return not self._closed

    def _expects(self, turn: int) -> bool:
        return self.asked and turn == self._turn and not self._closed

    def _wrong(self, text: str) -> None:
        """What follows a mistake cannot be understood, so it is the end."""
        self._heard.clear()
        self._last = True
        self._say(answer_line(failure(text, UsageError.exit_code)))

    def _say(self, line: bytes) -> None:
        self._to_say += line
        if len(self._to_say) > LONGEST_ANSWER + LONGEST_REQUEST:
            self.close()  # it asks on and on, and does not listen
            return
        self._send()

    def _send(self) -> None:
        if self._closed:
            return
        try:
            while self._to_say:
                del self._to_say[: self._client.send(self._to_say)]
        except BlockingIOError:
            self._send_later()
        except OSError:
            self.close()
        else:
            self._all_said()

    def _send_later(self) -> None:
        if not self._timer.runs:
            self._wait()
        if self._last:
            # Its own side is shut, and that would be told to us again and again while we wait to write.
            self._reactor.unwatch(self._client.fileno())
            self._reactor.later(_AGAIN, self._send)
        else:
            self._reactor.watch(self._client.fileno(), self._hear, self._send)

    def _all_said(self) -> None:
        if self._is_done():
            self._hang_up()
        elif not self._last:
            self._reactor.watch(self._client.fileno(), self._hear)
            if self.asked:
                self._timer.cancel()
            else:
                self._wait()

    def _hang_up(self) -> None:
        with suppress(OSError):  # it went first
            self._client.shutdown(1)
        self.close()

    def _wait(self) -> None:
        self._timer.set(PATIENCE, self.close)


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
