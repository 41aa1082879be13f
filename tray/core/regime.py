"""In which regimes does the law run?"""

from enum import Enum


class Regime(Enum):
    """What the person is doing, as far as the law is concerned; the values are the words users see."""

    WORK = "work"
    """At the desk, on the task."""
    REST = "rest"
    """A break at or near the desk, a locked screen, lunch."""
    RESTORE = "restore"
    """A walk, exercise, meditation: the person says so."""
    OFF = "off"
    """Outside work; also paused, and without any source of input."""
    SLEEP = "sleep"
    """Inferred from a long gap without input."""

    __hash__ = object.__hash__
