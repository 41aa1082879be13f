"""Lets a planned time that comes near press more: from one working day before, the weight rises from a plan's to 1.

The rise is linear, in twelve equal steps, each with the value of its middle: between two of them the law runs under one
drive and is exact, and no step is farther than 0.03 commitments from the line.
"""

from datetime import datetime, timedelta
from typing import Final

from tray.settings.defaults.every_setting import Law

STEPS: Final = 12
BEFORE: Final = timedelta(hours=24)
"""From so long before a time presses of which nothing else is on record, such as a day in a file."""


def rise(law: Law) -> float:
    """By how much the weight of a planned commitment rises until its time comes; 0 where the person wants none."""
    return max(law.deadline_weight - law.planned_weight, 0.0)


def share(at: datetime, near: datetime | None, when: datetime) -> float:
    """What of the rise has come at ``at``, for a time that lies ahead and is near from ``near`` on; 0 … 1."""
    begins = _begins(near, when)
    if at < begins or at >= when:
        return 0.0
    return (_step(at, begins, when) + 0.5) / STEPS


def next_rise(at: datetime, near: datetime | None, when: datetime) -> datetime:
    """When that share is next another one, for a time that lies ahead; ``when`` itself at the latest."""
    begins = _begins(near, when)
    if at < begins:
        return begins
    # The first instant, to the microsecond, at which the next step has come.
    return begins - (begins - when) * (_step(at, begins, when) + 1) // STEPS if at < when else when


def _begins(near: datetime | None, when: datetime) -> datetime:
    return min(near, when) if near is not None else when - BEFORE


def _step(at: datetime, begins: datetime, when: datetime) -> int:
    return (at - begins) * STEPS // (when - begins)
