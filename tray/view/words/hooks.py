"""Says what became of a hook: in a sentence when it went wrong, and in a log with all that it wrote."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta, tzinfo

from tray.core.engine.hooks import HookResult
from tray.lib.frozen import dataclass
from tray.lib.text import harmless
from tray.settings.catalogue.catalogue import Hook
from tray.settings.types.duration import written
from tray.view.words.durations import length

_INDENT = "    "


@dataclass(frozen=True, slots=True)
class Logged:
    """A run of a hook, as it was written down."""

    at: datetime
    """When it was over."""
    hook: str
    event: str
    result: HookResult


def refused(why: str) -> str:
    """Why no hook runs."""
    return f"Hooks do not run: {why}."


def failed(hook: Hook, result: HookResult) -> str:
    """What went wrong, and where there is more."""
    return f'The hook "{hook.name}" {outcome(result, hook.timeout)}. `backpressure hooks log` shows what it wrote.'


def outcome(result: HookResult, timeout: timedelta | None = None) -> str:
    """What became of it, as the rest of a sentence."""
    after = f" after {written(timeout)}" if timeout else ""
    said = {
        "exit": _exit(result.code),
        "left": f"{_exit(result.code)}; what it had started was ended{after}",
        "timeout": f"did not end by itself and was ended{after}",
        "flood": "wrote without end and was ended",
        "stopped": "was stopped",
        "missing": f"could not be started: {result.error}",
        "lost": "was lost: what watched over it was ended",
        "refused": f"did not run: {result.error}",
        "crowded": "did not run: too many were waiting",
        "overslept": "did not run: the machine slept meanwhile",
    }.get(result.ended, result.ended)
    return said + (f"; {result.left} of its processes could not be ended" if result.left else "")


def _exit(code: int | None) -> str:
    if code is None:
        return "ended"
    return "did well" if code == 0 else f"was ended by signal {-code}" if code < 0 else f"failed with exit code {code}"


def listing(hooks: Iterable[Hook], last: Mapping[str, str]) -> str:
    """The hooks in their order, each with what became of it last."""
    lines: list[str] = []
    for hook in hooks:
        when = f" at {', '.join(hook.when)}" if hook.when else ""
        lines.append(f"{hook.name}: on {hook.on}{when}, up to {written(hook.timeout)}")
        lines.append(f"{_INDENT}{harmless(' '.join(map(_quoted, hook.run)))}")
        lines.append(f"{_INDENT}last: {last.get(hook.name, 'has not run yet')}")
    return "\n".join(lines) or "There are no hooks. `backpressure help hooks` says how to write one into the settings."


def logged(run: Logged, zone: tzinfo) -> str:
    """A run of the log, with what it wrote."""
    head = f"{run.at.astimezone(zone):%Y-%m-%d %H:%M:%S}  {run.hook} ({run.event}): {outcome(run.result)}"
    if run.result.took >= timedelta(seconds=1):
        head += f", in {length(run.result.took)}"
    return "\n".join((head, *wrote(run.result)))


def wrote(result: HookResult) -> list[str]:
    """What a hook wrote, in lines that may be shown in a terminal."""
    lines = [f"{_INDENT}{harmless(line)}" for line in result.output.splitlines()]
    return [*lines, f"{_INDENT}… and {result.cut} bytes more"] if result.cut else lines


def _quoted(part: str) -> str:
    return part if part and not any(each.isspace() or each in "'\"\\$`" for each in part) else repr(part)
