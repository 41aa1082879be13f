"""Who stands in for panels and notification servers on a private bus? They remember what they were told."""

from collections.abc import Callable
from typing import Any

from tray.desktop.linux.bus import Body, Bus, RefusalError
from tray.desktop.linux.bus_object import BusObject, Interface, Method, Property

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
        self.refuses = refuses
        self.has_host = has_host
        self.here = False
        self.signals: list[tuple[str, Body]] = []
        bus.serve("/StatusNotifierWatcher", BusObject(self._interface()))
        for interface, member in (
            (ITEM, "NewIcon"),
            (ITEM, "NewAttentionIcon"),
            (ITEM, "NewToolTip"),
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

    def ask(self, path: str, interface: str, member: str, signature: str, *body: Any) -> list[Body | Exception]:
        """Call the item; the answer is in the result once it has come."""
        answers: list[Body | Exception] = []
        self.bus.call(
            self.registered[-1],
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
