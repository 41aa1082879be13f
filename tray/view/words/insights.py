"""The words for what goes with what in the person's own record; never that one is because of the other."""

from collections.abc import Mapping
from typing import Any

from tray.core.inquiry.insights import ENOUGH
from tray.core.messages.insight import Insight
from tray.lib.language.formats import together
from tray.lib.language.translation import mark, say, say_many

_AFTER = {
    "walk": mark("After a walk"),
    "lunch": mark("After lunch"),
    "short": mark("After a short break (under 10 min)"),
    "long": mark("After a longer break (10 to 25 min)"),
    "early-end": mark("After ending half an hour early or more"),
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
    return together((_goes_with(each), _interval(each)))


def _goes_with(each: Insight) -> str:
    """The finding alone."""
    after = say(_AFTER[each.kind])
    return _other_than(each, after) if each.clear else _much_the_same(each, after)


def _interval(each: Insight) -> str:
    """How sure that is, and from how much."""
    low, high = _signed(each.low), _signed(each.high)
    if each.clear:
        low, high = map(str, sorted((abs(round(each.low)), abs(round(each.high)))))
    places = {"low": low, "high": high, "times": each.count, "others": each.others}
    if each.what == "stretch":
        return say("Range: {low} to {high} min ({times} times, against {others} others).", **places)
    return say("Range: {low} to {high} points ({times} times, against {others} others).", **places)


def _much_the_same(each: Insight, after: str) -> str:
    if each.what == "stretch":
        return say("{after}, your next stretch was about as long as after other breaks.", after=after)
    if each.kind == "early-end":
        return say("{after}, you were about as tired as after other days.", after=after)
    return say("{after}, you were about as tired as after other breaks.", after=after)


def _other_than(each: Insight, after: str) -> str:
    more, count = each.difference > 0.0, round(abs(each.difference))
    if each.what == "stretch" and more:
        return say(
            "{after}, your next stretch was {minutes} min longer than after other breaks.",
            minutes=count,
            after=after,
        )
    if each.what == "stretch":
        return say(
            "{after}, your next stretch was {minutes} min shorter than after other breaks.",
            minutes=count,
            after=after,
        )
    if each.kind == "early-end" and more:
        return say_many(
            "{after}, you were {count} point more tired than after other days.",
            "{after}, you were {count} points more tired than after other days.",
            count,
            after=after,
        )
    if each.kind == "early-end":
        return say_many(
            "{after}, you were {count} point less tired than after other days.",
            "{after}, you were {count} points less tired than after other days.",
            count,
            after=after,
        )
    if more:
        return say_many(
            "{after}, you were {count} point more tired than after other breaks.",
            "{after}, you were {count} points more tired than after other breaks.",
            count,
            after=after,
        )
    return say_many(
        "{after}, you were {count} point less tired than after other breaks.",
        "{after}, you were {count} points less tired than after other breaks.",
        count,
        after=after,
    )


def title() -> str:
    """Of the notification that tells one finding."""
    return say("From your own record")


def body(kind: str, what: str, numbers: Mapping[str, float]) -> str:
    """One finding, as it was recorded."""
    count, others = (round(numbers[name]) for name in ("count", "others"))
    found = Insight(kind, what, count, others, numbers["difference"], numbers["low"], numbers["high"])
    # The finding itself comes first: mako has no room for more.
    return "\n".join((_goes_with(found), _interval(found), say("Neither has to be the cause of the other.")))


def listed(values: Mapping[str, Any]) -> str:
    """All of them, a line each."""
    found = values["insights"]
    if not found:
        return say(
            "There's nothing to tell yet: it takes {enough} breaks of a kind and {enough} others in twelve weeks, "
            "with answers or stretches after them.",
            enough=ENOUGH,
        )
    foot = say("In your record of the last twelve weeks, these go together. Neither has to be the cause of the other.")
    return "\n".join([*(each["said"] for each in found), "", foot])


def _signed(value: float) -> str:
    whole = round(value)
    return f"−{-whole}" if whole < 0 else f"+{whole}" if whole > 0 else "0"
