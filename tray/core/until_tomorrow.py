"""When a snooze, a pause and quiet "until tomorrow" are over."""

from datetime import datetime, timedelta, tzinfo

from tray.core.days_and_nights import DAY, dates, day_bounds, day_of, working_ranges
from tray.settings.defaults.every_setting import Hours

_UNTIL_TOMORROW = timedelta(hours=16)
"""After the present day's end, the first working hours count as tomorrow's no longer than this."""


def next_day_start(at: datetime, zone: tzinfo, hours: Hours) -> datetime:
    """What "until tomorrow" means: when the next working hours of a following day begin.

    That is so if they begin at most 16 h after the present day ends (with a day that ends at 04:00: by 20:00);
    otherwise tomorrow is where the present day ends. Always later than ``at``.
    """
    today = day_of(at, zone, hours)
    _, boundary = day_bounds(today, zone, hours)
    days = dates(today + DAY, 2)
    starts = (start for day in days for start, _ in working_ranges(day, zone, hours) if start > at)
    return next((start for start in starts if start <= boundary + _UNTIL_TOMORROW), boundary)
