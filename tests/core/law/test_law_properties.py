"""What the law promises for any pools, regimes, gains, lives and parameters: the properties of the model, by number."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.linalg import expm

from tests.core.law.laws import (
    DAY,
    HOUR,
    LAW,
    TEN_YEARS,
    Segment,
    after,
    drives,
    each_is_at_least,
    laws,
    lengths,
    pools,
    segments,
)
from tray.core.law.equations import Course, course_of
from tray.core.law.fading import fading, points_of
from tray.core.law.law import Drive, Pools, advance, flows, live, pressure, settle, switch, switched
from tray.core.law.values import Regime
from tray.settings.defaults.every_setting import Law

many = settings(max_examples=500, deadline=None)
lives = st.lists(segments, min_size=1, max_size=6)
RESTFUL = (Regime.REST, Regime.RESTORE, Regime.OFF, Regime.SLEEP)


def by_matrix(start: Pools, drive: Drive, seconds: float, law: Law) -> list[float]:
    """gen0, gen1, gen2 by the exponential of the equations as the model writes them, cut where β begins to act."""
    course = course_of(drive, law)
    limit = (law.awake_limit.total_seconds() - start.awake_h * HOUR) if course.beta and not drive.gap else seconds
    before = min(max(limit, 0.0), seconds)
    at = _by_matrix(list(start[:3]), course, drive, before, law, 0.0)
    return _by_matrix(at, course, drive, seconds - before, law, law.beta)


def _by_matrix(at: list[float], course: Course, drive: Drive, seconds: float, law: Law, b: float) -> list[float]:
    allocation = drive.gain * drive.load * law.allocation if drive.regime is Regime.WORK else 0.0
    equations = np.array(
        [
            [-allocation / law.capacity - course.c0 - law.promotion0, 0, 0, allocation],
            [law.promotion0, -course.c1 - law.promotion1, 0, 0],
            [0, law.promotion1, -course.c2, b],
            [0, 0, 0, 0],
        ]
    )
    reached = expm(equations * (seconds / HOUR)) @ np.array([*at, 1.0])
    return [float(pool) for pool in reached[:3]]


@many
@given(st.data())
def test_1_advance_equals_the_matrix_exponential(data: st.DataObject) -> None:
    law = data.draw(laws())
    start, drive, seconds = data.draw(pools(law)), data.draw(drives()), data.draw(lengths)

    assert by_matrix(start, drive, seconds, law) == pytest.approx(
        list(advance(start, drive, seconds, law)[:3]), abs=1e-8
    )


@many
@given(st.data(), st.floats(0.0, 1.0))
def test_2_cutting_a_time_anywhere_changes_nothing(data: st.DataObject, share: float) -> None:
    law = data.draw(laws())
    start, drive, seconds = data.draw(pools(law)), data.draw(drives()), data.draw(lengths)

    whole = advance(start, drive, seconds, law)
    cut = advance(advance(start, drive, seconds * share, law), drive, seconds * (1 - share), law)

    assert tuple(whole) == pytest.approx(tuple(cut), abs=1e-6)
    assert start == advance(start, drive, 0.0, law)


@many
@given(st.data(), st.integers(2, 60))
def test_2_however_often_anyone_looks_a_sleep_of_three_hours_ends_being_awake(data: st.DataObject, looks: int) -> None:
    start, drive = data.draw(pools()), data.draw(drives(Regime.SLEEP))
    start = start._replace(slept_h=0.0)
    for _ in range(looks):
        start = advance(start, drive, 3 * HOUR / looks, LAW)

    assert start.awake_h == 0.0


@many
@given(st.data(), lives)
def test_3_every_pool_stays_within_its_bounds(data: st.DataObject, life: list[Segment]) -> None:
    law = data.draw(laws())
    start = data.draw(pools(law))
    courses = [course_of(drive, law) for _, drive, _ in life]
    most1 = max([start.gen1, *(law.promotion0 * law.capacity / course.l1 for course in courses)])
    most2 = max([start.gen2, *((law.promotion1 * most1 + law.beta) / course.l2 for course in courses)])

    end = after(start, life, law)

    assert 0.0 <= end.gen0 <= law.capacity * (1 + 1e-12)
    assert 0.0 <= end.gen1 <= most1 * (1 + 1e-9)
    assert 0.0 <= end.gen2 <= most2 * (1 + 1e-9)


@many
@given(st.data())
def test_4_what_comes_in_and_does_not_go_out_is_there(data: st.DataObject) -> None:
    law = data.draw(laws())
    start, drive, seconds = data.draw(pools(law)), data.draw(drives(gap=False)), data.draw(lengths)

    end, went = advance(start, drive, seconds, law), flows(start, drive, seconds, law)
    scale = 1e-9 * (1.0 + sum(start[:3]) + went.allocated + went.beta)

    assert min(went.allocated, went.freed0, went.freed1, went.freed2, went.promoted0, went.promoted1, went.beta) >= 0.0
    assert end.gen0 - start.gen0 == pytest.approx(went.allocated - went.freed0 - went.promoted0, abs=scale)
    assert end.gen1 - start.gen1 == pytest.approx(went.promoted0 - went.freed1 - went.promoted1, abs=scale)
    assert end.gen2 - start.gen2 == pytest.approx(went.promoted1 + went.beta - went.freed2, abs=scale)


@many
@given(st.data(), st.integers(0, 9))
def test_4_what_switches_allocate_is_there(data: st.DataObject, times: int) -> None:
    law = data.draw(laws())
    start, drive = data.draw(pools(law)), data.draw(drives())

    allocated = switched(start, drive, law, times).allocated

    assert allocated >= 0.0
    assert start.gen0 + allocated == switch(start, drive, law, times).gen0


@many
@given(st.data(), lives, st.integers(0, 5), st.floats(0.25, 2.0))
def test_5_turning_any_time_into_work_lowers_no_pool_later(
    data: st.DataObject, life: list[Segment], which: int, load: float
) -> None:
    law = data.draw(laws())
    start = data.draw(pools(law))
    seconds, drive, switches = life[which % len(life)]
    work = replace(drive, regime=Regime.WORK, load=max(load, drive.load))
    harder = [*life]
    harder[which % len(life)] = (seconds, work, switches)

    assert each_is_at_least(after(start, harder, law), after(start, life, law))


@many
@given(st.data(), lives, st.integers(0, 5), st.floats(1.0, 3.0), st.integers(0, 5))
def test_5_more_load_gain_switches_commitments_or_availability_lower_no_pool(
    data: st.DataObject, life: list[Segment], which: int, factor: float, more: int
) -> None:
    law = data.draw(laws())
    start = data.draw(pools(law))
    seconds, drive, switches = life[which % len(life)]
    harder = [*life]
    harder[which % len(life)] = (
        seconds,
        replace(
            drive,
            load=drive.load * factor,
            gain=drive.gain * factor,
            unplanned=drive.unplanned + more,
            available=True,
        ),
        switches + more,
    )

    assert each_is_at_least(after(start, harder, law), after(start, life, law))


@many
@given(st.data())
def test_6_rest_never_raises_the_pressure_and_more_rest_never_leaves_more(data: st.DataObject) -> None:
    law = data.draw(laws())
    start, drive = data.draw(pools(law)), data.draw(drives(*RESTFUL))
    first, second = data.draw(lengths), data.draw(lengths)
    start = start._replace(awake_h=0.0)
    law = replace(law, beta=0.0)

    rested = advance(start, drive, first, law)
    longer = advance(start, drive, first + second, law)

    assert pressure(rested, drive, law) <= pressure(start, drive, law) + 1e-9
    assert pressure(longer, drive, law) <= pressure(rested, drive, law) + 1e-9


@many
@given(st.data(), lives)
def test_7_the_higher_start_stays_the_higher(data: st.DataObject, life: list[Segment]) -> None:
    law = data.draw(laws())
    one, other = data.draw(pools(law)), data.draw(pools(law))
    low = Pools(*map(min, one, other))._replace(slept_h=0.0)
    high = Pools(*map(max, one, other))._replace(slept_h=0.0)

    assert each_is_at_least(after(high, life, law), after(low, life, law))


@many
@given(st.data(), st.integers(0, 20))
def test_8_switches_at_one_instant_equal_single_ones(data: st.DataObject, times: int) -> None:
    law = data.draw(laws())
    start, drive = data.draw(pools(law)), data.draw(drives())
    single = start
    for _ in range(times):
        single = switch(single, drive, law)

    assert tuple(single) == pytest.approx(tuple(switch(start, drive, law, times)), abs=1e-9)
    assert switch(start, drive, law, times).gen0 <= law.capacity


@many
@given(st.data())
def test_10_enough_days_off_bring_the_pressure_to_what_commitments_hold(data: st.DataObject) -> None:
    law = data.draw(laws())
    drive = replace(data.draw(drives(Regime.OFF)), available=False, unplanned=0, planned=data.draw(st.integers(0, 30)))
    law = replace(law, beta=0.0, recovery=max(law.recovery, 1.0))
    assume(law.off_tau2.days < 100)

    end = advance(data.draw(pools(law)), drive, TEN_YEARS, law)

    assert pressure(end, drive, law) == pytest.approx(live(0, drive.planned, law), abs=1e-3)


@many
@given(st.data(), st.integers(1, 30), st.integers(0, 30))
def test_10_closing_lowers_at_once_and_planning_never_raises(data: st.DataObject, unplanned: int, planned: int) -> None:
    law = data.draw(laws())

    assert live(unplanned - 1, planned, law) <= live(unplanned, planned, law)
    assert live(unplanned - 1, planned + 1, law) <= live(unplanned, planned, law)
    assert live(unplanned - 1, planned, LAW) < live(unplanned, planned, LAW)


@many
@given(st.data())
def test_a_gap_withholds_exactly_what_it_would_have_given(data: st.DataObject) -> None:
    law = data.draw(laws())
    start, drive, seconds = data.draw(pools(law)), data.draw(drives(gap=False)), data.draw(lengths)

    start = start._replace(withheld=0.0)
    known = advance(start, drive, seconds, law)
    waited = advance(start, replace(drive, gap=True), seconds, law)

    assert tuple(known) == pytest.approx(tuple(settle(waited, keep=True)), abs=1e-9)
    assert settle(waited, keep=False).gen2 == pytest.approx(
        advance(start, drive, seconds, replace(law, beta=0.0)).gen2, abs=1e-9
    )


@many
@given(st.data(), st.floats(0.0, 1.0))
def test_parts_fade_each_on_their_own(data: st.DataObject, share: float) -> None:
    law = data.draw(laws())
    whole, drive, seconds = data.draw(pools(law)), data.draw(drives(gap=False)), data.draw(lengths)
    one = Pools(*(pool * share for pool in whole[:3]))
    rest = Pools(*(pool * (1 - share) for pool in whole[:3]))

    left = fading(drive, seconds, law)
    both = [a + b for a, b in zip(left.of(points_of(one)), left.of(points_of(rest)), strict=True)]
    faded = Pools(*left.of(points_of(whole)))

    assert both == pytest.approx(list(faded[:3]), abs=1e-9)
    assert each_is_at_least(advance(whole, drive, seconds, law), faded)
    if drive.regime is not Regime.WORK and whole.awake_h * HOUR + seconds < law.awake_limit.total_seconds():
        assert both == pytest.approx(list(advance(whole, drive, seconds, law)[:3]), abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(st.data(), st.floats(0.0, TEN_YEARS))
def test_ten_years_are_as_exact_as_a_day(data: st.DataObject, seconds: float) -> None:
    start, drive = data.draw(pools()), data.draw(drives())
    stepped = start
    for _ in range(int(seconds // (400 * DAY))):
        stepped = advance(stepped, drive, 400 * DAY, LAW)
    stepped = advance(stepped, drive, seconds % (400 * DAY), LAW)

    assert tuple(stepped)[:4] == pytest.approx(tuple(advance(start, drive, seconds, LAW))[:4], abs=1e-8, rel=1e-9)
