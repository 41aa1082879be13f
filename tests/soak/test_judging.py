"""A soak that went wrong fails, whatever went wrong in it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.soak.judging import Sample, faults, surprises
from tests.soak.plan import START, WEEK, Expected, blocks, expected
from tray.core.messages.facts import BreakBegan, DayEnded, Fact, Suggested

HOURS = 7 * 24
GOOD = [
    Sample(START.astimezone(UTC) + timedelta(hours=hour), 20, 1, 0, 17 + 0.3 * (hour % 2), 2.0 * hour)
    for hour in range(HOURS)
]


def suggested(at: datetime) -> Suggested:
    return Suggested(at, timedelta(minutes=5), True, timedelta(minutes=50), 40.0, timedelta(minutes=50))


def fact_of(one: Expected) -> Fact:
    at = one.at + timedelta(minutes=2)
    if one.kind is Suggested:
        return suggested(at)
    if one.kind is BreakBegan:
        return BreakBegan(at, "rest", timedelta(minutes=5))
    return DayEnded(at, at.date())


def test_a_week_that_stays_as_it_began_is_good() -> None:
    assert [] == faults(GOOD, WEEK)


@pytest.mark.parametrize(
    ("name", "growth"), [("descriptors", 1 / 50), ("threads", 1 / 80), ("children", 1 / 80), ("mib", 0.02)]
)
def test_what_grows_hour_by_hour_is_found(name: str, growth: float) -> None:
    kind = type(getattr(GOOD[0], name))
    leaking = [replace(one, **{name: kind(getattr(one, name) + growth * hour)}) for hour, one in enumerate(GOOD)]

    assert 1 == len(faults(leaking, WEEK))


def test_a_busy_loop_is_found() -> None:
    assert 1 == len(faults([replace(one, cpu_seconds=one.cpu_seconds * 10) for one in GOOD], WEEK))


def test_five_days_of_the_week_have_their_suggestions_breaks_and_ends() -> None:
    kinds = [one.kind for one in expected(WEEK)]

    assert (25, 10, 5) == tuple(kinds.count(kind) for kind in (Suggested, BreakBegan, DayEnded))
    assert all(block.ends < after.begins for block, after in zip(blocks(WEEK), blocks(WEEK)[1:], strict=False))


def test_one_fact_too_many_too_few_or_too_late_is_found() -> None:
    wanted = [one for one in expected(WEEK) if one.kind in (Suggested, BreakBegan, DayEnded)]
    facts = [fact_of(one) for one in wanted]
    night = suggested(START + timedelta(hours=15))

    assert [] == surprises(wanted, facts)
    assert 1 == len(surprises(wanted, facts[1:]))
    assert 1 == len(surprises(wanted, [*facts, night]))
    assert 2 == len(surprises(wanted, [suggested(facts[0].at + timedelta(minutes=6)), *facts[1:]]))
