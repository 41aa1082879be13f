"""Whether a program keeps the screen awake, such as a film or a presentation, as those who keep the list tell.

Only wishes about the screen count. Music keeps the machine from sleeping, but nobody looks at it.
"""

from collections.abc import Callable
from typing import Any

from tray.desktop.linux.dbus.connection import Body, Bus
from tray.lib.frozen import dataclass

GIVES = {
    "film": {
        "xfce": "if told to logind",
        "x11": "if told to logind",
        "sway": "if told to logind",
        "gnome": "",
        "kde": "",
    },
}
"""On which desktops, and within which limits; the manual's table is made from it."""

_PROPERTIES = "org.freedesktop.DBus.Properties"
_LOGIND = "org.freedesktop.login1.Manager"
_GNOME, _GNOME_IDLE = "org.gnome.SessionManager", 8
_KDE, _KDE_SCREEN = "org.kde.Solid.PowerManagement.PolicyAgent", 4


@dataclass(frozen=True, slots=True)
class Place:
    """Where a list of wishes is: whom to ask what, what the answer means, and which signals call for asking again."""

    name: str
    service: str
    path: str
    interface: str
    member: str
    signature: str
    body: Body
    means: Callable[[Any], bool]
    signals: tuple[tuple[str, str], ...]


GNOME = Place(
    "gnome-session",
    _GNOME,
    "/org/gnome/SessionManager",
    _GNOME,
    "IsInhibited",
    "u",
    (_GNOME_IDLE,),
    bool,
    ((_GNOME, "InhibitorAdded"), (_GNOME, "InhibitorRemoved")),
)
"""GNOME, and Cinnamon, which has it by the same name."""
KDE = Place(
    "powerdevil",
    _KDE,
    "/org/kde/Solid/PowerManagement/PolicyAgent",
    _KDE,
    "HasInhibition",
    "u",
    (_KDE_SCREEN,),
    bool,
    ((_KDE, "InhibitionsChanged"),),
)
LOGIND = Place(
    "logind-inhibitors",
    "org.freedesktop.login1",
    "/org/freedesktop/login1",
    _PROPERTIES,
    "Get",
    "ss",
    (_LOGIND, "BlockInhibited"),
    lambda held: "idle" in str(held[1]).split(":"),
    ((_PROPERTIES, "PropertiesChanged"),),
)


class Inhibitors:
    """Tells at each change whether anybody who is asked knows of a wish to keep the screen awake."""

    def __init__(self, session_bus: Bus | None, system_bus: Bus | None, told: Callable[[bool], None]) -> None:
        self._told = told
        self._wishes: set[str] = set()
        """The names of the places at which there is one."""
        self._lists: list[_List] = []
        for bus, places in ((session_bus, (GNOME, KDE)), (system_bus, (LOGIND,))):
            if bus is not None:
                self._lists += [_List(bus, place, self._learn) for place in places]

    @property
    def name(self) -> str:
        """Who tells, with a comma between; ``none`` where nobody does."""
        return ", ".join(each.place.name for each in self._lists if each.known) or "none"

    def close(self) -> None:
        """Stop."""
        for each in self._lists:
            each.close()

    def _learn(self, name: str, wished: bool) -> None:
        (self._wishes.add if wished else self._wishes.discard)(name)
        self._told(bool(self._wishes))


class _List:
    """One place, asked while it is there, and again whenever it says that something changed."""

    def __init__(self, bus: Bus, place: Place, told: Callable[[str, bool], None]) -> None:
        self.place = place
        self.known = False
        """Whether it is there, and answers."""
        self._bus = bus
        self._told = told
        self._owner: str | None = None
        self._stops = [
            bus.on_signal(
                lambda _body, _sender, _path: self._ask(),
                sender=place.service,
                interface=interface,
                member=member,
                path=place.path,
            )
            for interface, member in place.signals
        ]
        self._stops.append(bus.watch_name(place.service, self._owned))

    def close(self) -> None:
        self._owner = None
        for stop in self._stops:
            stop()

    def _owned(self, owner: str | None) -> None:
        self._owner = owner
        self.known = False
        if owner is None:
            self._told(self.place.name, False)
        else:
            self._ask()

    def _ask(self) -> None:
        owner = self._owner
        if owner is None:
            return

        def learn(wished: bool | None) -> None:
            if owner == self._owner:
                self.known = wished is not None
                self._told(self.place.name, bool(wished))

        self._bus.call(
            self.place.service,
            self.place.path,
            self.place.interface,
            self.place.member,
            self.place.signature,
            self.place.body,
            answered=lambda body: learn(self.place.means(body[0])),
            failed=lambda _: learn(None),
            auto_start=False,
        )
