"""What an agent says of itself: that it is busy, asks, or is done."""

from enum import Enum


class Doing(Enum):
    """The values are the words users type."""

    BUSY = "busy"
    """It's working and doesn't need you."""
    ASKS = "asks"
    """It waits for the person."""
    DONE = "done"

    __hash__ = object.__hash__
