"""Listens to what the program and its desktop say to one another on a bus."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageType, Properties, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from tests.desktop.harness.waiting import until

NOTIFICATIONS = "org.freedesktop.Notifications"
_ANSWER_WITHIN_SECONDS = 10.0
_MONITORING = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus.Monitoring")


class Bus:
    """A test's own connection to a bus."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._connection = open_dbus_connection(bus=address)

    def close(self) -> None:
        """Leave the bus."""
        self._connection.close()

    def ask(self, to: DBusAddress, method: str, signature: str = "", *arguments: object) -> tuple[Any, ...]:
        """Call a method; its answer."""
        return self._answer(new_method_call(to, method, signature, arguments))

    def property(self, to: DBusAddress, name: str) -> Any:
        """Read a property, without the wrapping of its type."""
        return self._answer(Properties(to).get(name))[0][1]

    def names(self) -> list[str]:
        """All names on the bus."""
        return list(self._answer(message_bus.ListNames())[0])

    def has(self, name: str) -> bool:
        """Whether somebody owns ``name``."""
        return bool(self._answer(message_bus.NameHasOwner(name))[0])

    def wait_for(self, name: str) -> None:
        """Wait until somebody owns ``name``."""
        until(lambda: self.has(name), f"{name} to be on the bus")

    def wait_without(self, name: str) -> None:
        """Wait until nobody owns ``name``."""
        until(lambda: not self.has(name), f"{name} to leave the bus")

    def _answer(self, message: Message) -> tuple[Any, ...]:
        reply = self._connection.send_and_get_reply(message, timeout=_ANSWER_WITHIN_SECONDS)
        assert reply.header.message_type is MessageType.method_return, f"the bus answered {reply.body}"
        return tuple(reply.body)


@dataclass(frozen=True)
class Shown:
    """A notification as a program asked for it."""

    replaces: int
    title: str
    body: str
    labels: tuple[str, ...]
    """Of its buttons, in order; an action for a click on the notification itself is none."""


class NotificationLog:
    """Overhears notifications: every one shown, each answer and each end, from the moment it is made."""

    def __init__(self, bus: Bus) -> None:
        self.shown: list[Shown] = []
        self.answers: list[tuple[int, str]] = []
        """Number of the notification and key of the action."""
        self.ended: list[tuple[int, int]] = []
        """Number of the notification and the reason that its server gave."""
        self._connection: DBusConnection = open_dbus_connection(bus=bus.address)
        rules = [MatchRule(interface=NOTIFICATIONS).serialise()]
        become = new_method_call(_MONITORING, "BecomeMonitor", "asu", (rules, 0))
        self._connection.send_and_get_reply(become, timeout=_ANSWER_WITHIN_SECONDS)

    def close(self) -> None:
        """Listen no longer."""
        self._connection.close()

    def wait_for(self, words: str, after: int = 0) -> Shown:
        """Wait for a notification with ``words`` in its title or body, among those from the ``after``-th on.

        However its lines are broken: GNOME gets each as a paragraph.
        """

        def look() -> Shown | None:
            self.listen()
            asked = " ".join(words.split())
            return next((one for one in self.shown[after:] if asked in " ".join((one.title, *one.body.split()))), None)

        return until(look, lambda: f"a notification that says {words!r}; there were {self.shown}")

    def listen(self) -> None:
        """Take in what was said meanwhile."""
        for message in self._meanwhile():
            fields = message.header.fields
            match message.header.message_type, fields.get(HeaderFields.member):
                case MessageType.method_call, "Notify" if fields.get(HeaderFields.destination) == NOTIFICATIONS:
                    # GNOME passes each on to its shell, which is no second one
                    _, replaces, _, title, body, actions, _, _ = message.body
                    keyed = zip(actions[::2], actions[1::2], strict=True)
                    labels = tuple(label for key, label in keyed if key != "default")
                    self.shown.append(Shown(replaces, title, body, labels))
                case MessageType.signal, "ActionInvoked":
                    self.answers.append((message.body[0], message.body[1]))
                case MessageType.signal, "NotificationClosed":
                    self.ended.append((message.body[0], message.body[1]))

    def _meanwhile(self) -> Iterator[Message]:
        with suppress(TimeoutError):  # nothing more was said
            while True:
                yield self._connection.receive(timeout=0)
