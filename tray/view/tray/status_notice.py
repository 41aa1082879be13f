"""The notification that a click on the icon shows: the number, what holds it, what comes next, and three buttons."""

from tray.core.messages import commands as c
from tray.core.state.state import State
from tray.lib.language.formats import formats, sentences
from tray.lib.language.translation import say
from tray.view.tray.face import Button, Face, Notice
from tray.view.words import pressure_away_and_memory_full as pressure


def status_notice(face: Face, state: State) -> Notice:
    """How things stand, for whoever has no panel or wants none."""
    first = Button("break", say("Take a break"), c.TakeBreak())
    if state.break_:
        first = Button("back", say("I'm back"), c.EndBreak())
    second = Button("pause", say("Pause"), c.Pause())
    if state.paused:
        second = Button("resume", say("Resume"), c.Resume())
    buttons = (first, second, Button("settings", say("Settings"), c.OpenSettings()))
    now = (sentences((line,)) for line in face.now)
    lines = (*now, formats().listed(pressure.holds(state)), face.next)
    title = pressure.number(state.pressure, face.gauge.level)
    return Notice(title, "\n".join(line for line in lines if line), buttons)
