"""Is there a panel that shows status notifier items, and does it know of ours?"""

from datetime import timedelta

from tray.desktop.linux.bus import Bus
from tray.errors import DesktopError
from tray.ports import Reactor, Timer

NAME = "org.kde.StatusNotifierWatcher"
PATH = "/StatusNotifierWatcher"

_AGAIN = timedelta(seconds=5)
_AGAIN_AT_MOST = timedelta(minutes=5)


class StatusWatcher:
    """Keeps one item registered with whoever is the watcher, whenever it comes.

    By its path, and without a name of its own: GNOME's extension watches such a name, forgets what it has read of the
    item when it meets it, and now and then loses the item over that. A panel drops the item when we leave the bus.
    """

    def __init__(self, bus: Bus, reactor: Reactor, item: str) -> None:
        """``item`` is the path at which the item is served."""
        self._bus = bus
        self._reactor = reactor
        self._item = item
        self._owner: str | None = None
        self._registered = False
        self._has_host = False
        self._again = _AGAIN
        self._timer: Timer | None = None
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
        self._forget_timer()

    def _watcher_changed(self, owner: str | None) -> None:
        self._owner = owner
        self._registered = self._has_host = False
        self._again = _AGAIN
        self._forget_timer()
        if owner is not None:
            self._register(owner)

    def _register(self, owner: str) -> None:
        self._bus.call(
            owner,
            PATH,
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
            PATH,
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

    def _refused(self, owner: str, _error: DesktopError) -> None:
        # A panel that is still starting: it is asked again as long as it is there, less and less often.
        if owner == self._owner:
            self._timer = self._reactor.later(self._again, lambda: self._register(owner))
            self._again = min(self._again * 2, _AGAIN_AT_MOST)

    def _forget_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
