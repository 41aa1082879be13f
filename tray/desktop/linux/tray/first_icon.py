"""Shows an icon as soon as the program runs, before anything else is loaded, and takes it back in time.

It is the last face where that may still be true, else it says that nothing is known yet. The rest of the program is
loaded and the history read in a tenth of a second as a rule. Where a machine has more to do, a guess gives way to the
icon that knows nothing after a while. Where a disk is so slow that the program doesn't come to say even that, another
thread hangs up: a panel drops an icon whose connection goes.
"""

import time
from _thread import allocate_lock, start_new_thread
from collections.abc import Callable, Mapping
from datetime import timedelta

from tray.core.law.levels_and_gauge_steps import Level
from tray.core.messages.commands import ShowStatus
from tray.desktop.common.tray_and_notices_on_displays import TrayOnDisplays
from tray.desktop.icon.pictures import Pictures
from tray.desktop.linux.dbus.connection import Bus
from tray.desktop.linux.tray.status_notifier_or_xembed import LinuxTray
from tray.ports import Reactor
from tray.view.tray.face import Face, Gauge, Mark, Status

DRAWN_WITHIN = timedelta(seconds=0.1)
"""A panel that's there has asked for the picture by then; the rest of the program waits no longer for it."""
STANDS = timedelta(seconds=0.3)
"""After so long nobody may take the guess for the truth; the next turn comes well before half a second has passed."""
STANDS_AT_MOST = timedelta(seconds=0.45)
"""A panel takes a moment, too, until the icon is gone."""


def face(gauge: Gauge, tooltip: str, status: Status) -> Face:
    """All that an icon shows while the rest of the program is loaded; it has no menu yet."""
    return Face(gauge, tooltip, "", status, (), ShowStatus(), ShowStatus())


NOTHING_KNOWN = face(Gauge(0, Level.GREEN, Mark.UNKNOWN), "Backpressure", Status.ACTIVE)


class FirstIcon:
    """The tray with a face that is a guess or says that nothing is known, until its ``end``."""

    def __init__(
        self,
        reactor: Reactor,
        *,
        guess: Face | None,
        pictures: Pictures,
        environment: Mapping[str, str],
        stands: timedelta = STANDS,
        at_most: timedelta = STANDS_AT_MOST,
    ) -> None:
        """Without a ``guess`` it says from the beginning that nothing is known. Raises DesktopError without a bus."""
        self.lost: Callable[[], None] = lambda: None
        """Called when the connection breaks."""
        self.late: Callable[[], None] = lambda: None
        """Called at the end where the true face came too late for this icon, which is gone: it needs another."""
        self._bus = Bus.connect("session", reactor, lost=lambda: self.lost(), environment=environment)
        self._icon = LinuxTray(self._bus, reactor, pictures, environment=environment)
        self.tray = TrayOnDisplays()
        self.tray.serve(self._icon)
        self.tray.show(guess or NOTHING_KNOWN)
        self._until = time.monotonic() + stands.total_seconds()
        self._over, self._claim = allocate_lock(), allocate_lock()
        self._says_nothing = guess is None
        self._over.acquire()
        if self._says_nothing:
            self._claim.acquire()  # that may stand for as long as it takes
        else:
            start_new_thread(self._watch, (at_most.total_seconds(),))

    def is_drawn(self) -> bool:
        """Whether a panel has the picture, or nobody would ask for it."""
        return self._icon.is_drawn or self._icon.is_alone

    def turn(self) -> None:
        """Something of the start is done; the guess may have stood long enough."""
        if time.monotonic() >= self._until and self._claim.acquire(blocking=False):
            self._over.release()
            self._says_nothing = True
            self.tray.show(NOTHING_KNOWN)

    def end(self) -> None:
        """The true face is shown now."""
        if self._claim.acquire(blocking=False):
            self._over.release()
        elif not self._says_nothing:
            self.late()

    def _watch(self, seconds: float) -> None:
        if not self._over.acquire(timeout=seconds) and self._claim.acquire(blocking=False):
            self._bus.cut()
