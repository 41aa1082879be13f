"""The words about people's own limits."""

from datetime import time, timedelta

from tray.core.messages.effects import LimitNear
from tray.lib.language.formats import formats
from tray.lib.language.translation import say, say_many
from tray.settings.defaults.every_setting import Limits
from tray.view.words.names_and_numbers import length

_UNSET = Limits()


def near(reached: LimitNear, limits: Limits) -> tuple[str, str]:
    """A limit is near, or reached: title and text. One that nobody set is none of theirs, and is not called one."""
    value, left = timedelta(seconds=reached.value), reached.left
    match reached.name:
        case "stretch":
            limit = say("Your limit for a stretch is {limit}.", limit=length(limits.stretch))
            return say("{length} without a break", length=length(value)), limit
        case "day":
            return say("{length} worked today", length=length(value)), _of_a_day(left, limits.day)
        case "week":
            return say("{length} worked this week", length=length(value)), _of_a_week(left, limits.week)
        case "late_after":
            return (
                say("It'll be late in {left}", left=length(left)) if left else say("It's late"),
                _late_from(limits.late_after),
            )
        case "commitments":
            return (
                say_many(
                    "{open} of {count} to-do is open",
                    "{open} of {count} to-dos are open",
                    limits.commitments,
                    open=round(reached.value),
                ),
                _makes_room(),
            )
        case _:
            return (
                say_many("{count} switch an hour", "{count} switches an hour", round(reached.value)),
                say("Your limit is {limit}. One thing at a time may be easier.", limit=limits.switches),
            )


def _late_from(chosen: time | None) -> str:
    if chosen is None:
        return ""
    return say("You chose to call it late from {time} on.", time=formats().clock(chosen))


def _of_a_day(left: timedelta | None, limit: timedelta) -> str:
    if limit == _UNSET.day:
        return say("Another {left} makes it a full day.", left=length(left)) if left else say("That's a full day.")
    if left:
        return say("Your daily limit of {limit} is {left} away.", limit=length(limit), left=length(left))
    return say("That's your daily limit.")


def _of_a_week(left: timedelta | None, limit: timedelta) -> str:
    if limit == _UNSET.week:
        return say("Another {left} makes it a full week.", left=length(left)) if left else say("That's a full week.")
    if left:
        return say("Your weekly limit of {limit} is {left} away.", limit=length(limit), left=length(left))
    return say("That's your weekly limit.")


def _makes_room() -> str:
    return say("Finish one, or give one a time, and there's room again.")


def too_many(refusal: str) -> tuple[str, str]:
    """Nothing more can be promised: title, and how many are open and what would help."""
    return say("Not now"), f"{refusal}\n{_makes_room()}"


def refused(text: str) -> tuple[str, str]:
    """What was asked for is not done: title and text."""
    return say("Not now"), text
