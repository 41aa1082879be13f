"""When a planned time begins to press: one working day before, at the same time of day."""

from datetime import datetime, timedelta

from tray.core import days_and_nights
from tray.core.context import Context
from tray.core.days_and_nights import DAY, instant

_FARTHEST = 15
"""Days. Whoever is away for longer has the day before it."""


def near(when: datetime, context: Context) -> datetime:
    """The same time on the last working day before ``when``; without fixed hours, on the day before."""
    zone, hours = context.zone, context.settings.hours
    day, local = days_and_nights.day_of(when, zone, hours), when.astimezone(zone)
    back = 1
    if days_and_nights.has_hours(hours):
        worked = (n for n in range(1, _FARTHEST + 1) if days_and_nights.working_ranges(day - n * DAY, zone, hours))
        back = next(worked, 1)
    found = instant(local.date() - timedelta(days=back), local.time().replace(fold=0), zone)
    return min(found, when)
