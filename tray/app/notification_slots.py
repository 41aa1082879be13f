"""Remembers what the person was told: the notification in each slot, and each trouble, once until it was well."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from tray.ports import Notifier
from tray.view.tray.face import Notice


class Slots:
    """The slots of the notifier, which may come later and may never come: at most one notification stands in each."""

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


_TOGETHER = timedelta(minutes=1)
"""A second trouble that comes so soon after the first must not take it away before anybody has read it."""


class Troubles:
    """What is wrong now, by topic, and what the person was told of it."""

    def __init__(self, well_after: Mapping[str, timedelta]) -> None:
        """``well_after`` says of a topic how long it has to be well before it is; others are at once."""
        self._well_after = well_after
        self.now: dict[str, str] = {}
        """What the person should know of, by topic; shown by ``status``."""
        self._told: dict[str, dict[str, datetime]] = {}
        """By topic and text, when each was last met."""
        self._lately: list[tuple[datetime, str, str]] = []
        """What was told last: when, of which topic, and in which words."""

    def met(self, topic: str, text: str, at: datetime) -> bool:
        """Something is wrong; whether the person is to be told."""
        known = self._told.setdefault(topic, {})
        if topic not in self.now and not self._is_going_on(topic, at):
            known.clear()
        self.now[topic] = text
        is_news = text not in known
        known[text] = at
        if is_news:
            lately = (each for each in self._lately if abs(at - each[0]) < _TOGETHER and each[1] != topic)
            self._lately = [*lately, (at, topic, text)]
        return is_news

    def told_lately(self) -> str:
        """What was told last, and what of the time just before still holds: one notification has room for both."""
        return "\n".join(text for _, topic, text in self._lately if self.now.get(topic) == text)

    def well(self, topic: str) -> None:
        """It is well again."""
        self.now.pop(topic, None)

    def _is_going_on(self, topic: str, at: datetime) -> bool:
        last = max(self._told[topic].values(), default=None)
        return last is not None and topic in self._well_after and abs(at - last) < self._well_after[topic]
