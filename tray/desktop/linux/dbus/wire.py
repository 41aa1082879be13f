"""Brings whole messages through the bus's socket, which may never block: connecting, greeting, reading, writing."""

import errno
import os
import socket
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Literal

from jeepney.auth import BEGIN, Authenticator
from jeepney.bus import parse_addresses
from jeepney.low_level import HeaderFields, Message, Parser

from tray.desktop.linux.local_socket import LocalSocket
from tray.errors import DesktopError
from tray.lib.language.translation import mark, say
from tray.lib.system_errors import reason_of
from tray.ports import Reactor

Which = Literal["session", "system"]

_SYSTEM = "unix:path=/run/dbus/system_bus_socket;unix:path=/var/run/dbus/system_bus_socket"


def sockets(which: Which, environment: Mapping[str, str]) -> list[str]:
    """Every socket address worth trying, best first; abstract ones begin with a NUL, as ``socket.connect`` wants them.

    A session without ``DBUS_SESSION_BUS_ADDRESS`` (started by cron, over ssh) still finds the user's own bus.
    Raises DesktopError when there is nothing to try.
    """
    runtime = environment.get("XDG_RUNTIME_DIR")
    if which == "system":
        address = environment.get("DBUS_SYSTEM_BUS_ADDRESS") or _SYSTEM
    else:
        address = environment.get("DBUS_SESSION_BUS_ADDRESS") or (f"unix:path={runtime}/bus" if runtime else "")
    if not address:
        raise DesktopError(
            say(
                "There's no session bus: neither DBUS_SESSION_BUS_ADDRESS nor XDG_RUNTIME_DIR is set. "
                "Start Backpressure from within the desktop."
            )
        )
    found = list(_connectable(address, runtime))
    if not found:
        raise DesktopError(
            say(
                "The address of the {which} bus, {address}, is of a kind that can't be used.",
                which=which,
                address=repr(address),
            )
        )
    return found


def _connectable(address: str, runtime: str | None) -> Iterator[str]:
    for part in filter(None, address.split(";")):
        try:
            [(transport, options)] = parse_addresses(part)
        except ValueError:
            continue  # not of the form "transport:key=value"; another part may be
        if transport != "unix":
            continue
        if "abstract" in options:
            yield "\0" + options["abstract"]
        elif "path" in options:
            yield options["path"]
        elif options.get("runtime") == "yes" and runtime:
            yield f"{runtime}/bus"


_PLAIN_WORDS = {
    errno.ENOENT: mark("at {address} there is none"),
    errno.ENOTDIR: mark("at {address} there is none"),
    errno.ECONNREFUSED: mark("at {address} nobody answers any more"),
    errno.EACCES: mark("this user may not use the one at {address}"),
    errno.EPERM: mark("this user may not use the one at {address}"),
    errno.EAGAIN: mark("too many others are waiting at {address}"),
}


def connected(which: Which, environment: Mapping[str, str]) -> socket.socket:
    """A non-blocking socket to the first address at which somebody listens. Raises DesktopError."""
    reasons = []
    for address in sockets(which, environment):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_CLOEXEC | socket.SOCK_NONBLOCK)
        try:
            connection.connect(address)
        except (OSError, ValueError) as error:  # a path that no file can have is a ValueError
            connection.close()
            reasons.append(_in_words(error, address.replace("\0", "@")))
        else:
            return connection
    raise DesktopError(say("The {which} bus can't be reached: {reasons}.", which=which, reasons=", ".join(reasons)))


def _in_words(error: Exception, address: str) -> str:
    number = error.errno if isinstance(error, OSError) else None
    if number is None:
        return say("at {address} there can't be any", address=address)
    if known := _PLAIN_WORDS.get(number):
        return say(known, address=address)
    return say("at {address}: {reason}", address=address, reason=reason_of(number))


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


_CHUNK_BYTES = 65_536
_UNSENT_BYTES = 4 * 1024 * 1024
_PATIENCE = timedelta(seconds=2)
"""A bus daemon answers within a millisecond; one that does not in this time is stopped or dead."""
_FD_BYTES = array("i").itemsize
_ANCILLARY = socket.CMSG_SPACE(253 * _FD_BYTES)
"""The kernel passes no more than 253 descriptors at once."""


class Wire:
    """Bytes out when there is room, messages in as they complete."""

    def __init__(
        self,
        connection: socket.socket,
        greeting: Greeting,
        reactor: Reactor,
        received: Callable[[Message, list[int]], None],
        broken: Callable[[str], None],
    ) -> None:
        """``received`` gets each message and the descriptors that came with it, which it must close.

        What is sent before the ``greeting`` is over waits for that, for two seconds at most.
        ``broken`` gets a reason, once, from the reactor, when nothing more can come; the wire is closed by then.
        """
        self._received = received
        self._broken = broken
        self._parser = Parser()
        self._greeting: Greeting | None = greeting
        self._held = bytearray()
        """What was sent before the greeting was over."""
        self._socket = LocalSocket(connection, reactor, self._read, self._lost, most_unsent=_UNSENT_BYTES)
        self._patience = reactor.later(_PATIENCE, lambda: self._socket.give_up(say("it isn't responding")))
        self._socket.send(greeting.next())

    def send(self, data: bytes) -> None:
        """Send now what the socket takes and the rest when it has room. Nothing is sent on a closed wire."""
        if self._greeting is None:
            self._socket.send(data)
        elif not self._socket.closed:
            self._held += data
            if len(self._held) > _UNSENT_BYTES:
                self._socket.give_up(say("it isn't responding"))

    def close(self) -> None:
        """Let go of the socket. Harmless when that was done before."""
        self._socket.close()
        self._let_go()

    def cut(self) -> None:
        """Break it, from any thread; the reactor notices."""
        self._socket.cut()

    def _lost(self, reason: str) -> None:
        self._let_go()
        self._broken(reason)

    def _let_go(self) -> None:
        self._patience.cancel()
        unclaimed, self._parser.fds = self._parser.fds, []
        _close_all(unclaimed)

    def _read(self) -> None:
        came = self._socket.receive(lambda s: s.recvmsg(_CHUNK_BYTES, _ANCILLARY, socket.MSG_CMSG_CLOEXEC))
        if came is None:
            return
        data, ancillary, flags, _ = came
        descriptors = _descriptors(ancillary)
        if not data:
            _close_all(descriptors)
            self._socket.give_up("it closed the connection")
            return
        if self._greeting is not None:
            self._greet(self._greeting, data)
            return
        self._parser.add_data(data, descriptors)
        if flags & socket.MSG_CTRUNC:
            self._socket.give_up("it sent more descriptors than can be taken")
            return
        self._deliver()

    def _greet(self, greeting: Greeting, data: bytes) -> None:
        try:
            agreed = greeting.hear(data)
        except ValueError:  # as jeepney says that the bus refused, or spoke of something else
            self._socket.give_up("it does not let us in")
            return
        answer = greeting.next()
        if agreed:
            self._greeting = None
            self._patience.cancel()
            answer += self._held
            self._held.clear()
        self._socket.send(answer)

    def _deliver(self) -> None:
        while not self._socket.closed:
            before = list(self._parser.fds)
            try:
                message = self._parser.get_next_message()
            except Exception as error:
                # jeepney meets bytes that are no message with errors of many kinds. A bus passes on well-formed
                # messages only, and in a stream nothing after a malformed one can be trusted.
                self._socket.give_up(f"it sent what is no message ({error!r})")
                return
            if message is None:
                return
            count = message.header.fields.get(HeaderFields.unix_fds, 0)
            self._received(message, before[:count])


def _descriptors(ancillary: Iterable[tuple[int, int, bytes]]) -> list[int]:
    found = array("i")
    for level, kind, data in ancillary:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            found.frombytes(data[: len(data) - len(data) % _FD_BYTES])
    return list(found)


def _close_all(descriptors: Iterable[int]) -> None:
    for descriptor in descriptors:
        os.close(descriptor)
