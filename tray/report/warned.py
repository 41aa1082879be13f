"""Which early warnings belong to a period?"""

from tray.frozen import dataclass
from tray.report.material import Material


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning, in words."""

    title: str
    text: str


def warned(found: Material) -> tuple[Warned, ...]:
    """The warnings of the period, in order."""
    del found
    return ()
