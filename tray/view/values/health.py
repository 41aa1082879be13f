"""The health of the person, as a script or a monitor reads it.

The format is that of https://datatracker.ietf.org/doc/html/draft-inadarei-api-health-check-06. It warns when the level
is orange, a limit is reached, something is wrong with the program, or nothing can sense work. It fails when
the level is red or critical, or a hard limit is reached. The whole is as bad as its worst check.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from tray.lib.text import clean
from tray.lib.text_width import fit
from tray.view.words import rounding
from tray.view.words.durations import length
from tray.view.words.rounding import POOLS

Values = Mapping[str, Any]

PASS, WARN, FAIL = "pass", "warn", "fail"
EXIT_CODES = {PASS: 0, WARN: 1, FAIL: 2}
"""As monitors of the Nagios kind have them."""
_BY_LEVEL = {"green": PASS, "yellow": PASS, "orange": WARN, "red": FAIL, "critical": FAIL}
_SHADES = {PASS: "32", WARN: "33", FAIL: "31"}
_UNITS = {"commitments": "commitments", "switches": "switches an hour"}
"""Of limits on numbers; the others are on lengths of time."""
_NAMES = {
    "pressure:utilization": "pressure",
    "gen0:utilization": "this stretch",
    "gen1:utilization": "today",
    "gen2:utilization": "last weeks",
    "live:utilization": "commitments",
    "stretch:limit": "limit on a stretch",
    "day:limit": "limit on a day",
    "week:limit": "limit on a week",
    "late_after:limit": "late by",
    "commitments:limit": "open commitments",
    "switches:limit": "switches an hour",
    "tracking:state": "tracking",
    "program:problems": "problems",
}


def health(values: Values, version: str) -> dict[str, Any]:
    """health+json of the values of ``status``; ``version`` is the program's."""
    checks = {name: _check(values, **found) for name, found in _checks(values)}
    worst = max((check["status"] for check in checks.values()), key=lambda status: EXIT_CODES[status])
    outputs = [check["output"] for check in checks.values() if "output" in check]
    return {
        "status": worst,
        "version": "1",
        "releaseId": version,
        "serviceId": "backpressure",
        "description": "the load of the person at this desktop, as memory pressure",
        **({"output": " ".join(outputs)} if outputs else {}),
        "checks": {name: [check] for name, check in checks.items()},
    }


def health_text(found: Values, *, colour: bool, columns: int = 120) -> str:
    """The same for people: the answer, why, and a line for each check."""
    rows = [(_NAMES[name], check) for name, (check,) in found["checks"].items()]
    checks = {name: check["observedValue"] for name, (check,) in found["checks"].items()}
    points = rounding.held(checks["pressure:utilization"], {pool: checks[f"{pool}:utilization"] for pool in POOLS})
    parts = {f"{pool}:utilization": f"{shown}%" for pool, shown in points.items()}
    wide = max(len(name) for name, _ in rows) + 2
    lines = [_shaded(found["status"], found["status"], colour=colour) + _because(found, columns)]
    for key, (name, check) in zip(found["checks"], rows, strict=True):
        value = fit(parts.get(key) or _shown(check), max(8, min(24, columns - wide - 8)))
        lines.append(f"  {fit(name, wide)}{value}{_shaded(check['status'], check['status'], colour=colour)}")
    return "\n".join(lines)


def _checks(values: Values) -> Iterable[tuple[str, dict[str, Any]]]:
    level = values["level"]
    said = f"{rounding.percent(values['pressure'])} is {level}." if _BY_LEVEL[level] != PASS else ""
    yield "pressure:utilization", _observed(values["pressure"], "percent", _BY_LEVEL[level], said)
    for part, points in values["parts"].items():
        yield f"{part}:utilization", _observed(points, "percent", PASS)
    for limit in values["limits"]:
        unit = _UNITS.get(limit["name"], "s")
        status = _of_limit(limit)
        said = f"limits.{limit['name']} is reached." if status != PASS else ""
        yield f"{limit['name']}:limit", _observed(limit["value"], unit, status, said)
    sensed = values["tracking"] != "off"
    said = "" if sensed else "Nothing can be sensed here, so that the number may be too low."
    yield "tracking:state", _observed(values["tracking"], "state", PASS if sensed else WARN, said)
    problems = values["problems"]
    said = " ".join(map(clean, problems))
    yield "program:problems", _observed(len(problems), "problems", WARN if problems else PASS, said)


def _observed(value: Any, unit: str, status: str, output: str = "") -> dict[str, Any]:
    return {"value": value, "unit": unit, "status": status, "output": output}


def _check(values: Values, *, value: Any, unit: str, status: str, output: str) -> dict[str, Any]:
    return {
        "componentType": "component",
        "observedValue": value,
        "observedUnit": unit,
        "status": status,
        "time": values["at"],
        **({"output": output} if output else {}),
    }


def _of_limit(limit: Values) -> str:
    # A count of commitments may be as high as its cap, lengths of time may not; nothing at all never warns.
    reached = limit["value"] > limit["limit"] if limit["name"] == "commitments" else limit["value"] >= limit["limit"]
    if not reached or limit["value"] <= 0:
        return PASS
    return FAIL if limit["hard"] else WARN


def _because(found: Values, columns: int) -> str:
    """Why it is not well, after the first word."""
    if "output" not in found:
        return ""
    return fit(f": {found['output']}", max(10, columns - 5)).rstrip()


def _shown(check: Values) -> str:
    value, unit = check["observedValue"], check["observedUnit"]
    if isinstance(value, str):
        return value
    if unit == "s":
        return length(timedelta(seconds=value))
    return rounding.percent(value) if unit == "percent" else str(rounding.whole(value))


def _shaded(text: str, status: str, *, colour: bool) -> str:
    return f"\x1b[{_SHADES[status]}m{text}\x1b[0m" if colour else text
