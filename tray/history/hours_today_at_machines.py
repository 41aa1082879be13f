"""Says how long the person worked today at each of their machines; of one that is alone on record nothing."""

from datetime import datetime, timedelta

from tray.core.context import Context
from tray.core.inquiry.hours_at_machines import Work, hours
from tray.core.state.days_in_zones import today_begins
from tray.core.state.state import State
from tray.core.state.stays_at_machines import Stays
from tray.history.record import Record


class AtMachines:
    """Remembers what it read of the day until something is recorded, since it is asked often."""

    def __init__(self) -> None:
        self._known: tuple[datetime, State, Stays, Work] | None = None

    def today(self, record: Record, now: datetime, context: Context) -> dict[str, timedelta]:
        """By the machines' ids, up to ``now``. Raises StoreError."""
        if record.state.machine is None:
            return {}
        since = today_begins(record.state, now, context)
        known = self._known
        if known is None or known[0] != since or known[1] is not record.state:
            stays = Stays()
            start, facts = record.back_to(since, stays=stays)
            work = Work(start)
            work.take(facts)
            known = self._known = since, record.state, stays, work
        return hours(known[2].up_to(now), known[3].up_to(now), since, now)
