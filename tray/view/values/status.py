"""``status`` as values for scripts. People and status bars read the same ones, in their own words."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from tray.core.breaks import due, kinds_and_lengths, quiet_gate_and_budget
from tray.core.context import Context
from tray.core.day import blocks, limits, meetings
from tray.core.law.answer_model import follows
from tray.core.law.levels_and_gauge_steps import level
from tray.core.sensing.presence import Input, Senses
from tray.core.state.ongoing import Block
from tray.core.state.state import State, is_here
from tray.core.wellbeing.easing import eased_today
from tray.lib.language.translation import say
from tray.view.tray.icon_mark_tooltip_clicks import coming

VERSION = 1


def status(
    state: State,
    senses: Senses,
    at: datetime,
    context: Context,
    sources: Mapping[str, str],
    problems: tuple[str, ...],
    names: Mapping[str, str] | None = None,
    at_machines: Mapping[str, timedelta] | None = None,
) -> dict[str, Any]:
    """Numbers unrounded, times in ISO 8601 with offset, absent things None; ``state`` is as of ``at``.

    ``names`` are those of the person's machines, by their ids; ``at_machines`` is how long the person worked at each
    today, where they are several.
    """

    def iso(instant: datetime | None) -> str | None:
        return instant.astimezone(context.zone).isoformat() if instant else None

    return {
        "version": VERSION,
        "at": iso(at),
        "pressure": state.pressure,
        "level": level(state.held, context.settings.levels).value,
        "parts": {
            "gen0": state.pools.gen0,
            "gen1": state.pools.gen1,
            "gen2": state.pools.gen2,
            "live": state.live,
        },
        "regime": state.lived.value,
        "tracking": _tracking(state, senses),
        "quiet": list(quiet_gate_and_budget.why_quiet(state, senses, at, context)),
        "elsewhere": None if is_here(state) or state.machine is None else _name(state.machine.at, names),
        "stretch_s": state.stretch.total_seconds() if state.working else 0.0,
        "since_input_s": _since_input(senses, at),
        "worked_today_s": limits.worked_today(state).total_seconds(),
        "worked_week_s": limits.worked_week(state).total_seconds(),
        "machine": _short_name(state.machine.own, names) if state.machine else None,
        "at_machines": _at_machines(state, at_machines or {}, names),
        "session": _session(state, iso),
        "break": _break(state, context),
        "snoozed_until": iso(state.snoozed_until) if state.snoozed_until and state.snoozed_until > at else None,
        "paused_until": iso(state.paused.until) if state.paused else None,
        "next": _next(state, at, context, iso),
        "holiday": _holiday(state),
        "commitments": {
            "unplanned": state.unplanned,
            "planned": state.planned,
            "overdue": sum(each.is_overdue(at) for each in state.commitments),
            "cap": context.settings.limits.commitments,
        },
        "agents": _agents(state, at, context, iso),
        "meetings": _meetings(state, at, context),
        "next_meeting": _next_meeting(at, context, iso),
        "block": _block(blocks.on(state, at), iso),
        "next_block": _block(next((each for each in state.blocks if each.start > at), None), iso),
        "eased": _eased(state),
        "next_answer": _next_answer(state),
        "breaks_today": {
            "taken": state.day.taken if state.day else 0,
            "skipped": state.day.skipped if state.day else 0,
        },
        "limits": [
            {"name": each.name, "value": each.value, "limit": each.limit, "hard": each.hard}
            for each in limits.standing(state, at, context)
        ],
        "sources": dict(sources),
        "problems": list(problems),
    }


def _at_machines(state: State, lengths: Mapping[str, timedelta], names: Mapping[str, str] | None) -> dict[str, float]:
    """Seconds of today's work at each machine, whatever ids it had today, by its name."""
    by_name: dict[str, timedelta] = {}
    for device, length in lengths.items():
        name = _short_name(device, names)
        by_name[name] = by_name.get(name, timedelta(0)) + length
    # The day may have been begun late on record, and its total with it.
    return {name: min(length, limits.worked_today(state)).total_seconds() for name, length in by_name.items()}


def _name(device: str | None, names: Mapping[str, str] | None) -> str | None:
    """What the person calls a machine, or its id."""
    return (names or {}).get(device, device) if device else None


def _short_name(device: str, names: Mapping[str, str] | None) -> str:
    """The same, where nothing but a name has room."""
    return (names or {}).get(device, device[:4])


def _tracking(state: State, senses: Senses) -> str:
    if state.paused:
        return "paused"
    return "off" if senses.input is Input.UNKNOWN and not state.by_hand else "on"


def _since_input(senses: Senses, at: datetime) -> float | None:
    return None if senses.input is Input.UNKNOWN else senses.quiet(at).total_seconds()


def _session(state: State, iso: Any) -> dict[str, Any] | None:
    session = state.session
    if session is None:
        return None
    estimate = session.estimate.total_seconds() if session.estimate else None
    return {"label": session.label, "since": iso(session.since), "estimate_s": estimate, "load": session.load}


def _break(state: State, context: Context) -> dict[str, Any]:
    left = due.due_in(state, context)
    found = kinds_and_lengths.worked_out(state, context)
    return {
        "due_in_s": None if left is None else left.total_seconds(),
        "length_s": found.length.total_seconds(),
        "buys_s": found.buys.total_seconds(),
    }


def _agents(state: State, at: datetime, context: Context, iso: Any) -> dict[str, Any]:
    """How many agents are busy and how many ask, and each of them by its name."""
    there = state.agents.at(at)
    asks = len(state.agents.asking(at))
    known = [
        {
            "name": context.agent_name(each.name),
            "doing": each.doing.value,
            "since": iso(each.since),
            "until": iso(each.until),
        }
        for each in there
    ]
    return {"busy": len(there) - asks, "asks": asks, "known": known}


def _holiday(state: State) -> dict[str, Any] | None:
    """The last day of a holiday that is on; None as one, until the person is back."""
    holiday = state.health.holiday
    return None if holiday is None else {"last": holiday.last.isoformat() if holiday.last else None}


def _eased(state: State) -> dict[str, float] | None:
    """How today goes easier, after an answer or since the person said so."""
    eased = eased_today(state)
    if eased is None:
        return None
    return {"break_after_s": eased.break_after.total_seconds(), "work_s": eased.work.total_seconds()}


def _next_answer(state: State) -> dict[str, Any] | None:
    """What the person would answer now, as fatigue from 0 to 100; None before the first answer is understood."""
    about = state.expected
    if about is None or not state.learnt.answers:
        return None
    gone = follows(state.learnt)
    return {
        "expected": about.answer,
        "low": about.low,
        "high": about.high,
        "answers": state.learnt.answers,
        "follows": None if gone is None else [gone.r, gone.low, gone.high],
    }


def _meetings(state: State, at: datetime, context: Context) -> dict[str, Any]:
    """The meetings of today by the person's calendar, and how much work was in them."""
    found = meetings.load(state, at, context)
    return {
        "planned_s": found.planned.total_seconds(),
        "kept_s": found.kept.total_seconds(),
        "count": found.count,
        "back_to_back": found.back_to_back,
    }


def _next_meeting(at: datetime, context: Context, iso: Any) -> dict[str, Any] | None:
    """The next meeting that has not begun, and how many follow it at once. Its title is empty unless it is wanted."""
    found = meetings.next_meeting(context.appointments, at)
    if found is None:
        return None
    row = meetings.row_from([each for each in context.appointments if each.start > at], at)
    return {
        "at": iso(found.start),
        "until": iso(found.end),
        "in_a_row": row.count if row else 1,
        "title": found.title,
    }


def _block(found: Block | None, iso: Any) -> dict[str, Any] | None:
    if found is None:
        return None
    return {"number": found.number, "label": found.label, "at": iso(found.start), "until": iso(found.until)}


def _next(state: State, at: datetime, context: Context, iso: Any) -> dict[str, Any] | None:
    found = coming(state, at, context)
    if found is None:
        return None
    live = state.suggestion if found.what == "break due" and not found.after_meetings else None
    since = due.due_since(live, state, context) if live else None
    soon = due.foreseen(state, at, context) if found.what == "break due" else None
    return {
        "what": found.what,
        "kind": live.kind if live else soon.due.kind if soon else None,
        "at": iso(found.at),
        "after_meetings": found.after_meetings,
        "since": iso(since),
        "until": iso(found.until),
    }


def nothing_runs() -> str:
    """The problem that stands among those of ``status`` while nothing runs."""
    return say("nothing is running")


def without_nothing_runs(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """``values`` without what follows from nothing running, which people are told in a sentence of its own."""
    problems = [each for each in values["problems"] if each != nothing_runs()]
    return {**values, "sources": {}, "problems": problems}
