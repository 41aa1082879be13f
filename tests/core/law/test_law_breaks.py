"""How long a break must be: the model's own figures, to 0.2 min, and what the answer promises anywhere."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.law.laws import HOUR, LAW, MINUTE, OFF, REST, RESTORE, START, WORK, drives, laws, pools, worked
from tray.core.law.law import Break, Drive, Pools, advance, break_length, highest, pressure, switch
from tray.core.law.values import Regime
from tray.settings.defaults.every_setting import Law

UNBOUNDED = 60 * 24 * HOUR
WITHIN = 0.2


def asked(
    tired: Pools,
    regime: Regime = Regime.REST,
    drive: Drive = WORK,
    law: Law = LAW,
    *,
    shortest: float = 0.0,
    longest: float = UNBOUNDED,
    rate: float = 12.0,
    buys: float = 50 * MINUTE,
    threshold: float = 60.0,
) -> Break:
    return break_length(
        tired,
        drive,
        regime,
        law,
        buys_seconds=buys,
        threshold=threshold,
        shortest_seconds=shortest,
        longest_seconds=longest,
        switches_per_hour=rate,
    )


@pytest.mark.parametrize(
    ("minutes", "points", "rest"),
    [(90, 53.5, 2.3), (126, 62.3, 5.3), (150, 67.0, 7.4), (180, 71.9, 10.6), (240, 80.0, 23.0), (360, 92.4, 163.0)],
)
def test_after_straight_work_the_break_is_as_long_as_the_model_says(minutes: float, points: float, rest: float) -> None:
    tired = worked(minutes)

    assert points == pytest.approx(pressure(tired, WORK, LAW), abs=0.05)
    assert rest == pytest.approx(asked(tired).seconds / MINUTE, abs=0.5 if rest > 20 else WITHIN)


def test_a_walk_may_be_shorter() -> None:
    assert pytest.approx(asked(worked(150), Regime.RESTORE).seconds / MINUTE, abs=WITHIN) == 4.5


def test_breaks_lengthen_as_a_50_10_day_goes_on() -> None:
    at = advance(START, OFF, 2 * HOUR, LAW)
    lengths = []
    for minutes, rested in ((50, 10), (50, 10), (50, 10), (30, 45), (50, 10), (50, 10), (50, 10), (50, 10)):
        at = worked(minutes, at)
        if minutes == 50:
            lengths.append(asked(at).seconds / MINUTE)
        at = advance(at, REST, rested * MINUTE, LAW)

    assert [0.4, 1.9, 2.1, 4.6, 6.6, 8.7] == pytest.approx(lengths[1:], abs=WITHIN)


def test_the_shortest_break_allowed_is_enough_for_who_is_fresh() -> None:
    assert Break(5 * MINUTE, True, 50 * MINUTE) == asked(worked(20), shortest=5 * MINUTE, longest=20 * MINUTE)


def test_when_not_even_the_longest_break_is_enough_it_says_what_that_buys() -> None:
    tired = worked(360)

    told = asked(tired, shortest=5 * MINUTE, longest=20 * MINUTE)
    after = advance(tired, REST, 20 * MINUTE, LAW)

    assert not told.enough
    assert told.seconds == 20 * MINUTE
    assert highest(after, WORK, told.buys_seconds - 1, LAW, switches_per_hour=12)[1] < 60.0
    assert highest(after, WORK, told.buys_seconds + 1, LAW, switches_per_hour=12)[1] >= 60.0


def test_a_break_that_ends_above_the_threshold_buys_nothing() -> None:
    assert Break(MINUTE, False, 0.0) == asked(worked(360), longest=MINUTE)


def test_promises_alone_can_make_it_unreachable() -> None:
    promised = replace(WORK, unplanned=1000)

    assert not asked(worked(90), drive=promised, threshold=15.0).enough


def test_being_awake_too_long_is_counted_before_and_after_the_break() -> None:
    tired = worked(150)
    evening = tired._replace(awake_h=15.75)

    assert asked(evening).seconds > asked(tired).seconds + 5


@settings(max_examples=500, deadline=None)
@given(
    st.data(),
    st.sampled_from((Regime.REST, Regime.RESTORE)),
    st.floats(20.0, 120.0),
    st.floats(0.0, 60.0),
    st.floats(60.0, 4 * HOUR),
)
def test_the_break_is_enough_and_a_shorter_one_is_not(
    data: st.DataObject, regime: Regime, threshold: float, rate: float, buys: float
) -> None:
    law = data.draw(laws())
    start = data.draw(pools(law))._replace(awake_h=data.draw(st.sampled_from((0.0, 2.0, 15.9))))
    drive = data.draw(drives(Regime.WORK))
    told = asked(start, regime, drive, law, longest=3 * HOUR, rate=rate, buys=buys, threshold=threshold)

    def top(seconds: float) -> float:
        rest, work = replace(drive, regime=regime, gap=False), replace(drive, gap=False)
        return highest(advance(start, rest, seconds, law), work, buys, law, switches_per_hour=rate)[1]

    assert told.enough is (top(told.seconds) < threshold)
    if told.enough and told.seconds > 0.1:
        assert top(told.seconds - 0.1) >= threshold - 1e-9
    if not told.enough:
        assert told.seconds == 3 * HOUR
        assert 0.0 <= told.buys_seconds <= buys


def test_the_length_is_found_when_the_pressure_turns_between_two_switches() -> None:
    # One switch an hour of light work on a very heavy day: the highest pressure lies at neither end.
    heavy, light = Pools(gen0=20.0, gen1=112.0, gen2=5.0), Drive(Regime.WORK, load=0.25)
    told = asked(heavy, drive=light, rate=0.0, buys=8 * HOUR, threshold=115.0, longest=3 * HOUR)
    after = advance(heavy, replace(light, regime=Regime.REST), told.seconds, LAW)
    at, top = highest(after, light, 8 * HOUR, LAW)

    assert 0.0 < told.seconds
    assert MINUTE < at < 8 * HOUR - MINUTE
    assert top == pytest.approx(115.0, abs=1e-3)


def test_restore_frees_faster_than_rest() -> None:
    tired = switch(worked(200), WORK, LAW)

    assert pressure(advance(tired, RESTORE, 600, LAW), RESTORE, LAW) < pressure(
        advance(tired, REST, 600, LAW), REST, LAW
    )
