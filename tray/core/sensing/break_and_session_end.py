"""When a break is over because the person is back or its time is up, what it counts as; when a gap ends a session."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from tray.core.context import Context
from tray.core.law.values import Regime
from tray.core.messages.facts import BreakEnded, Cause, Fact, RegimeBegan, SessionEnded
from tray.core.sensing import gaps
from tray.core.state.ongoing import Break
from tray.core.state.state import State

BREAK_SETTLES = timedelta(seconds=10)
"""Input so soon after a break began is the click that began it."""
BACK_AFTER = timedelta(seconds=20)
"""Input for this long ends a break."""


def break_ends(state: State, back: datetime | None, at: datetime, context: Context) -> Iterator[Fact]:
    """The facts that the running break is over, early or at its end; ``back`` is since when there is input again."""
    assert state.break_ is not None
    is_back = back is not None and at >= back + BACK_AFTER and back < state.break_.end
    yield from session_over(state, back if back and is_back else at, context)
    if back is not None and is_back:
        yield BreakEnded(back, completed=False)
        yield from gaps.closed(replace(state, break_=None), back, context.zone, context.settings.hours)
    elif at >= state.break_.end:
        end = state.break_.end
        yield over(state.break_, end, context)
        after = replace(state, break_=None)
        if back is not None and back <= at:
            # They were back for its last moments, and nothing more happens that would tell.
            yield from gaps.closed(after, max(back, end), context.zone, context.settings.hours)
        elif state.gap_since and end >= state.gap_since + gaps.REST_LASTS:
            yield RegimeBegan(end, Regime.OFF, Cause.GAP)
        else:
            # A look that comes late finds more than the end of the break.
            yield from gaps.continued(after, at, context.zone, context.settings.hours)


def over(begun: Break, at: datetime, context: Context) -> BreakEnded:
    """The break ends at ``at``. One that is finished ends the stretch, and is a rest unless it is short by a rhythm."""
    completed = at >= begun.end
    return BreakEnded(at, completed, _counts(begun, context) if completed else "")


def _counts(begun: Break, context: Context) -> str:
    by_rhythm = any(each.name == begun.kind and each.every for each in context.settings.kinds)
    short = by_rhythm and begun.length < context.settings.breaks.shortest
    return "stretch" if short else "rest"


def session_over(state: State, at: datetime, context: Context) -> Iterator[Fact]:
    """The fact that the open gap has ended the open session."""
    return (SessionEnded(over, by_gap=True) for over in session_ends(state, context) if at >= over)


def session_ends(state: State, context: Context) -> list[datetime]:
    """When the open gap ends the open session."""
    if state.session is None or state.gap_since is None:
        return []
    return [max(state.gap_since, state.session.since) + context.settings.tracking.session_ends_after]
