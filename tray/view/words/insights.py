"""The words for what goes with what in the person's own record; never that one is because of the other."""

from collections.abc import Mapping
from typing import Any

from tray.core.inquiry.insights import ENOUGH
from tray.core.messages.insight import Insight
from tray.lib.translation import mark, say

_AFTER = {
    "walk": mark("After a walk"),
    "lunch": mark("After lunch"),
    "short": mark("After a short break (under 10 min)"),
    "long": mark("After a longer break (10 to 25 min)"),
    "early-end": mark("After a day that ended half an hour early or more"),
}
_STRETCH = {
    "more": mark(
        "{after}, your next stretch was {minutes} min longer than after other breaks "
        "({low} to {high}; {count} and {others} times)."
    ),
    "less": mark(
        "{after}, your next stretch was {minutes} min shorter than after other breaks "
        "({low} to {high}; {count} and {others} times)."
    ),
    "like": mark(
        "{after}, your next stretch was much as after other breaks ({low} to {high} min; {count} and {others} times)."
    ),
}
_ANSWER = {
    "more": mark(
        "{after}, your next answer was {points} points more tired than after other breaks "
        "({low} to {high}; {count} and {others} times)."
    ),
    "less": mark(
        "{after}, your next answer was {points} points less tired than after other breaks "
        "({low} to {high}; {count} and {others} times)."
    ),
    "like": mark(
        "{after}, your next answer was much as after other breaks ({low} to {high} points; {count} and {others} times)."
    ),
}
_ANSWER_OF_A_DAY = {
    "more": mark(
        "{after}, your next answer was {points} points more tired than after other days "
        "({low} to {high}; {count} and {others} times)."
    ),
    "less": mark(
        "{after}, your next answer was {points} points less tired than after other days "
        "({low} to {high}; {count} and {others} times)."
    ),
    "like": mark(
        "{after}, your next answer was much as after other days ({low} to {high} points; {count} and {others} times)."
    ),
}


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
    words = _STRETCH if each.what == "stretch" else _ANSWER_OF_A_DAY if each.kind == "early-end" else _ANSWER
    places = {"after": say(_AFTER[each.kind]), "count": each.count, "others": each.others}
    if not each.clear:
        return say(words["like"], low=_signed(each.low), high=_signed(each.high), **places)
    low, high = sorted((abs(each.low), abs(each.high)))
    return say(
        words["more" if each.difference > 0.0 else "less"],
        points=round(abs(each.difference)),
        minutes=round(abs(each.difference)),
        low=round(low),
        high=round(high),
        **places,
    )


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
    if not found:
        return say(
            "There's nothing to tell yet: it takes {enough} breaks of a kind and {enough} others in twelve weeks, "
            "with answers or stretches after them.",
            enough=ENOUGH,
        )
    foot = say("These go together in your record of twelve weeks. Neither need be the reason for the other.")
    return "\n".join([*(each["said"] for each in found), "", foot])


def _signed(value: float) -> str:
    whole = round(value)
    return f"−{-whole}" if whole < 0 else f"+{whole}" if whole > 0 else "0"
