"""Talks on the message bus without ever waiting for it, and hears of its signals and names."""

import os
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Protocol, Self

from jeepney import DBusAddress, HeaderFields, Message, MessageFlag, MessageType
from jeepney.wrappers import new_method_call, new_signal

from tray.desktop.linux.dbus.objects import Body as Body
from tray.desktop.linux.dbus.objects import Served, Serving
from tray.desktop.linux.dbus.wire import Greeting, Which, Wire, connected
from tray.errors import DesktopError
from tray.lib.frozen import dataclass, field
from tray.lib.language.translation import say
from tray.ports import Reactor, Timer

_DAEMON = "org.freedesktop.DBus"

Handler = Callable[[tuple[Any, ...], str, str], None]
"""Gets body, sender (a unique name) and path."""
OwnerChanged = Callable[[str | None], None]
"""Gets the unique name of the owner; None when nobody owns the name."""


class AskDaemon(Protocol):
    """Calls a method of the bus daemon itself."""

    def __call__(self, member: str, signature: str = "", body: tuple[Any, ...] = (), **how: Any) -> None: ...


@dataclass(frozen=True, slots=True, eq=False)
class Subscription:
    """Signals that somebody wants."""

    interface: str
    member: str
    handler: Handler
    sender: str | None = None
    path: str | None = None
    arg0: str | None = None

    @property
    def rule(self) -> str:
        """The same for the bus daemon. None of the values can hold an apostrophe: they are names and paths."""
        wanted = {
            "sender": self.sender,
            "interface": self.interface,
            "member": self.member,
            "path": self.path,
            "arg0": self.arg0,
        }
        return ",".join(["type='signal'", *(f"{key}='{value}'" for key, value in wanted.items() if value is not None)])


@dataclass(frozen=True, slots=True, eq=False)
class NameWatch:
    """Somebody who wants to know who owns a name."""

    name: str
    owner_changed: OwnerChanged


@dataclass(slots=True)
class _Name:
    owner: str | None = None
    known: bool = False
    told: dict[NameWatch, tuple[str | None] | None] = field(default_factory=dict)
    """What each watch heard last; None: nothing yet."""
    forget: Callable[[], None] = lambda: None

    def tell(self, watch: NameWatch) -> None:
        if self.known and watch in self.told and self.told[watch] != (self.owner,):
            self.told[watch] = (self.owner,)
            watch.owner_changed(self.owner)


class Listening:
    """Tells the bus daemon what is wanted, and passes on what comes to those who want it."""

    def __init__(self, ask_daemon: AskDaemon, reactor: Reactor) -> None:
        self._ask_daemon = ask_daemon
        self._reactor = reactor
        self._subscriptions: list[Subscription] = []
        self._names: dict[str, _Name] = {}

    def listen(self, subscription: Subscription) -> Callable[[], None]:
        """See ``Bus.on_signal``."""
        sender = subscription.sender
        stop_watching = self.watch(NameWatch(sender, _ignore)) if sender and _well_known(sender) else None
        self._subscriptions.append(subscription)
        self._ask_daemon("AddMatch", "s", (subscription.rule,))

        def stop() -> None:
            if subscription in self._subscriptions:
                self._subscriptions.remove(subscription)
                self._ask_daemon("RemoveMatch", "s", (subscription.rule,))
                if stop_watching is not None:
                    stop_watching()

        return stop

    def watch(self, watch: NameWatch) -> Callable[[], None]:
        """See ``Bus.watch_name``."""
        name = self._names.get(watch.name) or self._begin(watch.name)
        name.told[watch] = None
        if name.known:
            self._reactor.call_soon(lambda: name.tell(watch))

        def stop() -> None:
            if watch in name.told:
                del name.told[watch]
                if not name.told:
                    del self._names[watch.name]
                    name.forget()

        return stop

    def heard(self, message: Message) -> None:
        """Pass a signal on."""
        fields = message.header.fields
        sender, path = fields.get(HeaderFields.sender, ""), fields[HeaderFields.path]
        interface, member = fields[HeaderFields.interface], fields[HeaderFields.member]
        first = message.body[0] if message.body else None
        for wanted in tuple(self._subscriptions):
            if (
                (wanted.interface, wanted.member) == (interface, member)
                and wanted.path in (None, path)
                and wanted.arg0 in (None, first)
                and self._speaks_for(wanted.sender, sender)
                and wanted in self._subscriptions
            ):
                wanted.handler(message.body, sender, path)

    def _speaks_for(self, wanted: str | None, sender: str) -> bool:
        if wanted is None or wanted == sender:
            return True
        # Anybody can send us a signal directly, past the match rules: only the owner of the name counts.
        return wanted in self._names and self._names[wanted].owner == sender

    def _begin(self, called: str) -> _Name:
        name = self._names[called] = _Name()
        name.forget = self.listen(
            Subscription(
                interface=_DAEMON,
                member="NameOwnerChanged",
                handler=lambda body, _sender, _path: self._learn(name, body[2] or None),
                sender=_DAEMON,
                arg0=called,
            )
        )
        self._ask_for_owner(called, name)
        return name

    def _ask_for_owner(self, called: str, name: _Name, **how: Any) -> None:
        def failed(error: DesktopError) -> None:
            self._learn(name, None)
            if isinstance(error, LateError):
                # A bus that has much to do: it takes the name for nobody's meanwhile, but not for good.
                self._ask_for_owner(called, name, timeout=None)

        self._ask_daemon(
            "GetNameOwner", "s", (called,), answered=lambda body: self._learn(name, body[0]), failed=failed, **how
        )

    @staticmethod
    def _learn(name: _Name, owner: str | None) -> None:
        name.known, name.owner = True, owner
        for watch in tuple(name.told):
            name.tell(watch)


def _well_known(name: str) -> bool:
    return not name.startswith(":") and name != _DAEMON


def _ignore(_owner: str | None) -> None:
    """Only the owner matters, not the change."""


DAEMON = "org.freedesktop.DBus"
_DAEMON_PATH = "/org/freedesktop/DBus"
_DO_NOT_QUEUE = 4
_SERIAL = slice(8, 12)
"""Where its serial stands in a message, whose numbers are written as jeepney writes them: the lowest byte first."""
_OWNED = (1, 4)
"""Answers of RequestName: it is ours now, or was ours already."""


class BusError(DesktopError):
    """A call did not succeed."""

    def __init__(self, text: str, name: str | None = None) -> None:
        super().__init__(text)
        self.name = name
        """The error's D-Bus name; None when no answer came at all."""


class LateError(BusError):
    """No answer came in time; it may still come."""


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
        self._bodiless: dict[tuple[str, str, str], bytearray] = {}
        """Signals as they were sent, by what names them."""
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
                gone, error = failed, BusError(say("{call}: the {which} bus is gone.", call=what, which=self._which))
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
        if signature:
            self._send(new_signal(DBusAddress(path, interface=interface), member, signature, body))
            return
        # Those without a body differ by their serials alone, and an icon sends two at each of its changes.
        named = path, interface, member
        if named not in self._bodiless:
            self._bodiless[named] = bytearray(new_signal(DBusAddress(path, interface=interface), member).serialise(1))
        written = self._bodiless[named]
        written[_SERIAL] = self._next_serial().to_bytes(4, "little")
        self._wire.send(bytes(written))

    def close(self) -> None:
        """Hang up. Calls under way are forgotten, ``lost`` is not called."""
        if self._closed:
            return
        self._closed = True
        for pending in self._pending.values():
            pending.rest()
        self._pending.clear()
        self._wire.close()

    def cut(self) -> None:
        """Break the connection, from any thread; ``lost`` is called later, as when the bus goes away."""
        self._wire.cut()

    def _ask_daemon(self, member: str, signature: str = "", body: Body = (), **how: Any) -> None:
        self.call(DAEMON, _DAEMON_PATH, DAEMON, member, signature, body, **how)

    def _send(self, message: Message) -> int:
        serial = self._next_serial()
        self._wire.send(message.serialise(serial))
        return serial

    def _next_serial(self) -> int:
        self._serial = self._serial % 0xFFFF_FFFF + 1
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
            self._fail(pending, LateError(f"{pending.what}: no answer came in time."))

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
