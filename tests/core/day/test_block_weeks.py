"""A block overlaps nothing that is busy, in any week: over changes of the clock, over journeys, with any hours.

A long run (BACKPRESSURE_LONG=1) lives 1,000 weeks.
"""

import os
from datetime import datetime, timedelta, tzinfo
from functools import partial

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.zones import BERLIN, DAY, HOUR, MINUTE, YEARS, clocks, every_day, local, moments, working_hours
from tray.core import days_and_nights
from tray.core.appointments import Appointment, Appointments, Kind
from tray.core.breaks.fixed_times import spans_on
from tray.core.context import Context
from tray.core.day import blocks
from tray.core.days_and_nights import Span
from tray.core.messages import facts as f
from tray.core.state.fold import apply
from tray.core.state.state import State
from tray.errors import NotPossible
from tray.settings.defaults.every_setting import Breaks, Hours, Settings
from tray.settings.types.time_ranges_shifts_fixed_breaks import ClockBreak, TimeRange, WeekHours, WeekRange

WEEKS = 1_000 if os.environ.get("BACKPRESSURE_LONG") else 60
_LONG_DAYS = Hours(week=WeekHours((WeekRange(TimeRange(*map(datetime.min.time().replace, (6, 22))), 0, 6),)))

appointments = st.lists(
    st.tuples(
        st.integers(-600, 8 * 24 * 60),
        st.integers(1, 600),
        st.booleans(),
        st.sampled_from([Kind.MEETING, Kind.ALL_DAY, Kind.OUT_OF_OFFICE]),
    ),
    max_size=40,
)
lunches = st.lists(st.builds(ClockBreak, clocks, st.sampled_from(["lunch", "walk", "rest"])), max_size=3).map(tuple)
wishes = st.lists(
    st.tuples(
        st.integers(15, 480), st.none() | st.integers(0, 7), st.integers(0, 600), st.none() | st.sampled_from(YEARS)
    ),
    min_size=1,
    max_size=5,
)
some_hours = st.one_of(working_hours(), st.just(Hours()), st.just(_LONG_DAYS))


@settings(max_examples=WEEKS, deadline=None)
@given(moments(), some_hours, appointments, lunches, wishes)
def test_a_block_overlaps_nothing_that_is_busy(
    moment: tuple[datetime, tzinfo],
    hours: Hours,
    found: list[tuple[int, int, bool, Kind]],
    at_times: tuple[ClockBreak, ...],
    wanted: list[tuple[int, int | None, int, tuple[tzinfo, int] | None]],
) -> None:
    at, zone = moment
    state = State(at=at)
    calendar_of_theirs = appointed(at, found)
    for number, (minutes, days, passed, journey) in enumerate(wanted):
        zone = journey[0] if journey else zone
        context = Context(Settings(hours=hours, breaks=Breaks(at=at_times)), zone, calendar_of_theirs)
        at += passed * MINUTE
        state = apply(state, f.LimitTold(at, "day"))  # which does nothing but let time pass
        day = None if days is None else days_and_nights.day_of(at, zone, hours) + days * DAY
        length = minutes * MINUTE
        try:
            place = blocks.place(state, length, day, partial(spans_on, context=context), context)
        except NotPossible:
            continue
        check(place, length, state, context)
        state = apply(state, f.BlockPlanned(at, number, place.start, place.until, "report", place.ends_at))


def check(place: blocks.Place, length: timedelta, state: State, context: Context) -> None:
    span, apart = (place.start, place.until), context.settings.breaks.shortest
    assert place.until - place.start == length
    assert place.start >= state.at
    busy = [(each.start, each.end) for each in context.appointments if each.busy]
    others = [(each.start, each.until) for each in state.blocks]
    assert not [each for each in (*busy, *others) if overlaps(span, each, apart)]
    day = days_and_nights.day_of(place.start, context.zone, context.settings.hours)
    assert not [each for each in spans_on(day, context) if overlaps(span, each, apart)]
    if days_and_nights.has_hours(context.settings.hours):
        dates = (place.start.astimezone(context.zone).date() + n * DAY for n in (-2, -1, 0, 1))
        zone, hours = context.zone, context.settings.hours
        ranges = [each for on in dates for each in days_and_nights.working_ranges(on, zone, hours)]
        assert any(start <= place.start and place.until <= end for start, end in ranges)


def overlaps(one: Span, other: Span, apart: timedelta) -> bool:
    return one[0] < other[1] + apart and other[0] - apart < one[1] and other[0] < other[1]


def appointed(at: datetime, found: list[tuple[int, int, bool, Kind]]) -> Appointments:
    made = (
        Appointment(at + begins * MINUTE, at + (begins + lasts) * MINUTE, busy=busy, kind=kind)
        for begins, lasts, busy, kind in found
    )
    return tuple(sorted(made, key=lambda each: each.start))


def test_a_block_has_its_whole_length_over_a_change_of_the_clock() -> None:
    context = Context(Settings(hours=every_day("00:00-06:00")), BERLIN)
    for night, real in (("2026-03-29", 5), ("2026-10-25", 7)):
        state = State(at=local(BERLIN, f"{night} 00:00") - 12 * HOUR)
        day = local(BERLIN, f"{night} 12:00").date()
        place = blocks.place(state, 4 * HOUR, day, lambda _: (), context)
        (hours,) = days_and_nights.working_ranges(day, BERLIN, context.settings.hours)

        assert real * HOUR == hours[1] - hours[0]
        assert (hours[0], hours[0] + 4 * HOUR) == (place.start, place.until)
