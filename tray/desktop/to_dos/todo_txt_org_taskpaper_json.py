"""The open items of todo.txt, org, TaskPaper and JSON, each by its own rules; and which dialect a file is in."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date

from tray.desktop.common.pattern_hidden_large_hanging_files import NotReadable
from tray.desktop.to_dos.due_date_marks_and_items import DAY, Items, count, latest, planned_for
from tray.desktop.to_dos.markdown import in_markdown
from tray.lib.language.translation import mark

_DONE = re.compile(r"x\s")
_CREATED = re.compile(rf"(?:\([A-Z]\) )?(?:{DAY} )?")
"""What a line of todo.txt may begin with: a priority, and the day it was written down."""
_HIDDEN = re.compile(r"(?<!\S)h:1(?!\S)")
_SIGN = re.compile(rf"x\s|\([A-Z]\) |{DAY}|.*(?<!\S)(?:[+@]\w|[a-z]+:[^\s/])")
"""What only a list of to-dos has: something done, a priority, a date, a project, a context, a key with a value."""
_LONG, _SIGNS = 50, 0.05

_HEADING = re.compile(r"(\*+)[ \t]+(.*)")
_STATES = re.compile(r"#\+(?:SEQ_|TYP_)?TODO:(.*)", re.IGNORECASE)
_OPEN = ("TODO", "NEXT", "STARTED", "WAITING")
_OVER = ("DONE", "CANCELLED", "CANCELED")
_PLANNED = re.compile(rf"(?:DEADLINE|SCHEDULED):[ \t]*<({DAY})")
_ACTIVE = re.compile(rf"<({DAY})")
_ORG_BOX = re.compile(r"[ \t]*(?:[-+]|[ \t]\*|[0-9]+[.)])[ \t]+\[ \][ \t]+(\S.*)")
_BLOCK = re.compile(r"[ \t]*#\+(begin|end)_", re.IGNORECASE)

_TASK = re.compile(r"(\t*)- (.*\S)")
_PROJECT = re.compile(r"(\t*)(\S.*):(?:[ \t]+@\S+)*$")
_TASK_OVER = re.compile(r"(?<!\S)@(?:done|cancelled|canceled)(?![\w-])")

KNOWN = {
    ".md": "Markdown",
    ".markdown": "Markdown",
    ".txt": "todo.txt",
    ".org": "org",
    ".taskpaper": "TaskPaper",
    ".json": "JSON",
}
_COUNTS = ("count", "unread", "total")
"""Under these names an object has its count, the first that is there."""
_MOST = 100_000


def in_todo_txt(text: str) -> Items:
    """The open items of a todo.txt: each line that's not done or hidden. Raises NotReadable for a page of prose."""
    lines = [line for line in (line.strip("\ufeff \t\r") for line in text.split("\n")) if line]
    if len(lines) > _LONG and sum(1 for line in lines if _SIGN.match(line)) < _SIGNS * len(lines):
        raise NotReadable(mark("its lines don't look like a todo.txt"))
    items = (line for line in lines if not _DONE.match(line) and not _HIDDEN.search(line))
    return count(planned_for(line[_CREATED.match(line).end() :]) for line in items)  # type: ignore[union-attr]


def in_org(text: str) -> Items:
    """The headings in an open state, and the open boxes that belong to no heading with a state."""
    return count(_org_items(text.split("\n")))


def in_taskpaper(text: str) -> Items:
    """The tasks that are not tagged as done, outside of the archive."""
    return count(_taskpaper_items(text.split("\n")))


def in_json(text: str) -> Items:
    """A count that another program writes: a number, an object that has one, or a list of what is open.

    Raises NotReadable for what holds none.
    """
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise NotReadable(mark("it isn't JSON")) from problem
    if isinstance(found, dict):
        found = next((found[name] for name in _COUNTS if name in found), None)
    number = len(found) if isinstance(found, list) else found
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number <= _MOST:
        raise NotReadable(mark("it holds no count: a number, a list, or an object with count, unread or total"))
    return Items(number)


def open_in(name: str, text: str) -> Items:
    """The open items of a file, by its name. Raises NotReadable where that says nothing that is known."""
    read = _READERS.get(dialect(name) or "")
    if read is None:
        raise NotReadable(
            mark("only Markdown, todo.txt, org, TaskPaper and JSON are known ({endings})"), endings=", ".join(KNOWN)
        )
    return read(text)


def dialect(name: str) -> str | None:
    """What a file is written in, by its name."""
    dot = name.rfind(".")
    return KNOWN.get(name[dot:].lower()) if dot > 0 else None


_READERS: dict[str, Callable[[str], Items]] = {
    "Markdown": in_markdown,
    "todo.txt": in_todo_txt,
    "org": in_org,
    "TaskPaper": in_taskpaper,
    "JSON": in_json,
}


def _org_items(lines: list[str]) -> Iterator[date | None]:
    is_open, is_over = _org_states(lines)
    without_state, hidden_below, in_block = True, 0, False
    pending: list[str] | None = None
    """The days of the open heading above, whose line of planning may follow."""
    for line in lines:
        if block := _BLOCK.match(line):
            in_block = block[1].lower() == "begin"
        elif in_block:
            continue
        elif heading := _HEADING.match(line):
            if pending is not None:
                yield latest(pending)
            pending = None
            depth, title = len(heading[1]), heading[2]
            if hidden_below and depth > hidden_below:
                continue
            word = title.split(" ", 1)[0]
            hidden = word == "COMMENT" or ":ARCHIVE:" in title
            hidden_below = depth if hidden else 0
            without_state = not hidden and word not in is_open | is_over
            if word in is_open and not hidden:
                pending = _ACTIVE.findall(title)
        elif pending is not None and (planned := _PLANNED.findall(line)):
            pending += planned
        elif without_state and not hidden_below and (box := _ORG_BOX.match(line)):
            yield latest(_ACTIVE.findall(box[1]))
    if pending is not None:
        yield latest(pending)


def _org_states(lines: list[str]) -> tuple[set[str], set[str]]:
    """The words for what is open, and for what is over: the file's own, or the usual ones."""
    is_open, is_over = set[str](), set[str]()
    for line in lines:
        if declared := _STATES.match(line):
            words = [word.split("(")[0] for word in declared[1].split()]
            bar = words.index("|") if "|" in words else len(words) - 1
            is_open.update(words[:bar])
            is_over.update(word for word in words[bar:] if word != "|")
    return (is_open, is_over) if is_open else (set(_OPEN), set(_OVER))


def _taskpaper_items(lines: list[str]) -> Iterator[date | None]:
    archived = False
    for line in lines:
        if task := _TASK.match(line):
            if not archived and not _TASK_OVER.search(task[2]):
                yield planned_for(task[2])
        elif (project := _PROJECT.match(line.rstrip())) and not project[1]:
            archived = project[2] == "Archive"
