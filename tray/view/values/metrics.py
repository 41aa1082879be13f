"""The numbers for Prometheus: OpenMetrics text, for the text file collector of a node exporter.

That collector reads the older text format too, so only what both know is used: gauges, without times of their own.
https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md
"""

from collections.abc import Iterable, Mapping
from typing import Any

from tray.core.law.levels_and_gauge_steps import Level
from tray.view.values.health import EXIT_CODES

Values = Mapping[str, Any]
Sample = tuple[dict[str, str], float]

_REGIMES = ("work", "rest", "restore", "off", "sleep")
_COUNTED = ("commitments", "switches")
NOT_RUNNING = """\
# HELP backpressure_running Whether the program runs.
# TYPE backpressure_running gauge
backpressure_running 0
# EOF"""
"""All that can be told when nothing runs."""


def metrics(values: Values, health: Values, version: str) -> str:
    """The values of ``status`` and of ``health`` as OpenMetrics, to its end mark."""
    lines = [line for family in _families(values, health, version) for line in _family(*family)]
    return "\n".join((*lines, "# EOF"))


def _families(values: Values, health: Values, version: str) -> Iterable[tuple[str, str, str, list[Sample]]]:
    """Name without its unit, unit, help, samples."""
    limits = {each["name"]: each for each in values["limits"]}
    lengths = [each for name, each in limits.items() if name not in _COUNTED]
    yield "running", "", "Whether the program runs.", [({"version": version}, 1)]
    yield "pressure", "ratio", "The pressure; 1 is out of memory.", [({}, values["pressure"] / 100)]
    parts = [({"part": name}, points / 100) for name, points in values["parts"].items()]
    yield "part", "ratio", "What holds the pressure.", parts
    yield "level", "", "1 for the level of the pressure.", _one_of("level", values["level"], [e.value for e in Level])
    yield "regime", "", "1 for what is lived now.", _one_of("regime", values["regime"], _REGIMES)
    tracking = _one_of("state", values["tracking"], ("on", "paused", "off"))
    yield "tracking", "", "1 for whether input is tracked.", tracking
    yield "stretch", "seconds", "Work since the last rest.", [({}, values["stretch_s"])]
    worked = [({"span": "day"}, values["worked_today_s"]), ({"span": "week"}, values["worked_week_s"])]
    yield "worked", "seconds", "Work in this day, and in seven days.", worked
    open_ones = [({"state": state}, values["commitments"][state]) for state in ("unplanned", "planned")]
    yield "commitments", "", "Open commitments.", open_ones
    yield "switches", "", "Switches of context an hour, in this stretch.", [({}, limits["switches"]["value"])]
    spans = [({"limit": each["name"]}, each["limit"]) for each in lengths if each["limit"] > 0]
    yield "limit", "seconds", "The limits on lengths of time that the person set.", spans
    yield "problems", "", "What is wrong with the program.", [({}, len(values["problems"]))]
    yield "health", "", "0 pass, 1 warn, 2 fail.", [({}, EXIT_CODES[health["status"]])]


def _one_of(label: str, holds: str, words: Iterable[str]) -> list[Sample]:
    return [({label: word}, float(word == holds)) for word in words]


def _family(name: str, unit: str, about: str, samples: list[Sample]) -> Iterable[str]:
    full = f"backpressure_{name}_{unit}" if unit else f"backpressure_{name}"
    yield f"# HELP {full} {about}"
    yield f"# TYPE {full} gauge"
    if unit:
        yield f"# UNIT {full} {unit}"
    for labels, value in samples:
        marked = ",".join(f'{label}="{text}"' for label, text in labels.items())
        yield f"{full}{{{marked}}} {value!r}" if marked else f"{full} {value!r}"
