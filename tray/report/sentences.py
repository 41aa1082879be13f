"""What a friend would say about a period: three sentences, worked out from its numbers, never scolding."""

from collections.abc import Sequence
from datetime import timedelta
from statistics import median

from tray.core.law.editions import edition
from tray.core.messages.day_totals import DayTotals
from tray.report.material import Material
from tray.report.words import clock, hours, named_day, on_day, percent
from tray.view.words.durations import length
from tray.view.words.rounding import whole

_ZERO = timedelta(0)
_MUCH = 0.15
"""A difference from what is usual that is worth a word."""
_RESTING = ("rest", "restore", "off", "sleep")


def sentences(found: Material) -> tuple[str, str, str]:
    """How much it was, how the rests went, and how full memory was."""
    if not found.total.worked:
        return _nothing(found)
    return _work(found), _rests(found), _memory(found)


def _nothing(found: Material) -> tuple[str, str, str]:
    when = "this day" if found.kind == "day" else f"this {found.kind}"
    held = found.total.peak if found.days else None
    return (
        f"There is no work on record for {when}.",
        "Time away from this computer counts as rest, and it frees what the weeks before have left.",
        f"The pressure was {percent(held)} at most."
        if held is not None
        else "Once there is something on record, this page tells what it was like.",
    )


def _work(found: Material) -> str:
    total, days = found.total, [each for each in found.days if each.worked]
    if found.kind == "day":
        day = days[0]
        span = f", from {clock(day.start, found)} to {clock(day.stop, found)}" if day.start and day.stop else ""
        subject = "You worked" if found.over else "So far you have worked"
        return f"{subject} {hours(total.worked)} on {named_day(day.day)}{span}{_against_usual(found, total.worked)}."
    each = _typical(days)
    text = f"You worked {hours(total.worked)} on {len(days)} {'day' if len(days) == 1 else 'days'}"
    text += f", {length(each)} on a typical one{_against_usual(found, each)}" if len(days) > 1 else ""
    beyond = [
        f"{hours(amount)} {name}"
        for amount, name in ((total.outside, "outside your hours"), (total.weekend, "on your free days"))
        if amount >= timedelta(minutes=30)
    ]
    return f"{text}{', of it ' + ' and '.join(beyond) if beyond else ''}."


def _against_usual(found: Material, worked: timedelta) -> str:
    if len(found.usual) < 5 or not found.over:
        return ""
    usual = _typical(found.usual)
    share = worked / usual - 1
    if abs(share) < _MUCH:
        return ", about as long as usual"
    return f", {'more' if share > 0 else 'less'} than your usual {length(usual)}"


def _typical(days: Sequence[DayTotals]) -> timedelta:
    """Half of the days had more work."""
    return timedelta(seconds=median(each.worked.total_seconds() for each in days))


def _rests(found: Material) -> str:
    total = found.total
    gave = f"rest took {hours(total.rested)} between work"
    if found.kind in ("day", "week"):
        gave = f"rest has freed {whole(sum(total.freed.get(name, 0.0) for name in _RESTING))} points"
    after = length(found.context.settings.breaks.after)
    taken = f"You took {_breaks(total.taken)}"
    longest = f"the longest stretch was {length(total.longest)}"
    if total.breaks_due == 0:
        return f"{taken}; no stretch reached {after} without one, and {gave}."
    if not total.breaks_missed:
        return f"{taken}, and every time {after} of work asked for one it came soon; {longest}, and {gave}."
    which, were = _longest_day(found), "was" if total.breaks_missed == 1 else "were"
    missed = f"{total.breaks_missed} of the {_breaks(total.breaks_due)} that came due {were} missed"
    gentle = " A short walk in the middle of such a stretch would do most."
    often = gentle if total.breaks_missed * 2 > total.breaks_due else ""
    return f"{taken}, and {missed}; {longest}{which}, and {gave}.{often}"


def _breaks(count: int) -> str:
    return {0: "no break", 1: "one break"}.get(count, f"{count} breaks")


def _longest_day(found: Material) -> str:
    if found.kind == "day":
        return ""
    day = max(found.days, key=lambda each: each.longest)
    return f" {on_day(day.day, found.kind)}"


def _memory(found: Material) -> str:
    total = found.total
    when = _peak_when(found)
    if total.incidents:
        times = "once" if total.incidents == 1 else f"{total.incidents} times"
        return f"Memory was full {times}; that happens, and rest brings it down again{_mornings(found)}."
    red = total.at_level.get("red", _ZERO) + total.at_level.get("critical", _ZERO)
    if red >= timedelta(minutes=15):
        return f"The pressure reached {percent(total.peak)}{when}, with {length(red)} of work in red{_mornings(found)}."
    calm = total.at_level.get("green", _ZERO) + total.at_level.get("yellow", _ZERO)
    share = calm / total.worked
    green = f"{percent(100 * share)} of the work was in green or yellow"
    return f"The pressure reached {percent(total.peak)}{when}, and {green}{_mornings(found)}."


def _peak_when(found: Material) -> str:
    at = found.total.peak_at
    if at is None:
        return ""
    if found.kind == "day":
        return f" at {clock(at, found)}"
    day: DayTotals = max(found.days, key=lambda each: each.peak)
    return f" {on_day(day.day, found.kind)}"


def _mornings(found: Material) -> str:
    """What the last weeks have left, where that is worth a word."""
    total, much = found.total, edition(found.context.settings.law.edition)
    if total.gen2_morning is None or total.gen2_morning < much.elevated:
        return ""
    left = f"{whole(total.gen2_morning)} points from the last weeks were still there in the morning"
    rest = "; some days off would free them" if total.gen2_morning >= much.high else ""
    return f"; {left}{rest}"
