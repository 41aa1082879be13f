"""What the break window needs to know of the break that is on, as values; None where nothing is to be on the screen."""

from datetime import datetime, timedelta
from typing import Any

from tray.core.breaks import guidance, quiet_gate_and_budget
from tray.core.breaks.kinds_and_lengths import kind_named
from tray.core.breaks.take_snooze_and_skip import may_skip
from tray.core.context import Context
from tray.core.sensing.presence import Senses
from tray.core.state.state import State
from tray.lib.language.translation import say
from tray.view.words.names_and_numbers import more_time

MORE = timedelta(minutes=2)
"""What the button that makes a break longer adds to it."""
_KEEPS_NOT = frozenset({"notifications-off", "holiday"})
"""Who wants no notifications may want this all the same, and has said so; on a holiday a break is begun by hand."""


def break_screen(state: State, senses: Senses, at: datetime, context: Context) -> dict[str, Any] | None:
    """The break as the window shows it, times in ISO 8601; ``state`` is as of ``at``.

    None without a break, without the person's consent, and whenever the gate is closed: over no talk, no film that
    fills the screen, no locked screen.
    """
    begun, wanted = state.break_, context.settings.breaks
    if begun is None or wanted.screen == "none" or at >= begun.end:
        return None
    if set(quiet_gate_and_budget.closed(state, senses, at, context)) - _KEEPS_NOT:
        return None
    kind = kind_named(begun.kind, context.settings)
    return {
        "mode": wanted.screen,
        "kind": begun.kind,
        "text": kind.text if kind else "",
        "since": begun.since.astimezone(context.zone).isoformat(),
        "end": begun.end.astimezone(context.zone).isoformat(),
        "buttons": buttons(may_skip=may_skip(state, context)),
        "more_s": MORE.total_seconds(),
        "needs": list(guidance.needs(state, context)),
        "turn": state.breaks_begun,
        "guides": wanted.guides,
    }


def buttons(*, may_skip: bool) -> list[dict[str, str]]:
    """The buttons in their order: of each a key, its label, and a hint at what it does."""
    skip = {"key": "skip", "label": say("Skip"), "hint": say("Ends the break and counts it as skipped")}
    return [
        {"key": "back", "label": say("I'm back"), "hint": say("Ends the break")},
        {"key": "more", "label": more_time(MORE), "hint": say("Makes this break longer")},
        *([skip] if may_skip else []),
    ]
