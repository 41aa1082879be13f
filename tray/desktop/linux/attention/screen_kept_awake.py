"""Whether a program keeps the screen awake, such as a film or a presentation, as those who keep the list tell.

Only wishes about the screen count. Music keeps the machine from sleeping, but nobody looks at it.
"""

from collections.abc import Callable

from tray.desktop.linux.dbus.connection import Bus
from tray.desktop.linux.dbus.kept_value import KeptValue

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


GNOME = KeptValue(
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
KDE = KeptValue(
    _KDE,
    "/org/kde/Solid/PowerManagement/PolicyAgent",
    _KDE,
    "HasInhibition",
    "u",
    (_KDE_SCREEN,),
    bool,
    ((_KDE, "InhibitionsChanged"),),
)
LOGIND = KeptValue(
    "org.freedesktop.login1",
    "/org/freedesktop/login1",
    _PROPERTIES,
    "Get",
    "ss",
    (_LOGIND, "BlockInhibited"),
    lambda held: "idle" in str(held[1]).split(":"),
    ((_PROPERTIES, "PropertiesChanged"),),
)
ON_SESSION_BUS = {"gnome-session": GNOME, "powerdevil": KDE}
ON_SYSTEM_BUS = {"logind-inhibitors": LOGIND}
"""By the names of those who keep them."""


class Inhibitors:
    """Tells at each change whether anybody who is asked knows of a wish to keep the screen awake."""

    def __init__(self, session_bus: Bus | None, system_bus: Bus | None, told: Callable[[bool], None]) -> None:
        self._told = told
        self._wishes: set[str] = set()
        """The names of the lists on which there is one."""
        self._lists: list[_List] = []
        for bus, lists in ((session_bus, ON_SESSION_BUS), (system_bus, ON_SYSTEM_BUS)):
            if bus is not None:
                self._lists += [_List(bus, name, kept, self._learn) for name, kept in lists.items()]

    @property
    def name(self) -> str:
        """Who tells, with a comma between; ``none`` where nobody does."""
        return ", ".join(each.name for each in self._lists if each.known) or "none"

    def close(self) -> None:
        """Stop."""
        for each in self._lists:
            each.close()

    def _learn(self, name: str, wished: bool) -> None:
        (self._wishes.add if wished else self._wishes.discard)(name)
        self._told(bool(self._wishes))


class _List:
    """One list, asked while it is there, and again whenever it says that something changed."""

    def __init__(self, bus: Bus, name: str, kept: KeptValue, told: Callable[[str, bool], None]) -> None:
        self.name = name
        self._kept = kept
        self.known = False
        """Whether it is there, and answers."""
        self._bus = bus
        self._told = told
        self._owner: str | None = None
        self._stops = kept.watch(bus, self._ask)
        self._stops.append(bus.watch_name(kept.service, self._owned))

    def close(self) -> None:
        self._owner = None
        for stop in self._stops:
            stop()

    def _owned(self, owner: str | None) -> None:
        self._owner = owner
        self.known = False
        if owner is None:
            self._told(self.name, False)
        else:
            self._ask()

    def _ask(self) -> None:
        owner = self._owner
        if owner is None:
            return

        def learn(wished: bool | None) -> None:
            if owner == self._owner:
                self.known = wished is not None
                self._told(self.name, bool(wished))

        self._kept.ask(self._bus, learn)
