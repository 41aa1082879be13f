"""The load of work is labelled from the record, whenever that was learnt, and nothing beside it."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.lives import records
from tests.day import MONDAY, Day, day
from tray.core.inquiry.imagine import come_back, leave
from tray.core.inquiry.trace import Kind, Tracer, shares_of
from tray.core.law.law_on_record import values_of
from tray.core.law.short_rest_heavy_week import USUAL_WEEK_H, heavy_week, short_time_off
from tray.core.law.values import Regime
from tray.core.messages import commands as c
from tray.core.messages.facts import Cause, Corrected, Fact, ParametersSet, RegimeBegan
from tray.core.state.fold import fold
from tray.core.state.state import State, advance_to, drive
from tray.settings.defaults.every_setting import Law, Settings

HOUR = timedelta(hours=1)
NOW = ParametersSet(MONDAY, values_of(Law(), 2.0))
OFF = Settings(law=Law(short_time_off=0.0, heavy_week=0.0))


def a_week(told: Day, hours: float = 6.8) -> Day:
    """Seven days with the same hours of work."""
    for _ in range(7):
        told.work(f"{hours * 60:.0f}m").away(f"{(24 - hours) * 60:.0f}m")
    return told


def test_after_a_short_night_work_fills_faster_until_it_is_long_ago() -> None:
    told = day().work("6h").away("14h").work("8h").away("9h30m").work("1h")

    assert 1.6 == pytest.approx(told.state.labels_load)
    assert 1.6 == pytest.approx(drive(told.state).load / told.state.clock_load)
    assert 1.6 == pytest.approx(told.away("1h").work("10m").state.labels_load)
    assert 1.0 == told.away("15h").work("10m").state.labels_load


def test_a_label_stays_through_the_stretch_and_is_worked_out_anew_for_the_next() -> None:
    told = a_week(day(), 9.0).work("1h")
    first = told.state.labels

    assert 63.0 == pytest.approx(first.week_h)
    assert told.work("3h").state.labels == first
    assert told.away("20m").work("1h").state.labels.week_h == first.week_h


def test_with_both_at_0_nothing_is_labelled_and_setting_them_acts_at_once() -> None:
    told = day(OFF).work("6h").away("20h").work("8h").away("9h").work("1h")

    assert 1.0 == told.state.labels_load
    told.settings(Settings()).work("1m")
    assert 1.6 == pytest.approx(told.state.labels_load)
    told.settings(OFF).work("1m")
    assert 1.0 == told.state.labels_load


def test_work_in_the_night_that_is_told_later_labels_the_day_after_it() -> None:
    def life(late: bool) -> Day:
        told = day().work("6h").away("14h").work("8h").away("4h")
        if late:
            told.away("9h").work("30m")
            begun = MONDAY + 32 * HOUR
            return told.ask(c.ItWas(Regime.WORK, begun, begun + HOUR)).work("1h")
        return told.work("1h").away("8h").work("90m")

    late, at_once = life(True), life(False)

    assert 8.0 == pytest.approx(at_once.state.labels.off_h, abs=0.01)
    assert at_once.state.labels.off_h == pytest.approx(late.state.labels.off_h, abs=0.01)
    assert 1.6 == pytest.approx(at_once.state.labels_load) == late.state.labels_load


CHUNKS = st.lists(st.tuples(st.integers(20, 500), st.integers(20, 1200)), min_size=2, max_size=20)
"""Minutes of work, and of what is between it and the next."""


@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@given(CHUNKS, st.data())
def test_work_that_was_told_later_counts_as_if_it_had_been_known_at_once(
    chunks: list[tuple[int, int]], data: st.DataObject
) -> None:
    unseen = data.draw(st.integers(0, len(chunks) - 2), label="which work was not seen")
    at_once: list[Fact] = [NOW]
    later: list[Fact] = [NOW, RegimeBegan(MONDAY, Regime.REST, Cause.AWAY)]
    at = MONDAY + timedelta(minutes=1)
    at_once.append(later[-1])
    for number, (work, between) in enumerate(chunks):
        until = at + timedelta(minutes=work)
        seen: list[Fact] = [RegimeBegan(at, Regime.WORK, Cause.INPUT), RegimeBegan(until, Regime.REST, Cause.AWAY)]
        at_once += seen
        later += [Corrected(at, until, Regime.WORK)] if number == unseen else seen
        at = until + timedelta(minutes=between)
    known, learnt = (advance_to(fold(State(at=MONDAY), facts), at) for facts in (at_once, later))

    assert known.labels.off_h == pytest.approx(learnt.labels.off_h)
    assert known.labels.week_h == pytest.approx(learnt.labels.week_h)
    assert known.labels_load == pytest.approx(learnt.labels_load)
    if known.pools.awake_h <= 16.0:
        # Beyond, a rest that no input bounds is still open, so that being awake for long counts from its end alone.
        assert known.pressure == pytest.approx(learnt.pressure)


@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@given(records(most=14), st.integers(0, 14), st.sampled_from((0.0, 600.0, 9000.0)), st.floats(60.0, 40_000.0))
def test_filling_rest_with_work_never_lowers_a_later_label_nor_the_pressure_of_its_week(
    facts: list[Fact], place: int, after: float, seconds: float
) -> None:
    """A span that was work after all, and one that never was anything else, come to the same."""
    facts = [NOW, *facts]
    begins = facts[min(place, len(facts) - 1)].at + timedelta(seconds=after)
    filled = sorted([*facts, Corrected(begins, begins + timedelta(seconds=seconds), Regime.WORK)], key=lambda f: f.at)
    start, end = State(at=MONDAY), max(facts[-1].at, begins) + timedelta(seconds=50_000)
    less, more = advance_to(fold(start, facts), end), advance_to(fold(start, filled), end)

    if less.labels.since == more.labels.since is not None:
        assert short_time_off(more.labels.off_h, Law()) >= short_time_off(less.labels.off_h, Law()) - 1e-9
        assert more.labels.week_h >= less.labels.week_h - 1e-9 or less.labels.week_h == USUAL_WEEK_H


@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@given(records(most=25))
def test_the_shares_of_a_load_add_up_and_every_point_is_traced(facts: list[Fact]) -> None:
    facts = [NOW, *facts]
    tracer = Tracer(State(at=MONDAY))
    for fact in facts:
        tracer.take(fact)

    assert 1.0 == pytest.approx(sum(share for _, share in shares_of(tracer.state)))
    assert sum(part.left for part in tracer.parts()) == pytest.approx(sum(tracer.state.pools[:3]), abs=1e-6)


def test_the_extra_points_have_parts_of_their_own() -> None:
    told = a_week(day(), 14.0).work("2h")
    shares = dict(shares_of(told.state))

    assert 1.15 == pytest.approx(heavy_week(told.state.labels.week_h, Law()))
    assert {Kind.SHORT_TIME_OFF, Kind.HEAVY_WEEK} < set(shares)
    assert told.state.clock_load * told.state.labels_load * shares[Kind.WORK] == pytest.approx(1.0)


def test_what_is_imagined_is_labelled_in_the_same_way() -> None:
    """Stopping at 23:00 and beginning at 08:00 makes the morning that is foreseen heavier."""
    told = day().work("4h").away("16h").work("8h")
    early = come_back(leave(told.state, told.context), told.at + 12 * HOUR, told.context)
    soon = come_back(leave(told.state, told.context), told.at + 9 * HOUR, told.context)

    assert 1.0 == early.labels_load
    assert 1.6 == pytest.approx(soon.labels_load)
