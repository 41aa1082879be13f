"""The levels, from green to critical, and which of them a pressure belongs to."""

from enum import Enum

from tray.settings.catalogue.catalogue import LEVELS, Levels


class Level(Enum):
    """The band of the pressure."""

    GREEN = "green"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"
    CRITICAL = "critical"


def level(pressure: float, levels: Levels) -> Level:
    """The level of a pressure. ``State.held`` is the one with the hysteresis of the icon on the way down."""
    return Level(word(pressure, levels))


def word(pressure: float, levels: Levels) -> str:
    """The word of the level, one of ``LEVELS``."""
    begins = (levels.yellow, levels.orange, levels.red, levels.critical)
    return LEVELS[sum(pressure >= bound for bound in begins)]
