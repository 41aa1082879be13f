"""Every figure that is shown of one moment: the same thing must be the same figure wherever it is said.

The texts are read as a person reads them: by the words around a number, not by where it was worked out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from tests.day import Day
from tray.cli.verbs.report import BOUNDS
from tray.control import protocol
from tray.core.day import limits
from tray.core.inquiry.totals import days
from tray.core.messages import effects
from tray.core.messages.day_totals import DayTotals
from tray.core.state.state import State
from tray.history import answers
from tray.history.past import Past
from tray.report import summary_sentences, tables
from tray.report.material_and_bounds import gathered
from tray.view.terminal.explain import explanation_text
from tray.view.terminal.history import day_text
from tray.view.terminal.status import for_people, one_line
from tray.view.terminal.status_bars import hover
from tray.view.tray import icon_mark_tooltip_clicks, notices
from tray.view.tray.face import Face, Row
from tray.view.values.health import health, health_text
from tray.view.values.status import status
from tray.view.words.names_and_numbers import FULL

PARTS = ("this stretch", "today", "last weeks", "to do")
_PART_NAMES = {"this stretch": "this stretch", "today": "today", "last weeks": "last weeks"} | dict.fromkeys(
    ("commitments", "to do"), "to do"
)
_PART = re.compile(
    r"\b(this stretch|today|last weeks|commitments|to do):? +(\d+)\b(?! ?(?:h|min|s|taken|open)\b)", re.I
)
_PERCENT = re.compile(r"(\d+)\s?%")
_LEVEL = re.compile(r"\b(green|yellow|orange|red|critical)\b")
_LENGTH = re.compile(r"(?:(\d+) h\b ?)?(?:(\d+) min\b)?(?:(\d+) s\b)?")
_CLOCK = re.compile(r"\b(\d\d):(\d\d)\b")
_MINUTE = timedelta(minutes=1)
_WIDE = 200


@dataclass(frozen=True)
class Figure:
    """Something that is said, where, and what it says."""

    name: str
    where: str
    value: object


@dataclass(frozen=True)
class Disagreement:
    """Two places say something else of the same thing."""

    figure: str
    where: str
    says: str
    """What that place says, and what the first one does."""

    @property
    def key(self) -> tuple[str, str]:
        """The figure, and the place that is alone with it."""
        return self.figure, self.where


def disagreements(told: Day) -> tuple[list[Disagreement], set[tuple[str, str]]]:
    """What disagrees at this moment with the first place that says it; and all that was compared."""
    first: dict[str, Figure] = {}
    wrong, compared = [], set()
    for each in shown(told):
        known = first.setdefault(each.name, each)
        if known is each:
            continue
        compared.add((each.name, each.where))
        if not _agree(known.value, each.value):
            wrong.append(Disagreement(each.name, each.where, f"{each.value}, and {known.where} says {known.value}"))
    return wrong, compared


def _agree(one: object, other: object) -> bool:
    match one, other:
        case int() | float() as whole, float() as tenths:
            return abs(whole - tenths) < 1.0
        case timedelta(), timedelta():
            return abs(one - other) <= _MINUTE
        case _:
            return one == other


def shown(told: Day) -> Iterator[Figure]:
    """All figures, place by place."""
    state, at, context = told.state, told.at, told.in_force
    face = icon_mark_tooltip_clicks.face(state, told.moment.senses, at, context)
    values = status(state, told.moment.senses, at, context, {"input": "x11"}, ())
    block = for_people(values, colour=False, columns=_WIDE)
    yield from _whole("status", block)
    yield from _of_status(block, told)
    yield from _of_face(face, state, told)
    yield from _whole("status line", one_line(values, colour=False, columns=_WIDE))
    yield from _whole("bar", hover(values))
    yield from _parts("bar", hover(values).splitlines()[1] if "\n" in hover(values) else "")
    yield from _of_health(health_text(health(values, "1"), colour=False, columns=_WIDE))
    explained = answers.answer(protocol.EXPLAIN, {}, told.record, state, context)
    yield from _of_explanation(explanation_text(explained, colour=False), elsewhere=bool(state.counted))
    open_ = answers.answer(protocol.COMMITMENTS, {"columns": _WIDE}, told.record, state, context)
    if not state.counted:
        lines = [line for line in open_["text"].splitlines() if re.match(r" *\d+  ", line)]
        yield Figure("open", "commitments", len(lines))
        yield Figure("planned", "commitments", sum("(" in line and "overdue" not in line for line in lines))
    yield from _of_notice(face, state, told)
    yield from _looking_back(told)


def _whole(where: str, text: str) -> Iterator[Figure]:
    first = text.splitlines()[0]
    if found := _PERCENT.search(first):
        yield Figure("whole", where, int(found[1]))
    if level := _LEVEL.search(first):
        yield Figure("level", where, level[1])


def _parts(where: str, text: str) -> Iterator[Figure]:
    found = {_PART_NAMES[name.lower()]: int(points) for name, points in _PART.findall(text)}
    for name, points in found.items():
        yield Figure(f"part: {name}", where, points)
    if len(found) == len(PARTS):
        yield Figure("whole", f"{where}, its parts together", sum(found.values()))


def _of_status(text: str, told: Day) -> Iterator[Figure]:
    rows = dict(line.split(": ", 1) for line in text.splitlines() if ": " in line)
    held = next((line for line in text.splitlines() if line.startswith(("Held by", "Where it comes from"))), "")
    yield from _parts("status", held.partition(": ")[2])
    yield Figure("worked today", "status", _length(rows["Worked"].split(" today")[0]))
    taken = re.match(r"(\d+) taken, (\d+)", rows.get("Breaks today", "0 taken, 0"))
    assert taken, rows
    yield Figure("breaks taken", "status", int(taken[1]))
    yield Figure("breaks skipped", "status", int(taken[2]))
    promised = re.match(r"(\d+) open, (\d+)", rows.get("Commitments", rows.get("To do", "0 open, 0")))
    assert promised, rows
    yield Figure("open", "status", int(promised[1]))
    yield Figure("planned", "status", int(promised[2]))
    if "Without a break" in rows:
        yield Figure("stretch", "status", _length(rows["Without a break"]))
    if in_seven := re.search(r"today.*[,;] (.+?) in seven days", rows["Worked"]):
        yield Figure("worked in 7 days", "status", _length(in_seven[1]))
    coming = rows.get("Next", "")
    if coming.startswith("a break is due") and (clock := _CLOCK.search(coming)):
        yield Figure("until the break", "status", _until(clock, told))


def _of_face(face: Face, state: State, told: Day) -> Iterator[Figure]:
    yield from _whole("tooltip", face.tooltip)
    if since := re.search(r"((?:\d+ h ?)?(?:\d+ min)?) since your last break", face.tooltip):
        yield Figure("stretch", "tooltip", _length(since[1]))
    rows = {row.key: row for row in _flat(face.menu)}
    yield from _whole("menu", rows["number"].label)
    held = [row.label for key, row in rows.items() if key.startswith("holds-")]
    yield from _parts("menu", "\n".join(held))
    if open_ := re.search(r"\((\d+) open\)", "\n".join(held)):
        yield Figure("open", "menu, in the parts", int(open_[1]))
    if "breaks-today" in rows and (counts := re.findall(r"\d+", rows["breaks-today"].label)):
        yield Figure("breaks taken", "menu", int(counts[0]))
        yield Figure("breaks skipped", "menu", int(counts[1]))
    waiting = re.search(r"\((\d+)\)", rows["waiting"].label)
    yield Figure("open", "menu", int(waiting[1]) if waiting else 0)
    if not state.counted and len(state.commitments) <= 15:
        planned = [row for row in rows["waiting"].children if re.match(r"\d+  .*\(", row.label)]
        yield Figure("planned", "menu", sum("overdue" not in row.label for row in planned))
    if re.match(r"(?:Next break|Walk|Lunch) \d", face.next) and (clock := _CLOCK.search(face.next)):
        yield Figure("until the break", "tooltip", _until(clock, told))
    worked = re.search(r"\(about (.+) worked\)", rows["day"].label)
    if worked and state.day:
        about = _length(worked[1])
        near = timedelta(minutes=6 if about < timedelta(hours=1) else 16 if about < timedelta(hours=10) else 31)
        yield Figure("worked today", "menu", _near(state.day.worked, about, near))


def _near(exact: timedelta, about: timedelta, near: timedelta) -> timedelta:
    """What the menu rounds coarsely, when it does that well."""
    return exact if abs(exact - about) <= near else about


def _of_health(text: str) -> Iterator[Figure]:
    lines = {match[1]: match[2] for line in text.splitlines() if (match := re.match(r"  (\D+?)  +(\d+)", line))}
    if "pressure" in lines:
        yield Figure("whole", "health", int(lines["pressure"]))
    parts = {_PART_NAMES[name]: int(points) for name, points in lines.items() if name in _PART_NAMES}
    for name, points in parts.items():
        yield Figure(f"part: {name}", "health", points)
    if len(parts) == len(PARTS):
        yield Figure("whole", "health, its parts together", sum(parts.values()))


def _of_explanation(text: str, *, elsewhere: bool) -> Iterator[Figure]:
    yield from _whole("explain", text)
    line = next(line for line in text.splitlines() if line.startswith("Pressure"))
    left, *pools = (int(each) for each in re.findall(r"-?\d+", line))
    if left <= FULL:  # what is beyond is told in points here, and nowhere else
        yield Figure("whole", "explain, its last line", left)
    table = [line for line in text.splitlines() if line.startswith("  ")]
    promised = [line for line in table if re.match(r"  +\d+  \S", line) and not re.match(r"  +\d+ more", line)]
    if not elsewhere:
        yield Figure("open", "explain", len(promised))
        yield Figure("planned", "explain", sum("(planned" in line for line in promised))
    if len(pools) == 3 and left <= FULL:
        for name, points in zip(PARTS, pools, strict=False):
            yield Figure(f"part: {name}", "explain", points)


def _of_notice(face: Face, state: State, told: Day) -> Iterator[Figure]:
    found = notices.told(effects.StatusWanted(), face, state, told.in_force)
    assert found is not None
    yield from _whole("status notification", found[1].title)
    yield from _parts("status notification", found[1].body)


def _looking_back(told: Day) -> Iterator[Figure]:
    facts = [each.fact for each in told.journal.facts()]
    totals = days(State(at=facts[0].at), facts, told.at, told.context)
    past = Past(told.record, told.at, told.context)
    today = next((each for each in totals if each.day == past.today), None)
    if today is None:
        return
    text = day_text(today, {}, told.context, colour=False, blocks=False, width=_WIDE)
    if today.worked:
        yield from _of_history(text)
    yield from _of_report(past, today)
    yield from _of_limits(totals, told)
    yield Figure("open", "totals", today.open_unplanned + today.open_planned)
    stretch = told.state.stretch if told.state.working else timedelta(0)
    if today.worked and told.at - stretch > today.begins:
        yield Figure("longest stretch", "status, the present one", max(today.longest, stretch))


def _of_limits(totals: tuple[DayTotals, ...], told: Day) -> Iterator[Figure]:
    """What the limits count, beside what history adds up: the same work, of the same days."""
    if told.state.day is None:
        return
    yield Figure("worked today", "limits", limits.worked_today(told.state))
    yield Figure("worked in 7 days", "history", sum((each.worked for each in totals[-7:]), timedelta(0)))
    yield Figure("worked in 7 days", "limits", limits.worked_week(told.state))


def _of_history(text: str) -> Iterator[Figure]:
    worked = re.search(r"Worked (.+?)(?: from|;|\.)", text)
    longest = re.search(r"longest stretch (.+?)[;.,]", text)
    assert worked, text
    assert longest, text
    yield Figure("worked today", "history", _length(worked[1]))
    yield Figure("longest stretch", "history", _length(longest[1]))
    breaks = re.search(r"Breaks: (\d+) taken, (\d+) skipped", text)
    assert breaks, text
    yield Figure("breaks taken", "history", int(breaks[1]))
    yield Figure("breaks skipped", "history", int(breaks[2]))
    if due := re.search(r"Breaks that came due: (\d+)", text):
        yield Figure("breaks due", "history", int(due[1]))
    if peak := re.search(r"(\d+)\s?% at most", text):
        yield Figure("highest", "history", int(peak[1]))


def _of_report(past: Past, today: DayTotals) -> Iterator[Figure]:
    found = gathered(past, "day", today.day, today.day, BOUNDS)
    table = tables.days_table(found)
    row = dict(zip(table.headings, table.rows[-1], strict=False))
    said = " ".join(summary_sentences.sentences(found))
    if not today.worked:
        return
    yield Figure("worked today", "report", _length(row["Worked"]))
    yield Figure("longest stretch", "report", _length(row["Longest stretch"]))
    yield Figure("breaks taken", "report", int(row["Breaks taken"]))
    numbers = {each[0]: each[1] for each in tables.numbers_table(found).rows}
    yield Figure("breaks taken", "report, its numbers", int(numbers["Breaks taken"]))
    yield Figure("breaks skipped", "report, its numbers", int(numbers["Breaks skipped"]))
    yield Figure("worked today", "report, its numbers", _length(numbers["Work"]))
    if took := re.search(r"You took (no|one|\d+) breaks?\b", said):
        count = {"no": 0, "one": 1}.get(took[1])
        yield Figure("breaks taken", "report, in its sentences", int(took[1]) if count is None else count)
    if today.breaks_due:
        yield Figure("breaks due", "report", int(row["Due, missed"].partition(",")[0]))
    if peak := _PERCENT.search(row["Peak"]):
        yield Figure("highest", "report", int(peak[1]))
    if peak := re.search(r"reached (\d+)\s?%", said):
        yield Figure("highest", "report, in its sentences", int(peak[1]))


def _flat(rows: Sequence[Row]) -> Iterator[Row]:
    for row in rows:
        yield row
        yield from _flat(row.children)


def _length(text: str) -> timedelta:
    found = _LENGTH.search(text.removeprefix("about "))
    hours, minutes, seconds = (int(each or 0) for each in found.groups()) if found else (0, 0, 0)
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


def _until(clock: re.Match[str], told: Day) -> timedelta:
    local = told.at.astimezone(told.context.zone)
    when = local.replace(hour=int(clock[1]), minute=int(clock[2]), second=0, microsecond=0)
    return max(when - local.replace(second=0, microsecond=0), timedelta(0))
