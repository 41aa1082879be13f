"""Which command did the person type?"""

from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any

from tray.cli import when
from tray.control.command_form import packed
from tray.core.law.values import Regime
from tray.core.messages import commands as c
from tray.errors import UsageError


def wellbeing_command(name: str, words: list[str], now: datetime, zone: tzinfo) -> c.Command:
    """The command. Raises UsageError, with what would be right."""
    match name:
        case "weeks":
            if len(words) != 1:
                raise UsageError("weeks takes one word: calm, normal or heavy.")
            return c.Introduce(words[0])
        case "ease":
            if words not in ([], ["on"], ["off"]):
                raise UsageError("ease takes nothing, or off to undo it.")
            return c.AsUsual() if words == ["off"] else c.EaseToday()
        case _:
            return _holiday(words, now, zone)


def _holiday(words: list[str], now: datetime, zone: tzinfo) -> c.Command:
    match words:
        case ["on"]:
            return c.BeginHoliday()
        case ["off"]:
            return c.EndHoliday()
        case ["until", *rest] if rest:
            return c.BeginHoliday(_last(" ".join(rest), now, zone))
        case _:
            raise UsageError("holiday takes on, off, or until and the last day of it: `holiday until 2026-12-31`.")


def _last(text: str, now: datetime, zone: tzinfo) -> date:
    """A date, or any day that ``plan`` understands, such as friday."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return when.moment(f"{text} 12:00", now=now, zone=zone).astimezone(zone).date()


_WAS = {"work": Regime.WORK, "meeting": Regime.WORK, "walk": Regime.RESTORE, "rest": Regime.REST}


def command(name: str, words: list[str]) -> dict[str, Any]:
    """The arguments of the protocol's verb ``command``. Raises UsageError, with what would be right."""
    return packed(_command(name, words))


def _command(name: str, words: list[str]) -> c.Command:
    match name:
        case "skip":
            return _skip(words)
        case "back" | "resume" | "stop" | "end-day" | "quit":
            return _bare(name, words)
        case "break":
            return _break(words)
        case "snooze":
            text = " ".join(words)
            return c.Snooze(until_tomorrow=True) if text == "tomorrow" else c.Snooze(_length(text))
        case "pause":
            return _pause(" ".join(words))
        case "start":
            return _start(words)
        case "estimate":
            return _estimate(" ".join(words))
        case "commit":
            return _commit(words)
        case "plan":
            if len(words) < 2:
                raise UsageError('plan takes a number and a time, such as `backpressure plan 2 "tomorrow 10:00"`.')
            return c.PlanCommitment(_number(words[0]), _moment(" ".join(words[1:])))
        case "close":
            if len(words) != 1:
                raise UsageError("close takes the number of one commitment; `backpressure commitments` lists them.")
            return c.CloseCommitment(_number(words[0]))
        case "checkin":
            if len(words) != 2:
                raise UsageError("checkin takes a question and an answer, such as `backpressure checkin fatigue 6`.")
            return c.CheckIn(words[0], _number(words[1]))
        case "was":
            return _was(words)
        case "weeks" | "ease" | "holiday":
            return wellbeing_command(name, words, _now(), _zone())
        case _:
            raise UsageError(f'There is no verb "{name}".')


def _bare(name: str, words: list[str]) -> c.Command:
    if words:
        raise UsageError(f"{name} takes nothing more, not {' '.join(words)!r}.")
    kinds: dict[str, type[c.EndBreak | c.Resume | c.StopSession | c.EndDay | c.Quit]] = {
        "back": c.EndBreak,
        "resume": c.Resume,
        "stop": c.StopSession,
        "end-day": c.EndDay,
        "quit": c.Quit,
    }
    return kinds[name]()


def _break(words: list[str]) -> c.TakeBreak:
    """A kind, a length, or a kind and a length."""
    named = bool(words) and not words[0][:1].isdigit()
    return c.TakeBreak(words[0] if named else "rest", _length(" ".join(words[named:])))


def _skip(words: list[str]) -> c.Skip:
    from tray.cli.options import Parser

    parser = Parser("skip")
    parser.add_argument("--reason")
    return c.Skip(parser.parse_args(words).reason)


def _pause(text: str) -> c.Pause:
    if not text:
        return c.Pause()
    if text == "tomorrow":
        return c.Pause(until_tomorrow=True)
    if ":" in text or text.startswith("until "):
        return c.Pause(until=_moment(text.removeprefix("until ")))
    return c.Pause(_length(text))


def _start(words: list[str]) -> c.StartSession:
    from tray.cli.options import Parser

    parser = Parser("start")
    parser.add_argument("label", nargs="+")
    parser.add_argument("--estimate", type=_length_argument)
    parser.add_argument("--load", choices=("light", "normal", "pressed"), default="normal")
    parser.add_argument("--by-hand", action="store_true")
    parser.add_argument("--away-after", type=_length_argument)
    found = parser.parse_args(words)
    return c.StartSession(" ".join(found.label), found.estimate, found.load, found.by_hand, found.away_after)


def _estimate(text: str) -> c.Estimate | c.MoreOnSession:
    if not text:
        raise UsageError("estimate takes a length, such as `backpressure estimate 3h`, or `+30m` for 30 minutes more.")
    more = text.startswith("+")
    return c.MoreOnSession(when.length(text[1:])) if more else c.Estimate(when.length(text))


def _commit(words: list[str]) -> c.Commit:
    from tray.cli.options import Parser

    parser = Parser("commit")
    parser.add_argument("text", nargs="+")
    parser.add_argument("--plan")
    parser.add_argument("--reason")
    found = parser.parse_args(words)
    return c.Commit(" ".join(found.text), _moment(found.plan) if found.plan else None, found.reason)


def _was(words: list[str]) -> c.ItWas | c.ItWasNot:
    if words == ["--undo"]:
        return c.ItWasNot()
    if not words or words[0] not in _WAS:
        raise UsageError(
            f"was takes one of {', '.join(_WAS)}, and a span if it was not the last gap: 12:00-12:30. "
            "`was --undo` takes the last one back."
        )
    regime, meeting = _WAS[words[0]], words[0] == "meeting"
    if len(words) == 1:
        return c.ItWas(regime, meeting=meeting)
    start, end = when.span(" ".join(words[1:]), now=_now(), zone=_zone())
    return c.ItWas(regime, start, end, meeting)


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise UsageError(f"{text!r} is not a whole number.") from None


def _length(text: str) -> timedelta | None:
    return when.length(text) if text else None


def _length_argument(text: str) -> timedelta:
    return when.length(text)


def _moment(text: str) -> datetime:
    return when.moment(text, now=_now(), zone=_zone())


def _now() -> datetime:
    return datetime.now(UTC)


def _zone() -> Any:
    from tray.desktop.common.clock import SystemClock

    return SystemClock().zone()
