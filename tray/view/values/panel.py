"""What the panel shows, as values: the number, today's curve and what comes, its parts, and every row of the menu."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from tray.core.context import Context
from tray.core.inquiry.ahead import Ahead
from tray.core.inquiry.day_course import DayCourse, Point, Thinned
from tray.core.law.values import Regime
from tray.core.messages.json_form import plain
from tray.core.state.state import State
from tray.lib.language.translation import mark, say
from tray.lib.text import clean
from tray.view.tray.face import SEPARATOR, Face, Row
from tray.view.words import pressure, quiet
from tray.view.words.names_and_numbers import FULL, length, percent

VERSION = 1
MOST_POINTS = 360
"""More than the picture has pixels for."""
_BEFORE_WORK = timedelta(minutes=20)
_LEAST_SHOWN = timedelta(hours=2)
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
        "at": _iso(state.at, context),
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
        "day": None if lived is None else _day(lived, to_come, state, context),
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


def _day(lived: DayCourse, to_come: Ahead | None, state: State, context: Context) -> dict[str, Any]:
    begins = lived.work[0][0] if lived.work else state.at
    since = min(begins - _BEFORE_WORK, state.at - _LEAST_SHOWN)
    ends = to_come.as_now[-1].at if to_come and to_come.as_now else state.at
    return {
        "since": _iso(since, context),
        "until": _iso(ends, context),
        "lived": _thinned((each for each in lived.points if each.at >= since), context),
        "as_now": _thinned(to_come.as_now, context) if to_come else [],
        "with_break": _thinned(to_come.with_break, context) if to_come else [],
        "break": None
        if to_come is None or to_come.break_at is None or to_come.break_length is None
        else say("With a break of {length}", length=length(to_come.break_length)),
        "spans": [
            {"kind": kind, "since": _iso(max(start, since), context), "until": _iso(end, context), "label": label}
            for kind, start, end, label in _spans(lived, state)
            if end > since and end > start
        ],
    }


def _spans(lived: DayCourse, state: State) -> Iterator[tuple[str, datetime, datetime, str]]:
    """What the person did when, each with words for it; later ones lie over earlier ones."""
    for start, end in lived.work:
        yield "work", start, end, say("Work")
    for session in state.sessions:
        yield "session", session.since, session.until, clean(session.label)
    if state.session is not None:
        yield "session", state.session.since, state.at, clean(state.session.label)
    for start, end in lived.meetings:
        yield "meeting", start, end, say("Meeting")
    for gap in lived.gaps:
        yield "break", gap.since, gap.until, _gap(gap.regimes, gap.length)


def _gap(regimes: Sequence[Regime], long: timedelta) -> str:
    if Regime.SLEEP in regimes:
        return say("Sleep, {length}", length=length(long))
    if Regime.RESTORE in regimes:
        return say("Walk, {length}", length=length(long))
    if Regime.REST in regimes:
        return say("Break, {length}", length=length(long))
    return say("Time off, {length}", length=length(long))


def _thinned(points: Iterable[Point], context: Context) -> list[tuple[str, float]]:
    """No more than there is room for."""
    found = list(points)
    if not found:
        return []
    thinned = Thinned((found[-1].at - found[0].at) / MOST_POINTS)
    for each in found:
        thinned.put(each)
    return [(_iso(each.at, context), round(min(each.pressure, FULL), 2)) for each in thinned.kept()]


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


def _iso(at: datetime, context: Context) -> str:
    return at.astimezone(context.zone).isoformat(timespec="seconds")
