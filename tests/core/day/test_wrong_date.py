"""A clock that was years ahead, or behind, is set right: the day goes on that it was, with all that belongs to it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest

from tests.day import MONDAY, Day, day
from tray.core.day import limits, shutdown
from tray.core.engine.step import Moment, last_seen
from tray.core.inquiry.totals import days
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.core.messages.facts import DayNoticed, DayPlanned, LimitTold
from tray.core.sensing.presence import Senses
from tray.core.state.fold import fold
from tray.core.state.ongoing import Day as OnRecord
from tray.core.state.state import State, advance_to
from tray.history.record import Record
from tray.settings.defaults.every_setting import Hours, Limits, Settings
from tray.settings.types.time_ranges_shifts_fixed_breaks import TimeRange, WeekHours, WeekRange

YEAR = timedelta(days=365)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
TODAY = date(2026, 11, 23)
Ahead = Callable[[Day], Day]


def leaps(told: Day, by: timedelta) -> Day:
    before = told.at
    told.at += by
    return told.happen(e.ClockSet(before))


def seen(told: Day) -> Day:
    """The clock is a year ahead for two minutes of work."""
    return leaps(leaps(told, YEAR).work("2m"), -YEAR)


def killed_between(told: Day) -> Day:
    """The same, and the program is killed and started again while it is."""
    return leaps(leaps(told, YEAR).work("1m").restart().work("1m"), -YEAR)


def killed_twice(told: Day) -> Day:
    """The same, but the program runs neither when the clock leaps ahead nor when it leaps back."""
    begins_anew(told, YEAR).work("2m")
    return begins_anew(told, -YEAR)


def begins_anew(told: Day, by: timedelta) -> Day:
    told.journal.saw(last_seen(told.moment, told.at))
    before, told.at = told.at, told.at + by
    told.record = Record(told.journal, told.at)
    told.moment = Moment(told.record.state, Senses())
    if told.at < before:
        told.happen(e.ClockSet(before, unseen=True))
    return told.happen(e.Started(told.journal.last_seen()))


def behind(told: Day) -> Day:
    """The clock is years behind for two minutes, as one without a battery."""
    return leaps(leaps(told, -40 * YEAR).work("2m"), 40 * YEAR)


@pytest.fixture(params=[seen, killed_between, killed_twice, behind])
def ahead(request: pytest.FixtureRequest) -> Ahead:
    found: Ahead = request.param
    return found


def of(told: Day) -> OnRecord:
    assert told.state.day
    return told.state.day


def test_the_day_is_that_of_the_clock_again_with_all_that_was_worked_and_taken(ahead: Ahead) -> None:
    told = ahead(day().work("50m").away("10m").work("30m")).work("10m")

    assert (TODAY, MONDAY + 8.5 * HOUR) == (of(told).day, of(told).end)
    assert 92 * MINUTE == of(told).worked
    assert () == told.state.last_days
    assert of(told).taken in {1, 2}  # nobody knows whether a year without the program was one


def test_it_stays_so_after_a_restart_and_is_what_the_record_says(ahead: Ahead) -> None:
    told = ahead(day().work("50m")).work("10m")
    before = of(told)
    told.restart()

    assert before == of(told)
    assert before == advance_to(fold(State(at=told.facts[0].at), told.facts), told.at).day
    assert before.worked == sum(
        (each.worked for each in days(State(at=told.facts[0].at), told.facts, told.at, told.context)), timedelta(0)
    )


def test_the_day_is_ended_once_at_its_own_time(ahead: Ahead) -> None:
    told = ahead(day().work("7h55m")).work("1h")

    ends = [fact for fact in told.facts_of(DayNoticed) if not fact.before]
    assert [(TODAY, MONDAY + 8.5 * HOUR)] == [(each.day, each.at) for each in ends]


def test_a_day_that_was_shut_down_stays_so(ahead: Ahead) -> None:
    told = ahead(day().work("8h31m").ask(c.EndDay())).work("30m")

    assert of(told).ended == MONDAY + 8 * HOUR + 31 * MINUTE
    assert told.state.suggestion is None


def test_hours_that_were_set_while_it_was_another_day_are_those_of_the_day_that_goes_on() -> None:
    told = leaps(day().work("1h"), YEAR).work("2m")
    longer = WeekRange(TimeRange(time(9), time(19)), 0, 4)
    told.settings(replace(told.context.settings, hours=Hours(week=WeekHours((longer,)))))
    known = len(told.facts_of(DayPlanned))
    leaps(told, -YEAR).work("1m")

    assert (TODAY, MONDAY + 10 * HOUR) == (of(told).day, of(told).planned)
    assert known + 1 == len(told.facts_of(DayPlanned))


def test_a_limit_that_was_told_is_not_told_again_and_counts_on(ahead: Ahead) -> None:
    limited = replace(Settings(), limits=Limits(day=2 * HOUR))
    told = ahead(day(limited).work("121m")).work("30m")
    later = ahead(day(limited).work("110m")).work("10m")

    assert ["day"] == [each.name for each in told.facts_of(LimitTold) if each.name == "day"]
    assert ["day"] == [each.name for each in later.facts_of(LimitTold) if each.name == "day"]


def test_a_day_that_began_meanwhile_is_the_next_one_and_no_week_counts_days_ahead() -> None:
    told = leaps(day().work("1h"), YEAR).work("2m").away("24h").work("3m")
    leaps(told, -YEAR).work("1m")

    assert TODAY + timedelta(days=1) == of(told).day
    assert [TODAY] == [on for on, _ in told.state.days_before]
    assert MINUTE == of(told).worked
    assert 61 * MINUTE == limits.worked_week(told.state)


def test_a_clock_two_days_ahead_may_be_a_journey_and_the_later_day_stays() -> None:
    told = leaps(leaps(day().work("1h"), timedelta(days=2)).work("2m"), timedelta(days=-2)).work("2m")

    assert TODAY + timedelta(days=2) == of(told).day


def test_the_later_day_stays_also_where_the_clock_was_years_ahead_in_between() -> None:
    told = leaps(day().work("1h"), timedelta(days=1)).work("1h")
    assert TODAY + timedelta(days=1) == of(told).day

    leaps(leaps(told, YEAR).work("2m"), -YEAR - timedelta(days=1)).work("1h")

    assert (TODAY + timedelta(days=1), 2 * HOUR + 2 * MINUTE) == (of(told).day, of(told).worked)


def test_the_days_before_are_still_known(ahead: Ahead) -> None:
    told = ahead(day().work("1h").away("23h").work("50m")).work("10m")

    assert [(TODAY, HOUR)] == list(told.state.last_days)
    assert 122 * MINUTE == limits.worked_week(told.state)


def test_before_1970_there_is_no_day() -> None:
    told = day().work("1h")
    told = leaps(told, datetime(1970, 1, 1, 0, 20, tzinfo=UTC) - told.at).work("2m")

    assert TODAY == of(told).day
    assert 1 == len(told.facts_of(DayPlanned))


def test_after_weeks_away_a_day_is_new() -> None:
    told = day().work("1h").away("500h").work("10m")

    assert 10 * MINUTE == of(told).worked
    assert all(one.day < two.day for one, two in pairwise(told.facts_of(DayPlanned)))


def test_no_day_is_planned_before_the_one_on_record_while_nobody_knows_yet_that_the_clock_was_set_back() -> None:
    told = day().work("10m").unseen("192h").work("10m")

    assert () == shutdown.plan_day(told.state, MONDAY + HOUR, told.context)
