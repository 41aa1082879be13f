"""What do ``explain``, ``what-if`` and ``incidents`` answer? From the record alone, whether the program runs or not."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from tray.control import verbs
from tray.core import calendar
from tray.core.explain import TRACED, explain
from tray.core.facts import Recorded
from tray.core.relief import reliefs
from tray.core.sensing import Setting
from tray.core.signals import findings
from tray.core.state import State
from tray.core.warnings import KIND as WARNING_RAISED
from tray.core.what_if import what_if
from tray.errors import UsageError
from tray.record import Record
from tray.view.commitments import commitments
from tray.view.explanation import explanation
from tray.view.incidents import relief_values
from tray.view.sessions import sessions
from tray.view.told import way
from tray.view.warning_values import warning_values
from tray.view.what_if import what_if_values
from tray.weighing import looked_back

_TRACED_TO_INCIDENT = timedelta(days=2)
_SHOWN = 5
"""So many incidents are shown, the latest."""


def answer(verb: str, arguments: Mapping[str, Any], record: Record, state: State, around: Setting) -> dict[str, Any]:
    """The values to answer with, ``state`` being that of now. Raises UsageError, Refused and StoreError."""
    match verb:
        case verbs.EXPLAIN:
            since = _day_begins(state.at - TRACED, around)
            start, facts = record.back_to(since)
            return explanation(explain(start, facts, state.at, since=since), around)
        case verbs.WHAT_IF:
            return what_if_values(what_if(state, verbs.question(arguments), around), state.working, around)
        case verbs.INCIDENTS:
            found = record.incidents()
            shown = [_incident(each, record, around) for each in found[-_SHOWN:]]
            return {"incidents": shown, "earlier": len(found) - len(shown)}
        case verbs.WARNINGS:
            days = next(each for each in looked_back(record, state.at, around) if each is not None)
            told = [each.fact for each in record.of_kind(WARNING_RAISED)]
            return warning_values(findings(days), told, len(days), around)
        case verbs.SESSIONS:
            return sessions(state, around)
        case verbs.COMMITMENTS:
            return commitments(state, around.zone, way(arguments).columns)
        case _:
            raise UsageError(f"{verb!r} is no question to the record.")


def _incident(recorded: Recorded, record: Record, around: Setting) -> dict[str, Any]:
    at = recorded.fact.at
    since = _day_begins(at - _TRACED_TO_INCIDENT, around)
    start, facts = record.back_to(since, recorded.order)
    found = explain(start, facts, at, since=since)
    return {
        "at": at.astimezone(around.zone).isoformat(),
        "pressure": found.state.pressure,
        "explanation": explanation(found, around),
        "relief": relief_values(reliefs(found.state, around), around),
    }


def _day_begins(at: datetime, around: Setting) -> datetime:
    day = calendar.day_of(at, around.zone, around.settings.hours)
    return calendar.day_bounds(day, around.zone, around.settings.hours)[0]
