"""What ``history day --json`` tells is what is declared to be counted, under names on which scripts rely."""

import sys
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.day import BERLIN, Day, day
from tray.core.inquiry.totals import days
from tray.core.messages import commands as c
from tray.core.state.state import State
from tray.view.values.history import totals_values

HOUR = timedelta(hours=1)
COUNTED = {
    **dict.fromkeys(("worked", "rested", "meetings", "booked", "attended", "outside", "late", "night"), float),
    **dict.fromkeys(("longest",), float),
    **dict.fromkeys(("booked_meetings", "back_to_back", "suggestions", "snoozed", "taken", "skipped"), int),
    **dict.fromkeys(("breaks", "breaks_completed", "breaks_due", "breaks_due_taken", "switches"), int),
    **dict.fromkeys(("opened", "planned", "closed"), int),
    **dict.fromkeys(("at_level", "put", "freed", "at_machines"), dict),
}
OF_A_DAY = {
    **dict.fromkeys(("day", "begins", "ends", "start", "stop", "planned_end", "peak_at"), str),
    **dict.fromkeys(("sessions", "answers", "incidents", "limits"), list),
    **dict.fromkeys(("peak", "mean", "gen2_morning", "compliance", "switches_per_hour", "open_loops"), float),
    **dict.fromkeys(("night_outside", "past_plan"), float),
    **dict.fromkeys(("week_begins", "open_unplanned", "open_planned"), int),
    "weekend": bool,
    "away_before": type(None),
}
OF_SEVERAL = {
    **dict.fromkeys(("days", "days_worked", "incidents"), int),
    **dict.fromkeys(("peak", "mean", "gen2_morning", "weekend", "outside_share", "weekend_share"), float),
    "peak_at": str,
    "labels": list,
}


@pytest.fixture
def told() -> Day:
    """A day of work with a session, a to-do and an answer."""
    return (
        day()
        .ask(c.StartSession("letters", HOUR))
        .work("70m", switches_per_hour=6)
        .ask(c.Commit("ring Ada"))
        .ask(c.CheckIn("fatigue", 4))
        .away("20m")
        .work("40m")
    )


def totals(told: Day) -> Any:
    return days(State(at=told.facts[0].at), told.facts, told.at, told.context)


def kinds(values: dict[str, Any]) -> dict[str, type]:
    """Lengths of time are in seconds."""
    return {name: type(value) for name, value in values.items()}


def test_the_names_and_kinds_of_values_stay_what_they_are(told: Day) -> None:
    values = totals_values(totals(told), BERLIN)

    assert {"version": 1, "days": 1} == {"version": values["version"], "days": len(values["days"])}
    assert COUNTED | OF_A_DAY == kinds(values["days"][0])
    assert COUNTED | OF_SEVERAL == kinds(values["total"])


def anew(patch: pytest.MonkeyPatch, name: str, change: tuple[str, str] = ("", "")) -> ModuleType:
    """A module as it would be with another source."""
    spec = find_spec(name)
    assert spec
    assert spec.origin
    source = Path(spec.origin).read_text("utf-8")
    assert change[0] in source
    module = ModuleType(name)
    module.__spec__ = spec
    patch.setitem(sys.modules, name, module)
    exec(compile(source.replace(*change, 1), spec.origin, "exec"), vars(module))
    return module


def test_what_is_declared_to_be_counted_is_counted_added_up_and_told_everywhere(
    told: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, work = "    worked: timedelta = _ZERO\n", "        today.worked += length\n"
    declared = "    looks: int = 0\n    most: timedelta = field(default=_ZERO, metadata={_ADDS: max})\n"
    counts = "        today.looks += 1\n        today.most = max(today.most, length)\n"
    anew(monkeypatch, "tray.core.messages.day_totals", (first, declared + first))
    counting = anew(monkeypatch, "tray.core.inquiry.totals", (work, counts + work))
    tells = anew(monkeypatch, "tray.view.values.history").totals_values
    longer = told.unseen("20h").work("30m")

    found = counting.days(State(at=longer.facts[0].at), longer.facts, longer.at, longer.context)
    values = tells(found, BERLIN)

    looks, most = [each.looks for each in found], [each.most for each in found]
    assert 2 == len([each for each in looks if each])
    assert [*looks, sum(looks)] == [each["looks"] for each in (*values["days"], values["total"])]
    lengths = [each.total_seconds() for each in (*most, max(most))]
    assert lengths == [each["most"] for each in (*values["days"], values["total"])]
