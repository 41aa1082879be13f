"""The words for what goes with what in the person's own record; never that one is because of the other."""

from collections.abc import Mapping
from typing import Any

from tray.core.inquiry.insights import ENOUGH
from tray.core.messages.insight import Insight
from tray.lib.translation import mark, say, say_many

_AFTER = {
    "walk": mark("After a walk"),
    "lunch": mark("After lunch"),
    "short": mark("After a short break (under 10 min)"),
    "long": mark("After a longer break (10 to 25 min)"),
    "early-end": mark("After a day that ended half an hour early or more"),
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
    places: dict[str, object] = {"after": say(_AFTER[each.kind]), "times": each.count, "others": each.others}
    if not each.clear:
        return _much_the_same(each, {**places, "low": _signed(each.low), "high": _signed(each.high)})
    low, high = sorted((abs(each.low), abs(each.high)))
    return _other_than(each, {**places, "low": round(low), "high": round(high)})


def _much_the_same(each: Insight, places: dict[str, object]) -> str:
    if each.what == "stretch":
        return say(
            "{after}, your next stretch was about as long as after other breaks "
            "({low} to {high} min; {times} and {others} times).",
            **places,
        )
    if each.kind == "early-end":
        return say(
            "{after}, you were about as tired as after other days "
            "({low} to {high} points; {times} and {others} times).",
            **places,
        )
    return say(
        "{after}, you were about as tired as after other breaks ({low} to {high} points; {times} and {others} times).",
        **places,
    )


def _other_than(each: Insight, places: dict[str, object]) -> str:
    more, count = each.difference > 0.0, round(abs(each.difference))
    if each.what == "stretch" and more:
        return say(
            "{after}, your next stretch was {minutes} min longer than after other breaks "
            "({low} to {high}; {times} and {others} times).",
            minutes=count,
            **places,
        )
    if each.what == "stretch":
        return say(
            "{after}, your next stretch was {minutes} min shorter than after other breaks "
            "({low} to {high}; {times} and {others} times).",
            minutes=count,
            **places,
        )
    if each.kind == "early-end" and more:
        return say_many(
            "{after}, you were {count} point more tired than after other days "
            "({low} to {high}; {times} and {others} times).",
            "{after}, you were {count} points more tired than after other days "
            "({low} to {high}; {times} and {others} times).",
            count,
            **places,
        )
    if each.kind == "early-end":
        return say_many(
            "{after}, you were {count} point less tired than after other days "
            "({low} to {high}; {times} and {others} times).",
            "{after}, you were {count} points less tired than after other days "
            "({low} to {high}; {times} and {others} times).",
            count,
            **places,
        )
    if more:
        return say_many(
            "{after}, you were {count} point more tired than after other breaks "
            "({low} to {high}; {times} and {others} times).",
            "{after}, you were {count} points more tired than after other breaks "
            "({low} to {high}; {times} and {others} times).",
            count,
            **places,
        )
    return say_many(
        "{after}, you were {count} point less tired than after other breaks "
        "({low} to {high}; {times} and {others} times).",
        "{after}, you were {count} points less tired than after other breaks "
        "({low} to {high}; {times} and {others} times).",
        count,
        **places,
    )


def title() -> str:
    """Of the notification that tells one finding."""
    return say("From your own record")


def body(kind: str, what: str, numbers: Mapping[str, float]) -> str:
    """One finding, as it was recorded."""
    count, others = (round(numbers[name]) for name in ("count", "others"))
    found = Insight(kind, what, count, others, numbers["difference"], numbers["low"], numbers["high"])
    return "\n".join((sentence(found), say("Neither has to be the cause of the other.")))


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
