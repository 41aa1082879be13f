"""Whether the clock of another machine is so far ahead that what it records can't be believed yet."""

from datetime import datetime, timedelta

_CLOCKS_DIFFER = timedelta(minutes=2)
"""The clocks of two machines may; what is dated later is from a wrong one, and would be counted before it was lived."""


def is_ahead(by: timedelta) -> bool:
    """Whether a clock that is ``by`` ahead of ours is to be told of."""
    return by >= _CLOCKS_DIFFER


def is_to_come(at: datetime, now: datetime) -> bool:
    """Whether what is dated ``at`` is still to come, however the clocks of two machines may differ."""
    return at > now + _CLOCKS_DIFFER
