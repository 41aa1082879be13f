"""What is counted of a day and of several: the totals that history, the report and the warnings all read."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from tray.core.law.answer_model import Expected
from tray.lib.frozen import dataclass, field

_ZERO = timedelta(0)
_HOUR = timedelta(hours=1)
LEVELS = ("green", "yellow", "orange", "red", "critical")
PLANNED_WEIGHT = 0.3
"""Of a planned commitment beside an unplanned one, in ``open_loops``."""


@dataclass(frozen=True, slots=True)
class SessionTotal:
    """Work under one label, from its start to its end."""

    label: str
    load: str
    since: datetime
    until: datetime | None
    """None while it goes on."""
    estimate: timedelta | None
    worked: timedelta


@dataclass(frozen=True, slots=True)
class Answer:
    """A check-in."""

    at: datetime
    item: str
    answer: int
    expected: Expected | None = None
    """What was expected of it, in fatigue from 0 to 100; None where nothing was."""


def _added(values: Sequence[Any]) -> Any:
    """Lengths of time and numbers add up to their sum; things by name to that of each name, the first seen first."""
    if not isinstance(values[0], Mapping):
        return sum(values[1:], values[0])
    added: dict[str, Any] = {}
    for each in values:
        for name, value in each.items():
            added[name] = added[name] + value if name in added else value
    return added


def _by_level(values: Sequence[Mapping[str, timedelta]]) -> dict[str, timedelta]:
    """All levels, also those without work."""
    added = _added(values)
    return {name: added.get(name, _ZERO) for name in LEVELS}


def _most_first(values: Sequence[Mapping[str, timedelta]]) -> dict[str, timedelta]:
    """That with most of it first."""
    return dict(sorted(_added(values).items(), key=lambda known: (-known[1], known[0])))


_ADDS = "adds"


def _by_name(adds: Callable[[Sequence[Any]], Any] = _added) -> Any:
    """Something that is counted for each of several names."""
    return field(default_factory=dict, metadata={_ADDS: adds})


@dataclass(frozen=True)
class Counted:
    """What is counted of a day and adds up over several, each declared here and nowhere else.

    A line says its name, its unit by its type (a length of time, a number, or one of these for each of several names),
    and how several days add up where that isn't their sum. The counting of a day, its totals, those of several days,
    and what ``history --json`` tells of both have what stands here.
    """

    worked: timedelta = _ZERO
    rested: timedelta = _ZERO
    """Breaks: without work, between the first and the last work of the day, but for hours that are time off."""
    meetings: timedelta = _ZERO
    booked: timedelta = _ZERO
    """Meetings by the person's calendar, at the same time or not; ``meetings`` is what was seen and said of them."""
    attended: timedelta = _ZERO
    """Work during those."""
    booked_meetings: int = 0
    """How many there were; those that began together are one."""
    back_to_back: int = 0
    """How many of them began less than five minutes after another had ended."""
    outside: timedelta = _ZERO
    """Work outside the person's working hours, and on days off."""
    late: timedelta = _ZERO
    """Work after ``limits.late_after`` and outside the person's working hours."""
    night: timedelta = _ZERO
    """Work from 23:00 to 06:00."""
    longest: timedelta = field(default=_ZERO, metadata={_ADDS: max})
    """The longest stretch."""
    suggestions: int = 0
    snoozed: int = 0
    taken: int = 0
    """Breaks taken, suggested or not: rests between work that ended a stretch, and breaks that were finished.

    A gap as long as one that may hold a night is time off, and no break.
    """
    skipped: int = 0
    """Breaks that were skipped, suggested or not."""
    breaks: int = 0
    """Begun on purpose."""
    breaks_completed: int = 0
    breaks_due: int = 0
    """How often as much work as ``breaks.after`` says came together without a break."""
    breaks_due_taken: int = 0
    """How often a break came then, before the next was due."""
    switches: int = 0
    opened: int = 0
    planned: int = 0
    closed: int = 0
    """Commitments."""
    at_level: Mapping[str, timedelta] = _by_name(_by_level)
    """Work by the level of the pressure; adds up to ``worked``."""
    put: Mapping[str, float] = _by_name()
    """Points put in, by cause: ``core.trace.Kind`` in words."""
    freed: Mapping[str, float] = _by_name()
    """Points freed, by regime; those of a night count for the day before it."""
    at_machines: Mapping[str, timedelta] = _by_name(_most_first)
    """Work at each machine; nothing where one is alone on record. At two at once it counts for both."""

    @property
    def breaks_missed(self) -> int:
        """Due breaks that did not come before the next was due."""
        return self.breaks_due - self.breaks_due_taken


@dataclass(frozen=True)
class _Dated:
    """Which day it was."""

    day: date
    begins: datetime
    ends: datetime
    week_begins: int = 0
    """The weekday with which the person's week begins, 0 being Monday."""
    weekend: bool = False
    """The person's working hours leave this day free."""


@dataclass(frozen=True)
class DayTotals(Counted, _Dated):
    """One local day as it was lived, see ``core.state.days_in_zones``. Times are UTC."""

    night_outside: timedelta = _ZERO
    """What of ``night`` lies outside the person's working hours; all of it where there are none."""
    start: datetime | None = None
    """The first work."""
    stop: datetime | None = None
    """The end of the last work."""
    planned_end: datetime | None = None
    away_before: timedelta | None = None
    """From the last work before the first work of this day up to that; None when nothing is known before."""
    sessions: tuple[SessionTotal, ...] = ()
    """Those that ended on this day, or go on at the end of what was looked at."""
    open_unplanned: int = 0
    open_planned: int = 0
    """As the day ends."""
    answers: tuple[Answer, ...] = ()
    peak: float = 0.0
    """The highest from its first work on; what was held as it began is no peak of its work."""
    peak_at: datetime | None = None
    mean: float | None = None
    """The mean pressure at work; None without work."""
    gen2_morning: float | None = None
    """What the last weeks had left at the first work of the day."""
    incidents: tuple[datetime, ...] = ()
    limits: tuple[str, ...] = ()
    """The limits that were told."""

    @property
    def week(self) -> date:
        """The first day of the week that this day belongs to."""
        return self.day - timedelta(days=(self.day.weekday() - self.week_begins) % 7)

    @property
    def compliance(self) -> float | None:
        """Due breaks that came in time / due; 1 on a day of work on which none came due, None without work."""
        if not self.worked:
            return None
        return self.breaks_due_taken / self.breaks_due if self.breaks_due else 1.0

    @property
    def switches_per_hour(self) -> float | None:
        """Of work; None below a quarter of an hour of it."""
        return self.switches / (self.worked / _HOUR) if self.worked >= _HOUR / 4 else None

    @property
    def open_loops(self) -> float:
        """Effective commitments as the day ends."""
        return self.open_unplanned + PLANNED_WEIGHT * self.open_planned

    @property
    def past_plan(self) -> timedelta | None:
        """How much later than planned the last work ended; negative when it was earlier."""
        return self.stop - self.planned_end if self.stop and self.planned_end else None


@dataclass(frozen=True, slots=True)
class LabelTotal:
    """All sessions under one label."""

    label: str
    sessions: int
    worked: timedelta
    estimated: timedelta | None
    """Of those that had an estimate; None when none had."""
    worked_of_estimated: timedelta
    """Work in those that had one."""


@dataclass(frozen=True)
class _Several:
    """How many days they are."""

    days: int
    days_worked: int


@dataclass(frozen=True)
class Period(Counted, _Several):
    """Several days together."""

    weekend: timedelta = _ZERO
    """Work on free days."""
    peak: float = 0.0
    peak_at: datetime | None = None
    mean: float | None = None
    gen2_morning: float | None = None
    """The median of the mornings."""
    incidents: int = 0
    labels: tuple[LabelTotal, ...] = ()

    @property
    def outside_share(self) -> float | None:
        """Of all work; None without work."""
        return self.outside / self.worked if self.worked else None

    @property
    def weekend_share(self) -> float | None:
        """Of all work; None without work."""
        return self.weekend / self.worked if self.worked else None


def together(days: Sequence[DayTotals]) -> Period:
    """The totals of several days; of none at all too."""
    work = [each for each in days if each.mean is not None]
    highest = max(work or days, key=lambda each: each.peak, default=None)
    added = counted_together(days)
    worked: timedelta = added["worked"]
    mornings = [each.gen2_morning for each in days if each.gen2_morning is not None]
    return Period(
        days=len(days),
        days_worked=sum(1 for each in days if each.worked),
        **added,
        weekend=sum((each.worked for each in days if each.weekend), _ZERO),
        peak=highest.peak if highest else 0.0,
        peak_at=highest.peak_at if highest else None,
        mean=sum((each.mean or 0.0) * (each.worked / worked) for each in work) if worked else None,
        gen2_morning=median(mornings) if mornings else None,
        incidents=sum(len(each.incidents) for each in days),
        labels=_labels(session for each in days for session in each.sessions),
    )


def counted_together(days: Sequence[Counted]) -> dict[str, Any]:
    """All that is counted of the days, by name, each added up as it is declared."""
    # With nothing counted, so that no days add up to that.
    known = (Counted(), *days)
    return {
        each.name: each.metadata.get(_ADDS, _added)([getattr(one, each.name) for one in known])
        for each in fields(Counted)
    }


def _labels(sessions: Iterable[SessionTotal]) -> tuple[LabelTotal, ...]:
    by_label: dict[str, list[SessionTotal]] = {}
    for session in sessions:
        by_label.setdefault(session.label, []).append(session)
    found = []
    for label, each in by_label.items():
        estimated = [session for session in each if session.estimate is not None]
        found.append(
            LabelTotal(
                label,
                len(each),
                sum((session.worked for session in each), _ZERO),
                sum((session.estimate or _ZERO for session in estimated), _ZERO) if estimated else None,
                sum((session.worked for session in estimated), _ZERO),
            )
        )
    return tuple(sorted(found, key=lambda total: total.worked, reverse=True))
