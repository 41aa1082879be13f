"""Reads the lines that are commands, told to the running program."""

from datetime import timedelta
from typing import Any, TypeVar

from tray.cli import this_clock, typed_times_spans_lengths
from tray.cli.parse import Line
from tray.core.law.values import Regime
from tray.core.messages import commands as c
from tray.errors import UsageError
from tray.lib.language.translation import say

_Lasting = TypeVar("_Lasting", c.Pause, c.BeQuiet)
_WAS = {"work": Regime.WORK, "meeting": Regime.WORK, "walk": Regime.RESTORE, "rest": Regime.REST}
_KINDS = ("rest", "walk", "lunch")
"""Those that are always there; the names of the person's own are as they wrote them."""


def command(line: Line) -> c.Command:
    """The command. Raises UsageError, with what would be right.

    What the declaration of the verb tells was looked at before: how many words there are, and which of them are known.
    """
    words, text = line.words, line.text
    match line.path:
        case "back":
            return c.EndBreak()
        case "resume":
            return c.Resume()
        case "stop":
            return c.StopSession()
        case "end-day":
            return c.EndDay()
        case "quit":
            return c.Quit()
        case "open":
            return c.OpenPanel()
        case "skip":
            return c.Skip(line.value("--reason"))
        case "break":
            return _break(words)
        case "snooze":
            return _snooze(text)
        case "pause":
            return _lasting(c.Pause, text)
        case "quiet":
            return _quiet(text)
        case "meeting":
            return _meeting(text)
        case "start":
            return c.StartSession(
                text,
                line.value("--estimate"),
                line.value("--load") or "normal",
                "--by-hand" in line,
                line.value("--away-after"),
            )
        case "estimate":
            if text.startswith("+"):
                return c.MoreOnSession(typed_times_spans_lengths.length(text[1:]))
            return c.Estimate(typed_times_spans_lengths.length(text, of_work=True))
        case "commit":
            return c.Commit(text, line.value("--plan"), line.value("--reason"))
        case "plan":
            return c.PlanCommitment(int(words[0]), this_clock.moment(" ".join(words[1:])))
        case "close":
            return c.CloseCommitment(int(words[0]))
        case "checkin":
            return c.CheckIn(words[0].lower(), int(words[1]))
        case "was":
            return _was(line)
        case "weeks":
            return c.Introduce(words[0].lower())
        case "ease":
            return c.AsUsual() if words else c.EaseToday()
        case _:
            assert line.path == "holiday", line.path
            return _holiday(words)


def length_of_work(text: str) -> timedelta:
    """The value of ``--estimate``. Raises UsageError."""
    return typed_times_spans_lengths.length(text, of_work=True)


def _break(words: list[str]) -> c.TakeBreak | c.ExtendBreak:
    """A kind, a length, or a kind and a length; with a plus the length is added to the break that is on."""
    if not words:
        return c.TakeBreak()
    if words[0].startswith("+"):
        return c.ExtendBreak(typed_times_spans_lengths.length(" ".join(words)[1:]))
    try:
        return c.TakeBreak(length=typed_times_spans_lengths.length(" ".join(words)))
    except UsageError:
        if words[0][:1].isdigit():
            raise
    length = " ".join(words[1:])
    kind = words[0].lower() if words[0].lower() in _KINDS else words[0]
    return c.TakeBreak(kind, typed_times_spans_lengths.length(length) if length else None)


def _snooze(text: str) -> c.Snooze:
    match _while(text):
        case None:
            return c.Snooze()
        case "tomorrow":
            return c.Snooze(until_tomorrow=True)
        case timedelta() as length:
            return c.Snooze(length)
        case until:
            return c.Snooze(until - this_clock.now())


def _quiet(text: str) -> c.BeQuiet | c.EndQuiet:
    return c.EndQuiet() if text.lower() == "off" else _lasting(c.BeQuiet, text)


def _lasting(kind: type[_Lasting], text: str) -> _Lasting:
    """What holds for a length, until a moment or tomorrow, or until the person says otherwise."""
    match _while(text):
        case None:
            return kind()
        case "tomorrow":
            return kind(until_tomorrow=True)
        case timedelta() as length:
            return kind(length)
        case until:
            return kind(until=until)


def _meeting(text: str) -> c.BeginMeeting | c.ExtendMeeting | c.EndMeeting:
    if text.lower() == "off":
        return c.EndMeeting()
    if text.startswith("+"):
        return c.ExtendMeeting(typed_times_spans_lengths.length(text[1:]))
    match _while(text):
        case None:
            return c.BeginMeeting()
        case "tomorrow":
            raise UsageError(
                say("A meeting always begins now. Say how long it takes, such as `backpressure meeting 45m`.")
            )
        case timedelta() as length:
            return c.BeginMeeting(length)
        case until:
            return c.BeginMeeting(until - this_clock.now())


def _while(text: str) -> Any:
    """How long something lasts: a length, the moment at which it ends, ``tomorrow``, or None where nothing was said.

    Raises UsageError.
    """
    said = text.lower().removeprefix("until ").strip()
    if not said:
        return None
    if said == "tomorrow":
        return said
    if said != text.lower().strip():
        return this_clock.moment(said)
    try:
        return typed_times_spans_lengths.length(said)
    except UsageError:
        try:
            # Whoever leaves out the "until" means it all the same: ``pause 15:00``, ``snooze monday``.
            return this_clock.moment(said)
        except UsageError as mistake:
            raise UsageError(
                say(
                    '"{text}" is neither a length of time nor a time to come. Write {examples}.',
                    text=text,
                    examples='"25m", "until 17:00", "until monday"',
                )
            ) from mistake


def _was(line: Line) -> c.ItWas | c.ItWasNot:
    words = line.words
    if "--undo" in line:
        if words:
            raise UsageError(say('was --undo undoes the last correction, and takes no "{text}".', text=line.text))
        return c.ItWasNot()
    if not words:
        raise UsageError(
            say(
                "was takes work, meeting, walk or rest, and a span of time if it wasn't the last gap, such as "
                "`backpressure was walk 12:00-12:30`. `backpressure was --undo` undoes the last correction."
            )
        )
    said = words[0].lower()
    start, end = this_clock.span(" ".join(words[1:])) if words[1:] else (None, None)
    return c.ItWas(_WAS[said], start, end, said == "meeting")


def _holiday(words: list[str]) -> c.BeginHoliday | c.EndHoliday:
    match words[0].lower():
        case "on":
            return c.BeginHoliday()
        case "off":
            return c.EndHoliday()
        case _:
            return c.BeginHoliday(this_clock.day(" ".join(words[1:])))
