"""The words about people's own limits."""

from datetime import timedelta

from tray.core.messages.effects import LimitNear
from tray.settings.catalogue.catalogue import Limits
from tray.view.words.durations import length

_UNSET = Limits()


def near(reached: LimitNear, limits: Limits) -> tuple[str, str]:
    """A limit is near, or reached: title and text. One that nobody set is none of theirs, and is not called one."""
    value, left = timedelta(seconds=reached.value), reached.left
    match reached.name:
        case "stretch":
            return f"{length(value)} without a break", f"Your limit for a stretch is {length(limits.stretch)}."
        case "day":
            return f"{length(value)} worked today", _of(left, limits.day, _UNSET.day, "a day")
        case "week":
            return f"{length(value)} worked this week", _of(left, limits.week, _UNSET.week, "a week")
        case "late_after":
            when = f"It gets late in {length(left)}" if left else "It's late"
            return when, f"You chose {limits.late_after:%H:%M} as the time after which it's late for you."
        case "commitments":
            return (
                f"{reached.value:.0f} of {limits.commitments} to-dos are open",
                "Finish one, or give one a time, and there's room again.",
            )
        case _:
            return (
                f"{reached.value:.0f} switches an hour",
                f"Your limit is {limits.switches}. One thing at a time may be easier.",
            )


def _of(left: timedelta | None, limit: timedelta, unset: timedelta, span: str) -> str:
    if limit != unset:
        return (
            f"Your limit of {length(limit)} for {span} comes in {length(left)}."
            if left
            else (f"That's your limit for {span}.")
        )
    return (
        f"In {length(left)}, it's a full {span.removeprefix('a ')}."
        if left
        else f"That's a full {span.removeprefix('a ')}."
    )


def refused(text: str) -> tuple[str, str]:
    """What was asked for is not done: title and text."""
    return "Not now", text
