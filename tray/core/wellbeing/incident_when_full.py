"""Records that memory is full: once per crossing of 100%, and only when it is certain that the person is at work."""

from datetime import datetime

from tray.core.context import Context
from tray.core.messages.facts import IncidentRecorded
from tray.core.sensing.presence import Senses, unseen_work
from tray.core.state.state import State

KIND = "incident_recorded"
"""What ``facts.kind_of`` calls the fact."""
FULL = 100.0
"""Percent; here a program would end with a MemoryError."""


def record(state: State, senses: Senses, at: datetime, context: Context) -> tuple[IncidentRecorded, ...]:
    """The fact that the pressure has reached 100 %; ``state`` is as of ``at``.

    Again only after it has fallen below critical, hysteresis included, and never on a value that the next minutes may
    take back: while there is no input, the person may have left with the last one.
    """
    pressure = state.pressure
    if pressure < FULL or not _anew(state, context) or not certain(state, senses, context):
        return ()
    return (IncidentRecorded(at, pressure),)


def _anew(state: State, context: Context) -> bool:
    levels = context.settings.levels
    return state.incident is None or state.lowest < levels.critical - levels.hysteresis


def certain(state: State, senses: Senses, context: Context) -> bool:
    """The pressure is what it is shown as: the person is surely at work, or surely is not."""
    there = unseen_work(senses.attention, context.settings.tracking)
    return senses.active or state.by_hand or there or not state.working
