"""What the person said of spans of time; of two that overlap, the one said later holds."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from tray.core.law.values import Regime
from tray.core.state.ongoing import Correction


def regime_said(corrections: Sequence[Correction], at: datetime) -> Regime | None:
    """What the person said that the time from ``at`` on was, as far as spans reach that have begun."""
    return _latest([each for each in corrections if at < each.until])


def whole_said(corrections: Sequence[Correction], since: datetime, until: datetime) -> Regime | None:
    """What the person said, in one breath, of all the time from ``since`` to ``until``."""
    return _latest([each for each in corrections if each.since <= since and each.until >= until])


def rest_said(corrections: Sequence[Correction], at: datetime, since: datetime | None) -> timedelta:
    """How long the person had been at rest up to ``at`` by their own word, counted from ``since`` on at most."""
    rests = [each for each in corrections if each.regime is not Regime.WORK and each.since < at <= each.until]
    return max((at - _held_since(corrections, each, at, since) for each in rests), default=timedelta(0))


def _held_since(corrections: Sequence[Correction], rest: Correction, at: datetime, since: datetime | None) -> datetime:
    """Since when ``rest`` held: not while it was work, as the person said later."""
    work = (each for each in corrections if each.regime is Regime.WORK and each.said > rest.said)
    return max(rest.since, since or rest.since, *(each.until for each in work if each.since < at))


def _latest(said: list[Correction]) -> Regime | None:
    return max(reversed(said), key=lambda each: each.said).regime if said else None
