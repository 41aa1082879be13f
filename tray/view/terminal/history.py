"""What `history` prints: the totals of a day or a week, for a terminal."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta, tzinfo

from tray.core.context import Context
from tray.core.law.levels import word
from tray.core.messages.day_totals import LEVELS, DayTotals, Period, together
from tray.lib.frozen import dataclass
from tray.lib.text import clean
from tray.lib.text_width import fit
from tray.settings.catalogue.catalogue import Levels
from tray.view.words import rounding
from tray.view.words.durations import clock, length
from tray.view.words.rounding import shared

_ZERO = timedelta(0)
_HOUR = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)
_MOST_ROWS = 31
_SHADES = dict(zip(LEVELS, ("32", "33", "38;5;208", "31", "1;35"), strict=True))
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WIDEST_BAR = 48
_BESIDE_A_BAR = 34


def day_text(
    totals: DayTotals, hours: Mapping[int, float], context: Context, *, colour: bool, blocks: bool, width: int
) -> str:
    """A day: a bar for the highest pressure of each of ``hours``, and totals."""
    bar = _room(width)
    rows = [
        f" {hour % 24:02}  {_bar(value, 100.0, bar, value, context.settings.levels, colour=colour, blocks=blocks)}"
        f"  {rounding.percent(value)}"
        for hour, value in hours.items()
    ]
    return "\n".join([dated(totals.day), *rows, "", *totals_lines(together((totals,)), context.zone, totals)])


def days_text(days: Sequence[DayTotals], context: Context, *, colour: bool, blocks: bool, width: int) -> str:
    """Several days: a bar for the work of each, or of each month when they are many, and totals.

    The colour is that of the highest pressure.
    """
    if not days:
        return "Nothing is on record for these days."
    rows = _month_rows(days) if len(days) > _MOST_ROWS else [_day_row(each, context.zone) for each in days]
    limit = context.settings.limits.day if len(days) <= _MOST_ROWS else _ZERO
    most = max(limit, _HOUR, *(row.worked for row in rows)) / _HOUR
    bar, levels = _room(width), context.settings.levels
    lines = []
    for row in rows:
        drawn = _bar(row.worked / _HOUR, most, bar, row.peak, levels, colour=colour, blocks=blocks)
        peak = f"peak {rounding.percent(row.peak)}" if row.worked else ""
        worked = work_length(row.worked) if row.worked else "–"
        lines.append(f"{row.name}  {drawn}  {fit(worked, 11)}{fit(row.beside, 13)}{peak}".rstrip())
    return "\n".join([*lines, "", *totals_lines(together(days), context.zone)])


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    worked: timedelta
    peak: float
    beside: str


def _day_row(each: DayTotals, zone: tzinfo) -> _Row:
    span = f"{clock(each.start, zone)}–{clock(each.stop, zone)}" if each.start and each.stop else ""
    return _Row(_short(each.day), each.worked, each.peak, span)


def _month_rows(days: Sequence[DayTotals]) -> list[_Row]:
    months: dict[tuple[int, int], list[DayTotals]] = {}
    for each in days:
        months.setdefault((each.day.year, each.day.month), []).append(each)
    return [
        _Row(f"{_MONTHS[month - 1]} {year}", total.worked, total.peak, f"{total.days_worked} days")
        for (year, month), total in ((name, together(each)) for name, each in months.items())
    ]


def work_length(value: timedelta) -> str:
    """Work in hours, however much it is: a day of work is no day of 24 hours."""
    return length(value) if value < timedelta(hours=96) else f"{round(value / _HOUR)} h"


def totals_lines(total: Period, zone: tzinfo, day: DayTotals | None = None) -> list[str]:
    """The totals in words, a line each; nothing is said of what there was none of."""
    if not total.worked:
        return ["No work on record."]
    worked = f"Worked {work_length(total.worked)}"
    if day and day.start and day.stop:
        worked += f" from {clock(day.start, zone)} to {clock(day.stop, zone)}"
    elif total.days_worked > 1:
        worked += f" on {total.days_worked} days"
    lines = [f"{worked}; longest stretch {work_length(total.longest)}; rests {work_length(total.rested)}."]
    beyond = (("meetings", total.meetings), ("outside your hours", total.outside), ("late", total.late))
    if said := [f"{name} {work_length(value)}" for name, value in beyond if value]:
        lines.append(f"Of it {', '.join(said)}.")
    if total.mean is not None:
        lines.append(
            f"Pressure at work {rounding.percent(total.mean)} on average, {rounding.percent(total.peak)} at most."
        )
        minutes = shared(round(total.worked / _MINUTE), [value / _MINUTE for value in total.at_level.values()])
        at_level = (f"{name} {work_length(n * _MINUTE)}" for name, n in zip(total.at_level, minutes, strict=True) if n)
        lines.append(f"By level: {', '.join(at_level)}.")
    lines.append(f"Breaks: {total.taken} taken, {total.skipped} skipped.")
    if total.breaks_due:
        lines.append(f"Breaks that came due: {total.breaks_due}, missed {total.breaks_missed}.")
    if total.suggestions:
        snoozed = f", snoozed {total.snoozed}" if total.snoozed else ""
        lines.append(f"Suggestions: {total.suggestions}{snoozed}.")
    if total.switches:
        lines.append(f"Switches: {total.switches}.")
    if total.opened or total.planned or total.closed:
        lines.append(f"Commitments: {total.opened} opened, {total.planned} planned, {total.closed} closed.")
    lines += [f"Memory was full {_times(total.incidents)}."] if total.incidents else []
    return lines + [_session(each.label, each.worked, each.estimated) for each in total.labels]


def dated(day: date) -> str:
    """``Mon 23 Nov 2026``."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def _session(label: str, worked: timedelta, estimated: timedelta | None) -> str:
    against = f" (estimated {work_length(estimated)})" if estimated else ""
    return f"  {clean(label)}: {work_length(worked)}{against}"


def _short(day: date) -> str:
    return f"{_WEEKDAYS[day.weekday()]} {day.day:>2} {_MONTHS[day.month - 1]}"


def _room(width: int) -> int:
    return max(min(width - _BESIDE_A_BAR - 12, _WIDEST_BAR), 10)


def _bar(value: float, most: float, room: int, peak: float, levels: Levels, *, colour: bool, blocks: bool) -> str:
    eighths = round(min(max(value / most, 0.0), 1.0) * room * 8)
    full, part = divmod(eighths, 8)
    drawn = _EIGHTHS[8] * full + _EIGHTHS[part].strip() if blocks else "#" * (full + (part >= 4))
    padded = drawn.ljust(room)
    return f"\x1b[{_SHADES[word(peak, levels)]}m{padded}\x1b[0m" if colour else padded


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
