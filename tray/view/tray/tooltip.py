"""The lines of the tooltip after the number, and the line about what comes next, for the menu and `status` too."""

from datetime import datetime

from tray.core.breaks import due
from tray.core.breaks.kinds import worked_out
from tray.core.breaks.nudges import why_quiet
from tray.core.context import Context
from tray.core.day import shutdown
from tray.core.state.senses import Senses
from tray.core.state.state import State
from tray.lib.language.translation import say
from tray.view.tray.face import Mark
from tray.view.words import agents, breaks, end_of_day, questions, wording
from tray.view.words.durations import moment


def standing(state: State, shown: Mark, at: datetime, context: Context) -> tuple[str, ...]:
    """How long since a rest, and what a rest would buy; during a break what is left of it. Lines that stand alone."""
    lines = []
    if state.break_:
        lines.append(wording.break_left(state.break_, at))
    elif shown is Mark.PAUSED and state.paused and state.paused.until:
        lines.append(say("Tracking is paused until {time}", time=moment(state.paused.until, at, context.zone)))
    elif marked := wording.marked(shown.value):
        lines.append(marked)
    if state.working and not state.break_:
        lines.append(wording.since_rest(state))
        if state.pressure >= context.settings.levels.yellow:
            lines.append(wording.buys(worked_out(state, context)))
    if state.agents.known:
        lines.append(agents.in_short(state.agents, at))
    return tuple(line for line in lines if line)


def upcoming(state: State, senses: Senses, at: datetime, context: Context) -> str:
    """What comes next, in a few words."""
    end = state.day.end if state.day and not state.day.ended and not state.day.dismissed else None
    if state.break_:
        return say("Back at {time}", time=moment(state.break_.end, at, context.zone))
    if state.paused:
        return "" if state.paused.until else say("Tracking goes on when you resume")
    if (by := shutdown.over_by(state, context)) is not None:
        return end_of_day.shuts_down(by, at, context.zone)
    if shutdown.asks(state):
        return say("It's time to end the day")
    if state.day and state.day.ended:
        # Nothing is suggested any more, so nothing is due.
        return questions.on_holiday(state.health.holiday.last, at, context.zone) if state.health.holiday else ""
    soon = due.foreseen(state, at, context)
    waits = soon is not None and soon.after_meetings
    if state.suggestion and not waits:
        since = due.due_since(state.suggestion, state, context)
        return breaks.due_since(state.suggestion.kind, since, context.zone)
    if state.snoozed_until and state.snoozed_until > at:
        return wording.snoozed_until(state.snoozed_until, at, context.zone)
    if state.health.holiday:
        return questions.on_holiday(state.health.holiday.last, at, context.zone)
    if soon is not None and soon.at <= at:
        reasons = why_quiet(state, senses, at, context, soon.due)
        kind = soon.due.kind
        if reasons:
            # One is enough to know why, and all of them would make the menu wider than a screen.
            return breaks.due_but_waiting(kind, wording.reasons(reasons[:1]))
        return breaks.due_at_a_good_moment(kind)
    is_news = not state.quiet and (state.meeting is None or due.due(state, at, context) is not None)
    if soon is not None and waits and is_news and (end is None or soon.at < end):
        return breaks.after_meetings(soon.due.kind, moment(soon.at, at, context.zone))
    if state.quiet or state.meeting:
        return wording.quiet_until(state, at, context.zone)
    if soon is not None and (end is None or soon.at < end):
        return breaks.next_at(soon.due.kind, moment(soon.at, at, context.zone))
    if end is not None and end > at:
        return say("Day ends {when}", when=moment(end, at, context.zone))
    return ""
