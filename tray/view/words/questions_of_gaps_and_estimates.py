"""The words that ask what a gap or a leap of the clock was; whether a session is enough, with its estimate used up."""

from datetime import datetime, timedelta, tzinfo

from tray.core.state.ongoing import Session
from tray.lib.language.translation import mark, say
from tray.view.words import breaks, names_and_numbers
from tray.view.words.names_and_numbers import clock, length, moment

WAS = {"work": mark("I worked"), "meeting": mark("A meeting"), "walk": mark("A walk"), "rest": mark("A break")}
"""What a gap can have been."""
_USED_UP = {
    1.0: mark("You've used your {length}."),
    1.5: mark("You've spent 1½ times the {length} you planned."),
}
_TWICE = mark("You've spent at least twice the {length} you planned.")
_TAKEN_FOR_BREAK = mark("Backpressure counts that time as a break unless you say otherwise.")
_TAKEN_FOR_TIME_OFF = mark("Backpressure counts that time as time off unless you say otherwise.")
_TAKEN_FOR_OFF = mark("Backpressure counts the jump as time off unless you say you went on working.")
_TAKEN_FOR_SET = mark("Backpressure assumes that the clock was set, unless you say otherwise.")


def what_was(since: datetime, until: datetime, zone: tzinfo, *, off: bool) -> tuple[str, str]:
    """What a gap was, of which the most counts as a break or is time ``off``: title and text."""
    asked = say("What did you do from {since} to {until}?", since=clock(since, zone), until=clock(until, zone))
    taken_for = say(_TAKEN_FOR_TIME_OFF if off else _TAKEN_FOR_BREAK)
    return breaks.break_over(completed=False), f"{asked}\n{taken_for}"


def what_was_it(since: datetime, until: datetime, zone: tzinfo) -> str:
    """The same as a row of the menu."""
    return say("What did you do {since}–{until}?", since=clock(since, zone), until=clock(until, zone))


def what_leapt(since: datetime, until: datetime, zone: tzinfo, *, stood: bool) -> tuple[str, str]:
    """Whether the machine stood still when the clock leapt: title and text."""
    leapt = say("The clock jumped from {since} to {until}.", since=moment(since, until, zone), until=clock(until, zone))
    return say("Was the computer off?"), f"{leapt}\n{say(_TAKEN_FOR_OFF if stood else _TAKEN_FOR_SET)}"


def was_it_off(since: datetime, until: datetime, zone: tzinfo) -> str:
    """The same as a row of the menu."""
    return say("Was the computer off {since}–{until}?", since=clock(since, zone), until=clock(until, zone))


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
