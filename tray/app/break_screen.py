"""Says what is to be on the screen of the break that is on; what once had to make room stays away for that break."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tray.app.loop import Loop


class BreakScreen:
    """Compares with the break itself, so that no code says that one begins."""

    def __init__(self, loop: Loop) -> None:
        self._loop = loop
        self._over: datetime | None = None
        """When the break began over which nothing is to be on the screen any more."""

    def told(self) -> Mapping[str, Any] | None:
        """What the window is told now; None for nothing.

        After a call, a film or a locked screen people are at work again, or elsewhere: nothing covers that.
        """
        loop = self._loop
        begun = loop.moment.state.break_
        if begun is None or loop.context.settings.breaks.screen == "none" or begun.since == self._over:
            return None
        from tray.view.values.break_screen import break_screen  # loaded when somebody wants it

        values = break_screen(loop.present(), loop.moment.senses, loop.timeline.now(), loop.context)
        if values is None:
            self._over = begun.since
        return values
