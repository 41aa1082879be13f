"""``explain`` as values for scripts: every part of the number, unrounded."""

from dataclasses import fields
from datetime import date, datetime
from typing import Any

from tray.core import days_and_nights
from tray.core.context import Context
from tray.core.inquiry.explain import Asking, Explanation, Promise
from tray.core.inquiry.trace import Kind, Part
from tray.core.law import short_rest_heavy_week
from tray.core.law.levels_and_gauge_steps import level
from tray.core.state import days_in_zones
from tray.core.state.formula import Formula, formula
from tray.core.state.sleep import LONG_GAP
from tray.core.state.state import State

VERSION = 1


def explanation(found: Explanation, context: Context) -> dict[str, Any]:
    """Numbers unrounded, times in ISO 8601 with offset, absent things None; ``parts`` add up to ``pressure``."""
    state = found.state

    def iso(instant: datetime) -> str:
        return instant.astimezone(context.zone).isoformat()

    def part(each: Part) -> dict[str, Any]:
        return {
            "kind": each.kind.value,
            "label": each.label,
            "from": None if each.kind is Kind.BEFORE else iso(each.since),
            "to": iso(each.until),
            "day": str(_day(each, context)),
            "switches": each.count,
            "put": each.put,
            "freed": each.freed,
            "points": each.left,
            "gen0": each.gen0,
            "gen1": each.gen1,
            "gen2": each.gen2,
            "live": 0.0,
        }

    def promise(each: Promise) -> dict[str, Any]:
        when = each.commitment.when
        named = {"number": each.commitment.number, "label": each.commitment.text, "when": iso(when) if when else None}
        named |= {"overdue": each.commitment.is_overdue(state.at), "near": each.near}
        pools = {"gen0": 0.0, "gen1": 0.0, "gen2": 0.0, "live": each.points}
        return {"kind": "commitment", **named, "points": each.points, **pools}

    def asks(each: Asking) -> dict[str, Any]:
        named = {"label": context.agent_name(each.agent.name)}
        named |= {"since": iso(each.agent.since), "until": iso(each.agent.until)}
        pools = {"gen0": 0.0, "gen1": 0.0, "gen2": 0.0, "live": each.points}
        return {"kind": "agent", **named, "points": each.points, **pools}

    return {
        "version": VERSION,
        "at": iso(state.at),
        "day": str(days_in_zones.day_when(state, state.at, context)),
        "pressure": state.pressure,
        "level": level(state.held, context.settings.levels).value,
        "pools": {
            "gen0": state.pools.gen0,
            "gen1": state.pools.gen1,
            "gen2": state.pools.gen2,
            "live": state.live,
        },
        "since": iso(found.since),
        "parts": [
            *(part(each) for each in found.parts),
            *(promise(each) for each in found.promises),
            *(asks(each) for each in found.asking),
        ],
        "labels": _labels(state),
        "formula": _formula(formula(state), state.lived.value),
    }


def _day(part: Part, context: Context) -> date:
    """The day on which a part began, as it was lived."""
    by_calendar = days_and_nights.day_of(part.since, context.zone, context.settings.hours)
    return part.day if part.day is not None and days_and_nights.is_credible(part.day, by_calendar) else by_calendar


def _labels(state: State) -> list[dict[str, Any]]:
    """What came before this work and tells on its load: the factor, and the hours it comes from."""
    if state.rest_since is not None and state.at - state.rest_since >= LONG_GAP:
        return []  # the next work is another day's
    known, law = state.labels, state.law
    return [
        {
            "name": "short_time_off",
            "hours": known.off_h,
            "factor": short_rest_heavy_week.short_time_off(known.off_h, law),
        },
        {"name": "heavy_week", "hours": known.week_h, "factor": short_rest_heavy_week.heavy_week(known.week_h, law)},
    ]


def _formula(now: Formula, regime: str) -> dict[str, Any]:
    letters = {field.name: getattr(now, field.name) for field in fields(Formula)}
    speeds = dict(zip(("gen0_per_h", "gen1_per_h", "gen2_per_h"), now.speeds, strict=True))
    return {"regime": regime, **letters, **speeds}
