"""Brings an icon into the trays of KDE, XFCE, sway's bars and GNOME's AppIndicator: a pystray backend for it.

It speaks org.kde.StatusNotifierItem. The icon, the words and the menu are told to the panel when they change; when the
panel is restarted, or comes after us, the item is registered again by the same name: there is one item at any time.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from tray.desktop.linux.dbus.connection import Body, Bus
from tray.desktop.linux.dbus.objects import BusObject, Interface, Method, Property
from tray.desktop.linux.tray.dbusmenu import DBusMenu, MenuEntries
from tray.errors import DesktopError
from tray.lib.one_timer import OneTimer
from tray.lib.text import markup, plain
from tray.ports import Reactor
from tray.view.tray.face import Status

NAME = "org.kde.StatusNotifierWatcher"
WATCHER_PATH = "/StatusNotifierWatcher"

_AGAIN = timedelta(seconds=5)
_AGAIN_AT_MOST = timedelta(minutes=5)


class StatusWatcher:
    """Keeps one item registered with whoever is the watcher, whenever it comes.

    By its path, and without a name of its own: GNOME's extension watches such a name, forgets what it has read of the
    item when it meets it, and now and then loses the item over that. A panel drops the item when we leave the bus.
    """

    def __init__(self, bus: Bus, reactor: Reactor, item: str, changed: Callable[[], None]) -> None:
        """``item`` is the path at which the item is served; ``changed`` is called when ``hosting`` may have."""
        self._bus = bus
        self._changed = changed
        self._reactor = reactor
        self._item = item
        self._owner: str | None = None
        self._registered = False
        self._has_host = False
        self._again = _AGAIN
        self._timer = OneTimer(reactor.later)
        self._stops = [
            bus.on_signal(self._ask_for_host, sender=NAME, interface=NAME, member=f"StatusNotifierHost{change}")
            for change in ("Registered", "Unregistered")
        ]
        self._stops.append(bus.watch_name(NAME, self._watcher_changed))

    @property
    def hosting(self) -> bool:
        """Whether the watcher knows of our item and of a panel that shows it."""
        return self._registered and self._has_host

    def close(self) -> None:
        """Register no more."""
        for stop in self._stops:
            stop()
        self._timer.cancel()

    def _watcher_changed(self, owner: str | None) -> None:
        self._owner = owner
        self._registered = self._has_host = False
        self._again = _AGAIN
        self._timer.cancel()
        if owner is not None:
            self._register(owner)
        self._changed()

    def _register(self, owner: str) -> None:
        self._bus.call(
            owner,
            WATCHER_PATH,
            NAME,
            "RegisterStatusNotifierItem",
            "s",
            (self._item,),
            answered=lambda _: self._accepted(owner),
            failed=lambda error: self._refused(owner, error),
            timeout=None,  # one that takes its time would get the item twice
        )

    def _accepted(self, owner: str) -> None:
        if owner != self._owner:
            return  # that panel has gone meanwhile
        self._registered = True
        self._ask_for_host()

    def _ask_for_host(self, *_signal: object) -> None:
        self._bus.call(
            NAME,
            WATCHER_PATH,
            "org.freedesktop.DBus.Properties",
            "Get",
            "ss",
            (NAME, "IsStatusNotifierHostRegistered"),
            answered=lambda body: self._learn_host(bool(body[0][1])),
            # A watcher that does not say is taken to show what it accepted.
            failed=lambda _: self._learn_host(True),
            auto_start=False,
        )

    def _learn_host(self, there: bool) -> None:
        self._has_host = there
        self._changed()

    def _refused(self, owner: str, _error: DesktopError) -> None:
        # A panel that is still starting: it is asked again as long as it is there, less and less often.
        if owner == self._owner:
            self._timer.set(self._again, lambda: self._register(owner))
            self._again = min(self._again * 2, _AGAIN_AT_MOST)


INTERFACE = "org.kde.StatusNotifierItem"
PATH = "/StatusNotifierItem"
MENU_PATH = "/StatusNotifierItem/Menu"

Pixmaps = Sequence[tuple[int, int, bytes]]
"""Width, height and ARGB32 in network byte order, for each size."""


class StatusNotifierIcon:
    """An icon as pystray knows it, except that ``icon`` is a sequence of Pixmaps and nothing runs in a thread.

    So nothing of pystray's own base class would be of use, which is made of a thread, a queue and a log.
    ``run_detached`` begins; all else is called back from the reactor. It never blocks, and waits for a panel to come.
    """

    HAS_DEFAULT_ACTION = True
    HAS_MENU = True
    HAS_MENU_RADIO = True
    HAS_NOTIFICATION = False

    def __init__(
        self,
        name: str,
        icon: Pixmaps | None = None,
        title: str | None = None,
        menu: Any = None,
        *,
        bus: Bus,
        reactor: Reactor,
        heading: str = "",
    ) -> None:
        """``name`` identifies the program, ``heading`` is its name for people."""
        self.name = name
        self._icon = icon
        self._title = title or ""
        self._menu = menu
        self._bus = bus
        self._reactor = reactor
        self._heading = heading or name
        self._level = ""
        self.clicked_at = (0, 0)
        """Where the last click was on the screen, as far as the panel said."""
        self.opens_menu = False
        """Whether a left click opens the menu; panels read it when the icon comes."""
        self.on_secondary: Callable[[], None] = lambda: None
        """Called at a middle click, which pystray does not know."""
        self.on_hosting: Callable[[], None] = lambda: None
        """Called when a panel may have begun or ceased to show the icon."""
        self.is_drawn = False
        """A panel has asked for the picture."""
        self._status = Status.ACTIVE
        self._entries = MenuEntries()
        self._served_menu: DBusMenu | None = None
        self._stop_serving: Callable[[], None] | None = None
        self._watcher: StatusWatcher | None = None

    def __call__(self) -> None:
        """Do what a left click does."""
        if self._menu is not None:
            self._menu(self)
            self.update_menu()

    @property
    def icon(self) -> Pixmaps | None:
        """The picture in all its sizes."""
        return self._icon

    @icon.setter
    def icon(self, icon: Pixmaps) -> None:
        self._icon = icon
        self._tell("NewIcon")
        if self._status is Status.ATTENTION:
            self._tell("NewAttentionIcon")

    @property
    def title(self) -> str:
        """What is said of it in words."""
        return self._title

    @title.setter
    def title(self, title: str) -> None:
        if title != self._title:
            self._title = title
            self._tell("NewToolTip")

    @property
    def level(self) -> str:
        """The level in a word, which panels that list icons by their titles say after the program's name."""
        return self._level

    @level.setter
    def level(self, level: str) -> None:
        if level != self._level:
            self._level = level
            self._tell("NewTitle")

    @property
    def menu(self) -> Any:
        """A ``pystray.Menu``, None for none."""
        return self._menu

    @menu.setter
    def menu(self, menu: Any) -> None:
        self._menu = menu
        self.update_menu()

    @property
    def status(self) -> Status:
        """How much the panel should make of the icon."""
        return self._status

    @status.setter
    def status(self, status: Status) -> None:
        if status is self._status:
            return
        self._status = status
        if status is Status.ATTENTION:
            self._tell("NewAttentionIcon")
        self._tell("NewStatus", "s", status.value)

    @property
    def hosted(self) -> bool:
        """Whether a panel shows the icon now."""
        return self._watcher is not None and self._watcher.hosting

    def run_detached(self, setup: Callable[[Any], None] | None = None) -> None:
        """Begin. Nothing needs to run: the reactor calls. ``setup`` is called once that is done."""
        if self._watcher is None:
            self._stop_serving = self._bus.serve(PATH, BusObject(self._interface()))
            self._served_menu = DBusMenu(self._bus, MENU_PATH, self._chosen)
            self._watcher = StatusWatcher(self._bus, self._reactor, PATH, lambda: self.on_hosting())
            self.update_menu()
        if setup is not None:
            setup(self)

    def stop(self) -> None:
        """Take the icon away."""
        if self._watcher is None or self._served_menu is None or self._stop_serving is None:
            return
        self._watcher.close()
        self._served_menu.close()
        self._stop_serving()
        self._watcher = self._served_menu = self._stop_serving = None

    def update_menu(self) -> None:
        """Tell the panel what the menu says now."""
        if self._served_menu is not None:
            menu = self._menu
            self._served_menu.show(lambda: self._entries.of(menu))

    def _chosen(self, row: int) -> None:
        item = self._entries.item(row)
        if item is not None:
            item(self)
            self.update_menu()

    def _tell(self, signal: str, signature: str = "", *body: Any) -> None:
        if self._stop_serving is not None:
            self._bus.emit(PATH, INTERFACE, signal, signature, body)

    def _interface(self) -> Interface:
        return Interface(
            INTERFACE,
            {
                "Activate": Method("ii", "", self._activated),
                "SecondaryActivate": Method("ii", "", lambda _x, _y: self._then(self.on_secondary)),
                "XAyatanaSecondaryActivate": Method("u", "", lambda _time: self._then(self.on_secondary)),
                # The panel draws the menu itself; scrolling over a gauge of one's load means nothing.
                "ContextMenu": Method("ii", "", lambda _x, _y: ()),
                "Scroll": Method("is", "", lambda _delta, _orientation: ()),
                "ProvideXdgActivationToken": Method("s", "", lambda _token: ()),
            },
            self._properties(),
            {
                "NewTitle": "",
                "NewIcon": "",
                "NewAttentionIcon": "",
                "NewOverlayIcon": "",
                "NewToolTip": "",
                "NewStatus": "s",
            },
        )

    def _properties(self) -> dict[str, Property]:
        nothing = Property("s", lambda: "")
        # GNOME reads it to people who do not see the icon, and complains in its log at each change where it is missing.
        said = Property("s", lambda: plain(self.title))
        return {
            "Category": Property("s", lambda: "ApplicationStatus"),
            "Id": Property("s", lambda: self.name),
            "Title": Property("s", lambda: f"{self._heading}: {self._level}" if self._level else self._heading),
            "Status": Property("s", lambda: self._status.value),
            "WindowId": Property("i", lambda: 0),
            "IconThemePath": nothing,
            "IconName": nothing,
            "IconPixmap": Property("a(iiay)", self._pixmaps),
            "IconAccessibleDesc": said,
            "AttentionAccessibleDesc": said,
            "OverlayIconName": nothing,
            "OverlayIconPixmap": Property("a(iiay)", list),
            "AttentionIconName": nothing,
            # Else it would travel twice each time that a panel reads everything; it is told of when it comes.
            "AttentionIconPixmap": Property(
                "a(iiay)", lambda: self._pixmaps() if self._status is Status.ATTENTION else []
            ),
            "AttentionMovieName": nothing,
            "ToolTip": Property("(sa(iiay)ss)", lambda: ("", [], self._heading, markup(plain(self.title)))),
            "ItemIsMenu": Property("b", lambda: self.opens_menu),
            "Menu": Property("o", lambda: MENU_PATH),
        }

    def _pixmaps(self) -> list[tuple[int, int, bytes]]:
        self.is_drawn = True
        return list(self.icon or ())

    def _activated(self, x: int, y: int) -> Body:
        self.clicked_at = (x, y)
        return self._then(self)

    @staticmethod
    def _then(act: Callable[[], None]) -> Body:
        act()
        return ()
