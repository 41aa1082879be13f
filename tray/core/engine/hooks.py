"""Which hooks an event runs, what they are given, and which of those that wait may start."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from tray.core import calendar
from tray.core.context import Context
from tray.core.messages.effects import Happened
from tray.core.state.state import State
from tray.lib.frozen import dataclass
from tray.settings.catalogue.catalogue import Hook

Said = str | int
AT_ONCE = 4
"""So many hooks run at the same time; the others wait in their order."""
MOST_WAITING = 50
"""More than this wait only when something is wrong; what comes then is left out, and told."""

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
    "until": "paused: until when, where that was said",
}
"""What a hook is told: by the variable ``BACKPRESSURE_`` and the name, and in the JSON; what is absent is not set."""


def fired(hooks: Sequence[Hook], event: str, level: str) -> tuple[Hook, ...]:
    """The hooks that run at ``event``, in the order of the settings file."""
    return tuple(hook for hook in hooks if hook.on == event and (not hook.when or level in hook.when))


def values(happened: Happened, state: State, level: str, at: datetime, context: Context) -> dict[str, Said]:
    """What every hook of the event is told; ``state`` is as of ``at``. Each adds its own name."""
    day = state.day.day if state.day else calendar.day_of(at, context.zone, context.settings.hours)
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
class Run:
    """A hook that is to run, or runs."""

    hook: Hook
    values: Mapping[str, Said]


def next_run(waiting: Sequence[Run], running: Sequence[Run]) -> int | None:
    """Which of ``waiting`` may start now; None when all of them go on waiting.

    The hooks of the end of a day run one after the other, so that the last of them can rely on those before it.
    """
    if len(running) >= AT_ONCE:
        return None
    in_order = any(each.hook.on == "day_end" for each in running)
    return next((index for index, each in enumerate(waiting) if not (in_order and each.hook.on == "day_end")), None)


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

    @property
    def well(self) -> bool:
        """It did what it was asked to, as far as it says."""
        return self.ended in ("exit", "left") and self.code == 0 and not self.left
