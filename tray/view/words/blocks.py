"""The words about blocks: time that the person keeps for one thing."""

from datetime import datetime, timedelta, tzinfo

from tray.core.messages.effects import BlockIsOver
from tray.core.state.ongoing import Block
from tray.lib.language.formats import together
from tray.lib.language.translation import say
from tray.view.words.names_and_numbers import clipped, clock, length, own_words, percent, span


def planned(each: Block, at: datetime, zone: tzinfo) -> str:
    """That time is kept, and why then."""
    when, label = span(each.start, each.until, at, zone), own_words(each.label)
    kept = say('Block {number} is for "{label}": {span}.', number=each.number, label=label, span=when)
    return together((kept, why(each, zone)))


def planned_in_two(each: Block, at: datetime, zone: tzinfo) -> tuple[str, str]:
    """What time is kept for, and when and why then: title and text. Titles are cut, so the time is no part of it."""
    when = span(each.start, each.until, at, zone)
    return clipped(each.label), f"{say('{sentence}.', sentence=when)}\n{why(each, zone)}"


def why(each: Block, zone: tzinfo) -> str:
    """Why it is where it is."""
    if each.orange is None:
        return say(
            "It's the first free time that's long enough, leaves room for breaks around it and ends "
            "below orange, at about {percent}.",
            percent=percent(each.ends_at),
        )
    if each.orange <= each.start:
        return say(
            "No free time of that length stays below orange; this one ends lowest, at about {percent}.",
            percent=percent(each.ends_at),
        )
    return say(
        "No free time of that length stays below orange: you'd reach it at {time}.", time=clock(each.orange, zone)
    )


def listed(each: Block, at: datetime, zone: tzinfo) -> str:
    """One as a line."""
    return say("{label}  ({when})", label=own_words(each.label), when=span(each.start, each.until, at, zone))


def next_one(label: str, start: datetime, until: datetime, at: datetime, zone: tzinfo) -> str:
    """Which one comes next."""
    return say("Next block: {label}, {when}", label=label, when=span(start, until, at, zone))


def over(told: BlockIsOver) -> tuple[str, str]:
    """What came of a block: title and text."""
    title = say("Block over: {label}", label=clipped(told.label))
    if told.worked < timedelta(minutes=1):
        return title, say("You didn't get to it. You can give it another time: `backpressure block`.")
    return title, say("You worked {worked} of {length} on it.", worked=length(told.worked), length=length(told.length))
