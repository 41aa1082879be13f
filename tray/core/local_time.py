"""The instants that local clock times mean, also when the clock skips an hour or shows one twice.

Every conversion from a local clock to UTC is made here; the zone is any `tzinfo` that knows about `fold` (PEP 495).
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from tray.settings.types.values import TimeRange

Span = tuple[datetime, datetime]
"""From an instant (included) up to another (not included), both UTC."""

DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
_LEAST = timedelta.resolution
_NOTHING = timedelta(0)


def instant(day: date, clock: time, zone: tzinfo) -> datetime:
    """The first instant by which the clock has reached ``clock`` on ``day``: exactly one, and never out of order.

    So of a time that comes twice it is the first, and of one that is skipped the end of the gap. (Shifting a skipped
    time by the length of the gap, as `fold` alone would, puts 02:30 after 03:00.)
    """
    return _occurrences(datetime.combine(day, clock), zone)[0]


def spans(day: date, ranges: Iterable[TimeRange], zone: tzinfo) -> tuple[Span, ...]:
    """The real time covered by clock ranges that begin on ``day``, sorted and merged; nothing in it is empty.

    What lies in a skipped hour takes no time, so a range loses that part or is dropped; a repeated hour belongs to a
    range with both of its runs.
    """
    found = sorted(_span(day, each, zone) for each in ranges)
    return merged(span for span in found if span[0] < span[1])


def day_at(at: datetime, begins: time, zone: tzinfo) -> date:
    """The day that ``at`` belongs to, when days begin at the clock time ``begins``."""
    day = at.astimezone(zone).date()
    # Two runs of one hour may straddle the beginning of a day, so the date on the clock is only a first guess.
    while at < instant(day, begins, zone):
        day -= DAY
    while instant(day + DAY, begins, zone) <= at:
        day += DAY
    return day


def dates(first: date, count: int) -> Iterator[date]:
    """``count`` dates from ``first`` on."""
    return (first + n * DAY for n in range(count))


def dates_around(at: datetime, zone: tzinfo) -> Iterator[date]:
    """The dates on which a clock range that holds ``at`` may begin: its own and the two beside it."""
    return dates(at.astimezone(zone).date() - DAY, 3)


def merged(found: Iterable[Span]) -> tuple[Span, ...]:
    """Spans that come in the order of their starts, with those that touch or overlap made one."""
    merged: list[Span] = []
    for start, end in found:
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return tuple(merged)


def within(at: datetime, found: Iterable[Span]) -> bool:
    """Whether ``at`` lies in one of the spans."""
    return any(start <= at < end for start, end in found)


def overlap(start: datetime, end: datetime, found: Iterable[Span]) -> timedelta:
    """How much of the time from ``start`` to ``end`` lies in spans that are apart."""
    return sum((max(min(end, last) - max(start, first), _NOTHING) for first, last in found), _NOTHING)


def _span(day: date, clocks: TimeRange, zone: tzinfo) -> Span:
    last_day = day if clocks.start < clocks.end else day + DAY
    return instant(day, clocks.start, zone), _end(datetime.combine(last_day, clocks.end), zone)


def _end(local: datetime, zone: tzinfo) -> datetime:
    """The instant from which the clock is never before ``local`` again."""
    runs = _occurrences(local, zone)
    # Where 02:00 to 03:00 comes twice, a range up to 02:00 has ended before; one up to 02:01 has not.
    entered_twice = len(_occurrences(local - _LEAST, zone)) == 2
    return runs[-1] if entered_twice else runs[0]


def _occurrences(local: datetime, zone: tzinfo) -> tuple[datetime, ...]:
    """When the clock shows ``local``: once, twice, or instead of never the end of the gap."""
    first = local.replace(tzinfo=zone, fold=0).astimezone(UTC)
    second = local.replace(tzinfo=zone, fold=1).astimezone(UTC)
    if first == second:
        return (first,)
    if first < second:
        return first, second
    return (_gap_end(before=second, after=first, zone=zone),)


def _gap_end(*, before: datetime, after: datetime, zone: tzinfo) -> datetime:
    """The instant between the two from which the offset is the later one; zones change at whole seconds."""
    before = before.replace(microsecond=0)
    offset = after.astimezone(zone).utcoffset()
    seconds = range((after - before) // _SECOND + 1)
    skipped = bisect_left(seconds, True, key=lambda n: (before + n * _SECOND).astimezone(zone).utcoffset() == offset)
    return before + skipped * _SECOND
