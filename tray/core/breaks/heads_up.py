"""Tells of a break shortly before it is due, to those who asked for that."""

from datetime import datetime, timedelta

from tray.core.breaks.due import coming, is_worth_it, pause_before
from tray.core.breaks.quiet_gate_and_budget import OF_A_SUGGESTION, why_quiet
from tray.core.context import Context
from tray.core.messages.facts import HeadsUpGiven
from tray.core.sensing.presence import Senses
from tray.core.state.state import State

_COUNTS_NOT = OF_A_SUGGESTION | {"just-back"}
"""A heads-up is no suggestion."""


def tell(state: State, senses: Senses, at: datetime, context: Context) -> tuple[HeadsUpGiven, ...]:
    """The fact that it is told now; once before each break, and never when a suggestion would have to be quiet.

    Nor before a pause of the hours, of a break that comes after that, for whoever goes on. A fixed time is the person's
    own word.
    """
    wanted = context.settings.breaks.heads_up
    soon = coming(state, at, context) if wanted and not state.suggestion else None
    if soon is None or not at < soon[0] <= at + wanted:
        return ()
    waits = pause_before(soon[0], state, at, context) is not None or not is_worth_it(soon[1], state, at, context)
    if waits and soon[1].entry is None:
        return ()
    if state.heads_up and state.heads_up > _last_break(state) and at - state.heads_up < 2 * wanted:
        return ()
    if set(why_quiet(state, senses, at, context)) - _COUNTS_NOT:
        return ()
    return (HeadsUpGiven(at, soon[0] - at, soon[1].kind),)


def next_time(state: State, at: datetime, context: Context) -> list[datetime]:
    """When it may be told."""
    wanted = context.settings.breaks.heads_up
    soon = coming(state, at, context) if wanted else None
    return [soon[0] - wanted] if soon else []


def _last_break(state: State) -> datetime:
    known = (*state.suggested[-1:], state.rested_at, state.skipped)
    return max((time for time in known if time), default=state.at - timedelta(days=1))
