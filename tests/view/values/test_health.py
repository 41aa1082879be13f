"""A script that asks for the health gets health+json, an answer it can act on, and numbers for Prometheus."""

import json
from datetime import datetime
from typing import Any

import pytest
from prometheus_client import parser as text_parser
from prometheus_client.openmetrics import parser as openmetrics_parser

from tests.view.terminal.statuses import HOSTILE, STATUS, status, with_limit
from tray.view.values.health import EXIT_CODES, health, health_text
from tray.view.values.metrics import NOT_RUNNING, metrics

openmetrics: Any = openmetrics_parser.text_string_to_metric_families
older_text: Any = text_parser.text_string_to_metric_families

LEVELS = [("green", "pass"), ("yellow", "pass"), ("orange", "warn"), ("red", "fail"), ("critical", "fail")]


def found(values: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(json.dumps(health(values, "1.2.3")))
    return made


def told(values: dict[str, Any]) -> str:
    return metrics(values, health(values, "1.2.3"), "1.2.3") + "\n"


@pytest.mark.parametrize(("level", "expected"), LEVELS)
def test_the_level_decides(level: str, expected: str) -> None:
    assert expected == found(status(level=level))["status"]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (with_limit("day", value=28800.0), "warn"),
        (with_limit("day", value=28799.0), "pass"),
        (with_limit("day", value=28800.0, hard=True), "fail"),
        (with_limit("late_after", value=60.0), "warn"),
        (with_limit("commitments", value=12.0), "pass"),
        (with_limit("commitments", value=13.0), "fail"),
        (with_limit("switches", value=41.0), "warn"),
        (status(tracking="off"), "warn"),
        (status(tracking="paused"), "pass"),
        (status(problems=["The history cannot be written."]), "warn"),
        (status(level="red", problems=["x"]), "fail"),
    ],
)
def test_limits_problems_and_blindness_count_too(values: dict[str, Any], expected: str) -> None:
    assert expected == found(values)["status"]


def test_there_is_one_check_per_part_with_value_unit_and_time() -> None:
    checks = found(STATUS)["checks"]

    assert {"gen0", "gen1", "gen2", "live"} <= {name.partition(":")[0] for name in checks}
    for (check,) in checks.values():
        assert {"observedValue", "observedUnit", "status", "time"} <= check.keys()
        assert check["status"] in EXIT_CODES
        assert datetime.fromisoformat(check["time"]).utcoffset() is not None
    assert 24.5 == checks["gen0:utilization"][0]["observedValue"]


def test_what_is_well_says_nothing_and_what_is_not_says_why() -> None:
    assert "output" not in found(STATUS)
    assert (
        "47% is orange. limits.day is reached."
        == (found(with_limit("day", value=28800.0) | {"level": "orange"})["output"])
    )


@pytest.mark.parametrize("columns", [20, 40, 80])
def test_people_get_a_table_that_fits(columns: int) -> None:
    text = health_text(found(status(problems=[HOSTILE])), colour=False, columns=columns)

    assert text.startswith("warn: ")
    assert all(line.isprintable() for line in text.splitlines())
    assert columns >= max(map(len, text.splitlines())) or columns == 20


@pytest.mark.parametrize(
    "values", [STATUS, status(level="critical", pressure=104.0), status(problems=[HOSTILE], session=None, next=None)]
)
def test_metrics_are_open_metrics_and_fit_a_text_collector_too(values: dict[str, Any]) -> None:
    families = list(openmetrics(told(values)))

    assert all(family.name.startswith("backpressure_") and family.documentation for family in families)
    assert {"gauge"} == {family.type for family in families}
    assert [family.name for family in families] == [family.name for family in older_text(told(values))]


def test_metrics_hold_what_status_says() -> None:
    samples = {
        (sample.name, *sample.labels.values()): sample.value
        for family in openmetrics(told(STATUS))
        for sample in family.samples
    }

    assert pytest.approx(0.479) == samples["backpressure_pressure_ratio",]
    assert 1 == samples["backpressure_level", "yellow"]
    assert 0 == samples["backpressure_level", "green"]
    assert 2820.0 == samples["backpressure_stretch_seconds",]
    assert 28800.0 == samples["backpressure_limit_seconds", "day"]


def test_metrics_of_nothing_that_runs_are_metrics_too() -> None:
    (running,) = openmetrics(f"{NOT_RUNNING}\n")

    assert 0 == running.samples[0].value
