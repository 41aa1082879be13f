"""Property 15 of the model: the colour shown is never one whose band, widened by 2, excludes the pressure."""

from datetime import timedelta
from math import inf

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.lives import records
from tray.core.law.levels_and_gauge_steps import level
from tray.core.messages.facts import Fact
from tray.core.state.fold import apply
from tray.core.state.state import State, advance_to
from tray.settings.defaults.every_setting import Levels

LEVELS = Levels()
BOUNDS = (0.0, LEVELS.yellow, LEVELS.orange, LEVELS.red, LEVELS.critical, inf)


def fits(state: State) -> None:
    """The colour of ``state`` is one that its pressure may have."""
    names = ("green", "yellow", "orange", "red", "critical")
    shown = names.index(level(state.held, LEVELS).value)
    assert BOUNDS[shown] - LEVELS.hysteresis - 1e-9 <= state.pressure < BOUNDS[shown + 1] + 1e-9


@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@given(records(), st.lists(st.floats(0, 20_000), max_size=3))
def test_15_the_colour_is_one_that_the_pressure_may_have(facts: list[Fact], looks: list[float]) -> None:
    state = State(at=facts[0].at)
    for fact in facts:
        for seconds in looks:
            between = state.at + timedelta(seconds=seconds)
            if between < fact.at:
                fits(state := advance_to(state, between))
        fits(state := apply(state, fact))
