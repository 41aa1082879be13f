"""The words that ask what a gap or a leap of the clock was."""

from datetime import datetime, tzinfo

from tray.lib.language.translation import mark, say
from tray.view.words import breaks
from tray.view.words.names_and_numbers import clock, moment

WAS = {"work": mark("I worked"), "walk": mark("A walk"), "rest": mark("A break")}
"""What a gap can have been."""
_TAKEN_FOR_OFF = mark("Backpressure counts that as time off unless you say you went on working.")
_TAKEN_FOR_SET = mark("Backpressure assumes that it was set, unless you say otherwise.")


def what_was(since: datetime, until: datetime, zone: tzinfo) -> tuple[str, str]:
    """What a gap was: title and text."""
    asked = say("What did you do from {since} to {until}?", since=clock(since, zone), until=clock(until, zone))
    taken_for = say("Backpressure counts it as a break unless you say otherwise.")
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
