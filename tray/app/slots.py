"""What stands on the screen in each slot: at most one notification, as far as we put it there."""

from collections.abc import Callable
from dataclasses import replace

from tray.ports import Notifier
from tray.view.tray.face import Notice


class Slots:
    """The slots of the notifier, which may come later and may never come."""

    def __init__(self, notifier: Callable[[], Notifier | None]) -> None:
        self._notifier = notifier
        self._standing: dict[str, Notice] = {}
        self._put_away: dict[str, Notice] = {}
        """What is withheld and had been put away by the person before that."""

    def standing(self, slot: str) -> Notice | None:
        """The lasting notification in a slot."""
        return self._standing.get(slot)

    def say(self, slot: str, notice: Notice) -> None:
        """Put a notification into a slot that says what has just happened: it appears anew, whatever stood there."""
        before = self._standing.get(slot)
        self.put(slot, replace(notice, appearance=before.appearance + 1) if before else notice)

    def put(self, slot: str, notice: Notice | None) -> None:
        """Put a notification into a slot, or take away the lasting one there."""
        notifier, away = self._notifier(), self._put_away.pop(slot, None)
        if notice is not None and away is not None and notice.rewords(away):
            self._standing[slot] = notice  # and it stays away
            return
        if notice is None:
            if self._standing.pop(slot, None) and notifier:
                notifier.close(slot)
            return
        if notice.lasting:
            self._standing[slot] = notice
        else:
            self._standing.pop(slot, None)
        if notifier:
            notifier.show(slot, notice)

    def withhold(self, slot: str) -> None:
        """Take away the lasting notification in a slot for a while: the same one comes back if it was there."""
        before, notifier = self._standing.pop(slot, None), self._notifier()
        if before and notifier and not notifier.close(slot):
            self._put_away[slot] = before
