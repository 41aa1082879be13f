"""What a report is made of: everything it shows, gathered from the record once."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from tray.core.context import Context
from tray.core.days_and_nights import DAY
from tray.core.inquiry.after_warning import FORTNIGHT, FollowUp, follow_up
from tray.core.inquiry.day_course import DayCourse, course, with_break
from tray.core.inquiry.hours_at_machines import cut
from tray.core.inquiry.insights import LOOKED_BACK as INSIGHTS_OF
from tray.core.inquiry.insights import insights
from tray.core.inquiry.what_frees_most import Relief, reliefs
from tray.core.law.answer_model import Follows, follows
from tray.core.law.values import Regime
from tray.core.messages.day_totals import DayTotals, Period, together
from tray.core.messages.facts import Recorded, WarningRaised
from tray.core.messages.insight import Insight
from tray.core.state.fold import fold
from tray.core.state.state import advance_to
from tray.core.state.stays_at_machines import Stay, Stays
from tray.core.wellbeing.timing_of_warnings_and_insights import KIND, LOOKED_BACK
from tray.history.past import Past, Progress
from tray.lib.frozen import dataclass

_STEP_OF_A_WEEK = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much is gathered; what draws it says so, each its own."""

    warnings: int
    """So many at most, the latest."""
    incidents: int
    """As with warnings."""
    usual: timedelta
    """So long before the period."""
    drawn: timedelta
    """A longer period has no course."""


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A break that was not."""

    at: datetime
    length: timedelta
    regime: Regime


@dataclass(frozen=True, slots=True)
class Raised:
    """An early warning, with the days that raised it."""

    fact: WarningRaised
    days: tuple[DayTotals, ...]
    became: FollowUp | None = None
    """The two weeks after it beside those before; None while they are not over."""


@dataclass(frozen=True, slots=True)
class Incident:
    """Memory was full, and what would have freed most then, that first."""

    at: datetime
    pressure: float
    reliefs: tuple[Relief, ...]


@dataclass(frozen=True, slots=True)
class Material:
    """A period, and what it is compared with."""

    kind: str
    """day, week, month or year."""
    first: date
    last: date
    now: datetime
    context: Context
    days: tuple[DayTotals, ...]
    total: Period
    usual: tuple[DayTotals, ...]
    """Days of work before the period; none for a year."""
    course: DayCourse | None
    imagined: DayCourse | None
    what_if: WhatIf | None
    raised: tuple[Raised, ...]
    incidents: tuple[Incident, ...]
    follows: Follows | None
    """How far pressure and answers have gone together by now; None while there are few answers."""
    stays: tuple[Stay, ...] = ()
    """Work at each machine while the course is drawn, by the names of these; none where one is alone on record."""
    insights: tuple[Insight, ...] = ()
    """What goes with what in the twelve weeks up to the end of the period; nothing for a day."""

    @property
    def over(self) -> bool:
        """The period has ended."""
        return not self.days or self.days[-1].ends <= self.now or self.last < self.days[-1].day


def gathered(
    past: Past,
    kind: str,
    first: date,
    last: date,
    bounds: Bounds,
    *,
    what_if: WhatIf | None = None,
    progress: Progress | None = None,
) -> Material:
    """Everything for the days from ``first`` to ``last``. Raises StoreError."""
    before = first - bounds.usual if kind != "year" else first
    found = past.days(before, last, progress)
    days = tuple(each for each in found if each.day >= first)
    usual = tuple(each for each in found if each.day < first and each.worked)
    drawn = imagined = None
    stays: tuple[Stay, ...] = ()
    if days and last - first < bounds.drawn:
        since, until = past.bounds(days[0].day, last)
        step = _STEP_OF_A_WEEK if last > first else timedelta(minutes=2)
        seen = Stays()
        start, facts = past.lived(since, until, seen)
        drawn = course(start, facts, since, until, step)
        cut_out = cut(seen.up_to(until), drawn.work, since, until)
        stays = tuple(replace(each, device=past.called(each.device)) for each in cut_out)
        if what_if is not None and since <= what_if.at < until:
            start, facts = past.lived(since, until)
            imagined = course(start, with_break(facts, what_if.at, what_if.length, what_if.regime), since, until, step)
    context, total, raised = past.context, together(days), _raised(past, first, last, bounds.warnings)
    full = _incidents(past, first, last, bounds.incidents)
    gone = follows(past.record.state.learnt)
    told = (raised, full, gone, stays, _insights(past, last) if kind != "day" else ())
    return Material(kind, first, last, past.now, context, days, total, usual, drawn, imagined, what_if, *told)


def _incidents(past: Past, first: date, last: date, most: int) -> tuple[Incident, ...]:
    since, until = past.bounds(first, last)
    kept = [each for each in past.record.incidents() if since <= each.fact.at < until][-most:]
    return tuple(_incident(each, past) for each in kept)


def _incident(recorded: Recorded, past: Past) -> Incident:
    at = recorded.fact.at
    start, facts = past.record.back_to(at, recorded.order)
    state = advance_to(fold(start, facts), at)
    return Incident(at, state.pressure, reliefs(state, past.context))


def _raised(past: Past, first: date, last: date, most: int) -> tuple[Raised, ...]:
    since, until = past.bounds(first, last)
    facts = (each.fact for each in past.record.of_kind(KIND))
    told = [fact for fact in facts if isinstance(fact, WarningRaised) and since <= fact.at < until][-most:]
    if not told:
        return ()
    # All at once: reading twelve weeks for each would take too long.
    day_of = {id(fact): fact.at.astimezone(past.context.zone).date() for fact in told}
    today = past.now.astimezone(past.context.zone).date()
    known = past.days(min(day_of.values()) - LOOKED_BACK, min(max(day_of.values()) + FORTNIGHT, today - DAY))
    return tuple(
        Raised(
            fact,
            tuple(each for each in known if day_of[id(fact)] - LOOKED_BACK <= each.day < day_of[id(fact)]),
            follow_up(fact.signal, day_of[id(fact)], known),
        )
        for fact in told
    )


def _insights(past: Past, last: date) -> tuple[Insight, ...]:
    first = last - INSIGHTS_OF
    days = past.days(first, last)
    since, until = past.bounds(first, last)
    start, facts = past.lived(since, until)
    return insights(start, facts, days, until, past.context)
