"""Counts the open items in a text that is kept elsewhere, such as todo.txt. Nothing but the count is kept."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from tray.core.calendar import day_bounds
from tray.core.context import Context
from tray.core.messages.events import CommitmentsFound
from tray.core.messages.facts import CommitmentsCounted
from tray.core.state.ongoing import Counted
from tray.core.state.state import State
from tray.lib.frozen import dataclass

_TIMES = 100
"""So many dates ahead are kept; a text that is counted again every few days needs no more."""

_DATE = re.compile(r"(?<![0-9])[0-9]{4}-[01][0-9]-[0-3][0-9](?![0-9])")
_BOX = re.compile(r"^[ \t>]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]+\[ \][ \t]+\S", re.MULTILINE)
_FENCE = re.compile(r"^[ \t]*(```|~~~)")
_DONE = re.compile(r"x ")
_CREATED = re.compile(r"(?:\([A-Z]\) )?(?:[0-9]{4}-[0-9]{2}-[0-9]{2} )?")
"""What a line of todo.txt may begin with: a priority, and the day it was written down."""
_MOST = 100_000


@dataclass(frozen=True, slots=True)
class Items:
    """The open items of a text: one with a date on its line is planned for that day, for the last if it has more."""

    unplanned: int = 0
    planned: tuple[tuple[date, int], ...] = ()
    """How many there are for each date."""


def found_in(source: str, texts: Iterable[Items]) -> CommitmentsFound:
    """What was found in several texts together."""
    unplanned, dates = 0, Counter[date]()
    for each in texts:
        unplanned += each.unplanned
        dates.update(dict(each.planned))
    return CommitmentsFound(source, unplanned, dates.total(), tuple(sorted(dates.items())))


def counted(state: State, found: CommitmentsFound, at: datetime, context: Context) -> tuple[CommitmentsCounted, ...]:
    """The fact that the number is another than the one known; nothing found where nothing was is no news.

    What is planned for a day is so until that day is over.
    """
    ends = tuple((day_bounds(day, context.zone, context.settings.hours)[1], count) for day, count in found.dates)
    new = Counted(found.source, found.unplanned, found.planned, ends).as_of(at)
    new = replace(new, ends=new.ends[:_TIMES])
    known = next((each for each in state.counted if each.source == found.source), Counted(found.source, 0, 0))
    return () if new == known.as_of(at) else (CommitmentsCounted(at, new.source, new.unplanned, new.planned, new.ends),)


def in_todo_txt(text: str) -> Items:
    """The open items of a todo.txt: every line that is not empty and is not marked done."""
    lines = (line.strip("\ufeff \t\r") for line in text.split("\n"))
    items = [line[_created(line) :] for line in lines if line and not _DONE.match(line)]
    return _count(items)


def in_markdown(text: str) -> Items:
    """The open boxes ``- [ ]`` of a Markdown text, outside of blocks of code."""
    items: list[str] = []
    fence = None
    for line in text.split("\n"):
        if mark := _FENCE.match(line):
            fence = mark[1] if fence is None else None if fence == mark[1] else fence
        elif fence is None and _BOX.match(line):
            items.append(line)
    return _count(items)


def printed(output: str) -> int:
    """The number that a program printed, and nothing else. Raises ValueError, with what is wrong in words."""
    text = output.strip()
    if not re.fullmatch(r"[0-9]{1,6}", text) or int(text) > _MOST:
        raise ValueError("it did not print one whole number, and nothing else")
    return int(text)


def _created(line: str) -> int:
    found = _CREATED.match(line)
    return found.end() if found else 0


def _count(items: list[str]) -> Items:
    days = Counter(day for item in items if (day := _planned_for(item)) is not None)
    return Items(len(items) - days.total(), tuple(sorted(days.items())))


def _planned_for(item: str) -> date | None:
    """The last of the dates on a line: beside the day it is due there may be the one on which it was written down."""
    return max((day for found in _DATE.findall(item) if (day := _date(found)) is not None), default=None)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
