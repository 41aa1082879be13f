"""When input stopped and began again, as Mutter says, the compositor of GNOME, over the session bus.

Its watches keep silent while something keeps the screen from going dark, such as a film or an extension that was
clicked on and forgotten. Its counter goes on, and is asked every few minutes while there seems to be input.
"""

from collections.abc import Callable
from datetime import timedelta

from tray.core.messages.events import InputSeen, InputStopped
from tray.desktop.linux.dbus.connection import Body, Bus
from tray.errors import DesktopError
from tray.lib.one_timer import OneTimer
from tray.ports import Reactor

GIVES = {
    "input": {"gnome": ""},
}
"""On which desktops, and within which limits; the manual's table is made from it."""

SERVICE = "org.gnome.Mutter.IdleMonitor"
_PATH, _INTERFACE = "/org/gnome/Mutter/IdleMonitor/Core", SERVICE

LOOKS_AFTER = timedelta(minutes=5)
"""While there seems to be input, the counter is asked so often."""


class MutterInput:
    """Posts InputStopped once there was no input for ``quiet``, and InputSeen at the next input."""

    name = "mutter"

    def __init__(
        self,
        reactor: Reactor,
        bus: Bus,
        quiet: timedelta,
        *,
        ready: Callable[[], None],
        lost: Callable[[DesktopError], None],
    ) -> None:
        """To be made while somebody owns ``SERVICE``.

        ``ready`` is called before the first event is posted; ``lost`` when Mutter does not answer. That it went away is
        to be seen by the owner of its name.
        """
        self._post = reactor.post
        self._bus = bus
        self._quiet = quiet
        self._ready = ready
        self._lost = lost
        self._closed = False
        self._idle: bool | None = None
        self._idle_watch: int | None = None
        self._active_watch: int | None = None
        self._timer = OneTimer(reactor.later)
        self._stop = bus.on_signal(self._fired, sender=SERVICE, interface=_INTERFACE, member="WatchFired", path=_PATH)
        quiet_ms = round(quiet.total_seconds() * 1000)
        self._ask("AddIdleWatch", "t", (quiet_ms,), self._watching)
        # A watch does not fire for what is so already. Asked last, so that no change is missed in between.
        self._ask("GetIdletime", "", (), self._now)

    def close(self) -> None:
        """Stop."""
        self._closed = True
        self._timer.cancel()
        self._stop()
        for watch in (self._idle_watch, self._active_watch):
            if watch is not None:
                self._bus.call(SERVICE, _PATH, _INTERFACE, "RemoveWatch", "u", (watch,), auto_start=False)

    def _ask(self, member: str, signature: str, body: Body, answered: Callable[[Body], None]) -> None:
        self._bus.call(
            SERVICE,
            _PATH,
            _INTERFACE,
            member,
            signature,
            body,
            answered=lambda reply: None if self._closed else answered(reply),
            failed=self._failed,
            auto_start=False,
        )

    def _watching(self, reply: Body) -> None:
        (self._idle_watch,) = reply

    def _now(self, reply: Body) -> None:
        idle = timedelta(milliseconds=reply[0])
        self._ready()
        if idle >= self._quiet:
            self._stopped(idle)
        else:
            self._seen()

    def _fired(self, body: Body, _sender: str, _path: str) -> None:
        (watch,) = body
        if watch == self._active_watch:
            self._active_watch = None  # such a watch fires once and is gone
            self._seen()
        elif watch == self._idle_watch and self._idle is False:
            self._stopped(self._quiet)

    def _look(self) -> None:
        self._ask("GetIdletime", "", (), self._looked)

    def _looked(self, reply: Body) -> None:
        idle = timedelta(milliseconds=reply[0])
        if self._idle is False and idle >= self._quiet:
            self._stopped(idle)
        elif self._idle is False:
            self._timer.set(LOOKS_AFTER, self._look)

    def _seen(self) -> None:
        self._idle = False
        self._post(InputSeen())
        self._timer.set(LOOKS_AFTER, self._look)

    def _stopped(self, quiet: timedelta) -> None:
        self._idle = True
        self._timer.cancel()
        self._post(InputStopped(quiet))
        self._ask("AddUserActiveWatch", "", (), self._waiting)

    def _waiting(self, reply: Body) -> None:
        (self._active_watch,) = reply

    def _failed(self, error: DesktopError) -> None:
        if not self._closed:
            self.close()
            self._lost(error)
