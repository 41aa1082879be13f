"""Where in the person's days an instant lies: which day, inside working hours, at night, before which end.

Everything is worked out from the local date each time, never by adding 24 hours to an earlier answer, so daylight
saving neither skips nor repeats anything. Every conversion from a local clock to UTC is made here, also when
the clock skips an hour or shows one twice (PEP 495). Instants are aware and UTC, going in and coming out; ``zone``
must be hashable, as those of `zoneinfo` are. After an edit of the hours or a journey, ask again.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from itertools import pairwise

from tray.lib.frozen import dataclass
from tray.lib.language.formats import formats
from tray.settings.defaults.every_setting import Hours, Law
from tray.settings.types.time_ranges_shifts_fixed_breaks import TimeRange, WeekRange

Span = tuple[datetime, datetime]
"""From an instant (included) up to another (not included), both UTC."""

DAY = timedelta(days=1)
MOST_APART = 2 * DAY
"""No two zones of the world are further apart: what differs more was recorded by a wrong clock."""
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


NIGHT = TimeRange(time(23), time(6))
"""When work weighs `Law.night` (law/README.md, Parameters)."""

_NINE = time(9)
_SEARCHED_DAYS = 366
_LINGERS = timedelta(hours=1)
"""A day whose working hours run over `Hours.day_ends_at` goes on for so long after them."""
_LABEL_HOLDS_AT_MOST = timedelta(days=7)


def day_of(at: datetime, zone: tzinfo, hours: Hours) -> date:
    """The local day that ``at`` belongs to, which `day_bounds` bounds.

    Late evenings up to `Hours.day_ends_at` belong to the day before, and so does the rest of a night shift.
    """
    known = _known.get((id(zone), id(hours)))
    if known is not None and known.begins <= at < known.ends:
        return known.day
    day = day_at(at, hours.day_ends_at, zone)
    day = day - DAY if at < _day_end(day - DAY, zone, hours) else day
    if len(_known) >= _MOST_KNOWN:
        _known.clear()
    _known[id(zone), id(hours)] = _Known(zone, hours, day)
    return day


def is_credible(day: date, by_calendar: date) -> bool:
    """Whether it can have been ``day`` somewhere when the calendar of now has another date."""
    return abs(day - by_calendar) <= MOST_APART


def day_bounds(day: date, zone: tzinfo, hours: Hours) -> Span:
    """From when (included) to when (not included) ``day`` lasts. Days follow each other without gap or overlap.

    It ends at `Hours.day_ends_at`, and where its working hours run over that an hour after them: whoever works nights
    is not cut off before their end. A date that the zone skipped altogether may have no length.
    """
    known = _known.get((id(zone), id(hours)))
    if known is not None and day == known.day:
        return known.begins, known.ends
    return _day_end(day - DAY, zone, hours), _day_end(day, zone, hours)


class _Known:
    """The day that was last asked about in a zone with some hours, where its work ends, and its labels.

    Everything asks to which day an instant belongs, some thirty times at a look, and nearly always with the very same
    zone and hours: to find these by all that they say took longer than the answer.
    """

    __slots__ = ("begins", "day", "ends", "hours", "labels", "law", "work_ends", "zone")

    def __init__(self, zone: tzinfo, hours: Hours, day: date) -> None:
        self.zone, self.hours = zone, hours  # held, so that nothing else gets their identities
        self.day = day
        self.begins, self.ends = _day_end(day - DAY, zone, hours), _day_end(day, zone, hours)
        self.work_ends = _work_ends(day, zone, hours)
        self.law: tuple[float, float] | None = None
        self.labels: tuple[tuple[datetime, Label], ...] = ()


_known: dict[tuple[int, int], _Known] = {}
_MOST_KNOWN = 8


@lru_cache(maxsize=64)
def _day_end(day: date, zone: tzinfo, hours: Hours) -> datetime:
    ends = instant(day + DAY, hours.day_ends_at, zone)
    working = _work_ends(day, zone, hours)
    if working is None or working + _LINGERS <= ends:
        return ends
    return min(working + _LINGERS, max(instant(day + 2 * DAY, hours.day_ends_at, zone), ends))


def times_on(day: date, clock: time, zone: tzinfo, hours: Hours) -> tuple[datetime, ...]:
    """When it is ``clock`` on ``day``, be it after midnight: once, unless a night shift makes it longer or shorter."""
    begins, ends = day_bounds(day, zone, hours)
    return tuple(at for at in (instant(on, clock, zone) for on in dates(day, 3)) if begins <= at < ends)


def late_spans(day: date, late_after: time, zone: tzinfo, hours: Hours) -> tuple[Span, ...]:
    """What of ``day`` is late: from ``late_after`` to its end, without the person's own working hours."""
    _, ends = day_bounds(day, zone, hours)
    late = next(iter(times_on(day, late_after, zone, hours)), ends)
    found = []
    for start, end in sorted(_working(dates(day - DAY, 3), zone, hours)):
        if late < start:
            found.append((late, min(start, ends)))
        late = max(late, end)
        if late >= ends:
            break
    return tuple(span for span in (*found, (late, ends)) if span[0] < span[1])


def working_ranges(day: date, zone: tzinfo, hours: Hours) -> tuple[Span, ...]:
    """The working hours of the local date ``day``, in real time: sorted, apart, none of them empty.

    One that runs over midnight belongs whole to the date it begins on, though the next be a day off. So does what
    goes on such a night after a pause.
    """
    if any(off.first <= day <= off.last for off in hours.days_off):
        return ()
    evening, night = _evening_and_night(hours.on_date(day), hours.day_ends_at)
    found = spans(day, evening, zone)
    return merged(sorted((*found, *spans(day + DAY, night, zone)))) if night else found


def _evening_and_night(
    clocks: tuple[TimeRange, ...], day_ends_at: time
) -> tuple[tuple[TimeRange, ...], tuple[TimeRange, ...]]:
    """What begins on the date itself, and what goes on its night after a pause.

    That is written after a range to midnight or over it, and begins after that one's end and before the day ends.
    """
    over = next((n for n, each in enumerate(clocks) if each.end <= each.start), None)
    if over is None:
        return clocks, ()
    later = clocks[over + 1 :]
    night = tuple(each for each in later if clocks[over].end <= each.start < min(each.end, day_ends_at))
    return (*clocks[: over + 1], *(each for each in later if each not in night)), night


def has_hours(hours: Hours) -> bool:
    """Whether any day has working hours; without any the person is always inside."""
    if hours.cycle is not None:
        return any(shift.name in hours.cycle.days for shift in hours.shifts)
    return any(hours.on(weekday) for weekday in range(7))


def leaves_free(day: date, zone: tzinfo, hours: Hours) -> bool:
    """Whether the working hours leave ``day`` free, as a weekend or a day off. Where there are none, no day is."""
    return has_hours(hours) and not working_ranges(day, zone, hours)


def week_begins(hours: Hours) -> int:
    """The weekday, 0 being Monday, with which the person's week begins: the first of work after the most free days.

    Where no day of the week is free, or each, or where shifts alternate, it is as people write it where the person is.
    """
    free = [not hours.on(weekday) for weekday in range(7)]
    if hours.cycle is not None or all(free) or not any(free):
        return formats().first_weekday

    def free_before(weekday: int) -> int:
        return next(n for n in range(7) if not free[weekday - 1 - n])

    return max((weekday for weekday in range(7) if not free[weekday]), key=free_before)


def week_of(day: date, hours: Hours) -> date:
    """The first day of the person's week to which ``day`` belongs."""
    return day - (day.weekday() - week_begins(hours)) % 7 * DAY


def inside(at: datetime, zone: tzinfo, hours: Hours) -> bool:
    """Whether ``at`` lies inside working hours."""
    return not has_hours(hours) or within(at, _working(dates_around(at, zone), zone, hours))


def end_of_day(day: date, zone: tzinfo, hours: Hours) -> datetime | None:
    """The planned end of ``day``, which is where its last working hours end; None when it has none.

    So it also is None where the only working hours of a date lie in an hour that the clock skips.
    """
    known = _known.get((id(zone), id(hours)))
    return known.work_ends if known is not None and day == known.day else _work_ends(day, zone, hours)


def _work_ends(day: date, zone: tzinfo, hours: Hours) -> datetime | None:
    working = working_ranges(day, zone, hours)
    return working[-1][1] if working else None


def pause_of_hours(at: datetime, zone: tzinfo, hours: Hours) -> Span | None:
    """The time without working hours that follows the part of a day in which ``at`` lies; None in its last part."""
    for day in dates_around(at, zone):
        for (start, end), (goes_on, _) in pairwise(_parts_of_hours(day, zone, hours)):
            if start <= at < end:
                return end, goes_on
    return None


def time_in_pauses(start: datetime, end: datetime, zone: tzinfo, hours: Hours) -> timedelta:
    """How much of a span lies between two parts of a day's working hours."""
    parts = (pairwise(_parts_of_hours(day, zone, hours)) for day in dates_around(start, zone))
    pauses = ((ends, goes_on) for day in parts for (_, ends), (goes_on, _) in day)
    return overlap(start, end, merged(each for each in pauses if each[0] < each[1]))


_parts_of_hours = lru_cache(maxsize=8)(working_ranges)


def work_begins(after: date, at: datetime, zone: tzinfo, hours: Hours) -> datetime:
    """When work begins on the first day after ``after`` that has working hours, later than ``at``.

    Weekends, days off and holidays are passed over. Where no day of the year to come has any, it's 09:00 on the next.
    """
    ranges = (working_ranges(day, zone, hours) for day in dates(after + DAY, _SEARCHED_DAYS))
    return next((found[0][0] for found in ranges if found and found[0][0] > at), instant(after + DAY, _NINE, zone))


def in_ranges(at: datetime, ranges: Sequence[TimeRange], zone: tzinfo) -> bool:
    """Whether ``at`` lies in one of the clock ranges, which hold on every day."""
    return bool(ranges) and within(at, _daily(dates_around(at, zone), ranges, zone))


def next_range_change(at: datetime, ranges: Sequence[TimeRange], zone: tzinfo) -> datetime | None:
    """The first instant after ``at`` at which `in_ranges` changes; None when it never does."""
    # Two days ahead do for most zones; some have skipped a date.
    found = tuple(_daily(dates(at.astimezone(zone).date() - DAY, 5), ranges, zone))
    now = within(at, found)
    # Past the beginning of the last span found, the next date's are missing.
    edges = sorted({edge for span in found for edge in span if at < edge <= found[-1][0]})
    return next((edge for edge in edges if within(edge, found) is not now), None)


@dataclass(frozen=True, slots=True)
class Label:
    """What the clock says about work and rest at an instant."""

    load: float
    """Factor on the load of work."""
    inside: bool
    """Inside working hours."""
    available: bool
    """Kept available, which counts outside working hours only."""


def label(at: datetime, zone: tzinfo, hours: Hours, law: Law) -> Label:
    """The label in force at ``at``.

    The factor is `Law.night` at night, whether or not these are working hours: the body does not read the settings.
    At other times it is `Law.outside_hours` outside working hours and on days off, else 1. With no hours set the
    person is always inside, so that only the night counts.
    """
    changes = _labels_of(day_of(at, zone, hours), zone, hours, law)
    return changes[bisect_right(changes, at, key=lambda change: change[0]) - 1][1]


def next_label_change(at: datetime, zone: tzinfo, hours: Hours, law: Law) -> datetime:
    """The first instant after ``at`` at which `label` differs; 7 days after it when none does until then."""
    bound = at + _LABEL_HOLDS_AT_MOST
    changes = _label_changes(at, bound, zone, hours, law)
    return next((when for when, _ in changes), bound)


def labels_between(
    start: datetime, end: datetime, zone: tzinfo, hours: Hours, law: Law
) -> tuple[tuple[datetime, Label], ...]:
    """Every change of `label` later than ``start`` and not later than ``end``, in order."""
    return tuple(_label_changes(start, end, zone, hours, law))


def _label_changes(
    after: datetime, until: datetime, zone: tzinfo, hours: Hours, law: Law
) -> Iterator[tuple[datetime, Label]]:
    held = label(after, zone, hours, law)
    day = day_of(after, zone, hours)
    ends = after
    while ends <= until:
        for when, new in _labels_of(day, zone, hours, law):
            if after < when <= until and new != held:
                yield when, new
                held = new
        ends = day_bounds(day, zone, hours)[1]
        day += DAY


def _labels_of(day: date, zone: tzinfo, hours: Hours, law: Law) -> tuple[tuple[datetime, Label], ...]:
    known, weights = _known.get((id(zone), id(hours))), (law.outside_hours, law.night)
    if known is None or day != known.day:
        return _labels(day, zone, hours, *weights)
    if known.law != weights:
        known.labels, known.law = _labels(day, zone, hours, *weights), weights
    return known.labels


# Asked several times at each look, always about the same day or two.
@lru_cache(maxsize=8)
def _labels(
    day: date, zone: tzinfo, hours: Hours, outside_hours: float, night: float
) -> tuple[tuple[datetime, Label], ...]:
    """The labels of a day: the one it begins with, then one at each instant at which something may change."""
    begins, ends = day_bounds(day, zone, hours)
    near = tuple(dates(day - DAY, 4))  # a day may end in the small hours of the second after it
    always_inside = not has_hours(hours)
    working = tuple(_working(near, zone, hours))
    nights = tuple(_daily(near, (NIGHT,), zone))
    kept = tuple(_weekly(near, hours.kept_available, zone))

    def at(when: datetime) -> Label:
        is_inside = always_inside or within(when, working)
        load = night if within(when, nights) else 1.0 if is_inside else outside_hours
        return Label(load, is_inside, available=not is_inside and within(when, kept))

    edges = {edge for span in (*working, *nights, *kept) for edge in span if begins < edge < ends}
    return tuple((when, at(when)) for when in sorted({begins, *edges}))


def _working(days: Iterable[date], zone: tzinfo, hours: Hours) -> Iterator[Span]:
    return (span for day in days for span in working_ranges(day, zone, hours))


def _daily(days: Iterable[date], ranges: Sequence[TimeRange], zone: tzinfo) -> Iterator[Span]:
    return (span for day in days for span in spans(day, ranges, zone))


def _weekly(days: Iterable[date], ranges: Sequence[WeekRange], zone: tzinfo) -> Iterator[Span]:
    return (span for day in days for span in spans(day, (each.clocks for each in ranges if each.on(day)), zone))
