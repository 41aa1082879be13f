"""The tables that say the same as the plots, for who cannot see them or wants the numbers."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from tray.core.inquiry.day_course import DayCourse
from tray.core.messages.day_totals import DayTotals
from tray.lib.frozen import dataclass
from tray.lib.language.translation import mark, say
from tray.lib.text import clean
from tray.report.answers_and_expected_figures import expected_answers
from tray.report.dates_and_numbers import clock, day_and_time, hours, percent, points, short_day
from tray.report.events_in_words import GROUPS, question, told
from tray.report.material_and_bounds import Incident, Material
from tray.report.session_and_flow_figures import source
from tray.view.terminal.incidents import means_text, relief_values
from tray.view.words import names_and_numbers
from tray.view.words.names_and_numbers import change, length, own_words

MOST_INCIDENTS = 20
"""So many are told on a page, the latest."""
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

    @property
    def as_table(self) -> str:
        """What opens it below a plot that shows the same."""
        return say("{caption}, as a table", caption=self.caption)


def events_table(found: Material, lived: DayCourse) -> Table:
    """Everything that happened, in order."""

    def until(end: datetime, lasted: timedelta) -> str:
        return say("until {time}, {length}", time=clock(end, found), length=length(lasted))

    rows = [
        *((at, say("Work"), until(end, end - at), "") for at, end in lived.work),
        *((gap.since, say("Rest"), until(gap.until, gap.length), change(gap.before, gap.after)) for gap in lived.gaps),
        *(
            (
                each.since,
                say("At {machine}", machine=clean(each.device)),
                until(each.until, each.until - each.since),
                "",
            )
            for each in found.stays
        ),
        *((at, say("Meeting"), until(end, end - at), "") for at, end in lived.meetings),
    ]
    for each in lived.marks:
        if (said := told(each.fact, found)) is not None:
            rows.append((each.fact.at, say(GROUPS[said[0]].one), said[1], percent(each.pressure)))
    ordered = tuple(
        (day_and_time(at, found), what, how, value) for at, what, how, value in sorted(rows, key=lambda row: row[0])
    )
    headings = (say("When"), say("What"), say("In words"), say("Pressure"))
    return Table(say("What happened, in order"), headings, ordered)


def days_table(found: Material) -> Table:
    """The totals of each day."""
    headings = (
        *(say("Day"), say("Worked"), say("From"), say("To"), say("Longest stretch"), say("Breaks taken")),
        *(say("Due, missed"), say("Outside hours"), say("Average"), say("Peak"), say("Last weeks, in the morning")),
    )
    return Table(say("Each day"), headings, tuple(_day(each, found) for each in found.days), dense=True)


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
    return Table(say("In numbers"), (say("What"), say("How much")), tuple(_numbers(found)))


def _numbers(found: Material) -> Iterator[tuple[str, str]]:
    total = found.total
    for name in ("worked", "rested", "meetings", "outside", "late", "night", "weekend"):
        yield say(_NAMES[name]), hours(getattr(total, name))
    for machine, value in total.at_machines.items():
        yield say("Work at {machine}", machine=clean(machine)), hours(value)
    if total.booked_meetings:
        yield say("Meetings in the calendar"), hours(total.booked)
        yield say("Of those, kept"), hours(total.attended)
        yield say("Back-to-back meetings"), str(total.back_to_back)
    yield say("Longest stretch"), length(total.longest) if total.longest else "–"
    yield say("Breaks taken"), str(total.taken)
    yield say("Breaks skipped"), str(total.skipped)
    yield say("Breaks that came due, breaks missed"), f"{total.breaks_due}, {total.breaks_missed}"
    yield say("Suggestions"), str(total.suggestions)
    yield say("Suggestions snoozed"), str(total.snoozed)
    yield say("Switches"), str(total.switches)
    yield say("To-dos added"), str(total.opened)
    yield say("To-dos given a time"), str(total.planned)
    yield say("To-dos closed"), str(total.closed)
    yield say("Average pressure at work"), percent(total.mean)
    yield say("Highest pressure"), percent(total.peak)
    for level, value in total.at_level.items():
        yield say("Work in {level}", level=names_and_numbers.level(level)), hours(value)
    yield say("Times the pressure reached 100%"), str(total.incidents)


_NAMES = {
    "worked": mark("Work"),
    "rested": mark("Rest between work"),
    "meetings": mark("Meetings"),
    "outside": mark("Work outside your hours"),
    "late": mark("Late work"),
    "night": mark("Work at night"),
    "weekend": mark("Work on free days"),
}


def labels_table(found: Material) -> Table:
    """Sessions by label."""
    rows = tuple(
        (
            own_words(each.label),
            str(each.sessions),
            length(each.worked),
            length(each.estimated) if each.estimated else "–",
        )
        for each in found.total.labels
    )
    headings = (say("Label"), say("Sessions"), say("Worked"), say("Estimated"))
    return Table(say("Sessions by label"), headings, rows)


def flows_table(found: Material) -> Table:
    """Where points came from, and what freed them."""
    rows: list[tuple[str, str, str]] = []
    for how, parts in ((say("added"), found.total.put), (say("freed"), found.total.freed)):
        for name, value in sorted(parts.items(), key=lambda each: -each[1]):
            rows.append((source(name), how, points(value)))
    return Table(say("Points added and freed"), (say("What"), say("How"), say("Points")), tuple(rows))


def answers_table(found: Material) -> Table:
    """Check-ins."""
    rows: Sequence[tuple[str, ...]] = [
        (
            day_and_time(answer.at, found),
            question(answer.item),
            str(answer.answer),
        )
        for each in found.days
        for answer in each.answers
    ]
    return Table(say("Check-ins"), (say("When"), say("Question"), say("Answer, 0 to 10")), tuple(rows))


def expected_table(found: Material) -> Table:
    """What was expected of the answers, in fatigue from 0 to 100."""
    rows: Sequence[tuple[str, ...]] = [
        (
            day_and_time(answer.at, found),
            points(fatigue),
            points(about.answer),
            say("{low} to {high}", low=points(max(about.low, 0.0)), high=points(min(about.high, 100.0))),
        )
        for day in found.days
        for answer, fatigue, about in expected_answers((day,))
    ]
    headings = (say("When"), say("Fatigue"), say("Expected"), say("Four in five lie in"))
    return Table(say("Your answers and what was expected"), headings, tuple(rows))


def incidents_table(found: Material) -> Table:
    """When the pressure reached 100%, and what would have freed most of it."""
    rows = tuple(
        (
            day_and_time(each.at, found),
            percent(each.pressure),
            _would_free(each, found),
        )
        for each in found.incidents
    )
    headings = (say("When"), say("Pressure"), say("What would have freed most"))
    return Table(say("When the pressure reached 100%"), headings, rows)


def _would_free(each: Incident, found: Material) -> str:
    at = each.at.astimezone(found.context.zone).isoformat()
    means = relief_values([one for one in each.reliefs if one.points >= _WORTH_SAYING], found.context)
    return "; ".join(means_text(one, at) for one in means[:_MEANS])
