"""What people reported is rebuilt into days of work, and each answer is forecast from those before it alone."""

import pytest

from tests.evidence.law import MODELS
from tests.evidence.reports import MEAN, MODEL, correlated, forecast, main, pressures, read, rebuilt
from tray.core.law.values import Regime


def table(rows: list[tuple[str, float, int]]) -> list[str]:
    return ["person,hour_utc,valence,arousal", *(f"{person},{hour},{valence},50" for person, hour, valence in rows)]


def a_day(person: str, first: float, valences: list[int]) -> list[tuple[str, float, int]]:
    return [(person, first + n, valence) for n, valence in enumerate(valences)]


def test_people_with_few_reports_are_left_out_and_the_rest_are_in_order_of_time() -> None:
    people = read(table([*a_day("1", 9, [50] * 10)[::-1], *a_day("2", 9, [50] * 9)]))

    assert list(people) == ["1"]
    assert [each.hour for each in people["1"]] == [float(hour) for hour in range(9, 19)]


def test_a_gap_of_six_hours_holds_sleep_and_one_of_three_none() -> None:
    (reports,) = read(table([*a_day("1", 9, [50] * 5), *a_day("1", 16, [50] * 3), *a_day("1", 33, [50] * 3)])).values()
    segments = rebuilt(reports, pauses=False)

    assert [each.regime for each in segments if each.regime is not Regime.WORK].count(Regime.SLEEP) == 1
    assert sum(each.length.total_seconds() for each in segments) == (35 - 9 + 0.5) * 3600


def test_the_pressure_at_a_report_is_that_of_the_life_so_far() -> None:
    (reports,) = read(table(a_day("1", 9, [50] * 10))).values()
    at = pressures(MODELS[1], reports, pauses=False)

    assert at == sorted(at), "nothing but work: it only rises"
    assert at[0] < pressures(MODELS[1], reports[1:], pauses=False)[0] + 1e-9
    assert pressures(MODELS[1], reports, pauses=True)[-1] < at[-1]


def test_an_answer_is_never_forecast_from_itself() -> None:
    people = read(table(a_day("1", 9, [50] * 9 + [90])))
    other = read(table(a_day("1", 9, [50] * 9 + [10])))
    at = {"1": [30.0] * 10}

    one, two = forecast(people, at), forecast(other, at)

    assert one.squares[MEAN]["1"][:-1] == two.squares[MEAN]["1"][:-1] == [0.0] * 4
    assert one.squares[MEAN]["1"][-1] == two.squares[MEAN]["1"][-1] == 40.0**2
    assert one.answers == 5
    assert one.squares[MODEL]["1"][:-1] == two.squares[MODEL]["1"][:-1]


def test_ranks_go_together_or_not_at_all() -> None:
    assert correlated([1, 2, 3, 4], [10, 20, 30, 45]) == pytest.approx(1.0)
    assert correlated([1, 2, 3, 4], [9, 4, 3, 1]) == pytest.approx(-1.0)
    assert correlated([1, 2, 3], [5, 5, 5]) is None


def test_it_asks_for_its_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "FILE" in capsys.readouterr().err
