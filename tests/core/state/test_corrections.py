"""What the person says of a span afterwards makes what sensing would have made: the same stretches, days and totals."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.day import MONDAY, Day, day
from tray.core.day.limits import worked_today, worked_week
from tray.core.inquiry.totals import days
from tray.core.law.values import Regime
from tray.core.messages import commands as c
from tray.core.messages.day_totals import DayTotals
from tray.core.state.state import State
from tray.view.words.acknowledgements import noted

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def totals(told: Day) -> tuple[DayTotals, ...]:
    facts = told.facts
    return days(State(at=facts[0].at), facts, told.at, told.context)


def at(clock: str, day_of_month: int = 23) -> datetime:
    """A time in Berlin, in November."""
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 11, day_of_month, hour, minute, tzinfo=UTC) - HOUR


def it_was(told: Day, span: str, regime: Regime = Regime.WORK, day_of_month: int = 23) -> Day:
    start, _, end = span.partition("-")
    return told.ask(c.ItWas(regime, at(start, day_of_month), at(end, day_of_month)))


def test_in_a_fresh_home_work_before_the_program_counts_today_and_the_rest_after_it_is_a_rest() -> None:
    told = it_was(day(at=at("06:51")), "04:05-06:00").work("1m")

    assert 116 * MINUTE == worked_today(told.state)
    assert [116 * MINUTE] == [each.worked for each in totals(told)]
    assert MINUTE == told.state.stretch
    assert 115 * MINUTE == totals(told)[0].longest


def test_work_said_of_a_long_rest_is_a_stretch_of_its_own() -> None:
    told = day(at=at("09:52")).work("67m").away("5h30m").work("5m")
    before = totals(told)[0]
    it_was(told, "15:00-16:00")
    (after,) = totals(told)

    assert (67 * MINUTE, 67 * MINUTE) == (before.longest, after.longest)
    assert before.worked + HOUR == after.worked
    assert (0, 2) == (before.taken, after.taken)  # half a day off is no break, and the parts of it are


def test_two_spans_with_lunch_between_them_are_two_stretches() -> None:
    told = day(at=at("18:00", 26))
    it_was(told, "09:00-12:30", day_of_month=24)
    it_was(told, "13:30-16:30", day_of_month=24)
    found = {each.day: each for each in totals(told)}[date(2026, 11, 24)]

    assert (210 * MINUTE, 390 * MINUTE, 60 * MINUTE) == (found.longest, found.worked, found.rested)


def test_a_stretch_does_not_reach_back_over_a_rest_to_what_an_older_record_holds() -> None:
    told = day(at=at("09:00", 22)).work("2h").away("1h").restart(gone="20h")
    told.wait_until(at("09:00"))
    it_was(told, "07:00-08:10").work("30m")

    assert 30 * MINUTE == told.state.stretch
    assert 70 * MINUTE == totals(told)[-1].longest


def test_work_on_a_day_the_program_did_not_see_counts_for_that_day_in_the_week() -> None:
    told = day(at=at("09:00", 23)).work("1h").restart(gone="47h").work("10m")
    it_was(told, "10:00-12:00", day_of_month=24)

    assert 10 * MINUTE == worked_today(told.state)
    assert 190 * MINUTE == worked_week(told.state)
    assert (date(2026, 11, 24), 2 * HOUR) in told.state.last_days


def test_a_span_over_the_end_of_a_day_counts_for_both_days() -> None:
    told = day(at=at("09:00", 24))
    told.ask(c.ItWas(Regime.WORK, at("03:00", 24), at("05:00", 24))).work("1m")

    assert [HOUR, 61 * MINUTE] == [each.worked for each in totals(told)]
    assert ((date(2026, 11, 23), HOUR),) == told.state.last_days
    assert 61 * MINUTE == worked_today(told.state)


def test_a_meeting_is_work_and_a_meeting() -> None:
    told = day().work("30m").away("30m").work("30m")
    told.ask(c.ItWas(Regime.WORK, MONDAY + 30 * MINUTE, MONDAY + 60 * MINUTE, meeting=True))
    (found,) = totals(told)

    assert (90 * MINUTE, 30 * MINUTE) == (found.worked, found.meetings)


# What was said can be taken back


def test_the_last_word_is_taken_back_and_then_the_one_before() -> None:
    told = day().work("30m").away("30m").work("30m")
    sensed = totals(told)[0].worked
    it_was(told, "09:35-09:40")
    it_was(told, "09:45-09:55")
    told.ask(c.ItWasNot())
    assert sensed + 5 * MINUTE == totals(told)[0].worked

    told.ask(c.ItWasNot())
    assert sensed == totals(told)[0].worked
    assert 30 * MINUTE == told.state.stretch


def test_what_was_said_before_holds_again() -> None:
    told = day().work("60m")
    it_was(told, "09:10-09:30", Regime.REST)
    it_was(told, "09:20-09:40", Regime.WORK)
    told.ask(c.ItWasNot())

    assert 30 * MINUTE == told.state.stretch


def test_where_nothing_was_said_nothing_is_taken_back() -> None:
    assert "nothing to undo" in str(day().work("10m").ask(c.ItWasNot()).refused)


def test_a_restart_does_not_forget_what_can_be_taken_back() -> None:
    told = it_was(day().work("30m").away("30m").work("5m"), "09:30-10:00").restart(gone="1s").ask(c.ItWasNot())

    assert None is told.refused
    assert told.state.stretch < 6 * MINUTE


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (c.ItWas(Regime.WORK, at("09:30"), at("10:00")), "Monday 23 November, 09:30–10:00 counts as work."),
        (c.ItWas(Regime.RESTORE), "Monday 23 November, 09:30–10:00 counts as a walk."),
        (c.ItWas(Regime.REST), "Monday 23 November, 09:30–10:00 counts as a break."),
        (c.ItWas(Regime.WORK, meeting=True), "Monday 23 November, 09:30–10:00 counts as a meeting."),
        (
            c.ItWas(Regime.WORK, at("23:30", 22), at("00:10")),
            "Sunday 22 November, 23:30–Monday 23 November, 00:10 counts as work.",
        ),
    ],
)
def test_the_answer_names_the_day(command: c.ItWas, said: str) -> None:
    told = day().work("30m").away("30m").work("1m")
    before = told.state
    told.ask(command)

    assert said == noted(command, before, told.state, told.context.zone)


def test_the_answer_says_what_was_taken_back() -> None:
    told = it_was(day().work("30m").away("30m").work("1m"), "09:30-10:00")
    before = told.state
    told.ask(c.ItWasNot())

    assert noted(c.ItWasNot(), before, told.state, told.context.zone).startswith("Monday 23 November, 09:30–10:00 ")


# A life that was sensed, and the same life that was said

_COUNTED = (
    *("day", "worked", "rested", "longest", "start", "stop", "taken", "breaks_due", "breaks_due_taken"),
    *("night", "outside", "late", "away_before"),
)


def figures(told: Day) -> dict[str, Any]:
    """Stretches and totals, as the state has them and as the record adds up to."""
    found = [{name: getattr(each, name) for name in _COUNTED} for each in totals(told)]
    # Of a day on which nobody worked there is nothing to say; one life may begin earlier than the other.
    found = [each for each in found if each["worked"]]
    if found:
        found[0]["away_before"] = None
    state = told.state
    return {
        "days": found,
        "stretch": state.stretch,
        "rested_at": state.rested_at,
        "today": (worked_today(state), state.day.taken if state.day else None),
        "week": worked_week(state),
    }


segments = st.lists(
    st.tuples(st.integers(1, 150), st.integers(4, 250), st.sampled_from(("seen", "missed", "taken for the other"))),
    min_size=1,
    max_size=4,
)


def sensed(story: list[tuple[int, int, str]], begins: datetime) -> Day:
    told = day(at=begins)
    for work, rest, _ in story:
        told.work(f"{work}m").away(f"{rest}m")
    return told.work("10m")


def said(story: list[tuple[int, int, str]], begins: datetime) -> Day:
    """The same life, in which some of it was sensed as something else and put right at the end."""
    told, wrong, at_ = None, [], begins
    for work, rest, how in story:
        there, back = at_ + work * MINUTE, at_ + (work + rest) * MINUTE
        if how == "missed":
            wrong.append((Regime.WORK, at_, there))
            if told:
                told.restart(gone=f"{work + rest}m")
        else:
            told = told or day(at=at_)
            if how == "seen":
                told.work(f"{work}m").away(f"{rest}m")
            else:
                wrong += [(Regime.WORK, at_, there), (Regime.REST, there, back)]
                told.away(f"{work}m").work(f"{rest}m")
        at_ = back
    told = (told or day(at=at_)).work("10m")
    for regime, since, until in wrong:
        told.ask(c.ItWas(regime, since, until))
    return told


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(segments, st.sampled_from((MONDAY, at("01:10", 24), at("20:00", 27))))
@example([(115, 51, "missed")], at("04:05"))
@example([(67, 241, "seen"), (60, 30, "missed")], at("09:52"))
@example([(30, 5, "taken for the other"), (30, 5, "taken for the other")], MONDAY)
def test_what_is_said_makes_what_sensing_would_have_made(story: list[tuple[int, int, str]], begins: datetime) -> None:
    assert figures(sensed(story, begins)) == figures(said(story, begins))


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(segments, st.integers(0, 600), st.integers(1, 300), st.sampled_from((Regime.WORK, Regime.REST)))
def test_what_was_said_and_taken_back_was_never_said(
    story: list[tuple[int, int, str]], begins: int, lasts: int, regime: Regime
) -> None:
    never, undone = said(story, MONDAY), said(story, MONDAY)
    end = min(MONDAY + (begins + lasts) * MINUTE, undone.at)
    undone.ask(c.ItWas(regime, min(MONDAY + begins * MINUTE, end - MINUTE), end)).ask(c.ItWasNot())

    assert figures(never) == figures(undone)
    assert never.state.pools == pytest.approx(undone.state.pools, abs=1e-9)
