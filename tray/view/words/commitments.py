"""The words about to-dos: the next step, and the list of them."""

from collections.abc import Callable
from datetime import datetime, tzinfo

from tray.core.state.state import Commitment
from tray.lib.language.translation import say
from tray.view.words.names_and_numbers import moment


def next_step(
    each: Commitment, at: datetime, zone: tzinfo, said: Callable[[datetime, datetime, tzinfo], str] = moment
) -> str:
    """When the next step of a commitment is, or that its time has passed; empty where it has none."""
    if each.when is None:
        return ""
    when = said(each.when, at, zone)
    return say("overdue since {when}", when=when) if each.is_overdue(at) else when


def none_open() -> str:
    """In place of the list."""
    return say("There are no open to-dos.")


def plan_overdue(number: int) -> str:
    """Below the list, where one is overdue."""
    return say("To give an overdue one another time: `backpressure plan {number} WHEN`.", number=number)


def labelled(label: str, when: str) -> str:
    """A to-do in the list, with its next step."""
    return say("{label}  ({when})", label=label, when=when)
