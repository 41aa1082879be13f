"""What `history` prints: the totals of a day or a week, for a terminal."""

from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta, tzinfo

from tray.core.context import Context
from tray.core.law.levels_and_gauge_steps import word
from tray.core.messages.day_totals import LEVELS, DayTotals, Period, together
from tray.lib.frozen import dataclass
from tray.lib.language.formats import formats
from tray.lib.language.translation import say, say_many
from tray.lib.text_width import fit, to_the_right
from tray.lib.text_width import width as columns_of
from tray.settings.defaults.every_setting import Levels
from tray.view.words import machines, names_and_numbers
from tray.view.words.names_and_numbers import clock, length_of_work, own_words, shared

_ZERO = timedelta(0)
_HOUR = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)
_MOST_ROWS = 31
_SHADES = dict(zip(LEVELS, ("32", "33", "38;5;208", "31", "1;35"), strict=True))
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_WIDEST_BAR = 48


def day_text(
    totals: DayTotals, hours: Mapping[int, float], context: Context, *, colour: bool, blocks: bool, width: int
) -> str:
    """A day: a bar for the highest pressure of each of ``hours``, and totals."""
    levels, clocks = context.settings.levels, [formats().clock(time(hour % 24)) for hour in hours]
    wide = max(map(columns_of, clocks), default=0)
    bar = _room(width, wide + 9)
    rows = [
        f" {to_the_right(name, wide)}  {_bar(value, 100.0, bar, value, levels, colour=colour, blocks=blocks)}"
        f"  {names_and_numbers.percent(value)}"
        for name, value in zip(clocks, hours.values(), strict=True)
    ]
    return "\n".join([dated(totals.day), *rows, "", *totals_lines(together((totals,)), context.zone, totals)])


def days_text(days: Sequence[DayTotals], context: Context, *, colour: bool, blocks: bool, width: int) -> str:
    """Several days: a bar for the work of each, or of each month when they are many, and totals.

    The colour is that of the highest pressure.
    """
    if not days:
        return say("Nothing is on record for these days.")
    rows = _month_rows(days) if len(days) > _MOST_ROWS else [_day_row(each, context.zone) for each in days]
    limit = context.settings.limits.day if len(days) <= _MOST_ROWS else _ZERO
    most = max(limit, _HOUR, *(row.worked for row in rows)) / _HOUR
    name, worked, beside, peak = (
        max(map(columns_of, cells)) for cells in zip(*(row.cells for row in rows), strict=True)
    )
    bar, levels = _room(width, name + worked + beside + peak + 8), context.settings.levels
    lines = []
    for row in rows:
        drawn = _bar(row.worked / _HOUR, most, bar, row.peak, levels, colour=colour, blocks=blocks)
        cells = (fit(row.name, name), drawn, *map(fit, row.cells[1:], (worked, beside, peak)))
        lines.append("  ".join(cells).rstrip())
    return "\n".join([*lines, "", *totals_lines(together(days), context.zone)])


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    worked: timedelta
    peak: float
    beside: str

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """What stands beside the bar: the name before it, and the rest behind it."""
        if not self.worked:
            return self.name, "–", self.beside, ""
        return (
            self.name,
            length_of_work(self.worked),
            self.beside,
            say("peak {percent}", percent=names_and_numbers.percent(self.peak)),
        )


def _day_row(each: DayTotals, zone: tzinfo) -> _Row:
    own = formats()
    span = f"{clock(each.start, zone)}–{clock(each.stop, zone)}" if each.start and each.stop else ""
    return _Row(own.dated(own.weekday_and_date, each.day), each.worked, each.peak, span)


def _month_rows(days: Sequence[DayTotals]) -> list[_Row]:
    own = formats()
    months: dict[tuple[int, int], list[DayTotals]] = {}
    for each in days:
        months.setdefault((each.day.year, each.day.month), []).append(each)
    return [
        _Row(own.dated(own.month_of_year, date(year, month, 1)), total.worked, total.peak, _days(total.days_worked))
        for (year, month), total in ((name, together(each)) for name, each in months.items())
    ]


def _days(count: int) -> str:
    return say_many("{count} day", "{count} days", count)


def totals_lines(total: Period, zone: tzinfo, day: DayTotals | None = None) -> list[str]:
    """The totals in words, a line each; nothing is said of what there was none of."""
    if not total.worked:
        return [say("No work is on record.")]
    lines = [_worked(total, zone, day)]
    if total.at_machines:
        lines.append(say("At your machines: {machines}.", machines=machines.at_each(total.at_machines)))
    beyond = (
        (say("meetings {length}", length=length_of_work(total.meetings)), total.meetings),
        (say("outside your hours {length}", length=length_of_work(total.outside)), total.outside),
        (say("late {length}", length=length_of_work(total.late)), total.late),
    )
    if said := [part for part, value in beyond if value]:
        lines.append(say("Of this: {parts}.", parts=formats().listed(said)))
    if total.mean is not None:
        mean, peak = names_and_numbers.percent(total.mean), names_and_numbers.percent(total.peak)
        lines.append(say("Pressure at work: {mean} on average, {peak} at most.", mean=mean, peak=peak))
        minutes = shared(round(total.worked / _MINUTE), [value / _MINUTE for value in total.at_level.values()])
        at_level = [
            say("{level} {length}", level=names_and_numbers.level(name), length=length_of_work(n * _MINUTE))
            for name, n in zip(total.at_level, minutes, strict=True)
            if n
        ]
        if at_level:
            lines.append(say("By level: {parts}.", parts=formats().listed(at_level)))
    lines.append(say("Breaks: {taken} taken, {skipped} skipped.", taken=total.taken, skipped=total.skipped))
    if total.breaks_due:
        due, missed = total.breaks_due, total.breaks_missed
        lines.append(say("Breaks that came due: {due}, {missed} of them missed.", due=due, missed=missed))
    if total.suggestions and total.snoozed:
        lines.append(
            say("Suggestions: {count}, {snoozed} of them snoozed.", count=total.suggestions, snoozed=total.snoozed)
        )
    elif total.suggestions:
        lines.append(say("Suggestions: {count}.", count=total.suggestions))
    if total.booked_meetings:
        lines.append(
            say(
                "Meetings in your calendar: {planned}, of which you attended {attended}; {count} came back to back.",
                planned=length_of_work(total.booked),
                attended=length_of_work(total.attended),
                count=total.back_to_back,
            )
        )
    if total.switches:
        lines.append(say("Switches: {count}.", count=total.switches))
    if total.opened or total.planned or total.closed:
        lines.append(
            say(
                "To do: {opened} added, {planned} planned, {closed} closed.",
                opened=total.opened,
                planned=total.planned,
                closed=total.closed,
            )
        )
    if total.incidents:
        reached = say_many(
            "The pressure reached 100% once.", "The pressure reached 100% {count} times.", total.incidents
        )
        lines.append(reached)
    return lines + [_session(each.label, each.worked, each.estimated) for each in total.labels]


def _worked(total: Period, zone: tzinfo, day: DayTotals | None) -> str:
    worked, longest, rested = map(length_of_work, (total.worked, total.longest, total.rested))
    if day and day.start and day.stop:
        return say(
            "Worked {worked} from {start} to {stop}; longest stretch {longest}; breaks {rested}.",
            worked=worked,
            start=clock(day.start, zone),
            stop=clock(day.stop, zone),
            longest=longest,
            rested=rested,
        )
    if total.days_worked > 1:
        return say_many(
            "Worked {worked} on {count} day; longest stretch {longest}; breaks {rested}.",
            "Worked {worked} on {count} days; longest stretch {longest}; breaks {rested}.",
            total.days_worked,
            worked=worked,
            longest=longest,
            rested=rested,
        )
    return say(
        "Worked {worked}; longest stretch {longest}; breaks {rested}.", worked=worked, longest=longest, rested=rested
    )


def dated(day: date) -> str:
    """``Mon 23 Nov 2026``."""
    own = formats()
    return say("{weekday} {date}", weekday=own.weekdays[day.weekday()], date=own.dated(own.date_of_year, day))


def _session(label: str, worked: timedelta, estimated: timedelta | None) -> str:
    name, spent = own_words(label), length_of_work(worked)
    if not estimated:
        return f"  {say('{label}: {length}', label=name, length=spent)}"
    estimate = length_of_work(estimated)
    return f"  {say('{label}: {length} (estimated {estimate})', label=name, length=spent, estimate=estimate)}"


def _room(width: int, beside: int) -> int:
    """The columns of a bar that has so much beside it."""
    return max(min(width - beside, _WIDEST_BAR), 10)


def _bar(value: float, most: float, room: int, peak: float, levels: Levels, *, colour: bool, blocks: bool) -> str:
    eighths = round(min(max(value / most, 0.0), 1.0) * room * 8)
    full, part = divmod(eighths, 8)
    drawn = _EIGHTHS[8] * full + _EIGHTHS[part].strip() if blocks else "#" * (full + (part >= 4))
    padded = drawn.ljust(room)
    return f"\x1b[{_SHADES[word(peak, levels)]}m{padded}\x1b[0m" if colour else padded
