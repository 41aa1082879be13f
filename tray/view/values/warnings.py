"""``warnings`` as values for scripts."""

from collections.abc import Sequence
from typing import Any

from tray.core import days_and_nights
from tray.core.context import Context
from tray.core.inquiry.after_warning import follow_up
from tray.core.messages.day_totals import DayTotals
from tray.core.messages.facts import Fact, WarningRaised
from tray.core.wellbeing.warning_signs import Finding
from tray.view.words import warnings as words

_TOLD = 10
"""So many of those told are listed, the latest."""


def warning_values(
    now: Sequence[Finding], facts: Sequence[Fact], days: Sequence[DayTotals], context: Context
) -> dict[str, Any]:
    """What the history shows now in ``days``, and what the person was told, with what became of it."""
    off = context.settings.warnings.not_these
    told = [each for each in facts if isinstance(each, WarningRaised)]
    return {
        "days": len(days),
        "now": [_values(each) for each in now if each.signal not in off],
        "told": [
            {
                "at": each.at.astimezone(context.zone).isoformat(),
                **_values(Finding(each.signal, each.rule, each.numbers)),
                "became": _became(each, days, context),
            }
            for each in told[-_TOLD:]
        ],
        "off": list(off),
    }


def _became(told: WarningRaised, days: Sequence[DayTotals], context: Context) -> str:
    """A sentence; empty while two weeks are not over, or where that is longer ago than what was looked at."""
    found = follow_up(told.signal, days_and_nights.day_of(told.at, context.zone, context.settings.hours), days)
    return words.what_became(told.signal, found) if found else ""


def _values(found: Finding) -> dict[str, Any]:
    return {
        "signal": found.signal,
        "rule": found.rule,
        "title": words.title(found.signal, found.rule),
        "numbers": dict(found.numbers),
        "seen": words.seen(found.signal, found.rule, found.numbers),
        "basis": words.basis(found.signal, found.rule),
        "advice": words.advice(found.signal),
    }
