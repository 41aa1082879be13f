"""How the face looks now: how full the icon is, its colour and mark, what a click does; all from state and instant."""

from datetime import datetime
from functools import partial

from tray.core.context import Context
from tray.core.law.levels import Level, level
from tray.core.messages import commands as c
from tray.core.sensing.sensing import may_rest
from tray.core.state.senses import Input, Senses
from tray.core.state.state import State, timeless
from tray.lib.language.translation import say
from tray.view.tray import menu
from tray.view.tray.face import SEPARATOR, STEPS, Face, Gauge, Mark, Row, Rows, Status
from tray.view.tray.tooltip import standing, upcoming
from tray.view.words import rounding, wording


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
    return Mark.RESTING if may_rest(state, senses, at) else Mark.NONE


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
    shown = mark(state, senses, at)
    soon = upcoming(state, senses, at, context)
    lines = standing(state, shown, at, context)
    percent = rounding.of_100(state.pressure)
    urgent = coloured in (Level.RED, Level.CRITICAL) and shown in (Mark.NONE, Mark.RESTING)
    return Face(
        gauge=Gauge(
            step=min(STEPS, max(0, int(state.pressure * STEPS / 100))),
            level=coloured,
            mark=shown,
            number=percent if context.settings.icon.number else None,
        ),
        tooltip=wording.sentences((wording.number(state.pressure, coloured), *lines)),
        next=soon,
        status=Status.ATTENTION if urgent else Status.ACTIVE,
        menu=Rows(
            (timeless(state), at.replace(second=0, microsecond=0), percent, soon, senses.autostart, context),
            partial(menu.rows, state, senses, coloured, at, context, soon),
        ),
        activate=c.OpenPanel() if context.settings.icon.click == "panel" and senses.has_window else c.ShowStatus(),
        secondary=c.EndBreak() if state.break_ else c.TakeBreak(),
        opens_menu=context.settings.icon.click == "menu",
        percent=percent,
        now=lines,
    )
