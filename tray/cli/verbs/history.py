"""Prints what is on record: days in words, the totals of a day, a week, a month or a year, or every fact."""

import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import TextIO

from tray.cli import typed_days_weeks_months_years as typed
from tray.cli.parse import Line
from tray.cli.terminal import colourful, columns, print_coloured, print_json
from tray.core.days_and_nights import DAY
from tray.core.messages.day_totals import DayTotals
from tray.core.messages.plausible_facts import FIRST_DAY
from tray.errors import UsageError
from tray.history.past import Past, past, recorded
from tray.lib.language.translation import say
from tray.store.journal.history_as_csv import table
from tray.store.journal.records_as_json_lines import lines

_BLOCKS = "█▏"


def history(line: Line, out: TextIO) -> int:
    """``backpressure history [day|week|month|year|import] …``; returns the exit code. Raises errors of ours."""
    match line.verb.name:
        case "import":
            from tray.cli.verbs.history_import import take_in

            return take_in(line.words[0], out)
        case "history":
            return _facts(line, out) if "--json" in line or "--csv" in line else _recent(line, out)
        case kind:
            return _totals(kind, line, out)


def _facts(line: Line, out: TextIO) -> int:
    facts = recorded(*asked_range(line))
    if "--csv" in line:
        for row in table(facts):
            out.write(row)
    else:
        for each in lines(facts):
            out.write(f"{each}\n")
    return 0


def asked_range(line: Line) -> tuple[datetime | None, datetime | None]:
    """What ``--from`` and ``--to`` mean; a day for ``--to`` is included. Raises UsageError."""
    if "--from" not in line and "--to" not in line:
        return None, None
    with past() as found:
        today, zone, begins = found.today, found.context.zone, found.begins
        start, end = (
            typed.edge(line.value(name), today, zone, begins, end=name == "--to") if name in line else None
            for name in ("--from", "--to")
        )
    if start and end and start >= end:
        raise UsageError(say("--from is later than --to, so there is nothing in between."))
    return start, end


def _recent(line: Line, out: TextIO) -> int:
    """The last seven days in words, or those between ``--from`` and ``--to``."""
    since, until = asked_range(line)
    with past() as found, progress(out) as told:
        first, last = found.today - 6 * DAY, found.today
        if since or until:
            first = found.day_of(since) if since else FIRST_DAY + 7 * DAY
            last = found.day_of(until - timedelta.resolution) if until else last
        _print_days(found.days(first, last, told) if first <= last else (), found, out)
    return 0


def _print_days(days: Sequence[DayTotals], found: Past, out: TextIO) -> None:
    from tray.view.terminal.history import days_text

    look = {"colour": colourful(out), "blocks": _has_blocks(out)}
    print_coloured(days_text(days, found.context, width=columns(out), **look), out)


def _totals(kind: str, line: Line, out: TextIO) -> int:
    from tray.view.values.history import totals_values

    with past() as found, progress(out) as told:
        first, last = typed.days(kind, line.text, found.today, found.context.settings.hours)
        days = found.days(first, last, told)
        if "--json" in line:
            print_json(totals_values(days, found.context.zone), out)
            return 0
        if kind == "day" and days:
            from tray.view.terminal.history import day_text

            look = {"colour": colourful(out), "blocks": _has_blocks(out)}
            hours = _hours(found, first)
            print_coloured(day_text(days[0], hours, found.context, width=columns(out), **look), out)
        else:
            _print_days(days, found, out)
    return 0


def _hours(found: Past, day: date) -> dict[int, float]:
    """The highest pressure of each hour from the first work of a day to the last; those after midnight from 24 on."""
    from tray.core.inquiry.day_course import course

    since, until = found.bounds(day, day)
    lived = course(*found.lived(since, until), since, until)
    if not lived.work:
        return {}
    highest: dict[int, float] = {}
    for point in lived.points:
        if lived.work[0][0] <= point.at <= lived.work[-1][1]:
            local = point.at.astimezone(found.context.zone)
            hour = local.hour + 24 * ((local.date() - day) // DAY)
            highest[hour] = max(highest.get(hour, 0.0), point.pressure)
    return highest


class progress:  # noqa: N801 - used as a word: with progress(out) as told
    """Says on a terminal how far a long reading has come, and takes it away again."""

    def __init__(self, out: TextIO) -> None:
        self._shown = out.isatty() and sys.stderr.isatty()
        self._month: tuple[int, int] | None = None
        self._first: datetime | None = None

    def __enter__(self) -> Callable[[datetime], None]:
        return self._told

    def _told(self, at: datetime) -> None:
        self._first = self._first or at
        # A month takes less than half a second, so shorter times need no word.
        if self._shown and at - self._first > timedelta(days=60) and (at.year, at.month) != self._month:
            self._month = (at.year, at.month)
            reading = say("Reading {month} …", month=f"{at:%Y-%m}")
            print(f"\r\x1b[K{reading}", end="", file=sys.stderr, flush=True)

    def __exit__(self, *_: object) -> None:
        if self._month:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _has_blocks(out: TextIO) -> bool:
    try:
        _BLOCKS.encode(getattr(out, "encoding", None) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
