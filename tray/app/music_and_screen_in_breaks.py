"""What a break does on the desktop beside its notification: media are paused, and something is on the screen."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tray.core.context import Context
from tray.core.engine.step import Moment
from tray.core.state.state import State, advance_to
from tray.ports import Media
from tray.settings.defaults.every_setting import Settings


class BreakMedia:
    """Has music and films paused while a break is on, where the settings want that, and played on when it is over.

    It compares each moment with the one before, as the face is compared: no code says that a break begins.
    """

    def __init__(self) -> None:
        self._held = False
        """Something may be paused for a break."""

    def follow(self, before: Moment, now: Moment, media: Media, settings: Settings) -> None:
        """Pause at the beginning of a break; play on at its end, or once the screen is open again after it."""
        if now.state.break_ and not before.state.break_ and settings.breaks.pause_media:
            self._held = True
            media.pause()
        elif self._held and not now.state.break_ and not now.senses.locked:
            self._held = False
            media.resume()


class BreakScreen:
    """Says what is to be on the screen of the break that is on; what once made room stays away until the next."""

    def __init__(self) -> None:
        self._over: datetime | None = None
        """When the break began over which nothing is to be on the screen any more."""
        self._shown: datetime | None = None
        """When the break began that was on the screen last."""

    def told(self, moment: Moment, at: datetime, context: Context) -> Mapping[str, Any] | None:
        """What the window is told now; None for nothing, as on most turns.

        After a call, a film or a locked screen people are at work again, or elsewhere: nothing covers that.
        """
        begun = moment.state.break_
        if begun is None or context.settings.breaks.screen == "none" or begun.since == self._over:
            return None
        from tray.view.values.break_screen_and_its_buttons import break_screen  # loaded when somebody wants it

        values = break_screen(advance_to(moment.state, at), moment.senses, at, context)
        if values is None:
            self._over = begun.since
        else:
            self._shown = begun.since
        return values

    def has_shown(self, state: State) -> bool:
        """The break that is on is or was on the screen: a notification would say the same, over it or over a call."""
        return state.break_ is not None and state.break_.since == self._shown
