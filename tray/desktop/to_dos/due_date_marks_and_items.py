"""The open items of a text, and which of the dates on an item plan it. Nothing but their count is kept."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

from tray.lib.frozen import dataclass

DAY = r"[0-9]{4}-[01][0-9]-[0-3][0-9](?![0-9])"
_PLANS = re.compile(
    "(?:"
    "[\U0001f4c5\U0001f4c6\U0001f5d3\u23f3\u231b\U0001f6eb]\ufe0f?[ ]*"  # due, scheduled and start of Obsidian Tasks
    r"|[\[(](?:due|scheduled|start)::[ ]*"  # the same as Dataview writes it
    r"|(?<!\S)(?:due|t|scheduled|start):"  # todo.txt
    r"|@(?:due|start|defer|scheduled)\("  # TaskPaper
    r"|@\{"  # boards of cards in Markdown
    f")({DAY})"
)
_LAST = re.compile(rf"(?:^|\s)({DAY})$")
_MADE = re.compile(rf"[\u2795\u2705\u274c]\ufe0f?[ ]*{DAY}")
"""When it was written down, done or cancelled: no plan."""
_AFTER = re.compile(r"(?:\s+(?:#\S+|\^[\w-]+))+$")
"""Tags and the name of a block may follow the date."""


@dataclass(frozen=True, slots=True)
class Items:
    """The open items of a text."""

    unplanned: int = 0
    planned: tuple[tuple[date, int], ...] = ()
    """How many there are for each date."""


def count(items: Iterable[date | None]) -> Items:
    """Items with the day that each is planned for, or None."""
    days = list(items)
    planned = Counter(day for day in days if day is not None)
    return Items(len(days) - planned.total(), tuple(sorted(planned.items())))


def planned_for(text: str, *, bare: bool = False) -> date | None:
    """The last of the days on which an item is due, scheduled or to be started; other dates in it are only words.

    ``bare`` takes the last word for such a day, where a dialect has no other way to write one.
    """
    found = _PLANS.findall(text)
    if bare and (last := _LAST.search(_AFTER.sub("", _MADE.sub("", text).rstrip()))):
        found.append(last[1])
    return latest(found)


def latest(days: Iterable[str]) -> date | None:
    """The last of the days that there are."""
    return max((day for each in days if (day := _date(each)) is not None), default=None)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None  # there is no 31st of June
