"""One way to round: wherever the number is shown it is the same, and its parts add up to it."""

import re
from dataclasses import replace
from datetime import timedelta
from math import floor
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.day import MONDAY, day
from tray.core.context import Context
from tray.core.inquiry.day_course import Point
from tray.core.inquiry.explain import explain
from tray.core.law.law import live
from tray.core.law.values import Pools
from tray.core.sensing.presence import Senses
from tray.core.state.ongoing import Commitment
from tray.core.state.state import State
from tray.report.day_figure import held_by
from tray.settings.defaults.every_setting import Settings
from tray.view.terminal.explain import explanation_text
from tray.view.terminal.incidents import incidents_text
from tray.view.terminal.own_formats import fields
from tray.view.terminal.status import for_people
from tray.view.terminal.status_bars import BARS, line
from tray.view.tray import icon_mark_tooltip_clicks
from tray.view.values.explain import explanation
from tray.view.values.health import health, health_text
from tray.view.values.status import status
from tray.view.words import pressure_away_and_memory_full as pressure
from tray.view.words.names_and_numbers import change, fine_percent, held, percent, shared

CONTEXT = day().context
NUMBERED = replace(Settings(), icon=replace(Settings().icon, number=True))
points = st.one_of(st.floats(0, 60), st.sampled_from((0.0, 0.5, 1.0, 5.999999, 39.9999, 40.0, 59.95)))


@st.composite
def states(draw: st.DrawFn) -> State:
    pools = Pools(draw(points), draw(points), draw(points))
    promised = tuple(
        Commitment(n + 1, "a promise", draw(st.sampled_from((None, MONDAY + timedelta(days=1)))))
        for n in range(draw(st.integers(0, 12)))
    )
    state = State(at=MONDAY, pools=pools, commitments=promised)
    return replace(state, held=state.pressure)


def numbers(text: str) -> list[int]:
    return [int(each) for each in re.findall(r"\d+", text)]


def number(text: str) -> int:
    """The first number with a percent sign in a text; written without a space."""
    found, *_ = re.findall(r"(\d+)%", text)
    return int(found)


def explained(state: State) -> dict[str, Any]:
    return explanation(explain(state, (), state.at, since=state.at), CONTEXT)


@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@given(states())
def test_everything_that_shows_the_number_shows_one_and_its_parts_add_up_to_it(state: State) -> None:
    points, whole = floor(state.pressure), min(floor(state.pressure), 100)
    values = status(state, Senses(), state.at, CONTEXT, {}, ())
    parts = held(state.pressure, values["parts"])
    face = icon_mark_tooltip_clicks.face(state, Senses(), state.at, Context(Settings(), CONTEXT.zone))
    told = for_people(values, colour=False)
    found = explained(state)

    assert whole == sum(parts.values())
    for name, value in parts.items():
        assert abs(value - values["parts"][name] * (100 / state.pressure if points > 100 else 1.0)) < 1.0
    # status and the bars
    assert whole == number(told.splitlines()[0])
    (row,) = (each for each in told.splitlines() if each.startswith("Where it comes from"))
    assert list(parts.values()) == numbers(row)
    assert whole == fields(values)["percent"]
    assert f"{whole}%" in line("waybar", values)
    assert f"{whole}%" in health_text(health(values, "1"), colour=False, columns=80)
    for bar in BARS:
        assert [] == [each for each in re.findall(r"(\d+)%", line(bar, values)) if int(each) > 100]
    # the icon, its tooltip and the menu
    assert (
        whole == icon_mark_tooltip_clicks.face(state, Senses(), state.at, Context(NUMBERED, CONTEXT.zone)).gauge.number
    )
    assert whole == number(face.tooltip.split(".")[0])
    assert list(parts.values()) == [numbers(each.partition("(")[0])[0] for each in pressure.holds(state)]
    # explain, incidents and the report
    text = explanation_text(found, colour=False)
    assert whole == number(text.splitlines()[0])
    (total,) = (each for each in text.splitlines() if each.startswith("Pressure"))
    left, *pools = numbers(total)
    assert points == left
    if whole == points:
        assert [parts[name] for name in ("gen0", "gen1", "gen2") if parts[name]] == pools
    rows = text.partition("Pressure")[0].splitlines()
    assert points == sum(_left(each) for each in rows if each.startswith("  ") and "put in" not in each)
    shown = held_by(Point(state.at, *state.pools[:3], live(state.unplanned, state.planned, state.law)))
    head, _, tail = shown.partition("<br>")
    assert whole == number(head)
    assert list(parts.values()) == numbers(tail)
    report = incidents_text(
        {"earlier": 0, "incidents": [{"at": found["at"], "explanation": found, "relief": []}]}, colour=False
    )
    assert points == int(re.findall(r"In all: (\d+) points?", report)[0])
    assert points == sum(map(int, re.findall(r": (\d+) points?\b", report.partition("In all")[0])))


def _left(row: str) -> int:
    """The column *left* of a row of the table."""
    return int(row[37 + 8 + 7 : 37 + 8 + 7 + 7].strip() or 0)


@settings(max_examples=500, deadline=None)
@given(st.lists(st.floats(-20, 80), min_size=1, max_size=12), st.sampled_from((-1, 0, 1)))
def test_parts_add_up_to_the_whole_and_each_is_within_one(values: list[float], off: int) -> None:
    whole = floor(sum(values))
    found = shared(whole, values)

    assert whole == sum(found)
    assert all(abs(shown - value) < 1.0 + 1e-9 for shown, value in zip(found, values, strict=True))
    # What rounding of floating numbers may leave is no reason not to add up.
    assert whole + off == sum(shared(whole + off, values))


def test_a_level_never_shows_its_number_before_its_colour() -> None:
    assert "59%" == percent(59.999)
    assert "60%" == percent(60.0)


def test_a_full_memory_is_full_and_no_percentage_is_more() -> None:
    assert ["99%", "100%", "100%"] == [percent(each) for each in (99.99, 100.0, 240.0)]
    assert ["99.9%", "100.0%"] == [fine_percent(each) for each in (99.99, 240.0)]


def test_what_a_break_freed_of_a_memory_more_than_full_is_told_in_points() -> None:
    assert "22% → 15%" == change(22.0, 15.5)
    assert "100% → 80%" == change(140.0, 80.0)
    assert "still 100%, 20 points less" == change(140.0, 120.0)
    assert "still 100%, 1 point more" == change(140.0, 141.0)
    assert "100% → 100%" == change(140.5, 140.0)


@pytest.mark.parametrize(("pools", "shown"), [((0.0, 0.1, 5.8), [0, 0, 5, 0]), ((2.5, 2.5, 0.5), [2, 3, 0, 0])])
def test_no_part_is_more_than_the_whole(pools: tuple[float, float, float], shown: list[int]) -> None:
    values = dict(zip(("gen0", "gen1", "gen2", "live"), (*pools, 0.0), strict=True))

    assert sum(shown) == sum(held(sum(pools), values).values())
    assert sorted(shown) == sorted(held(sum(pools), values).values())
