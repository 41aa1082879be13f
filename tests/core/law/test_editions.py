"""The second edition of the numbers: one step there, one step back, and what is set by hand stays."""

from datetime import timedelta

import pytest

from tests.core.wellbeing.test_timing_of_warnings_and_insights import history
from tests.day import MONDAY, day
from tray.core.law.check_parameters import check_law
from tray.core.law.law_on_record import law_of, values_of
from tray.core.messages import commands as c
from tray.core.messages.facts import ParametersSet
from tray.core.wellbeing.warning_signs import findings
from tray.settings.defaults.every_setting import Law, Settings
from tray.settings.defaults.law import in_edition
from tray.settings.file.load_or_list_mistakes import load

SECOND = Law(**in_edition({"edition": 2}))


def read(text: str) -> Settings:
    return load(text, "settings.toml")


def test_one_line_changes_six_numbers_and_taking_it_out_changes_them_back() -> None:
    law = read("[law]\nedition = 2\n").law

    assert SECOND == law
    assert (28.0, 0.33, 0.34, 0.007) == (law.allocation, law.switch, law.promotion0, law.promotion1)
    assert (timedelta(hours=36), timedelta(hours=2)) == (law.work_tau1, law.off_tau1)
    assert Law() == read("[law]\nedition = 1\n").law == read("").law
    assert () == check_law(law)


@pytest.mark.parametrize("order", [("edition = 2", "allocation = 33"), ("allocation = 33", "edition = 2")])
def test_what_is_set_by_hand_stays(order: tuple[str, str]) -> None:
    law = read("[law]\n" + "\n".join(order) + "\n").law

    assert (33.0, 0.34, 2) == (law.allocation, law.promotion0, law.edition)


def test_the_numbers_in_force_are_on_record_and_nothing_jumps() -> None:
    told = day().work("3h")
    before = told.state.pools
    told.settings(Settings(law=SECOND))
    changes = [fact for fact in told.facts if isinstance(fact, ParametersSet)]

    assert before == told.state.pools
    assert SECOND == told.state.law == law_of(changes[-1].values)
    assert Law() == law_of(values_of(Law(), 2.0))
    told.work("1h").settings(Settings())
    assert Law() == told.state.law


@pytest.mark.parametrize(("weeks", "left"), [("calm", 3.0), ("normal", 4.0), ("heavy", 12.0)])
def test_a_record_begins_where_such_weeks_lead(weeks: str, left: float) -> None:
    told = day(Settings(law=SECOND))

    assert 4.0 == told.state.pools.gen2
    told.ask(c.Introduce(weeks))
    assert left == told.state.pools.gen2
    assert 6.0 == day().state.pools.gen2
    assert MONDAY == told.at


@pytest.mark.parametrize(
    ("last", "points", "first", "second"),
    [
        (7, 12.0, [], ["very-high"]),
        (7, 11.9, [], []),
        (14, 8.0, [], ["twice"]),
        (7, 15.0, ["very-high"], ["very-high"]),
    ],
)
def test_last_weeks_are_much_sooner(last: int, points: float, first: list[str], second: list[str]) -> None:
    days = history(last=last, gen2_morning=points)

    def rules(edition: int) -> list[str]:
        return [each.rule for each in findings(days, edition) if each.signal == "gen2"]

    assert (first, second) == (rules(1), rules(2))


def test_equal_parameters_give_the_very_same_law_so_that_nothing_of_it_is_worked_out_again() -> None:
    assert law_of(values_of(Law(gain=1.1), 2.0)) is law_of(values_of(Law(gain=1.1), 2.0))
