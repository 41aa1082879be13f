"""What just happened that a hook may wait for: nothing that is only learnt now, nothing that a replay repeats."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from tray.core.context import Context
from tray.core.law import levels
from tray.core.messages import facts as f
from tray.core.messages.effects import Happened
from tray.core.sensing.incidents import certain
from tray.core.state.senses import Senses
from tray.core.state.state import State

LATE = timedelta(minutes=1)
"""A fact that speaks of an earlier moment was learnt late: the machine slept, or the program did not run."""


def occasions(before: State, facts: tuple[f.Fact, ...], after: State, at: datetime) -> Iterator[Happened]:
    """What ``facts``, learnt at ``at``, come to for hooks; ``before`` and ``after`` are the states around them."""
    for fact in facts:
        if at - fact.at <= LATE and (found := _of(before, fact)) is not None:
            yield found
    if _begun(after) and not _begun(before, after):
        yield Happened("day_start")


def level_changed(before: str | None, now: str) -> tuple[Happened, ...]:
    """The event that the level is another than ``before``; None when nothing was known of it."""
    return () if before in (None, now) else (Happened("level_changed", (("level_before", before),)),)


def level(known: str | None, state: State, senses: Senses, context: Context) -> str:
    """The level as hooks know it: a value that the next minutes may take back changes nothing.

    See law/README.md, From input to regimes.
    """
    return (
        levels.word(state.held, context.settings.levels) if known is None or certain(state, senses, context) else known
    )


def _begun(state: State, like: State | None = None) -> bool:
    """Somebody works, on the day of ``like``, and has not worked on it before."""
    if not state.working or state.day is None or state.day.ended:
        return False
    if like is None:
        return not state.day.worked
    return like.day is not None and state.day.day == like.day.day


def _of(before: State, fact: f.Fact) -> Happened | None:
    match fact:
        case f.BreakBegan():
            return Happened("break_start", (("break", fact.kind), ("length_s", round(fact.length.total_seconds()))))
        case f.BreakEnded() if before.break_:
            rested = round((fact.at - before.break_.since).total_seconds())
            return Happened("break_end", (("break", before.break_.kind), ("length_s", rested)))
        case f.SessionStarted():
            estimate = (("length_s", round(fact.estimate.total_seconds())),) if fact.estimate else ()
            return Happened("session_start", (("session", fact.label), *estimate))
        case f.SessionEnded() if before.session:
            worked = round(before.session.worked.total_seconds())
            return Happened("session_end", (("session", before.session.label), ("length_s", worked)))
        case f.DayEnded() if before.day and not before.day.ended:
            return Happened("day_end")
        case f.LimitTold():
            return Happened("limit", (("limit", fact.name),))
        case f.IncidentRecorded():
            return Happened("incident")
        case f.Paused():
            return Happened("paused", (("until", fact.until.isoformat()),) if fact.until else ())
        case f.Resumed() if before.paused:
            return Happened("resumed")
        case _:
            return None
