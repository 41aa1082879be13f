"""Says when a break is offered before meetings of the calendar, since it would fall due in them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from tray.core.appointments import Appointment
from tray.core.breaks import fixed_times
from tray.core.context import Context
from tray.core.day.meetings import Row, next_row
from tray.core.state.what_counts_as_break import REST_COUNTS

MEETINGS = "meetings"
"""The reason of such a break."""
_FAR = timedelta(hours=1)
_WAITS = timedelta(minutes=5)
"""A break that would have to wait no longer than this for the end of a meeting does so."""
_WORTH = timedelta(minutes=20)
"""Nobody needs a break so soon after the last one, whatever comes."""
_SETTLING = timedelta(minutes=1)


def near_row(appointments: Sequence[Appointment], at: datetime) -> Row | None:
    """The meetings that come next, if they come soon enough to think of them."""
    row = next_row(appointments, at)
    return None if row is None or row.start - at > _FAR else row


def worth_from(had: datetime, rhythm: timedelta) -> datetime:
    """From when another break is worth it after the one that was ``had``, of those that come in this ``rhythm``."""
    return had + min(_WORTH, rhythm / 2)


def offered_at(
    row: Row,
    due_at: datetime,
    length: timedelta,
    at: datetime,
    worth_from: datetime,
    context: Context,
    *,
    is_rest: bool,
    is_fixed: bool,
) -> datetime | None:
    """When a break is offered that would be due at ``due_at``, before the meetings of ``row``; None if it isn't.

    So early that a natural pause can be awaited and the break is over as they begin; too late for it, it's left. One
    at a fixed time comes before them only if it would be too late after them, or later than it is early now.
    """
    begins = row.start - length
    least = REST_COUNTS if is_rest else length / 2
    if row.start - at < least or not begins < due_at < row.end - _WAITS:
        return None
    offer = begins - context.settings.breaks.natural_pause - _SETTLING
    nearer = not is_fixed or row.end - due_at >= min(fixed_times.LASTS, due_at - begins)
    return offer if nearer and max(at, offer) >= worth_from else None
