"""Asks what would come of something that has not happened, and reads which break a report is to draw as if it had."""

from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, TextIO

from tray.cli import this_clock, typed_times_spans_lengths
from tray.cli.parse import Line
from tray.cli.terminal import as_called, colourful, print_coloured, print_json, set_for
from tray.cli.verbs.inquire import Ask, inquire
from tray.control.command_form import packed
from tray.core.days_and_nights import DAY, instant
from tray.core.law.values import Regime
from tray.core.messages.commands import CloseCommitment, PlanCommitment, TakeBreak
from tray.core.messages.what_if import BreakAt, Question, StopAt, WorkOn
from tray.errors import UsageError
from tray.lib.language.translation import say

if TYPE_CHECKING:
    from tray.history.past import Past
    from tray.report.material_and_bounds import WhatIf

_EXAMPLES = '"walk 15m", "break 10m", "lunch at 12:30", "work 2h", "stop", "stop at 17:00", "close 2", "plan 2"'
_EXAMPLES_OF_A_PAST_DAY = '"break 15m at 11:00", "walk 20m at 14:30"'
_WALK = timedelta(minutes=15)
_OTHERS = timedelta(minutes=10)
"""How long a break that was not took, at least, unless the person or the kind says."""
_FARTHEST = timedelta(hours=24)


def what_if(line: Line, out: TextIO, ask: Ask = inquire) -> int:
    """``backpressure what-if QUESTION [--json]``; returns the exit code. Raises errors of ours."""
    values = ask("what-if", packed(line.read))
    if "--json" in line:
        print_json(values, out)
        return 0
    first, *rest = (set_for(as_called(line), out) for line in values["text"].split("\n"))
    strong, plain = ("\x1b[1m", "\x1b[0m") if colourful(out) else ("", "")
    print_coloured("\n".join((f"{strong}{first}{plain}", *rest)), out)
    return 0


def asked(line: Line) -> Question:
    """The question that was typed. Raises UsageError, with what would be right."""
    return question(line.text, this_clock.now(), this_clock.zone())


def question(text: str, now: datetime, zone: tzinfo) -> Question:
    """The question in ``text``. Raises UsageError, with what would be right."""
    verb, *rest = text.split() or [""]
    if verb.lower() in ("a", "an", "take") and rest:
        return question(" ".join(rest), now, zone)
    if rest[:1] in (["of"], ["for"]):
        rest = rest[1:]
    said = " ".join(rest)
    match verb.lower():
        case "walk" | "rest" | "lunch":
            return _break([verb.lower(), *rest], now, zone)
        case "break":
            return _break(rest, now, zone)
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
            raise UsageError(
                say(
                    'what-if takes one of {examples}, or a kind of break of your own, such as "break tea".',
                    examples=_EXAMPLES,
                )
            )


def break_that_was_not(text: str, day: date, found: "Past") -> "WhatIf":
    """The break of ``report --what-if``, on a past day or earlier today. Raises UsageError."""
    # Much to load for a question about what is to come.
    from tray.core.breaks.kinds_and_lengths import kind_named, kinds
    from tray.report.material_and_bounds import WhatIf

    how, at, clock = text.strip().lower().partition(" at ")
    name, _, length = how.strip().partition(" ")
    kind = kind_named("rest" if name == "break" else name, found.context.settings)
    if not at or kind is None:
        raise UsageError(
            say(
                '"{text}" isn\'t a break that could have been. Write it as {examples}. There are these kinds: {kinds}.',
                text=text,
                examples=_EXAMPLES_OF_A_PAST_DAY,
                kinds=", ".join(each.name for each in kinds(found.context.settings)),
            )
        )
    try:
        begins = typed_times_spans_lengths.clock(clock)
    except ValueError as mistake:
        raise UsageError(
            say(
                '"{text}" isn\'t a time of day. Write the break as {examples}.',
                text=clock,
                examples=_EXAMPLES_OF_A_PAST_DAY,
            )
        ) from mistake
    since, until = found.bounds(day, day)
    # The night after it belongs to a day, too.
    moments = (instant(each, begins, found.context.zone) for each in (day, day + DAY))
    moment = next((each for each in moments if since <= each < until), None)
    if moment is None:
        raise UsageError(
            say(
                "On that day, {time} hasn't come yet. To look ahead, ask `backpressure what-if`.",
                time=clock.strip(),
            )
        )
    usual = max(kind.least, _WALK if kind.regime is Regime.RESTORE else _OTHERS)
    return WhatIf(moment, typed_times_spans_lengths.length(length) if length else kind.length or usual, kind.regime)


def _break(words: list[str], now: datetime, zone: tzinfo) -> TakeBreak | BreakAt:
    """A length, a kind, or a kind and a length; now, or at a moment."""
    how, at, later = " ".join(words).partition("at ") if words[:1] == ["at"] else " ".join(words).partition(" at ")
    kind, length = _kind_and_length(how.split())
    return BreakAt(_near(later, now, zone), kind, length) if at else TakeBreak(kind, length)


def _kind_and_length(words: list[str]) -> tuple[str, timedelta | None]:
    if not words:
        return "rest", None
    try:
        return "rest", _length(" ".join(words))
    except UsageError:
        if words[0][:1].isdigit():
            raise
    length = " ".join(words[1:]).removeprefix("of ")
    return words[0], _length(length) if length else None


def _too_far(text: str) -> str:
    hours = _FARTHEST // timedelta(hours=1)
    return say('what-if looks at most {hours} h ahead, and "{text}" is further away.', hours=hours, text=text)


def _length(text: str) -> timedelta:
    found = typed_times_spans_lengths.length(text)
    if found > _FARTHEST:
        raise UsageError(_too_far(text))
    return found


def _near(text: str, now: datetime, zone: tzinfo) -> datetime:
    found = _moment(text, now, zone)
    if found - now > _FARTHEST:
        raise UsageError(_too_far(text))
    return found


def _moment(text: str, now: datetime, zone: tzinfo) -> datetime:
    return typed_times_spans_lengths.moment(text, now=now, zone=zone)


def _number(text: str) -> int:
    if not text.isdecimal():
        raise UsageError(
            say('"{text}" isn\'t the number of a to-do. `backpressure commitments` lists them.', text=text)
        )
    return int(text)
