"""A change of context is a switch once it has lasted; a glance at something else and back is none."""

from datetime import datetime, timedelta

from tray.core.messages.facts import Switched
from tray.core.state.state import State

SWITCH_LASTS = timedelta(seconds=10)
"""From here on a change of context counts, as of its beginning (law/README.md, From input to regimes)."""


def switched(changed_at: datetime, state: State, at: datetime) -> tuple[Switched, ...]:
    """The fact that a change of context has lasted; nobody switches who isn't at work."""
    return (Switched(changed_at),) if state.working and at >= lasts_from(changed_at) else ()


def lasts_from(changed_at: datetime) -> datetime:
    """When a change of context has lasted."""
    return changed_at + SWITCH_LASTS
