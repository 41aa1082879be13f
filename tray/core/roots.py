"""Where does a curve change its sign?"""

from tray.core.curve import Curve

_NEWTON_STEPS = 16
_ALL_STEPS = 160
_TOLERANCE_H = 3e-13
"""About a nanosecond."""
_ULPS = 1e-15


def first_root(curve: Curve, end: float) -> float | None:
    """The first of the roots of the pressure − threshold itself."""
    value, left = curve[0], 0.0
    left_side = value(0.0) >= 0.0
    for right in (*roots(curve, 1, end), end):
        if (value(right) >= 0.0) is not left_side:
            return sign_change(curve, 0, left, right, left_side)
        left = right
    return None


def roots(curve: Curve, level: int, end: float) -> list[float]:
    """Where function ``level`` of the curve changes sign within (0, end], in order, each just after the change.

    Between two sign changes of the next function this one, times a growing exponential, is monotone. The last function
    never changes sign.
    """
    if level == len(curve) - 1:
        return []
    function, left, found = curve[level], 0.0, []
    left_side = function(0.0) >= 0.0
    for right in (*roots(curve, level + 1, end), end):
        right_side = function(right) >= 0.0
        if right_side is not left_side:
            found.append(sign_change(curve, level, left, right, left_side))
        left, left_side = right, right_side
    return found


def sign_change(curve: Curve, level: int, left: float, right: float, left_side: bool) -> float:
    """The one sign change in (left, right], within a nanosecond, on the side of ``right``.

    Newton's steps on the function times its growing exponential, kept in the bracket; halving where they do not help.
    """
    function, derived = curve[level], curve[level + 1]
    at = left
    for step in range(_ALL_STEPS):
        value = function(at)
        if (value >= 0.0) is left_side:
            left = at
        else:
            right = at
        tolerance = _TOLERANCE_H + _ULPS * right
        if right - left <= tolerance:
            break
        rate = derived(at)
        move = -value / rate if rate else 0.0
        if abs(move) < 0.25 * tolerance:
            # Newton has arrived; a step across the root closes the bracket from the other side.
            move = 0.5 * tolerance if at == left else -0.5 * tolerance
        at += move
        if not left < at < right or step >= _NEWTON_STEPS:
            at = 0.5 * (left + right)
    return right
