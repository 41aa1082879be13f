"""The person's calendars. Nothing of this is loaded where there are none."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tray.app.loop import Loop
from tray.ports import Reactor
from tray.settings.catalogue.catalogue import Calendars, Settings

if TYPE_CHECKING:
    from tray.desktop.calendar_files import CalendarFiles

_TOPIC = "calendar"


class CalendarSource:
    """Reads what the settings in force name, and starts anew when they name something else."""

    def __init__(self, loop: Loop, reactor: Reactor, environment: Mapping[str, str]) -> None:
        self._loop = loop
        self._reactor = reactor
        self._environment = environment
        self._wanted = Calendars()
        self._files: CalendarFiles | None = None

    def apply(self, settings: Settings) -> None:
        """The settings were read."""
        wanted = settings.calendar
        if wanted == self._wanted:
            return
        self.close()
        self._wanted = wanted
        self._loop.trouble(_TOPIC, None)
        if not wanted.files:
            self._loop.calendar_read(())
            return
        from tray.desktop.calendar_files import CalendarFiles

        self._files = CalendarFiles(
            self._reactor,
            wanted,
            self._environment,
            lambda: self._loop.timeline.now().astimezone(self._loop.context.zone).date(),
            self._loop.calendar_read,
            lambda text: self._loop.trouble(_TOPIC, text),
        )

    def close(self) -> None:
        """Read no more."""
        if self._files is not None:
            self._files.close()
            self._files = None
