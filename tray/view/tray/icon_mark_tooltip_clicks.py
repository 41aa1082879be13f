"""The face as it is now: how full the icon is, its mark, what a click does, the tooltip, and what comes next."""

from datetime import datetime, timedelta
from functools import partial

from tray.core.appointments import meeting_at
from tray.core.breaks import due
from tray.core.breaks.kinds_and_lengths import worked_out
from tray.core.breaks.quiet_gate_and_budget import why_quiet
from tray.core.context import Context
from tray.core.day import shutdown
from tray.core.law.levels_and_gauge_steps import Level, level
from tray.core.messages import commands as c
from tray.core.sensing.presence import Input, Senses, may_rest
from tray.core.state.state import State, timeless
from tray.lib.frozen import dataclass
from tray.lib.language.formats import sentences
from tray.lib.language.translation import say
from tray.view.tray import menu
from tray.view.tray.face import SEPARATOR, STEPS, Face, Gauge, Mark, Row, Rows, Status
from tray.view.words import agents, breaks, end_of_day, names_and_numbers, quiet
from tray.view.words import checkins_easier_days_holidays as checkins
from tray.view.words import pressure_away_and_memory_full as pressure
from tray.view.words.names_and_numbers import clock, moment


def standing(state: State, shown: Mark, at: datetime, context: Context) -> tuple[str, ...]:
    """How long since a rest, and what a rest would buy; during a break what is left of it. Lines that stand alone."""
    lines = []
    if state.break_:
        lines.append(breaks.break_left(state.break_, at))
    elif shown is Mark.PAUSED and state.paused and state.paused.until:
        lines.append(say("Tracking is paused until {time}", time=moment(state.paused.until, at, context.zone)))
    elif shown is Mark.AWAY and (meeting := meeting_at(context.appointments, at)):
        lines.append(pressure.away_in_meeting(meeting.end, at, context.zone))
    elif marked := pressure.marked(shown.value):
        lines.append(marked)
    if state.working and not state.break_:
        lines.append(_since_rest(state))
        if state.pressure >= context.settings.levels.yellow:
            lines.append(breaks.buys(worked_out(state, context)))
    if state.agents.known:
        lines.append(agents.in_short(state.agents, at))
    return tuple(line for line in lines if line)


def upcoming(state: State, senses: Senses, at: datetime, context: Context) -> str:
    """What comes next, in a few words."""
    end = state.day.end if state.day and not state.day.ended and not state.day.dismissed else None
    end = end if end is not None and end > at else None  # whoever works after it has breaks to come
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
        return checkins.on_holiday(state.health.holiday.last, at, context.zone) if state.health.holiday else ""
    soon = due.foreseen(state, at, context)
    waits = soon is not None and soon.after_meetings
    if state.suggestion and not waits:
        since = due.due_since(state.suggestion, state, context)
        return breaks.due_since(state.suggestion.kind, since, context.zone)
    if state.snoozed_until and state.snoozed_until > at:
        return quiet.snoozed_until(state.snoozed_until, at, context.zone)
    if state.health.holiday:
        return checkins.on_holiday(state.health.holiday.last, at, context.zone)
    if soon is not None and soon.at <= at:
        reasons = why_quiet(state, senses, at, context, soon.due)
        kind = soon.due.kind
        if reasons:
            # One is enough to know why, and all of them would make the menu wider than a screen.
            return breaks.due_but_waiting(kind, quiet.reasons(reasons[:1]))
        return breaks.due_at_a_good_moment(kind)
    is_news = not state.quiet and (state.meeting is None or due.due(state, at, context) is not None)
    pause = due.pause_before(soon.at if soon else None, state, at, context)
    is_first = pause is None and (soon is None or end is None or soon.at < end)
    if soon is not None and waits and is_news and is_first:
        return breaks.after_meetings(soon.due.kind, moment(soon.at, at, context.zone))
    if state.quiet or state.meeting:
        return quiet.quiet_until(state, at, context.zone)
    if soon is not None and is_first:
        return breaks.next_at(soon.due.kind, moment(soon.at, at, context.zone))
    if pause is not None:
        return say(
            "Working hours pause {since}–{until}",
            since=clock(pause[0], context.zone),
            until=clock(pause[1], context.zone),
        )
    if end is not None:
        return say("Day ends {when}", when=moment(end, at, context.zone))
    return ""


@dataclass(frozen=True, slots=True)
class Coming:
    """What the person meets next."""

    what: str
    """``break over``, ``tracking resumes``, ``end of the day``, ``hours pause`` or ``break due``."""
    at: datetime
    after_meetings: bool = False
    """A break that falls due in meetings is put off until they're over."""
    until: datetime | None = None
    """When the hours go on after their pause."""


def coming(state: State, at: datetime, context: Context) -> Coming | None:
    """What the person meets next, and when, if it goes on like this.

    In the same order as `upcoming`: a day that is to end now, or is being ended, comes before a break that is due.
    """
    if state.break_ and state.break_.end > at:
        return Coming("break over", state.break_.end)
    if state.paused:
        return Coming("tracking resumes", state.paused.until) if state.paused.until else None
    if (by := shutdown.over_by(state, context)) is not None:
        return Coming("end of the day", by)
    if state.day and state.day.end and shutdown.asks(state):
        return Coming("end of the day", state.day.end)
    found: list[Coming] = []
    if state.day and state.day.end and state.day.end > at and not state.day.ended and not state.day.dismissed:
        found.append(Coming("end of the day", state.day.end))
    if not state.health.holiday and not (state.day and state.day.ended):
        if (soon := due.foreseen(state, at, context)) is not None:
            stands = state.suggestion is not None and not soon.after_meetings
            when = at if stands else max(soon.at, state.snoozed_until or at)
            found.append(Coming("break due", when, soon.after_meetings))
        if (pause := due.pause_before(None, state, at, context)) is not None:
            found.append(Coming("hours pause", pause[0], until=pause[1]))
    return min(found, key=lambda each: each.at, default=None)


def mark(state: State, senses: Senses, at: datetime, context: Context) -> Mark:
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
    return Mark.RESTING if may_rest(state, senses, at, context) else Mark.NONE


def while_reading(said: str) -> Face:
    """All that the tray shows as long as nobody knows the state, since the record is being read."""
    rows = (
        Row("reading", said, enabled=False),
        Row("line-reading", SEPARATOR),
        Row("settings-open", say("Open the settings file"), c.OpenSettings()),
        Row("quit", say("Quit"), c.Quit()),
    )
    gauge = Gauge(step=0, level=Level.GREEN, mark=Mark.UNKNOWN)
    return Face(gauge, said, "", Status.ACTIVE, rows, activate=c.ShowStatus(), secondary=c.ShowStatus())


def face(state: State, senses: Senses, at: datetime, context: Context) -> Face:
    """All that the tray shows; ``state`` is as of ``at``."""
    coloured = level(state.held, context.settings.levels)
    shown = mark(state, senses, at, context)
    soon = upcoming(state, senses, at, context)
    lines = standing(state, shown, at, context)
    percent = names_and_numbers.of_100(state.pressure)
    urgent = coloured in (Level.RED, Level.CRITICAL) and shown in (Mark.NONE, Mark.RESTING)
    return Face(
        gauge=Gauge(
            step=min(STEPS, max(0, int(state.pressure * STEPS / 100))),
            level=coloured,
            mark=shown,
            number=percent if context.settings.icon.number else None,
        ),
        tooltip=sentences((pressure.number(state.pressure, coloured), *lines)),
        next=soon,
        status=Status.ATTENTION if urgent else Status.ACTIVE,
        menu=Rows(
            (
                timeless(state),
                at.replace(second=0, microsecond=0),
                coloured,
                percent,
                soon,
                lines,
                senses.autostart,
                senses.undoable_preset,
                context,
            ),
            partial(menu.rows, state, senses, coloured, at, context, soon),
        ),
        activate=c.OpenPanel() if context.settings.icon.click == "panel" and senses.has_window else c.ShowStatus(),
        secondary=c.EndBreak() if state.break_ else c.TakeBreak(),
        opens_menu=context.settings.icon.click == "menu",
        percent=percent,
        now=lines,
    )


def _since_rest(state: State) -> str:
    """How long the stretch is, while the person works."""
    if state.stretch < timedelta(minutes=1):
        return say("Just started")
    return say("{length} since your last break", length=names_and_numbers.length(state.stretch))
