"""What happened that a hook may wait for, which hooks it runs, what they are given, and what becomes of one."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from tray.core import days_and_nights
from tray.core.context import Context
from tray.core.law.levels_and_gauge_steps import word
from tray.core.messages import facts as f
from tray.core.messages.effects import Happened
from tray.core.sensing.presence import Senses
from tray.core.state.state import State, advance_to
from tray.core.wellbeing.incident_when_full import certain
from tray.lib.frozen import dataclass
from tray.settings.defaults.every_setting import Hook

Said = str | int
LATE = timedelta(minutes=1)
"""A fact that speaks of an earlier moment was learnt late: the machine slept, or the program did not run."""

VALUES = {
    "event": "the event, as in `on`",
    "hook": "the name of the hook",
    "level": "green, yellow, orange, red or critical",
    "pressure": "whole percent, rounded down as it is shown",
    "at": "the moment, in ISO 8601 with its offset",
    "day": "the local date of the working day; an evening up to `day_ends_at` belongs to the date before",
    "worked_s": "seconds worked on that day",
    "stretch_s": "seconds worked since the last rest",
    "commitments": "how many commitments are open",
    "session": "the label of the open session, or of the one that begins or ends",
    "level_before": "level_changed: the level it was",
    "break": "break_start, break_end: rest, walk or lunch",
    "length_s": "break_start: how long it is to be; break_end: how long it was; "
    "session_start: its estimate; session_end: the work in it; all in seconds",
    "limit": "limit: commitments, stretch, day, week, late_after or switches",
    "until": "paused: until when, if that was said",
}
"""What a hook is told: by the variable ``BACKPRESSURE_`` and the name, and in the JSON; what is absent is not set."""


def events(before: State, facts: tuple[f.Fact, ...], after: State, at: datetime) -> Iterator[Happened]:
    """What ``facts``, learnt at ``at``, come to for hooks; ``before`` and ``after`` are the states around them.

    Nothing that is only learnt now, and nothing that a replay repeats.
    """
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
    now = word(state.held, context.settings.levels)
    return now if known is None or now == known or certain(state, senses, context) else known


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
            open_ = advance_to(before, fact.at).session or before.session  # the last fact may be long ago
            worked = round(open_.worked.total_seconds())
            return Happened("session_end", (("session", open_.label), ("length_s", worked)))
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


def fired(hooks: Sequence[Hook], event: str, level: str) -> tuple[Hook, ...]:
    """The hooks that run at ``event``, in the order of the settings file."""
    return tuple(hook for hook in hooks if hook.on == event and (not hook.when or level in hook.when))


def values(happened: Happened, state: State, level: str, at: datetime, context: Context) -> dict[str, Said]:
    """What every hook of the event is told; ``state`` is as of ``at``. Each adds its own name."""
    day = state.day.day if state.day else days_and_nights.day_of(at, context.zone, context.settings.hours)
    worked = state.day.worked.total_seconds() if state.day else 0.0
    common: dict[str, Said] = {
        "event": happened.event,
        "level": level,
        "pressure": int(state.pressure),
        "at": at.astimezone(context.zone).isoformat(timespec="seconds"),
        "day": day.isoformat(),
        "worked_s": int(worked),
        "stretch_s": int(state.stretch.total_seconds()),
        "commitments": len(state.commitments),
    }
    if state.session:
        common["session"] = state.session.label
    return {**common, **dict(happened.details)}


def variables(values: Mapping[str, Said]) -> dict[str, str]:
    """The same as variables of the environment, which hold no NUL."""
    return {f"BACKPRESSURE_{name.upper()}": str(value).replace("\0", " ") for name, value in values.items()}


@dataclass(frozen=True, slots=True)
class HookOrder:
    """A hook to run."""

    run: tuple[str, ...]
    """The program and what it is given; no shell reads it."""
    variables: Mapping[str, str]
    """For its environment, beside our own."""
    input: str
    """For its standard input."""
    timeout: timedelta
    apart: bool = False
    """Its standard error is kept apart from its output, which a program is to read."""
    keeps: int = 16 * 1024
    """So many bytes of what it writes are kept."""


@dataclass(frozen=True, slots=True)
class HookResult:
    """What became of a hook. Nothing of it runs any more."""

    ended: str
    """``exit``, ``left`` (what it had started was ended at the timeout), ``timeout``, ``flood`` (it wrote too much),
    ``stopped``, ``missing`` (it could not be started), or ``lost`` (what watched over it was ended)."""
    code: int | None = None
    """Its exit code; the number of the signal that ended it, negative; None when there is none."""
    took: timedelta = timedelta(0)
    output: str = ""
    """What it wrote, up to a bound."""
    cut: int = 0
    """Bytes that it wrote beyond that."""
    left: int = 0
    """Processes that could not be ended, as those of another user."""
    error: str = ""
    """Why it could not be started."""
    errors: str = ""
    """What it wrote to its standard error where that was kept apart, up to a bound."""

    @property
    def well(self) -> bool:
        """It did what it was asked to, as far as it says."""
        return self.ended in ("exit", "left") and self.code == 0 and not self.left
