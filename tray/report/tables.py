"""The tables that say the same as the plots, for who cannot see them or wants the numbers."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from tray.core.inquiry.day_course import DayCourse
from tray.core.messages.day_totals import DayTotals
from tray.lib.frozen import dataclass
from tray.lib.text import clean
from tray.report.events import told
from tray.report.material import Incident, Material
from tray.report.period_figures import expected_answers
from tray.report.source_figures import FLOWS
from tray.report.words import clock, hours, percent, points, short_day
from tray.view.terminal.incidents import means_text, relief_values
from tray.view.words.durations import length
from tray.view.words.rounding import change

_MEANS = 3
_WORTH_SAYING = 0.5
"""Points of pressure."""


@dataclass(frozen=True, slots=True)
class Table:
    """A caption, headings, and rows of texts; the first cell of a row is its name."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    dense: bool = False
    """Many columns of short texts."""


def events_table(found: Material, lived: DayCourse) -> Table:
    """Everything that happened, in order."""
    zone = found.context.zone

    def when(at: datetime) -> str:
        return f"{short_day(at.astimezone(zone).date())} {clock(at, found)}"

    rows = [
        *((at, "work", f"until {clock(end, found)}, {length(end - at)}", "") for at, end in lived.work),
        *(
            (
                gap.since,
                "rest",
                f"until {clock(gap.until, found)}, {length(gap.length)}",
                change(gap.before, gap.after),
            )
            for gap in lived.gaps
        ),
        *((at, "meeting", f"until {clock(end, found)}, {length(end - at)}", "") for at, end in lived.meetings),
    ]
    for mark in lived.marks:
        if (said := told(mark.fact, found)) is not None:
            rows.append((mark.fact.at, said[0], said[1], percent(mark.pressure)))
    ordered = tuple((when(at), what, how, value) for at, what, how, value in sorted(rows, key=lambda row: row[0]))
    return Table("What happened, in order", ("When", "What", "In words", "Pressure"), ordered)


def days_table(found: Material) -> Table:
    """The totals of each day."""
    headings = (
        *("Day", "Worked", "From", "To", "Longest stretch", "Breaks taken", "Due, missed", "Outside hours"),
        *("Mean", "Peak", "Last weeks in the morning"),
    )
    return Table("Each day", headings, tuple(_day(each, found) for each in found.days), dense=True)


def _day(each: DayTotals, found: Material) -> tuple[str, ...]:
    if not each.worked:
        return (short_day(each.day), "–", *[""] * 8, "")
    return (
        short_day(each.day),
        length(each.worked),
        clock(each.start, found),
        clock(each.stop, found),
        length(each.longest),
        str(each.taken),
        f"{each.breaks_due}, {each.breaks_missed}",
        length(each.outside) if each.outside else "–",
        percent(each.mean),
        percent(each.peak),
        "–" if each.gen2_morning is None else points(each.gen2_morning),
    )


def numbers_table(found: Material) -> Table:
    """The totals of the whole period."""
    return Table("In numbers", ("What", "How much"), tuple(_numbers(found)))


def _numbers(found: Material) -> Iterator[tuple[str, str]]:
    total = found.total
    for name in ("worked", "rested", "meetings", "outside", "late", "night", "weekend"):
        yield _NAMES[name], hours(getattr(total, name))
    yield "Longest stretch", length(total.longest)
    yield "Breaks taken", str(total.taken)
    yield "Breaks skipped", str(total.skipped)
    yield "Breaks that came due, and were missed", f"{total.breaks_due}, {total.breaks_missed}"
    yield "Suggestions", f"{total.suggestions}, {total.snoozed} snoozed" if total.suggestions else "0"
    yield "Switches of context", str(total.switches)
    commitments = f"{total.opened} opened, {total.planned} planned, {total.closed} closed"
    yield "Commitments", commitments
    yield "Pressure at work, mean", percent(total.mean)
    yield "Pressure, highest", percent(total.peak)
    for level, value in total.at_level.items():
        yield f"Work in {level}", hours(value)
    yield "Memory full", str(total.incidents)


_NAMES = {
    "worked": "Work",
    "rested": "Rest between work",
    "meetings": "Meetings",
    "outside": "Work outside your hours",
    "late": "Late work",
    "night": "Work at night",
    "weekend": "Work on free days",
}


def labels_table(found: Material) -> Table:
    """Sessions by label."""
    rows = tuple(
        (
            clean(each.label) or "without a name",
            str(each.sessions),
            length(each.worked),
            length(each.estimated) if each.estimated else "–",
        )
        for each in found.total.labels
    )
    return Table("Sessions by label", ("Label", "Sessions", "Worked", "Estimated"), rows)


def flows_table(found: Material) -> Table:
    """Where points came from, and what freed them."""
    rows: list[tuple[str, str, str]] = []
    for how, parts in (("put in by", found.total.put), ("freed by", found.total.freed)):
        for name, value in sorted(parts.items(), key=lambda each: -each[1]):
            rows.append((FLOWS.get(name, name), how, points(value)))
    return Table("Points put in and freed", ("What", "How", "Points"), tuple(rows))


def answers_table(found: Material) -> Table:
    """Check-ins."""
    rows: Sequence[tuple[str, ...]] = [
        (
            f"{short_day(each.day)} {clock(answer.at, found)}",
            clean(answer.item).replace("_", " "),
            str(answer.answer),
        )
        for each in found.days
        for answer in each.answers
    ]
    return Table("Check-ins", ("When", "Question", "Answer, 0 to 10"), tuple(rows))


def expected_table(found: Material) -> Table:
    """What was expected of the answers, in fatigue from 0 to 100."""
    rows: Sequence[tuple[str, ...]] = [
        (
            f"{short_day(day.day)} {clock(answer.at, found)}",
            points(fatigue),
            points(about.answer),
            f"{points(max(about.low, 0.0))} to {points(min(about.high, 100.0))}",
        )
        for day in found.days
        for answer, fatigue, about in expected_answers((day,))
    ]
    return Table("Answers and what was expected", ("When", "Fatigue", "Expected", "Four of five lie in"), tuple(rows))


def incidents_table(found: Material) -> Table:
    """When memory was full, and what would have freed most of it."""
    rows = tuple(
        (
            f"{short_day(each.at.astimezone(found.context.zone).date())} {clock(each.at, found)}",
            percent(each.pressure),
            _would_free(each, found),
        )
        for each in found.incidents
    )
    return Table("When memory was full", ("When", "Pressure", "What would have freed most"), rows)


def _would_free(each: Incident, found: Material) -> str:
    at = each.at.astimezone(found.context.zone).isoformat()
    means = relief_values([one for one in each.reliefs if one.points >= _WORTH_SAYING], found.context)
    return "; ".join(means_text(one, at) for one in means[:_MEANS])
