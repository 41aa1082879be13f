"""``warnings`` as values for scripts."""

from collections.abc import Sequence
from typing import Any

from tray.core.context import Context
from tray.core.messages.facts import Fact, WarningRaised
from tray.core.wellbeing.signals import Finding
from tray.view.words import warnings as words

_TOLD = 10
"""So many of those told are listed, the latest."""


def warning_values(now: Sequence[Finding], facts: Sequence[Fact], days: int, context: Context) -> dict[str, Any]:
    """What the history shows now, and what the person was told; ``days`` of it were looked at."""
    off = context.settings.warnings.not_these
    told = [each for each in facts if isinstance(each, WarningRaised)]
    return {
        "days": days,
        "now": [_values(each) for each in now if each.signal not in off],
        "told": [
            {
                "at": each.at.astimezone(context.zone).isoformat(),
                **_values(Finding(each.signal, each.rule, each.numbers)),
            }
            for each in told[-_TOLD:]
        ],
        "off": list(off),
    }


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
