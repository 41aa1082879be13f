"""Who stands in for panels and notification servers on a private bus? They remember what they were told."""

from collections.abc import Callable
from typing import Any

from tray.desktop.linux.dbus.connection import Body, Bus
from tray.desktop.linux.dbus.objects import BusObject, Interface, Method, MethodCall, Property, RefusalError

WATCHER = "org.kde.StatusNotifierWatcher"
ITEM = "org.kde.StatusNotifierItem"
MENU = "com.canonical.dbusmenu"
PROPERTIES = "org.freedesktop.DBus.Properties"
NOTIFICATIONS = "org.freedesktop.Notifications"


class FakePanel:
    """A watcher and a host in one: it takes items in, reads what they say and hears what changes."""

    def __init__(self, bus: Bus, *, refuses: int = 0, has_host: bool = True) -> None:
        """It refuses the first ``refuses`` registrations."""
        self.bus = bus
        self.registered: list[str] = []
        self.owner = ""
        """Whose item was registered last, by its unique name."""
        self.refuses = refuses
        self.has_host = has_host
        self.here = False
        self.signals: list[tuple[str, Body]] = []
        bus.serve("/StatusNotifierWatcher", self._answer)
        self._watcher = BusObject(self._interface())
        for interface, member in (
            (ITEM, "NewIcon"),
            (ITEM, "NewAttentionIcon"),
            (ITEM, "NewToolTip"),
            (ITEM, "NewTitle"),
            (ITEM, "NewStatus"),
            (MENU, "LayoutUpdated"),
            (MENU, "ItemsPropertiesUpdated"),
        ):
            bus.on_signal(self._hearing(member), interface=interface, member=member)
        bus.request_name(WATCHER, self._arrived)

    def leave(self) -> None:
        """The panel dies."""
        self.bus.close()

    def get_host(self) -> None:
        """A panel that draws comes to a watcher that had none."""
        self.has_host = True
        self.bus.emit("/StatusNotifierWatcher", WATCHER, "StatusNotifierHostRegistered")

    def lose_host(self) -> None:
        """The panel that draws goes; the watcher stays."""
        self.has_host = False
        self.bus.emit("/StatusNotifierWatcher", WATCHER, "StatusNotifierHostUnregistered")

    def ask(self, path: str, interface: str, member: str, signature: str, *body: Any) -> list[Body | Exception]:
        """Call the item; the answer is in the result once it has come."""
        answers: list[Body | Exception] = []
        self.bus.call(
            self.owner,
            path,
            interface,
            member,
            signature,
            body,
            answered=answers.append,
            failed=answers.append,
        )
        return answers

    def _arrived(self, ours: bool) -> None:
        self.here = ours

    def _hearing(self, member: str) -> Callable[[Body, str, str], None]:
        return lambda body, _sender, _path: self.signals.append((member, body))

    def _answer(self, call: MethodCall) -> tuple[str, Body]:
        if call.member == "RegisterStatusNotifierItem":
            self.owner = call.sender
        return self._watcher(call)

    def _register(self, item: str) -> Body:
        if self.refuses:
            self.refuses -= 1
            raise RefusalError("Not now.", "org.example.Error.Busy")
        self.registered.append(item)
        return ()

    def _interface(self) -> Interface:
        return Interface(
            WATCHER,
            {"RegisterStatusNotifierItem": Method("s", "", self._register)},
            {"IsStatusNotifierHostRegistered": Property("b", lambda: self.has_host)},
        )


class FakeNotificationServer:
    """A notification server: it remembers what it was told, shows it, and does what a test says the person did."""

    def __init__(
        self,
        bus: Bus,
        *,
        name: str = "fake",
        capabilities: tuple[str, ...] = ("actions", "body", "body-markup"),
        refuses: int = 0,
    ) -> None:
        """It refuses the first ``refuses`` notifications."""
        self.bus = bus
        self.here = False
        self.told: list[dict[str, Any]] = []
        """The arguments of each Notify."""
        self.shown: dict[int, dict[str, Any]] = {}
        """What is on the screen, by number."""
        self.refused = 0
        self._name = name
        self._capabilities = capabilities
        self._refuses = refuses
        self._number = 40
        bus.serve("/org/freedesktop/Notifications", BusObject(self._interface()))
        bus.request_name(NOTIFICATIONS, self._arrived)

    def leave(self) -> None:
        """The server dies."""
        self.bus.close()

    def choose(self, number: int, key: str, *, times: int = 1) -> None:
        """The person chooses; some servers tell of it more than once, and some leave the notification open."""
        for _ in range(times):
            self._emit("ActionInvoked", "us", number, key)

    def put_away(self, number: int, reason: int = 2) -> None:
        """The person closes it, or its time is over."""
        del self.shown[number]
        self._emit("NotificationClosed", "uu", number, reason)

    def _arrived(self, ours: bool) -> None:
        self.here = ours

    def _emit(self, signal: str, signature: str, *body: Any) -> None:
        self.bus.emit("/org/freedesktop/Notifications", NOTIFICATIONS, signal, signature, body)

    def _notify(self, *arguments: Any) -> Body:
        if self._refuses > self.refused:
            self.refused += 1
            raise RefusalError("Too many.", "org.freedesktop.Notifications.Error.ExcessNotificationGeneration")
        names = ("app", "replaces", "icon", "title", "body", "actions", "hints", "expires")
        told = dict(zip(names, arguments, strict=True))
        number = told["replaces"]
        if not number:
            self._number += 1
            number = self._number
        self.told.append(told)
        self.shown[number] = told
        return (number,)

    def _close(self, number: int) -> Body:
        if number not in self.shown:
            raise RefusalError("There is none.", "org.example.Error.Invalid")
        self.put_away(number, reason=3)
        return ()

    def _interface(self) -> Interface:
        return Interface(
            NOTIFICATIONS,
            {
                "Notify": Method("susssasa{sv}i", "u", self._notify),
                "CloseNotification": Method("u", "", self._close),
                "GetCapabilities": Method("", "as", lambda: (list(self._capabilities),)),
                "GetServerInformation": Method("", "ssss", lambda: (self._name, "nobody", "1", "1.2")),
            },
        )
