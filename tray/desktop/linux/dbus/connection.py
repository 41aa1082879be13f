"""Talks on the message bus without ever waiting for it."""

import os
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Self

from jeepney import DBusAddress, HeaderFields, Message, MessageFlag, MessageType
from jeepney.wrappers import new_method_call, new_signal

from tray.desktop.linux.dbus.objects import Body as Body
from tray.desktop.linux.dbus.objects import Served, Serving
from tray.desktop.linux.dbus.signals import Handler, Listening, NameWatch, OwnerChanged, Subscription
from tray.desktop.linux.dbus.wire import Greeting, Which, Wire, connected
from tray.errors import DesktopError
from tray.lib.frozen import dataclass
from tray.ports import Reactor, Timer

DAEMON = "org.freedesktop.DBus"
_DAEMON_PATH = "/org/freedesktop/DBus"
_DO_NOT_QUEUE = 4
_OWNED = (1, 4)
"""Answers of RequestName: it is ours now, or was ours already."""


class BusError(DesktopError):
    """A call did not succeed."""

    def __init__(self, text: str, name: str | None = None) -> None:
        super().__init__(text)
        self.name = name
        """The error's D-Bus name; None when no answer came at all."""


@dataclass(slots=True)
class _Pending:
    what: str
    answered: Callable[[Body], None] | None
    failed: Callable[[DesktopError], None] | None
    timer: Timer | None
    fds: bool

    def rest(self) -> None:
        """It waits no longer."""
        if self.timer is not None:
            self.timer.cancel()


class Bus:
    """A connection to a message bus. All callbacks come from the reactor; nothing here blocks."""

    def __init__(
        self,
        which: Which,
        wire: Callable[["Bus"], Wire],
        reactor: Reactor,
        lost: Callable[[], None],
        met: Callable[[], None],
    ) -> None:
        """To be made by ``connect``."""
        self._which = which
        self._reactor = reactor
        self._lost = lost
        self._serial = 0
        self._pending: dict[int, _Pending] = {}
        self._served = Served()
        self._closed = False
        self._wire = wire(self)
        self._listening = Listening(self._ask_daemon, reactor)
        self._ask_daemon("Hello", answered=lambda _: met())

    @classmethod
    def connect(
        cls,
        which: Which,
        reactor: Reactor,
        *,
        lost: Callable[[], None] | None = None,
        met: Callable[[], None] | None = None,
        environment: Mapping[str, str] = os.environ,
    ) -> Self:
        """Raises DesktopError when there is no bus. It can be talked to at once; ``met`` hears when it has answered.

        ``lost`` is called once when the bus goes away by itself, after all calls under way have failed, also when it
        has not let us in within two seconds.
        """
        connection = connected(which, environment)
        return cls(
            which,
            lambda bus: Wire(connection, Greeting(), reactor, bus._received, bus._broken),
            reactor,
            lost or (lambda: None),
            met or (lambda: None),
        )

    def call(
        self,
        destination: str,
        path: str,
        interface: str,
        member: str,
        signature: str = "",
        body: Body = (),
        *,
        answered: Callable[[Body], None] | None = None,
        failed: Callable[[DesktopError], None] | None = None,
        timeout: timedelta | None = timedelta(seconds=5),
        auto_start: bool = True,
        fds: bool = False,
    ) -> None:
        """Ask; exactly one of ``answered`` and ``failed`` is called later, unless the bus is closed by us before.

        ``failed`` gets a BusError. With ``fds`` file descriptors in the answer are handed over as numbers, to be closed
        by the receiver; without, they are closed here. With ``auto_start`` false nobody is started to answer. Without a
        ``timeout`` the answer may take as long as it likes; when whoever should give it dies, the bus says so.
        """
        message = new_method_call(DBusAddress(path, destination, interface), member, signature or None, body)
        if not auto_start:
            message.header.flags |= MessageFlag.no_auto_start
        if answered is None and failed is None:
            message.header.flags |= MessageFlag.no_reply_expected
            self._send(message)
            return
        what = f"{interface}.{member}"
        if self._closed:
            if failed is not None:
                gone, error = failed, BusError(f"{what}: the {self._which} bus is gone.")
                self._reactor.call_soon(lambda: gone(error))
            return
        serial = self._send(message)
        timer = None if timeout is None else self._reactor.later(timeout, lambda: self._expire(serial))
        self._pending[serial] = _Pending(what, answered, failed, timer, fds)

    def on_signal(
        self,
        handler: Handler,
        *,
        sender: str | None = None,
        interface: str,
        member: str,
        path: str | None = None,
        arg0: str | None = None,
    ) -> Callable[[], None]:
        """Call ``handler(body, sender, path)`` at each such signal; the result stops that.

        ``sender`` may be a well-known name: signals then count only while they come from its owner.
        """
        return self._listening.listen(Subscription(interface, member, handler, sender, path, arg0))

    def watch_name(self, name: str, owner_changed: OwnerChanged) -> Callable[[], None]:
        """Tell who owns ``name`` now (None: nobody), and then at each change; the result stops that."""
        return self._listening.watch(NameWatch(name, owner_changed))

    def request_name(self, name: str, done: Callable[[bool], None]) -> None:
        """Ask for a name; ``done`` hears whether it is ours. We neither queue for it nor let others take it over."""
        self._ask_daemon(
            "RequestName",
            "su",
            (name, _DO_NOT_QUEUE),
            answered=lambda body: done(body[0] in _OWNED),
            failed=lambda _: done(False),
        )

    def release_name(self, name: str) -> None:
        """Give a name back."""
        self._ask_daemon("ReleaseName", "s", (name,))

    def serve(self, path: str, handler: Serving) -> Callable[[], None]:
        """Answer calls to the object at ``path``; the result stops that."""
        return self._served.serve(path, handler)

    def emit(self, path: str, interface: str, member: str, signature: str = "", body: Body = ()) -> None:
        """Send a signal to whoever listens."""
        self._send(new_signal(DBusAddress(path, interface=interface), member, signature or None, body))

    def close(self) -> None:
        """Hang up. Calls under way are forgotten, ``lost`` is not called."""
        if self._closed:
            return
        self._closed = True
        for pending in self._pending.values():
            pending.rest()
        self._pending.clear()
        self._wire.close()

    def _ask_daemon(self, member: str, signature: str = "", body: Body = (), **how: Any) -> None:
        self.call(DAEMON, _DAEMON_PATH, DAEMON, member, signature, body, **how)

    def _send(self, message: Message) -> int:
        self._serial = self._serial % 0xFFFF_FFFF + 1
        self._wire.send(message.serialise(self._serial))
        return self._serial

    def _received(self, message: Message, descriptors: list[int]) -> None:
        match message.header.message_type:
            case MessageType.method_return | MessageType.error:
                self._take_reply(message, descriptors)
                return
            case MessageType.signal:
                self._listening.heard(message)
            case MessageType.method_call:
                self._serve_call(message)
        _close(descriptors)

    def _take_reply(self, message: Message, descriptors: list[int]) -> None:
        pending = self._pending.pop(message.header.fields[HeaderFields.reply_serial], None)
        if pending is None or not pending.fds or message.header.message_type is MessageType.error:
            _close(descriptors)
        if pending is None:
            return  # it came after its time
        pending.rest()
        if message.header.message_type is MessageType.error:
            self._fail(pending, _error(pending.what, message))
        elif pending.answered is not None:
            pending.answered(message.body)

    def _serve_call(self, message: Message) -> None:
        reply = self._served.reply(message)
        if not message.header.flags & MessageFlag.no_reply_expected:
            self._send(reply)

    def _expire(self, serial: int) -> None:
        pending = self._pending.pop(serial, None)
        if pending is not None:
            self._fail(pending, BusError(f"{pending.what}: no answer came in time."))

    def _broken(self, reason: str) -> None:
        if self._closed:
            return
        waiting = list(self._pending.values())
        self.close()
        for pending in waiting:
            self._fail(pending, BusError(f"{pending.what}: the {self._which} bus is gone ({reason})."))
        self._lost()

    @staticmethod
    def _fail(pending: _Pending, error: BusError) -> None:
        if pending.failed is not None:
            pending.failed(error)


def _error(what: str, message: Message) -> BusError:
    name = message.header.fields[HeaderFields.error_name]
    said = message.body[0] if message.body and isinstance(message.body[0], str) else ""
    return BusError(f"{what}: {name}{': ' + said if said else ''}", name)


def _close(descriptors: list[int]) -> None:
    for descriptor in descriptors:
        os.close(descriptor)
