"""How long until a break is due, by the pressure or by the length of the stretch, whichever comes first."""

from datetime import timedelta

from tray.core.context import Context
from tray.core.law.law import crossing
from tray.core.state.state import State, drive


def due_in(state: State, context: Context) -> timedelta | None:
    """Work until a break is due, if it goes on like this; None while nobody works."""
    if not state.working:
        return None
    breaks = context.settings.breaks
    left = breaks.after - (state.stretch - state.stretch_at_skip if state.skipped else state.stretch)
    if not state.skipped:
        within = max(left, timedelta(0)).total_seconds()
        reached = (
            0.0
            if state.pressure >= breaks.at_pressure
            else crossing(state.pools, drive(state), breaks.at_pressure, within, state.law)
        )
        left = left if reached is None else min(left, timedelta(seconds=reached))
    return max(left, timedelta(0))
