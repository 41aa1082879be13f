"""The words for what became of an early warning: what was before it and what after, never that one made the other."""

from datetime import timedelta

from tray.core.inquiry.follow_up import FollowUp
from tray.lib.translation import mark, say, say_many
from tray.view.words.durations import length
from tray.view.words.rounding import percent

_WHAT = {
    "hours": mark("Work a day"),
    "load_jump": mark("Work a day"),
    "after_hours": mark("Work a day outside your own hours"),
    "weekend": mark("Work on a free day"),
    "short_nights": mark("Time off between workdays"),
    "quick_returns": mark("Time off between workdays"),
    "stopping": mark("Work past the planned end"),
    "stretches": mark("The longest stretch of a day"),
    "gen2": mark("Points left from the weeks before, in the morning"),
    "answers": mark("Your answers, from 0 to 10"),
    "breaks": mark("Breaks that came in time"),
    "switching": mark("Switches an hour"),
    "meetings": mark("Meetings a day"),
    "open_loops": mark("Open to-dos"),
}


def sentence(signal: str, found: FollowUp) -> str:
    """What became of it, in a line."""
    places = {
        "what": say(_WHAT[signal]),
        "after": _number(found.unit, found.after),
        "before": _number(found.unit, found.before),
    }
    said = (
        say("{what}: {after} in the two weeks after, {before} in the two weeks before.", **places)
        if found.clear
        else say("{what}: {after} in the two weeks after, {before} before, which may be chance.", **places)
    )
    points = abs(round(found.fatigue or 0.0))
    if not points or found.fatigue is None:
        return said
    tired = (
        say_many("Your answers were {count} point more tired.", "Your answers were {count} points more tired.", points)
        if found.fatigue > 0.0
        else say_many(
            "Your answers were {count} point less tired.", "Your answers were {count} points less tired.", points
        )
    )
    return f"{said} {tired}"


def _number(unit: str, value: float) -> str:
    if unit == "hours":
        return length(timedelta(minutes=round(60.0 * value)))
    return percent(100.0 * value) if unit == "share" else str(round(value))
