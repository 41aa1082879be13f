"""What would come of something, said in a sentence or two, and in numbers for scripts."""

from datetime import timedelta
from typing import Any, assert_never

from tray.core.breaks.kinds import Length
from tray.core.context import Context
from tray.core.inquiry.what_if import Answer, Outlook
from tray.core.messages.commands import CloseCommitment, PlanCommitment, TakeBreak
from tray.core.messages.what_if import BreakAt, StopAt, WorkOn
from tray.lib.text import clean
from tray.settings.catalogue.catalogue import Levels
from tray.view.words import rounding
from tray.view.words.durations import length, moment

VERSION = 1
_KINDS = {"rest": "A break", "walk": "A walk", "lunch": "Lunch"}
_LITTLE = 2.0
"""Below such a difference whole percents say nothing."""


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
            return _promise(found, f"With commitment {found.question.number} closed")
        case PlanCommitment():
            return _promise(found, f"With commitment {found.question.number} planned")
        case WorkOn():
            return _work(found, found.question, working, context)
        case StopAt():
            return _stop(found, working, context)
        case _:
            assert_never(found.question)


def _break(found: Answer, question: TakeBreak | BreakAt, working: bool, context: Context) -> str:
    begins = found.now.at if isinstance(question, TakeBreak) else max(question.at, found.now.at)
    taken = length(found.then.at - begins)
    if isinstance(question, BreakAt):
        taken += f" at {moment(begins, found.now.at, context.zone)}"
    change = _change(found.now, found.then)
    at = moment(found.then.at, found.now.at, context.zone)
    instead = _percent(found.as_now, found.then)
    name = _KINDS.get(question.kind) or clean(question.kind).capitalize()
    return (
        f"{name} of {taken}: {change} at {at}; {_room(found.then)}.\n"
        f"{'Working on' if working else 'Resting on'} as now: {instead} at {at}; {_room(found.as_now)}."
    )


def _promise(found: Answer, what: str) -> str:
    return (
        f"{what}: {_change(found.now, found.then)} at once; {_room(found.then)}.\n"
        f"As it is: {_percent(found.now, found.then)}; {_room(found.now)}."
    )


def _work(found: Answer, question: WorkOn, working: bool, context: Context) -> str:
    at = moment(found.then.at, found.now.at, context.zone)
    ways = [
        f"{_level(bound, context.settings.levels)} at {moment(when, found.now.at, context.zone)}"
        for bound, when in found.reaches
    ]
    passing = f", {', '.join(ways)}" if ways else ""
    said = f"{length(question.length)} of work: {_change(found.now, found.then)} at {at}{passing}.\n"
    if not working:
        said += f"With a longer break instead: {_percent(found.as_now, found.then)}. "
    buys = length(context.settings.breaks.buys)
    return (
        f"{said}To stay below orange for {buys} after it, a break takes {_rest(found.now.rest)} now, and "
        f"{_rest(found.then.rest)} then."
    )


def _stop(found: Answer, working: bool, context: Context) -> str:
    assert found.morning is not None
    then, otherwise = found.morning
    at = moment(then.at, found.now.at, context.zone)
    if not working:
        return f"You're not working now: {_change(found.now, then)} when work begins {at}; {_room(then)}."
    ends = (moment(each.at, found.now.at, context.zone) for each in (found.then, found.as_now))
    stop, later = ends
    return (
        f"Work ended at {stop}: {_percent(found.then, found.as_now)} then, {_percent(then, otherwise)} "
        f"when work begins {at}; {_room(then)}.\n"
        f"Going on until {later}: {_percent(found.as_now, found.then)} then, {_percent(otherwise, then)} "
        f"when work begins; {_room(otherwise)}."
    )


def _room(outlook: Outlook) -> str:
    """What work stays below orange after it."""
    if outlook.buys is None:
        return "then a whole day of work stays below orange"
    if outlook.buys < timedelta(minutes=1):
        return "no room for work below orange"
    return f"then {length(outlook.buys)} of work stay below orange"


def _rest(rest: Length) -> str:
    return length(rest.length) if rest.enough else f"more than {length(rest.length)}"


def _change(before: Outlook, after: Outlook) -> str:
    if min(before.pressure, after.pressure) >= rounding.FULL:
        return rounding.change(before.pressure, after.pressure)
    return f"{_percent(before, after)} → {_percent(after, before)}"


def _percent(outlook: Outlook, beside: Outlook) -> str:
    """Whole percents, unless the other is too near."""
    near = abs(outlook.pressure - beside.pressure) < _LITTLE
    return rounding.fine_percent(outlook.pressure) if near else rounding.percent(outlook.pressure)


def _level(bound: float, levels: Levels) -> str:
    names = {levels.orange: "orange", levels.red: "red", levels.critical: "critical"}
    return names[bound]
