"""What does ``backpressure what-if …`` ask?"""

from datetime import datetime, timedelta, tzinfo
from typing import TextIO

from tray.cli import when
from tray.cli.terminal import colourful, print_json
from tray.cli.verbs.inquire import Ask, inquire
from tray.control.command_form import packed
from tray.core.messages.commands import CloseCommitment, PlanCommitment, TakeBreak
from tray.core.messages.questions import Question, StopAt, WorkOn
from tray.errors import UsageError

_HOW = (
    'what-if takes one of: "walk 15m", "rest 10m", "lunch", "break", a kind of your own such as "break tea", '
    '"work 2h", "stop", "stop at 17:00", "close 2", "plan 2"; and --json.'
)
_FARTHEST = timedelta(hours=24)


def what_if(words: list[str], out: TextIO, ask: Ask = inquire) -> int:
    """``backpressure what-if QUESTION [--json]``; returns the exit code. Raises errors of ours."""
    from tray.desktop.common.clock import SystemClock

    clock = SystemClock()
    text = " ".join(word for word in words if word != "--json")
    values = ask("what-if", packed(question(text, clock.wall(), clock.zone())))
    if "--json" in words:
        print_json(values, out)
        return 0
    first, _, rest = values["text"].partition("\n")
    strong, plain = ("\x1b[1m", "\x1b[0m") if colourful(out) else ("", "")
    print(f"{strong}{first}{plain}\n{rest}".rstrip(), file=out)
    return 0


def question(text: str, now: datetime, zone: tzinfo) -> Question:
    """The question that was typed. Raises UsageError, with what would be right."""
    verb, *rest = [word for word in text.strip().split() if word not in ("a", "for", "of")] or [""]
    said = " ".join(rest)
    match verb:
        case "walk" | "rest" | "lunch":
            return TakeBreak(verb, _length(said) if said else None)
        case "break":
            named = bool(rest) and not rest[0][:1].isdigit()
            left = " ".join(rest[named:])
            return TakeBreak(rest[0] if named else "rest", _length(left) if left else None)
        case "work":
            return WorkOn(_near(said, now, zone) - now if rest[:1] == ["until"] else _length(said))
        case "stop" | "end":
            return StopAt(_near(said, now, zone) if said not in ("", "now") else None)
        case "close" if len(rest) == 1:
            return CloseCommitment(_number(said))
        case "plan" if rest:
            at = " ".join(rest[1:])
            return PlanCommitment(_number(rest[0]), _moment(at, now, zone) if at else now + timedelta(days=1))
        case _:
            raise UsageError(_HOW)


def _length(text: str) -> timedelta:
    found = when.length(text)
    if found > _FARTHEST:
        raise UsageError(f"what-if looks {_FARTHEST // timedelta(hours=1)} h ahead at most, and {text!r} is more.")
    return found


def _near(text: str, now: datetime, zone: tzinfo) -> datetime:
    found = _moment(text, now, zone)
    if found - now > _FARTHEST:
        raise UsageError(f"what-if looks {_FARTHEST // timedelta(hours=1)} h ahead at most, and {text!r} is later.")
    return found


def _moment(text: str, now: datetime, zone: tzinfo) -> datetime:
    return when.moment(text, now=now, zone=zone)


def _number(text: str) -> int:
    if not text.isdecimal():
        raise UsageError(f"{text!r} is not the number of a commitment; `backpressure commitments` lists them.")
    return int(text)
