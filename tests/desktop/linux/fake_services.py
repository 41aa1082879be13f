"""Who plays the services of a desktop in tests? Small ones with memory, on a private bus."""

from collections.abc import Callable
from typing import Any

from tests.desktop.reactor import HandTurnedReactor
from tray.desktop.linux.bus import Body, Bus, MethodCall, RefusalError

_PROPERTIES = "org.freedesktop.DBus.Properties"

Variant = tuple[str, Any]


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
        self.watches: dict[int, int | None] = {}
        """Their milliseconds; None waits for input."""
        self._last_watch = 0
        super().__init__(bus, reactor, self.INTERFACE, (self.PATH,))

    def pass_(self, ms: int) -> None:
        """Nobody touches anything until the idle time is ``ms``."""
        before, self.idle_ms = self.idle_ms, ms
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
