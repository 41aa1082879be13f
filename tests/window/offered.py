"""All that the panel offers, worked out from the menu: by which names one comes to what, and which command that is."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from tray.control.command_form import unpacked
from tray.core.messages import commands as c
from tray.lib.frozen import dataclass
from tray.window.widgets import complete

Row = Mapping[str, Any]

TABS = {
    "break": "Take a break",
    "quiet": "Quiet",
    "session": "Session",
    "waiting": "To do (2)",
    "checkin": "How are you",
    "presets": "Breaks",
}
"""What opens a section, by its name."""
OTHERS = {
    "": {"Help", "Today's pressure"},
    "session": {"What you're going to work on", "Start"},
    "waiting": {"Something to do", "Add"},
    "checkin": {"How tired you are now", "How rested you are"},
}
"""What else takes the focus, by section."""
_QUIET = {
    "BeQuiet": "Say nothing",
    "Snooze": "Snooze breaks",
    "BeginMeeting": "I'm in a meeting",
    "Pause": "Stop tracking",
    "PlanBlock": "Keep time for one thing",
}
_SCALES = ("checkin-fatigue", "checkin-rested")
_FOOTER = {
    "report": "Look back",
    "settings-open": "Settings",
    "day": "End the day",
    "quit": "Quit",
}


@dataclass(frozen=True)
class Offer:
    """Something that can be done."""

    section: str
    """The one that has to be open for that; empty for what is always there."""
    way: tuple[str, ...]
    """A control, and what is chosen in the lists that it opens."""
    command: c.Command


def offers(menu: Sequence[Row]) -> list[Offer]:
    """All of them."""
    rows = {row["key"]: row for row in complete(menu)}
    return [
        Offer(section, way, unpacked(command)) for section, make in _SECTIONS.items() for way, command in make(rows)
    ]


def _always(rows: Mapping[str, Row]) -> Iterator[tuple[tuple[str, ...], Row]]:
    for key, row in rows.items():
        if key.startswith("asked"):
            yield from _below(row)
    for key, name in _FOOTER.items():
        yield from _below({**(rows.get(key) or _settings(rows)[key]), "label": name})


def _settings(rows: Mapping[str, Row]) -> Mapping[str, Row]:
    return {row["key"]: row for row in rows["settings"]["children"]}


def _quiet(rows: Mapping[str, Row]) -> Iterator[tuple[tuple[str, ...], Row]]:
    for way, command in _below(rows["quiet"], own=False):
        yield (_QUIET[command["command"]], *way), command


def _waiting(rows: Mapping[str, Row]) -> Iterator[tuple[tuple[str, ...], Row]]:
    for row in rows["waiting"]["children"]:
        if row["children"]:
            *plans, done = row["children"]
            yield from _below({"label": f"Plan: {row['label']}", "children": plans})
            yield (f"Done: {row['label']}",), done["command"]
        elif row["key"] != "commit":
            yield from _below(row)


def _checkin(rows: Mapping[str, Row]) -> Iterator[tuple[tuple[str, ...], Row]]:
    for row in rows["checkin"]["children"]:
        if row["key"] in _SCALES:
            yield (f"Answer: {row['label']}",), row["children"][len(row["children"]) // 2]["command"]
        else:
            yield from _below(row)


def _presets(rows: Mapping[str, Row]) -> Iterator[tuple[tuple[str, ...], Row]]:
    return _below(_settings(rows)["presets"], own=False)


def _of(key: str) -> Callable[[Mapping[str, Row]], Iterator[tuple[tuple[str, ...], Row]]]:
    return lambda rows: _below(rows[key], own=False)


_SECTIONS = {
    "": _always,
    "break": _of("break"),
    "quiet": _quiet,
    "session": _of("session"),
    "waiting": _waiting,
    "checkin": _checkin,
    "presets": _presets,
}


def _below(row: Row, way: tuple[str, ...] = (), *, own: bool = True) -> Iterator[tuple[tuple[str, ...], Row]]:
    if row.get("line"):
        return
    way = (*way, row["label"]) if own else way
    for child in row["children"]:
        yield from _below(child, way)
    if not row["children"] and row["command"] and row["enabled"]:
        yield way, row["command"]
