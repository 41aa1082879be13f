"""Takes the number of to-dos that are kept elsewhere, such as in a todo.txt. Nothing but the number is kept."""

from dataclasses import replace
from datetime import datetime

from tray.core.context import Context
from tray.core.days_and_nights import day_bounds
from tray.core.messages.events import CommitmentsFound
from tray.core.messages.facts import CommitmentsCounted
from tray.core.state.ongoing import Counted
from tray.core.state.state import State

_TIMES = 100
"""So many dates ahead are kept; a text that is counted again every few days needs no more."""


def counted(state: State, found: CommitmentsFound, at: datetime, context: Context) -> tuple[CommitmentsCounted, ...]:
    """The fact that the number is another than the one known; nothing found where nothing was is no news.

    What is planned for a day is so until that day is over.
    """
    ends = tuple((day_bounds(day, context.zone, context.settings.hours)[1], count) for day, count in found.dates)
    new = Counted(found.source, found.unplanned, found.planned, ends).as_of(at)
    new = replace(new, ends=new.ends[:_TIMES])
    known = next((each for each in state.counted if each.source == found.source), Counted(found.source, 0, 0))
    return () if new == known.as_of(at) else (CommitmentsCounted(at, new.source, new.unplanned, new.planned, new.ends),)
