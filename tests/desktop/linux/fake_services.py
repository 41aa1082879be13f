"""Who plays the services of a desktop in tests? Small ones with memory, on a private bus."""

import select
import socket
from array import array
from collections.abc import Callable
from typing import Any

from jeepney import HeaderFields, Message

from tests.desktop.reactor import HandTurnedReactor
from tray.desktop.linux.dbus.connection import Body, Bus
from tray.desktop.linux.dbus.objects import MethodCall, RefusalError

_PROPERTIES = "org.freedesktop.DBus.Properties"

Variant = tuple[str, Any]


class FdBus(Bus):
    """A connection whose answers may carry descriptors, as those of logind do."""

    def _send(self, message: Message) -> int:
        if "h" not in message.header.fields.get(HeaderFields.signature, ""):
            return super()._send(message)
        self._serial += 1
        descriptors = array("i")
        data = message.serialise(self._serial, fds=descriptors)
        socket.send_fds(self._wire._socket._connection, [data], descriptors.tolist())
        return self._serial


class Service:
    """Owns a name, keeps what it was asked, and answers with methods called like those of the interface."""

    def __init__(self, bus: Bus, reactor: HandTurnedReactor, name: str, paths: tuple[str, ...]) -> None:
        self.asked: list[tuple[str, Body]] = []
        self.properties: dict[tuple[str, str], dict[str, Variant]] = {}
        """By path and interface."""
        self._bus = bus
        self._name = name
        owned: list[bool] = []
        for path in paths:
            bus.serve(path, self._serve)
        bus.request_name(name, owned.append)
        reactor.run_until(lambda: owned)
        assert owned == [True]

    def members(self) -> list[str]:
        return [member for member, _ in self.asked]

    def go(self) -> None:
        """Give the name up, as if the service had ended."""
        self._bus.release_name(self._name)

    def set(self, path: str, interface: str, **changed: Variant) -> None:
        """Change properties and say so."""
        self.properties.setdefault((path, interface), {}).update(changed)
        self._bus.emit(path, _PROPERTIES, "PropertiesChanged", "sa{sv}as", (interface, changed, []))

    def _serve(self, call: MethodCall) -> tuple[str, Body]:
        if call.interface == _PROPERTIES:
            return self._properties(call)
        self.asked.append((call.member, call.body))
        method: Callable[..., tuple[str, Body]] | None = getattr(self, call.member, None)
        if method is None:
            raise RefusalError(f"There is no {call.member}.")
        return method(*call.body)

    def _properties(self, call: MethodCall) -> tuple[str, Body]:
        held = self.properties.get((call.path, call.body[0]))
        if held is None or (call.member == "Get" and call.body[1] not in held):
            raise RefusalError(f"There is no such property: {call.body}.")
        return ("v", (held[call.body[1]],)) if call.member == "Get" else ("a{sv}", (held,))


class FakeMutter(Service):
    """The idle monitor of GNOME: watches fire when the idle time climbs past them, or falls to nothing."""

    PATH, INTERFACE = "/org/gnome/Mutter/IdleMonitor/Core", "org.gnome.Mutter.IdleMonitor"

    def __init__(self, bus: Bus, reactor: HandTurnedReactor, idle_ms: int = 0) -> None:
        self.idle_ms = idle_ms
        self.inhibited = False
        """Something keeps the screen awake: the idle time climbs, and no watch fires for it."""
        self.watches: dict[int, int | None] = {}
        """Their milliseconds; None waits for input."""
        self._last_watch = 0
        super().__init__(bus, reactor, self.INTERFACE, (self.PATH,))

    def pass_(self, ms: int) -> None:
        """Nobody touches anything until the idle time is ``ms``."""
        before, self.idle_ms = self.idle_ms, ms
        if not self.inhibited:
            self._climb(before, ms)

    def _climb(self, before: int, ms: int) -> None:
        self._fire([watch for watch, at in self.watches.items() if at is not None and before < at <= ms])

    def touch(self) -> None:
        self.idle_ms = 0
        waiting = [watch for watch, at in self.watches.items() if at is None]
        for watch in waiting:
            del self.watches[watch]
        self._fire(waiting)

    def _fire(self, watches: list[int]) -> None:
        for watch in watches:
            self._bus.emit(self.PATH, self.INTERFACE, "WatchFired", "u", (watch,))

    def AddIdleWatch(self, ms: int) -> tuple[str, Body]:  # noqa: N802, as Mutter calls it
        return self._watch(ms)

    def AddUserActiveWatch(self) -> tuple[str, Body]:  # noqa: N802
        return self._watch(None)

    def RemoveWatch(self, watch: int) -> tuple[str, Body]:  # noqa: N802
        self.watches.pop(watch, None)
        return "", ()

    def GetIdletime(self) -> tuple[str, Body]:  # noqa: N802
        return "t", (self.idle_ms,)

    def _watch(self, ms: int | None) -> tuple[str, Body]:
        self._last_watch += 1
        self.watches[self._last_watch] = ms
        return "u", (self._last_watch,)


class FakeLogind(Service):
    """The login manager: one session, and locks that are released by closing a descriptor."""

    PATH, MANAGER = "/org/freedesktop/login1", "org.freedesktop.login1.Manager"
    SESSION_PATH, SESSION = "/org/freedesktop/login1/session/_31", "org.freedesktop.login1.Session"
    USER_PATH, USER = "/org/freedesktop/login1/user/_1000", "org.freedesktop.login1.User"

    def __init__(self, bus: Bus, reactor: HandTurnedReactor, *known_by: str) -> None:
        """``known_by`` says which questions lead to the session: ``GetSessionByPID``, ``GetSession``, ``GetUser``."""
        self.known_by = known_by or ("GetSessionByPID",)
        self.locks: list[tuple[Body, socket.socket]] = []
        super().__init__(bus, reactor, "org.freedesktop.login1", (self.PATH, self.SESSION_PATH, self.USER_PATH))
        self.properties = {
            (self.SESSION_PATH, self.SESSION): {"LockedHint": ("b", False), "Active": ("b", True)},
            (self.USER_PATH, self.USER): {"Display": ("(so)", ("1", self.SESSION_PATH))},
        }

    def held(self) -> list[Body]:
        """The locks that nobody has released."""
        return [body for body, ours in self.locks if not select.select([ours], [], [], 0)[0]]

    def prepare(self, member: str, start: bool) -> None:
        self._bus.emit(self.PATH, self.MANAGER, member, "b", (start,))

    def request(self, member: str) -> None:
        """Lock or Unlock."""
        self._bus.emit(self.SESSION_PATH, self.SESSION, member)

    def tell(self, **changed: bool) -> None:
        """Change LockedHint or Active."""
        self.set(self.SESSION_PATH, self.SESSION, **{name: ("b", value) for name, value in changed.items()})

    def Inhibit(self, *body: str) -> tuple[str, Body]:  # noqa: N802
        ours, theirs = socket.socketpair()
        self.locks.append((body, ours))
        return "h", (theirs,)

    def GetSessionByPID(self, _pid: int) -> tuple[str, Body]:  # noqa: N802
        return self._answer("GetSessionByPID", self.SESSION_PATH)

    def GetSession(self, number: str) -> tuple[str, Body]:  # noqa: N802
        return self._answer("GetSession" if number == "1" else "", self.SESSION_PATH)

    def GetUser(self, _uid: int) -> tuple[str, Body]:  # noqa: N802
        return self._answer("GetUser", self.USER_PATH)

    def _answer(self, question: str, path: str) -> tuple[str, Body]:
        if question not in self.known_by:
            raise RefusalError("We know no such session.", "org.freedesktop.login1.NoSessionForPID")
        return "o", (path,)


class FakeScreenSaver(Service):
    """A screen saver, by the name of its desktop."""

    def __init__(self, bus: Bus, reactor: HandTurnedReactor, name: str, active: bool = False) -> None:
        self.active = active
        self._path = "/" + name.replace(".", "/")
        super().__init__(bus, reactor, name, (self._path,))

    def cover(self, active: bool) -> None:
        self.active = active
        self._bus.emit(self._path, self._name, "ActiveChanged", "b", (active,))

    def GetActive(self) -> tuple[str, Body]:  # noqa: N802
        return "b", (self.active,)


class FakeNotificationServer(Service):
    """A notification server that only says who it is; what else it has is put into ``properties``."""

    NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"

    def __init__(self, bus: Bus, reactor: HandTurnedReactor, called: str) -> None:
        self._called = called
        self.modes: list[str] = []
        super().__init__(bus, reactor, self.NAME, (self.PATH, "/fr/emersion/Mako"))

    def switch_mode(self, *modes: str) -> None:
        """As mako does since 1.8: it says that its modes changed, and not to what."""
        self.modes = list(modes)
        body: Body = ("fr.emersion.Mako", {}, ["Modes"])
        self._bus.emit("/fr/emersion/Mako", _PROPERTIES, "PropertiesChanged", "sa{sv}as", body)

    def GetServerInformation(self) -> tuple[str, Body]:  # noqa: N802
        return "ssss", (self._called, "tests", "1", "1.2")

    def ListModes(self) -> tuple[str, Body]:  # noqa: N802
        return "as", (self.modes,)


class FakeXfconf(Service):
    """The settings of XFCE, where nothing was ever set."""

    NAME, PATH = "org.xfce.Xfconf", "/org/xfce/Xfconf"

    def __init__(self, bus: Bus, reactor: HandTurnedReactor) -> None:
        self.held: dict[tuple[str, str], bool] = {}
        super().__init__(bus, reactor, self.NAME, (self.PATH,))

    def put(self, channel: str, name: str, value: bool) -> None:
        self.held[channel, name] = value
        self._bus.emit(self.PATH, self.NAME, "PropertyChanged", "ssv", (channel, name, ("b", value)))

    def GetProperty(self, channel: str, name: str) -> tuple[str, Body]:  # noqa: N802
        if (channel, name) not in self.held:
            raise RefusalError("It does not exist.", "org.xfce.Xfconf.Error.PropertyNotFound")
        return "v", (("b", self.held[channel, name]),)


class FakeSwaync(Service):
    """The control centre of sway's notification server."""

    NAME, PATH = "org.erikreider.swaync.cc", "/org/erikreider/swaync/cc"

    def __init__(self, bus: Bus, reactor: HandTurnedReactor) -> None:
        self.on = False
        super().__init__(bus, reactor, self.NAME, (self.PATH,))

    def put(self, on: bool) -> None:
        self.on = on
        self._bus.emit(self.PATH, self.NAME, "SubscribeV2", "ubbb", (0, on, False, False))

    def GetDnd(self) -> tuple[str, Body]:  # noqa: N802
        return "b", (self.on,)
