"""Counts the open items in a text that is kept elsewhere, such as todo.txt. Nothing but the count is kept."""

import re
from datetime import datetime

from tray.core.messages.events import CommitmentsFound
from tray.core.messages.facts import CommitmentsCounted
from tray.core.state.state import State

Count = tuple[int, int]
"""Unplanned and planned: an open item with a date on its line is planned."""

_DATE = re.compile(r"(?<![0-9])[0-9]{4}-[01][0-9]-[0-3][0-9](?![0-9])")
_BOX = re.compile(r"^[ \t>]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]+\[ \][ \t]+\S", re.MULTILINE)
_FENCE = re.compile(r"^[ \t]*(```|~~~)")
_DONE = re.compile(r"x ")
_CREATED = re.compile(r"(?:\([A-Z]\) )?(?:[0-9]{4}-[0-9]{2}-[0-9]{2} )?")
"""What a line of todo.txt may begin with: a priority, and the day it was written down."""
_MOST = 100_000


def counted(state: State, found: CommitmentsFound, at: datetime) -> tuple[CommitmentsCounted, ...]:
    """The fact that the number is another than the one known; nothing found where nothing was is no news."""
    known = next((each for each in state.counted if each[0] == found.source), (found.source, 0, 0))
    new = (found.source, found.unplanned, found.planned)
    return () if new == known else (CommitmentsCounted(at, *new),)


def in_todo_txt(text: str) -> Count:
    """The open items of a todo.txt: every line that is not empty and is not marked done."""
    lines = (line.strip("\ufeff \t\r") for line in text.split("\n"))
    items = [line[_created(line) :] for line in lines if line and not _DONE.match(line)]
    return _count(items)


def in_markdown(text: str) -> Count:
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


def _count(items: list[str]) -> Count:
    planned = sum(_DATE.search(item) is not None for item in items)
    return len(items) - planned, planned
