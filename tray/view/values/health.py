"""The health of the person, as a script or a monitor reads it.

The format is that of https://datatracker.ietf.org/doc/html/draft-inadarei-api-health-check-06. It warns when the level
is orange, a limit is reached, something is wrong with the program, or nothing can sense work. It fails when
the level is red or critical, or a hard limit is reached. The whole is as bad as its worst check.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from tray.lib.language.translation import mark, say
from tray.lib.text import clean
from tray.lib.text_width import cut, fit, width
from tray.view.words import names_and_numbers
from tray.view.words.names_and_numbers import POOLS, length

Values = Mapping[str, Any]

PASS, WARN, FAIL = "pass", "warn", "fail"
EXIT_CODES = {PASS: 0, WARN: 1, FAIL: 2}
"""As monitors of the Nagios kind have them."""
_BY_LEVEL = {"green": PASS, "yellow": PASS, "orange": WARN, "red": FAIL, "critical": FAIL}
_SHADES = {PASS: "32", WARN: "33", FAIL: "31"}
_UNITS = {"commitments": "commitments", "switches": "switches an hour"}
"""Of limits on numbers; the others are on lengths of time."""
_NAMES = {
    "pressure:utilization": mark("pressure"),
    "gen0:utilization": names_and_numbers.POOL_NAMES["gen0"],
    "gen1:utilization": names_and_numbers.POOL_NAMES["gen1"],
    "gen2:utilization": names_and_numbers.POOL_NAMES["gen2"],
    "live:utilization": names_and_numbers.POOL_NAMES["live"],
    "stretch:limit": mark("limit on a stretch"),
    "day:limit": mark("limit on a day"),
    "week:limit": mark("limit on a week"),
    "late_after:limit": mark("late by"),
    "commitments:limit": mark("open to-dos"),
    "switches:limit": mark("switches an hour"),
    "tracking:state": mark("tracking"),
    "program:problems": mark("problems"),
}
_STATUSES = {PASS: mark("pass"), WARN: mark("warn"), FAIL: mark("fail")}
_TRACKING = {"on": mark("on"), "paused": mark("paused"), "off": mark("off")}


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
        "description": say("The load of the person at this desktop, as memory pressure"),
        **({"output": " ".join(outputs)} if outputs else {}),
        "checks": {name: [check] for name, check in checks.items()},
    }


def health_text(found: Values, *, colour: bool, columns: int = 120) -> str:
    """The same for people: the answer, why, and a line for each check."""
    rows = [(say(_NAMES[name]), check) for name, (check,) in found["checks"].items()]
    checks = {name: check["observedValue"] for name, (check,) in found["checks"].items()}
    points = names_and_numbers.held(
        checks["pressure:utilization"], {pool: checks[f"{pool}:utilization"] for pool in POOLS}
    )
    parts = {f"{pool}:utilization": names_and_numbers.percent(shown) for pool, shown in points.items()}
    wide = max(width(name) for name, _ in rows) + 2
    lines = [_first(found, colour=colour, columns=columns)]
    for key, (name, check) in zip(found["checks"], rows, strict=True):
        value = fit(parts.get(key) or _shown(check), max(8, min(24, columns - wide - 8)))
        lines.append(f"  {fit(name, wide)}{value}{_status(check['status'], colour=colour)}")
    return "\n".join(lines)


def _checks(values: Values) -> Iterable[tuple[str, dict[str, Any]]]:
    level = values["level"]
    said = ""
    if _BY_LEVEL[level] != PASS:
        said = say(
            "{percent} is {level}.",
            percent=names_and_numbers.percent(values["pressure"]),
            level=names_and_numbers.level(level),
        )
    yield "pressure:utilization", _observed(values["pressure"], "percent", _BY_LEVEL[level], said)
    for part, points in values["parts"].items():
        yield f"{part}:utilization", _observed(points, "percent", PASS)
    for limit in values["limits"]:
        unit = _UNITS.get(limit["name"], "s")
        status = _of_limit(limit)
        said = say("{setting} is reached.", setting=f"limits.{limit['name']}") if status != PASS else ""
        yield f"{limit['name']}:limit", _observed(limit["value"], unit, status, said)
    sensed = values["tracking"] != "off"
    said = "" if sensed else say("Nothing here tells Backpressure whether you work, so the number may be too low.")
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


def _first(found: Values, *, colour: bool, columns: int) -> str:
    """The answer, and why it is not well."""
    status = _status(found["status"], colour=False)
    said = say("{status}: {reasons}", status=status, reasons=found["output"]) if "output" in found else status
    shown = cut(said, max(15, columns - 1))
    # Coloured only now, since colours take no columns.
    return shown.replace(status, _status(found["status"], colour=colour), 1)


def _shown(check: Values) -> str:
    value, unit = check["observedValue"], check["observedUnit"]
    if isinstance(value, str):
        return say(_TRACKING[value])
    if unit == "s":
        return length(timedelta(seconds=value))
    return names_and_numbers.percent(value) if unit == "percent" else str(names_and_numbers.whole(value))


def _status(status: str, *, colour: bool) -> str:
    said = say(_STATUSES[status])
    return f"\x1b[{_SHADES[status]}m{said}\x1b[0m" if colour else said
