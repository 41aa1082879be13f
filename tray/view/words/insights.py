"""The words for what goes with what in the person's own record; never that one is because of the other."""

from collections.abc import Mapping
from typing import Any

from tray.core.inquiry.insights import ENOUGH
from tray.core.messages.insight import Insight
from tray.lib.translation import say

_AFTER = {
    "walk": "a walk",
    "lunch": "lunch",
    "short": "a short break (under 10 min)",
    "long": "a longer break (10 to 25 min)",
    "early-end": "a day that ended half an hour early or more",
}
_NOTHING = (
    f"There's nothing to tell yet: it takes {ENOUGH} breaks of a kind and {ENOUGH} others in twelve weeks, with "
    "answers or stretches after them."
)
_FOOT = "These go together in your record of twelve weeks. Neither need be the reason for the other."


def insight_values(found: tuple[Insight, ...]) -> dict[str, Any]:
    """As values for scripts; points of fatigue, and minutes."""
    return {
        "insights": [
            {
                "after": each.kind,
                "what": each.what,
                "count": each.count,
                "others": each.others,
                "difference": each.difference,
                "low": each.low,
                "high": each.high,
                "clear": each.clear,
                "said": sentence(each),
            }
            for each in found
        ]
    }


def sentence(each: Insight) -> str:
    """One finding, with its interval, plainly also when it may be nothing."""
    low, high = sorted((abs(each.low), abs(each.high)))
    times = f"{each.count} and {each.others} times"
    if each.what == "stretch":
        what, unit, more, less = "your next stretch was", "min", "longer", "shorter"
    else:
        what, unit, more, less = "your next answer was", "points", "more tired", "less tired"
    others = "other days" if each.kind == "early-end" else "other breaks"
    after = f"After {_AFTER[each.kind]} {what}"
    if not each.clear:
        span = f"{_signed(each.low)} to {_signed(each.high)} {unit}"
        return f"{after} much as after {others} ({span}; {times})."
    way = more if each.difference > 0.0 else less
    return f"{after} {abs(each.difference):.0f} {unit} {way} than after {others} ({low:.0f} to {high:.0f}; {times})."


def title() -> str:
    """Of the notification that tells one finding."""
    return say("From your own record")


def body(kind: str, what: str, numbers: Mapping[str, float]) -> str:
    """One finding, as it was recorded."""
    count, others = (round(numbers[name]) for name in ("count", "others"))
    found = Insight(kind, what, count, others, numbers["difference"], numbers["low"], numbers["high"])
    return "\n".join((sentence(found), say("Neither need be the reason for the other.")))


def listed(values: Mapping[str, Any]) -> str:
    """All of them, a line each."""
    found = values["insights"]
    return "\n".join([*(each["said"] for each in found), "", _FOOT]) if found else _NOTHING


def _signed(value: float) -> str:
    whole = round(value)
    return f"−{-whole}" if whole < 0 else f"+{whole}" if whole > 0 else "0"
