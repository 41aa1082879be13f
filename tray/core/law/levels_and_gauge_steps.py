"""The levels, from green to critical, and which of them a pressure belongs to."""

from enum import Enum

TYPE_CHECKING = False
if TYPE_CHECKING:
    # Whoever needs the names alone, as the panel on its way to the screen, does without all of the settings.
    from tray.settings.defaults.every_setting import Levels


class Level(Enum):
    """The band of the pressure."""

    GREEN = "green"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"
    CRITICAL = "critical"


GAUGE_STEP = 5.0
"""Points of pressure per step of the gauge: the least by which what fills the icon grows."""
_WORDS = tuple(each.value for each in Level)


def level(pressure: float, levels: "Levels") -> Level:
    """The level of a pressure. ``State.held`` is the one with the hysteresis of the icon on the way down."""
    return Level(word(pressure, levels))


def word(pressure: float, levels: "Levels") -> str:
    """The word of the level, green first."""
    begins = (levels.yellow, levels.orange, levels.red, levels.critical)
    return _WORDS[sum(pressure >= bound for bound in begins)]
