"""The tooltip: the number in words, and the line about what comes next, which the menu and `status` show, too."""

from datetime import datetime

from tray.core.breaks import due
from tray.core.breaks.kinds import worked_out
from tray.core.breaks.nudges import why_quiet
from tray.core.context import Context
from tray.core.day import shutdown
from tray.core.law.levels import Level
from tray.core.state.senses import Senses
from tray.core.state.state import State
from tray.view.tray.face import Mark
from tray.view.words import checkins, suggestions, wording
from tray.view.words.durations import clock, moment


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
