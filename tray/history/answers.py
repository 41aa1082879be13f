"""Answers ``explain``, ``what-if`` and ``incidents`` from the record alone, whether the program runs or not."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tray.control import command_form, protocol
from tray.core import days_and_nights
from tray.core.context import Context
from tray.core.inquiry.cut import Kept
from tray.core.inquiry.explain import TRACED, TRACED_TO_INCIDENT, explain
from tray.core.inquiry.insights import LOOKED_BACK, insights
from tray.core.inquiry.what_frees_most import reliefs
from tray.core.inquiry.what_if import what_if
from tray.core.messages.facts import CommitmentOpened, Recorded
from tray.core.state.state import State
from tray.core.wellbeing.timing_of_warnings_and_insights import KIND as WARNING_RAISED
from tray.core.wellbeing.warning_signs import findings
from tray.errors import UsageError
from tray.history.daily_look_for_warnings_in_slices import looked_back
from tray.history.record import Record
from tray.lib.language.translation import say
from tray.view.terminal.incidents import SHOWN, relief_values
from tray.view.terminal.status_ways import way
from tray.view.terminal.what_if import what_if_values
from tray.view.values.agents import agents
from tray.view.values.blocks import blocks
from tray.view.values.commitments import commitments
from tray.view.values.decline_and_cut import cutting, declining
from tray.view.values.explain import explanation
from tray.view.values.sessions import sessions
from tray.view.values.warnings import warning_values
from tray.view.words.insights import insight_values


def answer(verb: str, arguments: Mapping[str, Any], record: Record, state: State, context: Context) -> dict[str, Any]:
    """The values to answer with, ``state`` being that of now. Raises UsageError, Refused and StoreError."""
    match verb:
        case protocol.EXPLAIN:
            since = _day_begins(state.at - TRACED, context)
            start, facts = record.back_to(since)
            return explanation(explain(start, facts, state.at, since=since), context)
        case protocol.WHAT_IF:
            return what_if_values(what_if(state, command_form.question(arguments), context), state.working, context)
        case protocol.INCIDENTS:
            found = record.incidents()
            shown = [_incident(each, record, context) for each in found[-SHOWN:]]
            return {"incidents": shown, "earlier": len(found) - len(shown)}
        case protocol.WARNINGS:
            days = next(each.days for each in looked_back(record, state.at, context) if each is not None)
            told = [each.fact for each in record.of_kind(WARNING_RAISED)]
            return warning_values(findings(days, context.settings.law.edition), told, days, context)
        case protocol.INSIGHTS:
            days = next(each.days for each in looked_back(record, state.at, context) if each is not None)
            start, facts = record.back_to(state.at - LOOKED_BACK)
            return insight_values(insights(start, facts, days, state.at, context))
        case protocol.SESSIONS:
            return sessions(state, context)
        case protocol.DECLINE:
            return declining(state, _kept(record), context, arguments.get("number"))
        case protocol.BLOCKS:
            return blocks(state, context)
        case protocol.CUT:
            return cutting(state, _kept(record), context, way(arguments).columns)
        case protocol.COMMITMENTS:
            return commitments(state, context.zone, way(arguments).columns)
        case protocol.AGENTS:
            return agents(state, context, way(arguments).columns)
        case _:
            raise UsageError(say('"{verb}" isn\'t a question that the record answers.', verb=verb))


def _kept(record: Record) -> Kept:
    noted: dict[tuple[str | None, int], datetime] = {}
    for each in record.of_kind("commitment_opened"):
        if isinstance(each.fact, CommitmentOpened):
            for name in ((None, each.fact.number), (each.device, each.fact.number)):
                noted.setdefault(name, each.fact.at)
    return Kept(noted, tuple(each.fact.at for each in record.of_kind("commitment_closed")))


def _incident(recorded: Recorded, record: Record, context: Context) -> dict[str, Any]:
    at = recorded.fact.at
    since = _day_begins(at - TRACED_TO_INCIDENT, context)
    start, facts = record.back_to(since, recorded.order)
    found = explain(start, facts, at, since=since)
    return {
        "at": at.astimezone(context.zone).isoformat(),
        "pressure": found.state.pressure,
        "explanation": explanation(found, context),
        "relief": relief_values(reliefs(found.state, context), context),
    }


def _day_begins(at: datetime, context: Context) -> datetime:
    day = days_and_nights.day_of(at, context.zone, context.settings.hours)
    return days_and_nights.day_bounds(day, context.zone, context.settings.hours)[0]
