"""Remembers what is wrong, and says of each trouble whether it is news: it is told once until it was well."""

from collections.abc import Mapping
from datetime import datetime, timedelta

_WELL_AFTER: Mapping[str, timedelta] = {"store": timedelta(minutes=10)}
"""A disk that is nearly full takes a small write now and then: it is well when that has lasted for so long."""


class Troubles:
    """What is wrong now, by topic, and what the person was told of it."""

    def __init__(self) -> None:
        self.now: dict[str, str] = {}
        """What the person should know of, by topic; shown by ``status``."""
        self._told: dict[str, dict[str, datetime]] = {}
        """By topic and text, when each was last met."""

    def met(self, topic: str, text: str, at: datetime) -> bool:
        """Something is wrong; whether the person is to be told."""
        known = self._told.setdefault(topic, {})
        if topic not in self.now and not self._is_going_on(topic, at):
            known.clear()
        self.now[topic] = text
        is_news = text not in known
        known[text] = at
        return is_news

    def well(self, topic: str) -> None:
        """It is well again."""
        self.now.pop(topic, None)

    def _is_going_on(self, topic: str, at: datetime) -> bool:
        last = max(self._told[topic].values(), default=None)
        return last is not None and topic in _WELL_AFTER and abs(at - last) < _WELL_AFTER[topic]
