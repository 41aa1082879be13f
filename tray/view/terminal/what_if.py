"""What would come of something, said in a sentence or two, and in numbers for scripts."""

from datetime import timedelta
from typing import Any, assert_never

from tray.core.breaks.kinds_and_lengths import Length
from tray.core.context import Context
from tray.core.inquiry.what_if import Answer, Outlook
from tray.core.messages.commands import CloseCommitment, PlanCommitment, TakeBreak
from tray.core.messages.what_if import BreakAt, StopAt, WorkOn
from tray.lib.language.formats import formats, together
from tray.lib.language.translation import mark, say
from tray.lib.text import clean
from tray.settings.defaults.every_setting import Levels
from tray.view.words import breaks, names_and_numbers
from tray.view.words.names_and_numbers import length, moment

VERSION = 1


def what_if_values(found: Answer, working: bool, context: Context) -> dict[str, Any]:
    """Numbers unrounded, times in ISO 8601 with offset, absent things None; ``text`` says it in words."""

    def outlook(each: Outlook) -> dict[str, Any]:
        return {
            "at": each.at.astimezone(context.zone).isoformat(),
            "pressure": each.pressure,
            "buys_s": None if each.buys is None else each.buys.total_seconds(),
            "break_s": each.rest.length.total_seconds(),
            "break_is_enough": each.rest.enough,
        }

    mornings = found.morning or (None, None)
    return {
        "version": VERSION,
        "now": outlook(found.now),
        "then": outlook(found.then),
        "as_now": outlook(found.as_now),
        "next_work": {
            "then": mornings[0] and outlook(mornings[0]),
            "as_now": mornings[1] and outlook(mornings[1]),
        },
        "reaches": [
            {"threshold": bound, "at": when.astimezone(context.zone).isoformat()} for bound, when in found.reaches
        ],
        "text": what_if_text(found, working, context),
    }


def what_if_text(found: Answer, working: bool, context: Context) -> str:
    """What would come of it, and what of going on as now; ``working`` is what the person does now."""
    match found.question:
        case TakeBreak() | BreakAt():
            return _break(found, found.question, working, context)
        case CloseCommitment():
            number, change = found.question.number, _change(found.now, found.then)
            return _promise(found, say("With to-do {number} closed: {change} at once.", number=number, change=change))
        case PlanCommitment():
            number, change = found.question.number, _change(found.now, found.then)
            return _promise(found, say("With to-do {number} planned: {change} at once.", number=number, change=change))
        case WorkOn():
            return _work(found, found.question, working, context)
        case StopAt():
            return _stop(found, working, context)
        case _:
            assert_never(found.question)


def _break(found: Answer, question: TakeBreak | BreakAt, working: bool, context: Context) -> str:
    begins = found.now.at if isinstance(question, TakeBreak) else max(question.at, found.now.at)
    places = {
        "length": length(found.then.at - begins),
        "change": _change(found.now, found.then),
        "end": moment(found.then.at, found.now.at, context.zone),
        "kind": clean(question.kind),
        "start": moment(begins, found.now.at, context.zone),
    }
    known = {**_NOW, None: _OWN_NOW} if isinstance(question, TakeBreak) else {**_LATER, None: _OWN_LATER}
    taken = say(known.get(question.kind) or known[None], **places)
    instead = _percent(found.as_now)
    otherwise = (
        say("If you go on working: {percent} by {time}.", percent=instead, time=places["end"])
        if working
        else say("Without it: {percent} by {time}.", percent=instead, time=places["end"])
    )
    return _lines((taken, _room(found.then)), (otherwise, _room(found.as_now)))


_NOW: dict[str | None, str] = {
    "rest": mark("A break of {length}: {change} by {end}."),
    "walk": mark("A walk of {length}: {change} by {end}."),
    "lunch": mark("Lunch of {length}: {change} by {end}."),
}
_LATER: dict[str | None, str] = {
    "rest": mark("A break of {length} at {start}: {change} by {end}."),
    "walk": mark("A walk of {length} at {start}: {change} by {end}."),
    "lunch": mark("Lunch of {length} at {start}: {change} by {end}."),
}
_OWN_NOW = mark('A break "{kind}" of {length}: {change} by {end}.')
_OWN_LATER = mark('A break "{kind}" of {length} at {start}: {change} by {end}.')
"""Of a kind of the person's own."""


def _promise(found: Answer, said: str) -> str:
    as_it_is = say("As it is: {percent}.", percent=_percent(found.now))
    return _lines((said, _room(found.then)), (as_it_is, _room(found.now)))


def _lines(*lines: tuple[str, ...]) -> str:
    """Whole sentences, those of one line behind one another."""
    return "\n".join(map(together, lines))


def _work(found: Answer, question: WorkOn, working: bool, context: Context) -> str:
    places = {
        "length": length(question.length),
        "change": _change(found.now, found.then),
        "end": moment(found.then.at, found.now.at, context.zone),
    }
    if found.reaches:
        ways = formats().listed(
            [
                say(
                    "{level} by {time}",
                    level=_level(bound, context.settings.levels),
                    time=moment(when, found.now.at, context.zone),
                )
                for bound, when in found.reaches
            ]
        )
        work = say("{length} of work: {change} by {end}, {levels}.", **places, levels=ways)
    else:
        work = say("{length} of work: {change} by {end}.", **places)
    instead = _percent(found.as_now)
    otherwise = () if working else (say("Without it: {percent}.", percent=instead),)
    needed = say(
        "To stay below orange for another {length}, you'd need a break of {now} now, or of {then} after that.",
        length=length(context.settings.breaks.buys),
        now=_rest(found.now.rest),
        then=_rest(found.then.rest),
    )
    return _lines((work,), (*otherwise, needed))


def _stop(found: Answer, working: bool, context: Context) -> str:
    assert found.morning is not None
    then, otherwise = found.morning
    begins = moment(then.at, found.now.at, context.zone)
    if not working:
        change = _change(found.now, then)
        said = say("You're not working now: {change} when work begins ({time}).", change=change, time=begins)
        return _lines((said, _room(then)))
    stops = say(
        "If you stop at {time}: {percent} then, {next} when work begins ({begins}).",
        time=moment(found.then.at, found.now.at, context.zone),
        percent=_percent(found.then),
        next=_percent(then),
        begins=begins,
    )
    goes_on = say(
        "If you go on until {time}: {percent} then, {next} when work begins ({begins}).",
        time=moment(found.as_now.at, found.now.at, context.zone),
        percent=_percent(found.as_now),
        next=_percent(otherwise),
        begins=begins,
    )
    return _lines((stops, _room(then)), (goes_on, _room(otherwise)))


def _room(outlook: Outlook) -> str:
    """What work stays below orange after it."""
    if outlook.buys is None:
        return say("After that, a whole day of work stays below orange.")
    if outlook.buys < timedelta(minutes=1):
        return say("After that, any work is in orange or beyond.")
    return say("After that, {length} of work stays below orange.", length=breaks.bought(outlook.buys))


def _rest(rest: Length) -> str:
    return length(rest.length) if rest.enough else say("more than {length}", length=length(rest.length))


def _change(before: Outlook, after: Outlook) -> str:
    return names_and_numbers.change(before.pressure, after.pressure)


def _percent(outlook: Outlook) -> str:
    return names_and_numbers.percent(outlook.pressure)


def _level(bound: float, levels: Levels) -> str:
    return names_and_numbers.level({levels.orange: "orange", levels.red: "red", levels.critical: "critical"}[bound])
