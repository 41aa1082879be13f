"""Reads the accessibility tree over AT-SPI, as a screen reader does: what each control is called, and where it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jeepney import DBusAddress

from tests.desktop.harness.acting.eyes import Box
from tests.desktop.harness.bus_listener import Bus
from tests.desktop.harness.desk import Desk
from tests.desktop.harness.programs import path_of
from tests.desktop.harness.waiting import until

LAUNCHER = "at-spi-bus-launcher"
_ACCESSIBLE = "org.a11y.atspi.Accessible"
_ROOT = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
_SHOWING, _FOCUSABLE, _FOCUSED = 25, 11, 12
"""Bits of the state of an accessible."""

Place = tuple[str, str]


@dataclass(frozen=True)
class Control:
    """Something that a screen reader reads."""

    name: str
    role: str
    box: Box
    focusable: bool
    focused: bool
    description: str


class ScreenReader:
    """Reads what programs on this desktop say to people who do not see them."""

    def __init__(self, desk: Desk) -> None:
        """Starts the accessibility bus; programs that start from now on join it."""
        desk.env["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
        desk.start(path_of(LAUNCHER), "--launch-immediately", name="at-spi")
        desk.session_bus.wait_for("org.a11y.Bus")
        at = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
        self._bus = Bus(desk.session_bus.ask(at, "GetAddress")[0])

    def close(self) -> None:
        """Leave the bus."""
        self._bus.close()

    def controls(self, program: str) -> list[Control]:
        """Everything of a program that is on the screen, in the order of the tree."""
        for child in self._children(_ROOT):
            if self._read(child, "Name") == program:
                return list(self._below(child))
        return []

    def shown(self, program: str) -> list[Control]:
        """The same, or nothing where that is changing: what was there a moment ago may be gone when it is asked."""
        try:
            return self.controls(program)
        except AssertionError:
            return []

    def wait_for(self, program: str, name: str) -> Control:
        """Wait until a control of that name is there."""

        def look() -> Control | None:
            return next((each for each in self.shown(program) if each.name == name), None)

        return until(look, lambda: f"{name!r} among {[each.name for each in self.shown(program)]}")

    def _below(self, place: Place) -> Iterator[Control]:
        for child in self._children(place):
            low, high = self._bus.ask(self._at(child, _ACCESSIBLE), "GetState")[0]
            states = low | high << 32
            if not states >> _SHOWING & 1:
                continue
            role = self._bus.ask(self._at(child, _ACCESSIBLE), "GetRoleName")[0]
            x, y, wide, high_ = self._bus.ask(self._at(child, "org.a11y.atspi.Component"), "GetExtents", "u", 0)[0]
            yield Control(
                self._read(child, "Name"),
                role,
                Box(x, y, x + wide, y + high_),
                bool(states >> _FOCUSABLE & 1),
                bool(states >> _FOCUSED & 1),
                self._read(child, "Description"),
            )
            yield from self._below(child)

    def _children(self, place: Place) -> list[Place]:
        return [(name, path) for name, path in self._bus.ask(self._at(place, _ACCESSIBLE), "GetChildren")[0]]

    def _read(self, place: Place, name: str) -> Any:
        return self._bus.property(self._at(place, _ACCESSIBLE), name)

    @staticmethod
    def _at(place: Place, interface: str) -> DBusAddress:
        return DBusAddress(place[1], place[0], interface)
