"""Labels the load of work with what came before it: a short time off, a heavy week.

Both are factors on u, worked out from when there was work and when there was none; the equations know nothing of
them. A label is fixed when a stretch of work begins, or a day of it does (README.md, Labels).
"""

from datetime import datetime, timedelta
from typing import Final

from tray.lib.frozen import changed, dataclass
from tray.settings.defaults.every_setting import Law

_HOUR = timedelta(hours=1)
_WEEK = timedelta(days=7)
_DAY_APART = timedelta(hours=5)
"""A day of work begins with the first of it after so long without."""
_LONG_ENOUGH = timedelta(hours=1)
"""No shorter time without work counts as time off."""
FULL_REST_H: Final = 11.0
"""So many hours off leave nothing to be short of; 1.5 h less have the full effect."""
_SHORTEST_H = 1.5
USUAL_WEEK_H: Final = 34.0
"""A week of 40 h at the desk with a break of ten minutes every hour."""
_LEAST_WEEK, _MOST_WEEK = 0.95, 1.15

Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Labels:
    """What is known of the time before, and what follows for the work that goes on. Without slots, like ``State``."""

    known_since: datetime | None = None
    """Since when there is a record; None before that."""
    worked: tuple[Span, ...] = ()
    """Spans of work that lie within the week before the present day, or in it."""
    off: tuple[Span, ...] = ()
    """Times of an hour or more without work that ended not long before the present stretch."""
    since: datetime | None = None
    """Since when there is work, without any pause; None in a rest."""
    off_h: float = FULL_REST_H
    """T: the longest of them, in hours."""
    week_h: float = USUAL_WEEK_H
    """H: hours of work in the week before the present day."""


def short_time_off(hours: float, law: Law) -> float:
    """q(T) = 1 + Q·clamp((11 − T)/1.5, 0, 1)."""
    return 1.0 + law.short_time_off * min(max((FULL_REST_H - hours) / _SHORTEST_H, 0.0), 1.0)


def heavy_week(hours: float, law: Law) -> float:
    """w(H) = clamp(1 + W·(H − 34), 0.95, 1.15)."""
    return min(max(1.0 + law.heavy_week * (hours - USUAL_WEEK_H), _LEAST_WEEK), _MOST_WEEK)


def factor(labels: Labels, law: Law) -> float:
    """What the two make of the load together."""
    return short_time_off(labels.off_h, law) * heavy_week(labels.week_h, law)


def began(labels: Labels, at: datetime, off: Span | None, law: Law) -> Labels:
    """A stretch of work begins at ``at``, after ``off`` if anything is known of the time before it."""
    if off is not None and off[0] >= at and labels.worked and labels.worked[-1][1] == at:
        # No time has passed: somebody said that it was work after all, and so the stretch goes on.
        return changed(labels, worked=labels.worked[:-1], since=labels.worked[-1][0])
    known_since = labels.known_since or (at if off is None else off[0])
    labels = changed(labels, known_since=known_since, since=at)
    since = at - law.awake_limit
    reach = tuple(each for each in labels.off if each[1] >= since)
    if off is not None and off[1] - off[0] >= _LONG_ENOUGH:
        reach = (*reach, off)
    longest = max((end - start for start, end in reach), default=timedelta(0))
    labels = changed(labels, off=reach, off_h=longest / _HOUR if known_since <= since else FULL_REST_H)
    first = off is None or off[1] - off[0] >= _DAY_APART
    return _day_began(labels, known_since, at) if first else labels


def ended(labels: Labels, at: datetime) -> Labels:
    """A stretch of work ends at ``at``; one of no length was none."""
    if labels.since is None or labels.since >= at:
        return changed(labels, since=None) if labels.since else labels
    return changed(labels, worked=(*labels.worked, (labels.since, at)), since=None)


def shifted(labels: Labels, by: timedelta) -> Labels:
    """The same on a clock that was set."""
    return changed(
        labels,
        known_since=labels.known_since and labels.known_since + by,
        since=labels.since and labels.since + by,
        worked=tuple((start + by, end + by) for start, end in labels.worked),
        off=tuple((start + by, end + by) for start, end in labels.off),
    )


def _day_began(labels: Labels, known_since: datetime, at: datetime) -> Labels:
    begins = at - _WEEK
    worked = tuple(each for each in labels.worked if each[1] > begins)
    if known_since > begins:
        return changed(labels, worked=worked, week_h=USUAL_WEEK_H)
    hours = sum(((end - max(start, begins)) / _HOUR for start, end in worked), 0.0)
    return changed(labels, worked=worked, week_h=hours)
