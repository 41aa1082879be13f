"""How the face looks now: a function of state, senses, settings and the instant."""

from datetime import datetime

from tray.core.breaks import due
from tray.core.breaks.nudges import why_quiet, worked_out
from tray.core.context import Context
from tray.core.day import shutdown
from tray.core.law.levels import Level, word
from tray.core.messages import commands as c
from tray.core.state.senses import RESTING_AFTER, Input, Senses
from tray.core.state.state import State
from tray.settings.catalogue.catalogue import Levels
from tray.view.tray import menu
from tray.view.tray.face import STEPS, Face, Gauge, Mark, Status
from tray.view.words import checkins, suggestions, wording
from tray.view.words.durations import clock, moment


def level(state: State, levels: Levels) -> Level:
    """The level, with its hysteresis on the way down."""
    return band(state.held, levels)


def band(pressure: float, levels: Levels) -> Level:
    """The level of a pressure."""
    return Level(word(pressure, levels))


def mark(state: State, senses: Senses, at: datetime) -> Mark:
    """What the icon says beside the level."""
    if state.paused:
        return Mark.PAUSED
    if state.break_:
        return Mark.BREAK
    if state.day and state.day.ended:
        return Mark.OFF
    if senses.input is Input.UNKNOWN and not state.by_hand:
        return Mark.UNKNOWN
    if not state.working:
        return Mark.AWAY
    return Mark.RESTING if senses.quiet(at) >= RESTING_AFTER and not state.by_hand else Mark.NONE


def face(state: State, senses: Senses, at: datetime, context: Context) -> Face:
    """All that the tray shows; ``state`` is as of ``at``."""
    coloured = level(state, context.settings.levels)
    shown = mark(state, senses, at)
    soon = upcoming(state, senses, at, context)
    urgent = coloured in (Level.RED, Level.CRITICAL) and shown in (Mark.NONE, Mark.RESTING)
    return Face(
        gauge=Gauge(
            step=min(STEPS, max(0, int(state.pressure * STEPS / 100))),
            level=coloured,
            mark=shown,
            number=min(999, int(state.pressure)) if context.settings.icon.number else None,
        ),
        tooltip=tooltip(state, shown, coloured, at, context),
        next=soon,
        status=Status.ATTENTION if urgent else Status.ACTIVE,
        menu=menu.rows(state, senses, coloured, at, context, soon),
        activate=c.ShowStatus(),
        secondary=c.EndBreak() if state.break_ else c.TakeBreak(),
    )


def tooltip(state: State, shown: Mark, coloured: Level, at: datetime, context: Context) -> str:
    """The number in words, how long since a rest, and what a rest would buy; during a break what is left of it."""
    parts = [wording.number(state.pressure, coloured)]
    if state.break_:
        parts.append(wording.break_left(state.break_, at))
    elif shown is Mark.PAUSED and state.paused and state.paused.until:
        parts.append(f"{wording.MARK_WORDS['paused']} until {moment(state.paused.until, at, context.zone)}")
    elif shown.value in wording.MARK_WORDS:
        parts.append(wording.MARK_WORDS[shown.value])
    if state.working and not state.break_:
        parts.append(wording.since_rest(state))
        if state.pressure >= context.settings.levels.yellow:
            parts.append(wording.buys(worked_out(state, context)))
    return ". ".join(part for part in parts if part) + "."


def upcoming(state: State, senses: Senses, at: datetime, context: Context) -> str:
    """What comes next, in a few words."""
    end = state.day.end if state.day and not state.day.ended and not state.day.dismissed else None
    if state.break_:
        return f"Back at {moment(state.break_.end, at, context.zone)}"
    if state.paused:
        return "" if state.paused.until else "Tracking goes on when you resume"
    if (by := shutdown.over_by(state, context)) is not None:
        return f"The day shuts down by {moment(by, at, context.zone)}"
    if shutdown.asks(state):
        return "It's time to end the day"
    if state.suggestion:
        return f"{suggestions.name_of(state.suggestion.kind)} due since {clock(state.suggestion.since, context.zone)}"
    if state.snoozed_until and state.snoozed_until > at:
        return f"Snoozed until {moment(state.snoozed_until, at, context.zone)}"
    if state.health.holiday:
        return checkins.on_holiday(state.health.holiday.last, at, context.zone)
    soon = due.coming(state, at, context)
    if soon is not None and soon[0] <= at:
        reasons = why_quiet(state, senses, at, context, soon[1])
        name = suggestions.name_of(soon[1].kind)
        return f"{name} due, waiting: {wording.reasons(reasons)}" if reasons else f"{name} due at the next pause"
    if state.quiet or state.meeting:
        return wording.quiet_until(state, at, context.zone)
    if soon is not None and (end is None or soon[0] < end):
        kind = "Next break" if soon[1].kind == "rest" else suggestions.name_of(soon[1].kind)
        return f"{kind} {moment(soon[0], at, context.zone)}"
    if end is not None and end > at:
        return f"Day ends {moment(end, at, context.zone)}"
    return ""
