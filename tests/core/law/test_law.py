"""The law told in small stories: what fills which pool, what empties it, and what is refused."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.core.law.laws import DAY, HOUR, LAW, MINUTE, OFF, REST, RESTORE, SLEEP, START, WORK, worked
from tray.core.law.check_parameters import check_law
from tray.core.law.fading import fading, points_of
from tray.core.law.law import Drive, Pools, advance, flows, live, pressure, settle, switch, switched
from tray.core.law.values import Regime

TIRED = Pools(30.0, 15.0, 10.0)


def test_the_scenarios_start_at_eleven_percent() -> None:
    assert pytest.approx(pressure(START, WORK, LAW), abs=0.05) == 11.0


def test_what_commitments_hold() -> None:
    assert [3.3, 10.7] == pytest.approx([live(3, 0, LAW), live(15, 0, LAW)], abs=0.05)
    assert live(0, 10, LAW) == pytest.approx(live(3, 0, LAW))
    assert live(0, 0, LAW) == 0.0


def test_rests_after_three_hours_free_what_the_model_says() -> None:
    tired = worked(180)
    before = pressure(tired, REST, LAW)

    freed = [before - pressure(advance(tired, REST, seconds, LAW), REST, LAW) for seconds in (30, 300, 3600)]

    assert [2.8, 21.7, 47.9] == pytest.approx(freed, abs=0.1)


def test_a_short_pause_touches_gen0_only_and_a_night_empties_gen1() -> None:
    paused = advance(TIRED, REST, 30.0, LAW)
    slept = advance(TIRED, SLEEP, 8 * HOUR, LAW)

    assert paused.gen0 < TIRED.gen0 - 1.5
    assert paused.gen1 == pytest.approx(TIRED.gen1, abs=0.05)
    assert slept.gen0 == pytest.approx(0.0, abs=1e-9)
    assert slept.gen1 < 0.1 * TIRED.gen1


def test_load_and_switches_outside_work_are_ignored() -> None:
    assert advance(TIRED, REST, HOUR, LAW) == advance(TIRED, replace(REST, load=2.0), HOUR, LAW)
    assert TIRED == switch(TIRED, REST, LAW, 5)


def test_load_is_kept_within_its_bounds() -> None:
    def loaded(load: float) -> Pools:
        return advance(TIRED, replace(WORK, load=load), HOUR, LAW)

    assert loaded(2.0) == loaded(9.0)
    assert loaded(0.25) == loaded(0.0)
    assert loaded(0.25).gen0 < loaded(0.3).gen0


def test_a_switch_costs_half_a_point_of_an_empty_eden_and_less_of_a_full_one() -> None:
    assert pytest.approx(switch(Pools(), WORK, LAW).gen0) == 0.5
    assert pytest.approx(switched(Pools(gen0=45.0), WORK, LAW).allocated) == 0.125
    assert switch(Pools(gen0=60.0), WORK, LAW, 1000).gen0 == 60.0


def test_a_switch_never_lowers_an_eden_that_a_changed_setting_has_made_too_small() -> None:
    full = Pools(gen0=90.0)

    assert full == switch(full, WORK, LAW)


def test_being_kept_available_and_commitments_slow_time_off_but_not_a_break() -> None:
    free, bound = Drive(Regime.OFF), Drive(Regime.OFF, unplanned=20, available=True)

    assert advance(TIRED, bound, DAY, LAW).gen2 > advance(TIRED, free, DAY, LAW).gen2
    assert advance(TIRED, REST, HOUR, LAW) == advance(TIRED, replace(REST, unplanned=20, available=True), HOUR, LAW)


def test_how_commitments_slow_time_off_is_no_matter_of_what_they_hold() -> None:
    held = replace(LAW, live_scale=40.0, live_most=30.0)

    assert advance(TIRED, OFF, DAY, LAW) == advance(TIRED, OFF, DAY, held)
    assert advance(TIRED, OFF, DAY, LAW) != advance(TIRED, OFF, DAY, replace(LAW, commitments_slow=0.3))


def test_hours_awake_grow_in_every_regime_but_sleep() -> None:
    for drive in (WORK, REST, RESTORE, OFF):
        assert advance(Pools(awake_h=2.0, slept_h=1.0), drive, HOUR, LAW)[3:5] == (3.0, 0.0)
    assert advance(Pools(awake_h=2.0, slept_h=1.0), SLEEP, HOUR, LAW)[3:5] == (2.0, 2.0)


def test_only_three_hours_of_one_sleep_end_being_awake() -> None:
    tired = Pools(awake_h=18.0)
    dozed = advance(advance(advance(tired, SLEEP, 2 * HOUR, LAW), OFF, 1.0, LAW), SLEEP, 2 * HOUR, LAW)

    assert pytest.approx(dozed.awake_h, abs=1e-3) == 18.0
    assert advance(tired, SLEEP, 3 * HOUR, LAW).awake_h == 0.0
    assert advance(tired, SLEEP, 3 * HOUR - 1.0, LAW).awake_h == 18.0


def test_beyond_sixteen_hours_awake_gen2_fills() -> None:
    late = Pools(awake_h=15.0)

    assert advance(late, OFF, HOUR, LAW).gen2 == 0.0
    assert advance(late, OFF, 2 * HOUR, LAW).gen2 == pytest.approx(0.75, abs=0.01)
    assert advance(late, SLEEP, 2 * HOUR, LAW).gen2 == 0.0
    assert flows(late, OFF, 2 * HOUR, LAW).beta == pytest.approx(0.75)


def test_in_an_open_gap_beta_waits_and_is_dropped_when_the_gap_was_long() -> None:
    waiting = advance(Pools(awake_h=16.0), replace(OFF, gap=True), 2 * HOUR, LAW)

    assert waiting.gen2 == 0.0
    assert pressure(waiting, Drive(Regime.OFF), LAW) == 0.0
    assert waiting.withheld == pytest.approx(1.5, abs=0.01)
    assert settle(waiting, keep=True).gen2 == waiting.withheld
    assert settle(waiting, keep=False) == waiting._replace(withheld=0.0)


def test_what_a_rest_freed_is_what_the_pressure_fell_by() -> None:
    went = flows(TIRED, REST, 10 * MINUTE, LAW)
    fell = pressure(TIRED, REST, LAW) - pressure(advance(TIRED, REST, 10 * MINUTE, LAW), REST, LAW)

    assert fell == pytest.approx(went.freed0 + went.freed1 + went.freed2)
    assert went.freed0 > went.freed1 > went.freed2 > 0.0


def test_what_is_added_is_what_the_whole_has_more_than_its_faded_parts() -> None:
    worked_on = advance(TIRED, WORK, HOUR, LAW)
    left = fading(WORK, HOUR, LAW).of(points_of(TIRED))

    added = sum(worked_on[:3]) - sum(left)
    went = flows(TIRED, WORK, HOUR, LAW)

    assert 0.0 < added < went.allocated


def test_recovery_multiplies_what_every_regime_frees_of_gen1_and_gen2() -> None:
    quick = replace(LAW, recovery=1.5)

    for drive in (WORK, REST, RESTORE, OFF, SLEEP):
        usual, faster = (flows(TIRED, drive, 1.0, law) for law in (LAW, quick))
        assert faster.freed1 == pytest.approx(1.5 * usual.freed1, rel=1e-4)
        assert faster.freed2 == pytest.approx(1.5 * usual.freed2, rel=1e-4)
        assert faster.freed0 == pytest.approx(usual.freed0, rel=1e-4)


@pytest.mark.parametrize("seconds", [-1.0, -1e-9, float("nan"), float("inf")])
def test_an_impossible_time_is_refused(seconds: float) -> None:
    for ask in (advance, flows):
        with pytest.raises(ValueError, match="the law cannot go on for"):
            ask(TIRED, WORK, seconds, LAW)


def test_a_negative_number_of_switches_is_refused() -> None:
    with pytest.raises(ValueError, match="-1 switches"):
        switch(TIRED, WORK, LAW, -1)


def test_the_default_parameters_agree_with_each_other() -> None:
    assert check_law(LAW) == ()


def test_parameters_under_which_work_would_be_the_better_rest_are_named() -> None:
    bad = replace(LAW, off_tau1=timedelta(hours=5), sleep_tau2=timedelta(days=30), rest_tau2=timedelta(days=61))

    told = check_law(bad)

    assert [("off_tau1", "work_tau1"), ("sleep_tau2", "work_tau2"), ("rest_tau2", "work_tau2")] == [
        next(
            (rest, f"work_{rest[-4:]}")
            for rest in ("off_tau1", "off_tau2", "sleep_tau1", "sleep_tau2", "rest_tau2")
            if f"law.{rest} " in sentence or f"law.{rest} is" in sentence
        )
        for sentence in told
    ]
    assert all("law.work_tau" in sentence for sentence in told)


def test_the_bound_is_that_of_the_model_with_the_parameters_in_force() -> None:
    # 0.65 × 0.6 / 4.68 h is exactly 1 / 12 h.
    assert check_law(replace(LAW, off_tau1=timedelta(hours=4.67))) == ()
    assert len(check_law(replace(LAW, off_tau1=timedelta(hours=4.69)))) == 1
    assert check_law(replace(LAW, off_tau1=timedelta(hours=4.69), available_factor=0.61)) == ()
    assert len(check_law(replace(LAW, commitments_slow=0.5))) == 1
