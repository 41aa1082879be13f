"""The curve of the panel, as values: the day as lived, what was done when, and what comes with a break and without."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from tray.core.context import Context
from tray.core.inquiry.ahead import Ahead
from tray.core.inquiry.day_course import DayCourse, Point, Thinned
from tray.core.law.values import Regime
from tray.core.state.state import State
from tray.lib.language.translation import say
from tray.view.words.names_and_numbers import FULL, length, own_words

AHEAD = timedelta(hours=2)
"""So far the curve looks."""
MOST_POINTS = 360
"""More than the picture has pixels for."""
_BEFORE_WORK = timedelta(minutes=20)
_LEAST_SHOWN = timedelta(hours=2)


def day_curve(lived: DayCourse, to_come: Ahead | None, state: State, context: Context) -> dict[str, Any]:
    """From a while before the work began, to as far ahead as is known."""
    begins = lived.work[0][0] if lived.work else state.at
    since = min(begins - _BEFORE_WORK, state.at - _LEAST_SHOWN)
    ends = to_come.as_now[-1].at if to_come and to_come.as_now else state.at
    return {
        "since": iso(since, context),
        "until": iso(ends, context),
        "lived": _thinned((each for each in lived.points if each.at >= since), context),
        "as_now": _thinned(to_come.as_now, context) if to_come else [],
        "with_break": _thinned(to_come.with_break, context) if to_come else [],
        "break": None
        if to_come is None or to_come.break_at is None or to_come.break_length is None
        else say("With a break of {length}", length=length(to_come.break_length)),
        "spans": [
            {"kind": kind, "since": iso(max(start, since), context), "until": iso(end, context), "label": label}
            for kind, start, end, label in _spans(lived, state)
            if end > since and end > start
        ],
    }


def _spans(lived: DayCourse, state: State) -> Iterator[tuple[str, datetime, datetime, str]]:
    """What the person did when, each with words for it; later ones lie over earlier ones."""
    for start, end in lived.work:
        yield "work", start, end, say("Work")
    for session in state.sessions:
        yield "session", session.since, session.until, own_words(session.label)
    if state.session is not None:
        yield "session", state.session.since, state.at, own_words(state.session.label)
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
    return [(iso(each.at, context), round(min(each.pressure, FULL), 2)) for each in thinned.kept()]


def iso(at: datetime, context: Context) -> str:
    """A moment with the offset of the zone in which the person is."""
    return at.astimezone(context.zone).isoformat(timespec="seconds")
