"""The words about the end of the day."""

from datetime import datetime, timedelta, tzinfo

from tray.core.messages.effects import DayIsOver
from tray.core.state.ongoing import Commitment, Day
from tray.lib.language.formats import together
from tray.lib.language.translation import say, say_many
from tray.lib.text_width import cut
from tray.settings.defaults.every_setting import Shutdown
from tray.view.words.names_and_numbers import clock, day_and_clock, length, moment, own_words, percent

_LONGEST = 60


def done() -> str:
    """The answer that something still open is done."""
    return say("Done")


def leave() -> str:
    """The answer that it has no time."""
    return say("Leave it open")


def end_it() -> str:
    """The answer that all of it waits."""
    return say("End the day now")


def end_the_day() -> str:
    """The answer to its end, and what ends it at any time."""
    return say("End the day")


def not_today() -> str:
    """The answer that today has no end."""
    return say("Not today")


def soon(end: datetime, zone: tzinfo, *, again: bool = False) -> tuple[str, str]:
    """The end of the day is near: title and text; ``again`` to whoever has heard of it before."""
    text = say("Find a good place to stop.") if again else say("A good moment to see what you can still finish.")
    return say("Your day ends at {end}", end=clock(end, zone)), text


def end(day: Day, zone: tzinfo) -> tuple[str, str]:
    """The end of the day has come: title and text, which stay true however long they stand."""
    planned = ""
    if day.end and day.extended:
        planned = say("You wanted to go on until {end}.", end=clock(day.end, zone))
    elif day.end:
        planned = say("You planned to stop at {end}.", end=clock(day.end, zone))
    return say("Time to call it a day?"), _lines(planned, say("What's left can wait until tomorrow."))


def may_be_time() -> str:
    """The title where a break is due and none would be enough."""
    return say("It may be time to call it a day")


def no_break_helps() -> str:
    """Why the day is better ended than a break taken."""
    return say("Not even a long break would keep you out of orange for long.")


def shuts_down(by: datetime, at: datetime, zone: tzinfo) -> str:
    """By when the day is over all the same."""
    return say("The day ends at {time} at the latest", time=moment(by, at, zone))


def stays_open(each: Commitment, place: tuple[int, int], settings: Shutdown, at: datetime) -> tuple[str, str]:
    """A commitment is offered a time: title and text."""
    which, of = place
    counted = say("{which} of {of}.", which=which, of=of) if of > 1 else ""
    easier = say("With a time, it weighs less on you tonight.")
    wait = say("The day ends in {length} all the same.", length=length(settings.planning))
    return still_open(each, at, cut(own_words(each.text), _LONGEST)), _lines(together((counted, easier)), wait)


def still_open(each: Commitment, at: datetime, text: str) -> str:
    """A commitment as a question what becomes of it."""
    return say("Overdue: {text}", text=text) if each.is_overdue(at) else say("Still open: {text}", text=text)


def when(offered: datetime, at: datetime, zone: tzinfo) -> str:
    """A time that is offered, such as ``Plan: tomorrow 09:00``."""
    return say("Plan: {when}", when=day_and_clock(offered, at, zone))


def over(told: DayIsOver) -> tuple[str, str]:
    """The day has ended: title, and the day in a line."""
    line = _worked(told) if told.worked >= timedelta(minutes=1) else ""
    return say("Your day has ended"), _lines(line, together((_open(told), say("Rest well."))))


def _worked(told: DayIsOver) -> str:
    worked, peak = length(told.worked), percent(told.highest)
    if not told.breaks:
        # A day without a break is told without a word about it: nobody is scolded.
        return say("{worked} worked, peak {peak}.", worked=worked, peak=peak)
    return say_many(
        "{worked} worked, {count} break, peak {peak}.",
        "{worked} worked, {count} breaks, peak {peak}.",
        told.breaks,
        worked=worked,
        peak=peak,
    )


def _open(told: DayIsOver) -> str:
    count = told.unplanned + told.planned
    if not count:
        return ""
    if not told.planned:
        return say_many("{count} to-do still open.", "{count} to-dos still open.", count)
    if not told.unplanned:
        return say_many("{count} to-do still open, with a time.", "{count} to-dos still open, each with a time.", count)
    return say_many(
        "{count} to-do still open, {planned} with a time.",
        "{count} to-dos still open, {planned} with a time.",
        count,
        planned=told.planned,
    )


def _lines(*parts: str) -> str:
    """What has room for few lines shows the first ones, whole."""
    return "\n".join(part for part in parts if part)
