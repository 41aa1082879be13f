"""What the panel shows, as values: the number, today's curve and what comes, its parts, and every row of the menu."""

from collections.abc import Iterator, Sequence
from typing import Any

from tray.core.context import Context
from tray.core.inquiry.ahead import Ahead
from tray.core.inquiry.day_course import DayCourse
from tray.core.messages.json_form import plain
from tray.core.state.state import State
from tray.lib.language.translation import mark, say
from tray.lib.text import clean
from tray.view.tray.face import SEPARATOR, Face, Row
from tray.view.values.panel_curve import day_curve, iso
from tray.view.words import pressure_away_and_memory_full as pressure
from tray.view.words import quiet
from tray.view.words.names_and_numbers import percent

VERSION = 1
_LEVELS = {
    "green": mark("Green"),
    "yellow": mark("Yellow"),
    "orange": mark("Orange"),
    "red": mark("Red"),
    "critical": mark("Critical"),
}
_PARTS = {
    "gen0": mark("This stretch"),
    "gen1": mark("Today"),
    "gen2": mark("Last weeks"),
    "live": mark("To do"),
}


def panel(
    face: Face,
    state: State,
    lived: DayCourse | None,
    to_come: Ahead | None,
    context: Context,
    problems: Sequence[str] = (),
) -> dict[str, Any]:
    """All that the panel shows, times in ISO 8601; ``state`` is as of now, and ``lived`` the day up to now."""
    values = {**state.pools._asdict(), "live": state.live}
    points = pressure.held_points(state)
    gauge = face.gauge
    return {
        "version": VERSION,
        "at": iso(state.at, context),
        "gauge": {"step": gauge.step, "level": gauge.level.value, "mark": gauge.mark.value},
        "percent": percent(state.pressure),
        "level": say(_LEVELS[gauge.level.value]),
        "next": face.next,
        "since": "\n".join(_standing(face, state, context)),
        "parts": [
            {"key": key, "label": say(label), "points": points[key], "share": round(max(values[key], 0.0), 3)}
            for key, label in _PARTS.items()
        ],
        "bands": list(_bands(context)),
        "day": None if lived is None else day_curve(lived, to_come, state, context),
        "problems": [say("Problem: {problem}", problem=clean(each)) for each in problems],
        "menu": _Menu(tuple(face.menu)),
    }


def _standing(face: Face, state: State, context: Context) -> Iterator[str]:
    """How things stand, as the tooltip begins; and until when it is quiet, where what comes next is something else."""
    yield from face.now[:1]
    until = quiet.quiet_until(state, state.at, context.zone)
    if until and until != face.next:
        yield until


def _bands(context: Context) -> Iterator[tuple[str, float]]:
    """The name of each level, with where it begins."""
    levels = context.settings.levels
    begins = (0.0, levels.yellow, levels.orange, levels.red, levels.critical)
    yield from zip(_LEVELS, begins, strict=True)


class _Menu(Sequence[dict[str, Any]]):
    """The rows, each made when it is written."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, index: Any) -> Any:
        return _row(self._rows[index])


def _row(row: Row) -> dict[str, Any]:
    """A row of the menu; what it commands, as the protocol carries it.

    There are a hundred, and the program keeps the room that they took once: what is as usual is left out.
    """
    if row.label == SEPARATOR:
        return {"key": row.key, "line": True}
    found: dict[str, Any] = {"key": row.key, "label": row.label}
    if row.command is not None:
        found["command"] = {"command": type(row.command).__name__, "fields": plain(row.command)}
    if row.children:
        found["children"] = [_row(each) for each in row.children]
    if row.checked is not None:
        found["checked"] = row.checked
    if not row.enabled:
        found["enabled"] = False
    return found
