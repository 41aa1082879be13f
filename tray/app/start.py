"""Begins a run with what shows the icon, before the rest of the program is loaded.

That nothing else runs is looked at first, then the icon comes as it was at the last end, where that is still worth
showing, or says that nothing is known yet. All the rest of the program is in `tray.app.app`.
"""

import sys
from collections.abc import Callable, Mapping
from datetime import timedelta
from importlib import import_module

from tray.app.reactor import PollReactor
from tray.core.messages.events import Event
from tray.desktop.common.clock import SystemClock
from tray.desktop.linux.watch.mounts import may_hang
from tray.errors import AlreadyRunning, DesktopError, StoreError
from tray.store.files.already_running_lock import Lock
from tray.store.files.durable_files import home_folder, own_folder
from tray.store.files.places import Places

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tray.desktop.linux.tray.first_icon import FirstIcon


PARTS = (
    "tray.settings.defaults.every_setting",
    "tray.core.messages.facts",
    "tray.core.state.state",
    "tray.store.opening",
    "tray.core.engine.step",
    "tray.app.loop",
    "tray.app.app",
    "tray.desktop.linux.desktop",
)
"""What `tray.app.app` imports anyway, in an order that leaves each a part of the whole."""


class Start:
    """What a run begins with: its locks, the one place that waits, and perhaps the icon."""

    def __init__(self, environment: Mapping[str, str], *, shows_last_face: bool = False) -> None:
        """Raises AlreadyRunning when another one runs, StoreError when there is no place to run in."""
        self.places = Places(dict(environment))
        self.locks = [Lock(own_folder(self.places.runtime))]
        self._lock_history()
        self.take: Callable[[Event], None]
        """Gets what comes to the inbox; to be set before the reactor runs."""
        self.faults: list[Exception] = []
        self.failed: Callable[[Exception], None] = self.faults.append
        """Gets what a callback raised; until somebody can tell of them they are kept in ``faults``."""
        self.reactor = PollReactor(lambda event: self.take(event), failed=lambda fault: self.failed(fault))
        self.first_icon = self._first_icon(environment) if shows_last_face and sys.platform == "linux" else None

    def turn(self) -> None:
        """Part of the start is done: serve the icon, if it's there, before the next one."""
        if self.first_icon:
            self.first_icon.turn()
            self.reactor.serve(lambda: False, timedelta(0))

    def load(self) -> None:
        """Load the rest of the program part by part, so that the icon is served in between."""
        if self.first_icon:
            for part in PARTS:
                import_module(part)
                self.turn()

    def end(self) -> None:
        """The true face is shown."""
        if self.first_icon:
            self.first_icon.end()

    def history_lock(self) -> Lock:
        """The lock on the history. Raises AlreadyRunning when another program holds it, StoreError where none can."""
        lock = Lock(home_folder(self.places.data))
        lock.say(self.places.runtime)
        return lock

    def _lock_history(self) -> None:
        try:
            self.locks.append(self.history_lock())
        except AlreadyRunning:
            self.locks[0].release()
            raise
        except StoreError:
            # The history says what's wrong with its folder. Not every shared folder can be locked; where two write
            # all the same, the journal notices.
            pass

    def _first_icon(self, environment: Mapping[str, str]) -> "FirstIcon | None":
        from tray.store.files.last_face import PALETTE, PANEL, Origin, is_drawn_by_default, take

        settings = self.places.settings
        if may_hang(settings, environment) or may_hang(self.places.history, environment):
            return None
        origin = Origin(settings, self.places.history, environment)
        last = take(self.places.last_face, origin, SystemClock(environment).wall())
        if last is None and not is_drawn_by_default(settings, self.places.last_good):
            return None
        from tray.desktop.icon.pictures import Pictures
        from tray.desktop.linux.tray.first_icon import DRAWN_WITHIN, FirstIcon, face

        guess = face(last.gauge, last.tooltip, last.status) if last else None
        pictures = Pictures(last.palette, last.panel) if last else Pictures(PALETTE, PANEL)
        try:
            icon = FirstIcon(self.reactor, guess=guess, pictures=pictures, environment=environment)
        except DesktopError:
            return None  # the desktop says what is missing
        self.reactor.serve(icon.is_drawn, DRAWN_WITHIN)
        return icon
