"""Has music and films paused while a break is on, where the settings want that, and played on when it is over."""

from tray.core.engine.step import Moment
from tray.ports import Media
from tray.settings.catalogue.catalogue import Settings


class BreakMedia:
    """Compares each moment with the one before, as the face is compared: no code says that a break begins."""

    def __init__(self) -> None:
        self._held = False
        """Something may be paused for a break."""

    def follow(self, before: Moment, now: Moment, media: Media | None, settings: Settings) -> None:
        """Pause at the beginning of a break; play on at its end, or once the screen is open again after it."""
        if media is None:
            return
        if now.state.break_ and not before.state.break_ and settings.breaks.pause_media:
            self._held = True
            media.pause()
        elif self._held and not now.state.break_ and not now.senses.locked:
            self._held = False
            media.resume()
