"""Looks through weeks of history without anybody waiting: in slices of some milliseconds, once a day."""

from collections.abc import Generator
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from tray.core.context import Context
from tray.core.messages.events import HistoryRead
from tray.core.sensing.presence import Senses
from tray.core.state import days_in_zones
from tray.core.state.state import State
from tray.core.wellbeing.timing_of_warnings_and_insights import LOOKED_BACK, tells_insights, wants
from tray.history.record import Record

if TYPE_CHECKING:
    from tray.core.inquiry.insights import AfterBreaks

SLICE = 40
"""So many steps are made between two looks at the world: about 10 ms."""
BETWEEN = timedelta(milliseconds=40)
"""The least time between two slices."""


class Scan:
    """Looks through the history when that is wanted, a slice each time it is asked to go on."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._steps: Generator[HistoryRead | None, None, None] | None = None
        self.wait: timedelta | None = None
        """How long until the next slice; None while there is nothing to do."""

    def stop(self) -> None:
        """Let go of the history, and begin anew when that is next wanted: of what streams, nothing can be purged."""
        steps, self._steps, self.wait = self._steps, None, None
        if steps is not None:
            steps.close()

    def go_on(self, state: State, senses: Senses, at: datetime, context: Context) -> HistoryRead | None:
        """What was read, once all of it is added up; None until then, and while nobody wants to know.

        Raises StoreError, and then begins anew when it is next wanted.
        """
        if self._steps is None:
            if wants(state, senses, at, context):
                insights = tells_insights(state, at, context)
                self._steps = looked_back(self._record, at, context, insights=insights)
                self.wait = BETWEEN
            return None
        steps, self._steps, self.wait = self._steps, None, None
        for read in islice(steps, SLICE):
            if read is not None:
                return read
        self._steps, self.wait = steps, BETWEEN
        return None


def looked_back(
    record: Record, at: datetime, context: Context, *, insights: bool = False
) -> Generator[HistoryRead | None, None, None]:
    """None for each thing that was lived, and at last the days before that of ``at``, as far back as is needed.

    With ``insights`` also what goes with what in them. Raises StoreError, also in between.
    """
    # A good part of all rules, and needed for a second a day.
    from tray.core.inquiry.totals import stepwise

    today, until = (
        days_in_zones.day_when(record.state, at, context),
        days_in_zones.today_begins(record.state, at, context),
    )
    first = today - LOOKED_BACK
    start, facts = record.between(days_in_zones.never_later(first, context), until)
    if start.at >= until:
        yield HistoryRead(())
        return
    after = _after_breaks(context) if insights else None
    found = yield from stepwise(start, facts, until, context, after.take if after else None)
    days = tuple(each for each in found if first <= each.day < today and each.ends > start.at)
    yield HistoryRead(days, after.insights(days) if after else ())


def _after_breaks(context: Context) -> "AfterBreaks":
    # Asked for once a month, by whoever wants it.
    from tray.core.inquiry.insights import AfterBreaks

    return AfterBreaks(context)
