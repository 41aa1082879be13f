"""Asks the running program, for the command line.

Status bars do this every few seconds, so only what is cheap is imported: ``_socket`` is what ``socket`` is made of, and
takes a third of its time.
"""

import _socket
import sys
import time

from tray.control.address import at_socket, is_private, is_trusted
from tray.control.protocol import LONGEST_ANSWER, WAITS, read_answer, request_line
from tray.errors import BackpressureError, NotRunning, Refused, UsageError
from tray.lib.language.translation import say

_LOOK_SECONDS, _ENOUGH_SECONDS = 0.05, 1.0

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any


def ask(folder: str, verb: str, arguments: "Mapping[str, Any] | None" = None, *, timeout_seconds: float = 5.0) -> "Any":
    """The result of one request to the program that runs in ``folder``, as JSON values.

    Raises NotRunning when nobody is there; Refused, UsageError and other errors of ours as the program says;
    BackpressureError when no answer comes in time.
    """
    return next(follow(folder, verb, arguments, timeout_seconds=timeout_seconds))


def follow(
    folder: str, verb: str, arguments: "Mapping[str, Any] | None" = None, *, timeout_seconds: float | None = None
) -> "Iterator[Any]":
    """The results of a request that has several, as they come, until the program says that there are no more.

    Raises as ``ask`` does; NotRunning also when the program ends meanwhile. Without a timeout it waits for ever.
    """
    try:
        for line in _exchange(folder, request_line(verb, arguments or {}), timeout_seconds):
            answer = read_answer(line)
            if answer.get(WAITS):
                continue
            yield _result(answer)
            if not answer.get("more"):
                return
    except TimeoutError:
        raise BackpressureError(
            say("Backpressure is running, but hasn't answered within {seconds} s.", seconds=timeout_seconds)
        ) from None


def comes_up(folder: str, within_seconds: float) -> bool:
    """Whether the program that holds the lock on ``folder`` answers, now or soon: it may just be starting."""
    end = time.monotonic() + within_seconds
    while not _answers(folder):
        if time.monotonic() > end:
            return False
        time.sleep(_LOOK_SECONDS)
    return True


def _answers(folder: str) -> bool:
    try:
        # Nothing is asked; that this is wrong is answer enough.
        return bool(next(_exchange(folder, b"\n", _ENOUGH_SECONDS)))
    except (NotRunning, TimeoutError):
        return False


def _exchange(folder: str, request: bytes, timeout_seconds: float | None) -> "Iterator[bytes]":
    if sys.platform == "win32":
        from tray.control.windows_pipe import exchange

        yield from exchange(folder, request, timeout_seconds)
        return
    client = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    try:
        client.settimeout(timeout_seconds)
        _connect(client, folder)
        _send(client, request)
        yield from _lines(client)
    finally:
        client.close()


def _connect(client: _socket.socket, folder: str) -> None:
    if not is_private(folder):
        raise NotRunning(say("Backpressure isn't running."))
    try:
        at_socket(folder, client.connect)
    except BlockingIOError:
        raise TimeoutError from None  # so many wait for it already that it can't be asked
    except OSError:
        raise NotRunning(say("Backpressure isn't running.")) from None
    if not is_trusted(client):
        raise NotRunning(say("Somebody else's program answers in {folder}, so it isn't asked.", folder=folder))


def _send(client: _socket.socket, request: bytes) -> None:
    try:
        client.sendall(request)
    except TimeoutError:
        raise
    except OSError:
        pass  # it may have said why before it hung up; the answer is read next


def _lines(client: _socket.socket) -> "Iterator[bytes]":
    heard = b""
    while True:
        try:
            part = client.recv(65536)
        except ConnectionError:
            part = b""
        if not part or len(heard) > LONGEST_ANSWER:
            raise NotRunning(
                say("Backpressure ended before it answered. What you asked for may or may not have been done.")
            )
        *lines, heard = (heard + part).split(b"\n")
        yield from lines


def _result(answer: "Mapping[str, Any]") -> "Any":
    if answer["ok"]:
        return answer.get("result")
    text, exit_code = str(answer.get("error", "")), answer.get("exit_code", 1)
    for kind in (Refused, UsageError):
        if exit_code == kind.exit_code:
            raise kind(text)
    raise BackpressureError(text)
