"""How the record leaves this program, and comes back exactly as it was.

As JSON lines it can be read by other programs and taken in again, here or on another machine.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from tray.core.messages.facts import ClockStepped, Recorded, from_plain, kind_of, to_plain
from tray.core.messages.order_of_several_machines import clocks_of
from tray.core.messages.plausible_facts import is_plausible
from tray.core.sensing.other_clocks_ahead import is_to_come
from tray.errors import UsageError
from tray.lib.language.translation import say, say_many
from tray.lib.steps import Steps, whole

LONGEST_LINE = 1 << 16
"""Characters; no fact of ours comes near it."""
_MOST_TOLD = 20
"""Problems of an import; nobody reads more."""
_DEVICE = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_LARGEST_NUMBER = 1 << 53
"""Beyond it, readers of JSON in other languages lose digits."""
_WRONG = (ValueError, KeyError, TypeError, OverflowError, RecursionError)
"""What comes of taking for a fact what is none."""


def lines(records: Iterable[Recorded]) -> Iterator[str]:
    """The record as JSON lines, without their ends: ``{"fact": "checked_in", "at": …, "device": …, "n": …, …}``.

    In ASCII: so every terminal and locale can take them, and no text in them can do anything to a terminal.
    """
    return map(line_of, records)


def line_of(record: Recorded) -> str:
    """One fact as such a line."""
    fields = to_plain(record.fact)
    about = {"fact": kind_of(record.fact), "at": fields.pop("at"), "device": record.device, "n": record.n}
    return json.dumps({**about, "era": record.era, **fields}, allow_nan=False)


def record_of_line(line: str) -> Recorded | None:
    """The inverse of ``line_of``; None for a line that is no fact, or one that cannot be."""
    try:
        return _record(line)
    except _WRONG:
        return None


def records(text: Iterable[str], now: datetime) -> list[Recorded]:
    """The inverse of ``lines``; empty lines are passed over. Raises UsageError with every line in it that is none, or
    that speaks of what cannot be or is yet to come."""
    found: list[Recorded] = []
    whole(checking(text, now, found.append))
    return found


def checked(text: Iterable[str]) -> Iterator[Recorded]:
    """What is in lines that ``checking`` has passed."""
    return (_record(line) for line in text if line.strip())


def checking(text: Iterable[str], now: datetime, found: Callable[[Recorded], None] = lambda _: None) -> Steps[None]:
    """The same, a line at a step, between which a program can do other things; it keeps none of those of ten years."""
    problems: dict[int, str] = {}
    steps: list[Recorded] = []
    ahead: list[tuple[int, Recorded]] = []
    for number, line in enumerate(text, 1):
        yield
        if line.strip():
            try:
                each = _record(line)
                found(each)
                if isinstance(each.fact, ClockStepped):
                    steps.append(each)
                if is_to_come(each.fact.at, now):
                    ahead.append((number, each))
            except _WRONG as error:
                problems[number] = say(
                    "Line {number} isn't a recorded fact: {reason}.", number=number, reason=_reason(error)
                )
    clocks = clocks_of(steps)
    for number, each in ahead:
        yield
        # What was recorded before a clock was set back is not yet to come.
        if is_to_come(clocks.place(each).order[0], now):
            dated = f"{each.fact.at:%Y-%m-%d %H:%M} UTC"
            problems[number] = say("Line {number} is dated {date}, which is in the future.", number=number, date=dated)
    if problems:
        left = len(problems) - _MOST_TOLD
        more = [say_many("And so is {count} more line.", "And so are {count} more lines.", left)] if left > 0 else []
        first = [problems[number] for number in sorted(problems)[:_MOST_TOLD]]
        raise UsageError("\n".join([*first, *more, say("Nothing was imported.")]))


def _record(line: str) -> Recorded:
    if len(line) > LONGEST_LINE:
        raise ValueError(say("it's too long"))
    said = json.loads(line, parse_constant=_no_number)
    if not isinstance(said, dict):
        raise TypeError(say("it isn't a JSON object"))
    kind, device, n, era = (said.pop(name) for name in ("fact", "device", "n", "era"))
    if not isinstance(device, str) or not _DEVICE.fullmatch(device):
        raise ValueError(say("its device isn't a name"))
    for number, least in ((n, 1), (era, 0)):
        if type(number) is not int or not least <= number <= _LARGEST_NUMBER:
            raise ValueError(say("its number or era isn't a number"))
    if not all(type(number) in (int, float) for number in _in_tables(said)):
        raise ValueError(say("one of its values isn't a number"))
    # Text must be text to every terminal and bus, and numbers must be numbers.
    json.dumps(said, ensure_ascii=False, allow_nan=False).encode("utf-8")
    fact = from_plain(kind, said)
    if not is_plausible(fact):
        raise ValueError(say("one of its values is out of range"))
    return Recorded(device, n, era, fact)


def _in_tables(said: dict[str, Any]) -> Iterator[Any]:
    for inner in said.values():
        if isinstance(inner, dict):
            yield from inner.values()


def _no_number(name: str) -> Any:
    raise ValueError(say("{value} isn't a number", value=name))


def _reason(error: Exception) -> str:
    match error:
        case KeyError():
            return say("{name} is missing or not known", name=repr(error.args[0]))
        case RecursionError():
            return say("it's nested too deeply")
        case json.JSONDecodeError():
            return say("it isn't JSON")
        case UnicodeEncodeError():
            return say("it holds something that isn't text")
        case _:
            return str(error).rstrip(".")
