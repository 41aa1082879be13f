"""Holds what goes with each edition of the law's numbers: how much of the last weeks is much, and where they begin.

The numbers themselves are settings (``settings/defaults/law.py``): ``law.edition`` changes them in one step.
"""

from tray.lib.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Edition:
    """Points of gen2, the last weeks, which one edition keeps lower than the other."""

    elevated: float
    """In the morning; below it they are normal."""
    high: float
    twice: float
    """On two Mondays in a row, a warning."""
    once: float
    """On one."""
    calm: float
    """What such last weeks have left when the record begins, from the steady states."""
    normal: float
    heavy: float

    def left_by(self, weeks: str) -> float:
        """What calm, normal or heavy last weeks have left; KeyError for any other word."""
        return {"calm": self.calm, "normal": self.normal, "heavy": self.heavy}[weeks]


_EDITIONS = {
    1: Edition(elevated=10.0, high=15.0, twice=10.0, once=15.0, calm=4.0, normal=6.0, heavy=14.0),
    2: Edition(elevated=8.0, high=12.0, twice=8.0, once=12.0, calm=3.0, normal=4.0, heavy=12.0),
}
WEEKS = ("calm", "normal", "heavy")


def edition(number: int) -> Edition:
    """That of ``law.edition``."""
    return _EDITIONS[number]
