"""The person's calendars: reads those that they named, and writes the one that others may read.

Nothing of what reads and writes is loaded where there is nothing to be read or written.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tray.app.loop import Loop
from tray.ports import Reactor
from tray.settings.defaults.every_setting import Calendars, Settings
from tray.store.files.published_calendar import AGAIN_AFTER, is_published, published_file, write_published
from tray.store.files.settings_reader import Aside

if TYPE_CHECKING:
    from tray.core.inquiry.published_calendar import Published
    from tray.desktop.calendars.days_ahead_and_rereading import CalendarFiles

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
        from tray.desktop.calendars.days_ahead_and_rereading import CalendarFiles

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


_PUBLISHED = "published calendar"


class Publishing:
    """Keeps one file as the state says; where nobody wants anything published there is none."""

    def __init__(self, loop: Loop, reactor: Reactor, data: str) -> None:
        """``data`` is the folder for it where the person named none."""
        self._loop = loop
        self._aside = Aside(reactor)
        self._data = data
        self._known: tuple[Any, ...] = ()
        self._written: tuple[str, tuple[Published, ...]] | None = None
        self._writes = False
        self._again_at: datetime | None = None

    def look(self) -> None:
        """Write it if it differs. Costs a comparison on most turns."""
        loop = self._loop
        if self._writes or loop.reading is not None:
            return
        known, now = self._depends_on(), loop.timeline.now()
        if known == self._known and (self._again_at is None or now < self._again_at):
            return
        self._known, self._again_at = known, None
        wanted = loop.context.settings.calendar
        file = published_file(wanted.publish or self._data)
        # Who publishes nothing pays for nothing, unless there is what was published before.
        if not (known[0] or _wants_more(wanted) or wanted.publish or self._written or is_published(file)):
            return
        from tray.core.inquiry.published_calendar import published

        entries = published(loop.present(), loop.context)
        if (file, entries) != self._written:
            self._write(file, entries)

    def _depends_on(self) -> tuple[Any, ...]:
        state, context = self._loop.moment.state, self._loop.context
        settings = context.settings
        day = state.day and (state.day.day, state.day.end)
        return state.blocks, settings, context.zone, day, state.commitments

    def _write(self, file: str, entries: "tuple[Published, ...]") -> None:
        from tray.view.values.calendar_file import calendar_file

        now, only_again = self._loop.timeline.now(), not entries
        text = calendar_file(entries, now)
        self._writes = True

        def done(_: object) -> None:
            self._writes = False
            self._written = file, entries
            self._loop.trouble(_PUBLISHED, None)

        def failed(why: str) -> None:
            self._writes = False
            self._again_at = self._loop.timeline.now() + AGAIN_AFTER
            self._loop.trouble(_PUBLISHED, why)

        self._aside.run(lambda: write_published(file, text, only_again=only_again), done, failed)


def _wants_more(wanted: Calendars) -> bool:
    return wanted.publish_breaks or wanted.publish_lunch or wanted.publish_day_end or wanted.publish_to_dos
