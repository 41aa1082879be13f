"""What the parts of an explanation add up to."""

from tray.core.inquiry.explain import Explanation


def accounted(found: Explanation) -> float:
    """The pressure, to rounding."""
    held = sum(each.points for each in found.promises) + sum(each.points for each in found.asking)
    return sum(part.left for part in found.parts) + held
