"""The words about sessions, whether one is good enough; and about to-dos: the next step, and the list of them."""

from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo

from tray.core.state.ongoing import Session
from tray.core.state.state import Commitment
from tray.lib.language.translation import mark, say
from tray.view.words import names_and_numbers
from tray.view.words.names_and_numbers import length, moment

_USED_UP = {
    1.0: mark("You've used your {length}."),
    1.5: mark("You've spent 1½ times the {length} you planned."),
}
_TWICE = mark("You've spent at least twice the {length} you planned.")


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


def good_enough(session: Session) -> tuple[str, str]:
    """Whether a session is good enough: title and text."""
    text = _USED_UP.get(session.asked, _TWICE)
    return is_it_good_enough(session), say(text, length=length(session.estimate or timedelta(0)))


def is_it_good_enough(session: Session) -> str:
    """The question alone."""
    return say('"{name}": is it good enough?', name=names_and_numbers.clipped(session.label))


def how_long(worked: timedelta) -> tuple[str, str]:
    """How long a session takes, asked anew: title and text."""
    spent = say("You've spent {length} on it so far.", length=length(worked))
    return say("How long will it take in all?"), f"{spent}\n{say('For another length: `backpressure estimate 5h`.')}"
