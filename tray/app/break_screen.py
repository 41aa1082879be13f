"""Says what is to be on the screen of the break that is on; what once had to make room stays away for that break."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tray.core.context import Context
from tray.core.engine.step import Moment
from tray.core.state.state import advance_to


class BreakScreen:
    """Compares with the break itself, so that no code says that one begins."""

    def __init__(self) -> None:
        self._over: datetime | None = None
        """When the break began over which nothing is to be on the screen any more."""

    def told(self, moment: Moment, at: datetime, context: Context) -> Mapping[str, Any] | None:
        """What the window is told now; None for nothing, as on most turns.

        After a call, a film or a locked screen people are at work again, or elsewhere: nothing covers that.
        """
        begun = moment.state.break_
        if begun is None or context.settings.breaks.screen == "none" or begun.since == self._over:
            return None
        from tray.view.values.break_screen import break_screen  # loaded when somebody wants it

        values = break_screen(advance_to(moment.state, at), moment.senses, at, context)
        if values is None:
            self._over = begun.since
        return values
