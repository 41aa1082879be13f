"""The words about people's own limits."""

from datetime import timedelta

from tray.core.messages.effects import LimitNear
from tray.settings.catalogue.catalogue import Limits
from tray.view.words.durations import length


def near(told: LimitNear, limits: Limits) -> tuple[str, str]:
    """A limit of the person's own is near: title and text."""
    match told.name:
        case "stretch":
            return _left(told.left, "this stretch"), f"Your limit on a stretch is {length(limits.stretch)}."
        case "day":
            return _left(told.left, "today"), f"Your limit on a day is {length(limits.day)}."
        case "week":
            return _left(told.left, "this week"), f"Your limit on seven days is {length(limits.week)}."
        case "late_after":
            when = f"Late by your own clock in {length(told.left)}" if told.left else "It is late by your own clock"
            return when, f"You set {limits.late_after:%H:%M} as late. Tomorrow is another day."
        case "commitments":
            count = f"{told.value:.0f} of {limits.commitments} commitments are open"
            return count, "Closing one, or giving one a time, makes room."
        case _:
            count = f"{told.value:.0f} switches an hour"
            return count, f"Your limit is {limits.switches}. One thing at a time may be easier."


def _left(left: timedelta | None, of: str) -> str:
    return f"{length(left)} left for {of}" if left else f"That was the limit for {of}"


def refused(text: str) -> tuple[str, str]:
    """What was asked for is not done: title and text."""
    return "Not now", text
