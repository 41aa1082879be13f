"""The status for people: a short block, and a single line for those who follow it."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from tray.core.law.answer_model import Follows
from tray.core.law.values import Regime
from tray.lib.text import clean
from tray.lib.text_width import cut, width
from tray.view.values.status import gauge_line
from tray.view.words import checkins, rounding
from tray.view.words.durations import length

Values = Mapping[str, Any]

_QUIET = {"presentation": "presentation (a program keeps the screen awake; `attention.presentation` false ignores it)"}
"""Reasons to be quiet of which their name alone does not say what to do."""

_PARTS = {"gen0": "this stretch", "gen1": "today", "gen2": "last weeks", "live": "to do"}
_LABEL = 60
"""Columns of a text that the person wrote."""


def for_people(values: Values, *, colour: bool, columns: int = 120) -> str:
    """A short block of ``status`` values, in lines of at most ``columns``."""
    gauge = gauge_line(values["pressure"], values["level"], width=max(4, min(20, columns - 20)), colour=colour)
    rows = [row for row in _rows(values) if row[1]]
    return "\n".join((f"{gauge}  {values['level']}", *(_wrapped(f"{name}: {text}", columns) for name, text in rows)))


def one_line(values: Values, *, colour: bool, columns: int = 120) -> str:
    """The number, its level and what comes next, on one line."""
    gauge = gauge_line(values["pressure"], values["level"], width=10, colour=colour)
    words = " · ".join(part for part in (values["level"], _now(values), _next(values)) if part)
    return f"{gauge}  {cut(words, max(8, columns - 18))}"


def comes_from(values: Values) -> str:
    """Where the pressure comes from, in points that add up to it."""
    points = rounding.held(values["pressure"], values["parts"])
    return ", ".join(f"{name} {points[key]}" for key, name in _PARTS.items())


def session(values: Values) -> str:
    """The label of the open session, which is the person's own text."""
    return cut(clean(values["session"]["label"]), _LABEL) if values["session"] else ""


def _rows(values: Values) -> Iterable[tuple[str, str]]:
    yield "Where it comes from", comes_from(values)
    yield "Now", _now(values)
    if values["regime"] == Regime.WORK.value:
        yield "Without a break", _length(values["stretch_s"])
    yield "Worked", f"{_length(values['worked_today_s'])} today, {_length(values['worked_week_s'])} in seven days"
    yield "Today", _eased(values["eased"])
    yield "Your next answer", _next_answer(values["next_answer"])
    yield "Breaks today", _breaks(values["breaks_today"])
    yield "Session", session(values)
    yield "To do", _commitments(values["commitments"])
    yield "Next", _next(values)
    yield "Quiet", ", ".join(_QUIET.get(reason, reason) for reason in values["quiet"])
    yield "Sources", ", ".join(f"{name} {value}" for name, value in values["sources"].items() if _told(name, value))
    for problem in values["problems"]:
        yield "Problem", clean(problem)


def _told(source: str, adapter: str) -> bool:
    """Who is in front is often known only once a window is; that nobody tells it yet is for ``doctor`` to judge.

    So is it that no sound can be played and no music paused, which few miss.
    """
    return adapter != "none" or source not in ("switches", "sound", "media")


def _breaks(counts: Mapping[str, int]) -> str:
    return f"{counts['taken']} taken, {counts['skipped']} skipped" if any(counts.values()) else ""


def _eased(eased: Mapping[str, float] | None) -> str:
    if eased is None:
        return ""
    return checkins.eased_now(timedelta(seconds=eased["break_after_s"]), timedelta(seconds=eased["work_s"]))


def _next_answer(about: Mapping[str, Any] | None) -> str:
    if about is None:
        return ""
    said = checkins.next_answer(about["low"], about["expected"], about["high"])
    return f"{said}. {checkins.goes_with(Follows(*about['follows']))}" if about["follows"] else said


def _now(values: Values) -> str:
    if values["tracking"] == "paused":
        until = values["paused_until"]
        return f"paused until {until[11:16]}" if until else "paused"
    return f"{values['regime']}" + ("" if values["tracking"] == "on" else f" (tracking {values['tracking']})")


def _commitments(values: Mapping[str, int]) -> str:
    count = values["unplanned"] + values["planned"]
    overdue = f", {values['overdue']} overdue" if values["overdue"] else ""
    return f"{count} open, {values['planned']} of them planned{overdue}" if count else ""


def _next(values: Values) -> str:
    coming = values["next"]
    if coming is None:
        return ""
    buys = values["break"]
    worth = (
        f" ({_length(buys['length_s'])} is enough for {_length(buys['buys_s'])} more)"
        if coming["what"] == "break due"
        else ""
    )
    return f"{coming['what']} at {coming['at'][11:16]}{worth}"


def _length(seconds: float) -> str:
    return length(timedelta(seconds=seconds))


def _wrapped(text: str, columns: int) -> str:
    """Broken between words; a word that is too long by itself, such as a path, stays whole so that it can be copied."""
    lines, line = [], ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line.strip() and width(longer) > columns:
            lines.append(line)
            longer = f"  {word}"
        line = longer
    return "\n".join((*lines, line))
