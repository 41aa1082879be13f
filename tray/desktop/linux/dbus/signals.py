"""The signals of the message bus that somebody in the program wants to hear."""

from collections.abc import Callable
from typing import Any, Protocol

from jeepney import HeaderFields, Message

from tray.lib.frozen import dataclass, field
from tray.ports import Reactor

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
        self._ask_daemon(
            "GetNameOwner",
            "s",
            (called,),
            answered=lambda body: self._learn(name, body[0]),
            failed=lambda _: self._learn(name, None),
        )
        return name

    @staticmethod
    def _learn(name: _Name, owner: str | None) -> None:
        name.known, name.owner = True, owner
        for watch in tuple(name.told):
            name.tell(watch)


def _well_known(name: str) -> bool:
    return not name.startswith(":") and name != _DAEMON


def _ignore(_owner: str | None) -> None:
    """Only the owner matters, not the change."""
