"""What counts as a break, and so what makes a stretch of work: which rest ends it, what is told once in each."""

from datetime import datetime, timedelta

from tray.core.state.sleep import LONG_GAP

REST_COUNTS = timedelta(minutes=3)
"""A rest shorter than this frees what it frees, and the stretch goes on."""
SWITCHES_FROM = timedelta(minutes=15)
"""A stretch that is shorter has no rate of switching yet."""
PER_STRETCH = ("stretch", "switches")
"""These limits are told once a stretch; the others once a day."""


def is_break(since: datetime, until: datetime) -> bool:
    """Whether time without work is a break, and not time off: half a day off between work and work is none.

    It is what people are asked about as a break: a night, or a gap that may have held one, isn't.
    """
    return until - since < LONG_GAP
