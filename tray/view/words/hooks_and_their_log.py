"""Says what became of a hook: in a sentence when it went wrong, and in a log with all that it wrote."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta, tzinfo

from tray.core.engine.hook_events import HookResult
from tray.lib.frozen import dataclass
from tray.lib.language.formats import formats, together
from tray.lib.language.translation import mark, say, say_many
from tray.lib.text import harmless
from tray.settings.defaults.every_setting import Hook
from tray.settings.types.duration import written
from tray.view.words.names_and_numbers import day_and_clock, length

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
    return say("Hooks don't run: {reason}.", reason=why)


def failed(hook: Hook, result: HookResult) -> str:
    """What went wrong, and where there is more."""
    return together((ended(hook, result), say("`backpressure hooks log` shows what it wrote.")))


def ended(hook: Hook, result: HookResult) -> str:
    """What became of a hook, as a sentence."""
    if result.ended == "exit" and result.code is not None and result.code >= 0 and not result.left:
        if not result.code:
            return say('Hook "{name}" succeeded.', name=hook.name)
        return say('Hook "{name}" failed with exit code {code}.', name=hook.name, code=result.code)
    return say('Hook "{name}" {outcome}.', name=hook.name, outcome=outcome(result, hook.timeout))


_OUTCOMES = {
    "timeout": mark("didn't stop by itself and was stopped"),
    "flood": mark("never stopped writing and was ended"),
    "stopped": mark("was stopped"),
    "missing": mark("couldn't be started: {error}"),
    "lost": mark("was lost, since the process watching it was ended"),
    "refused": mark("didn't run: {error}"),
    "crowded": mark("didn't run, since too many were waiting"),
    "overslept": mark("didn't run, since the machine slept meanwhile"),
}


def outcome(result: HookResult, timeout: timedelta | None = None) -> str:
    """What became of it, behind its name."""
    match result.ended:
        case "exit":
            said = _exit(result.code)
        case "left" if timeout:
            said = say(
                "{outcome}; what it had started was ended after {timeout}",
                outcome=_exit(result.code),
                timeout=length(timeout),
            )
        case "left":
            said = say("{outcome}; what it had started was ended", outcome=_exit(result.code))
        case "timeout" if timeout:
            said = say("didn't stop by itself and was stopped after {timeout}", timeout=length(timeout))
        case name if name in _OUTCOMES:
            said = say(_OUTCOMES[name], error=result.error)
        case name:
            said = name
    if not result.left:
        return said
    return say_many(
        "{outcome}; {count} of its processes couldn't be ended",
        "{outcome}; {count} of its processes couldn't be ended",
        result.left,
        outcome=said,
    )


def _exit(code: int | None) -> str:
    if code is None:
        return say("ended")
    if code == 0:
        return say("succeeded")
    if code < 0:
        return say("was ended by signal {signal}", signal=-code)
    return say("failed with exit code {code}", code=code)


def listing(hooks: Iterable[Hook], last: Mapping[str, str]) -> str:
    """The hooks in their order, each with what became of it last."""
    lines: list[str] = []
    for hook in hooks:
        lines.append(_when(hook))
        lines.append(f"{_INDENT}{harmless(' '.join(map(_quoted, hook.run)))}")
        lines.append(_INDENT + (say("last: {run}", run=last[hook.name]) if hook.name in last else say("never run yet")))
    return "\n".join(lines) or say(
        "There are no hooks. `backpressure help hooks` says how to write one into the settings."
    )


def _when(hook: Hook) -> str:
    places = {"name": hook.name, "event": hook.on, "timeout": written(hook.timeout)}
    if not hook.when:
        return say("{name}: on {event}, up to {timeout}", **places)
    return say("{name}: on {event} at {levels}, up to {timeout}", levels=formats().listed(hook.when), **places)


def logged(run: Logged, now: datetime, zone: tzinfo, most: int | None = None) -> str:
    """A run of the log, with what it wrote; with ``most`` the last lines of that alone, so that others are found."""
    head = f"{day_and_clock(run.at, now, zone)}  {run.hook} ({run.event}): {outcome(run.result)}"
    if run.result.took >= timedelta(seconds=1):
        head = say("{run}, in {length}", run=head, length=length(run.result.took))
    lines = wrote(run.result)
    if most is not None and len(lines) > most:
        earlier = say_many(
            "… {count} earlier line: `backpressure hooks log {name}`",
            "… {count} earlier lines: `backpressure hooks log {name}`",
            len(lines) - most,
            name=run.hook,
        )
        lines = [_INDENT + earlier, *lines[-most:]]
    return "\n".join((head, *lines))


def wrote(result: HookResult) -> list[str]:
    """What a hook wrote, in lines that may be shown in a terminal."""
    lines = [f"{_INDENT}{harmless(line)}" for line in result.output.splitlines()]
    if result.cut:
        lines.append(_INDENT + say_many("… and {count} byte more", "… and {count} bytes more", result.cut))
    return lines


def _quoted(part: str) -> str:
    return part if part and not any(each.isspace() or each in "'\"\\$`" for each in part) else repr(part)
