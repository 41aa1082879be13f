"""How one kind of break, or a day that ended early, differs from the others in what came after it."""

from tray.lib.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Insight:
    """A difference with its interval, from the person's own record."""

    kind: str
    """walk, lunch, short, long or early-end."""
    what: str
    """answer: points of fatigue beyond what was expected; stretch: minutes of work until the next break."""
    count: int
    others: int
    difference: float
    low: float
    high: float
    """Its 95 % interval."""

    @property
    def clear(self) -> bool:
        """The interval leaves out nothing at all."""
        return self.low > 0.0 or self.high < 0.0
