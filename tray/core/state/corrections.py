"""What the person said of spans of time; of two that overlap, the one said later holds."""

from collections.abc import Sequence
from datetime import datetime

from tray.core.law.values import Regime
from tray.core.state.ongoing import Correction


def regime_said(corrections: Sequence[Correction], at: datetime) -> Regime | None:
    """What the person said that the time from ``at`` on was, as far as spans reach that have begun."""
    said = said_of(corrections, at)
    return said.regime if said else None


def said_of(corrections: Sequence[Correction], at: datetime) -> Correction | None:
    """The same with all that was said."""
    return _latest([each for each in corrections if at < each.until])


def whole_said(corrections: Sequence[Correction], since: datetime, until: datetime) -> Regime | None:
    """What the person said, in one breath, of all the time from ``since`` to ``until``."""
    said = _latest([each for each in corrections if each.since <= since and each.until >= until])
    return said.regime if said else None


def _latest(said: list[Correction]) -> Correction | None:
    return max(reversed(said), key=lambda each: each.said) if said else None
