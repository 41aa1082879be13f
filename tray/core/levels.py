"""Which level does a pressure belong to?"""

from tray.settings.catalogue import LEVELS, Levels


def word(pressure: float, levels: Levels) -> str:
    """The word of the level, one of ``LEVELS``."""
    begins = (levels.yellow, levels.orange, levels.red, levels.critical)
    return LEVELS[sum(pressure >= bound for bound in begins)]
