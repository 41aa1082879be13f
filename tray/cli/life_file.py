"""Reads a life from a file: all of it, or every problem at once."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import timedelta
from pathlib import Path as FilePath
from typing import Any

from tray.core.law.answer_model import fatigue_of
from tray.core.law.check_parameters import check_law
from tray.core.law.simulation import Reported, Segment, Start, switches_in
from tray.core.law.values import Pools, Regime
from tray.errors import Problem, SettingsInvalid
from tray.lib.did_you_mean import nearest
from tray.lib.language.translation import say, say_many
from tray.settings.defaults.every_setting import Law
from tray.settings.defaults.law import in_edition
from tray.settings.file.lines import Layout, Path, layout
from tray.settings.file.read_toml import decoded, invalid, parsed
from tray.settings.types.kind import Kind, Unfit
from tray.settings.types.lists import Several
from tray.settings.types.scalars import Choice, Count, Duration, Flag, Number
from tray.settings.types.setting import declaration
from tray.settings.types.wrong_value_in_errors import shown

LARGEST = 2 * 1024 * 1024
"""Bytes of a file, at most: some twenty thousand segments."""
LONGEST_LABELLED = timedelta(days=365_250)
MOST_SWITCHES = 200_000
"""Each costs some ten microseconds."""
_MOST_TOLD = 200
_EXAMPLE = '[[segment]], for = "50m", regime = "work"'

_Kinds = Mapping[str, Kind[Any]]

_START: _Kinds = {
    "gen0": Number(0, 100, 0),
    "gen1": Number(0, 1000, 3.5),
    "gen2": Number(0, 1000, 5.89),
    "unplanned": Count(0, 10_000, 5),
    "planned": Count(0, 10_000, 2),
    "due": Several(Duration("1m", "3660d", "26h"), 50, '["26h"]'),
    "awake": Duration("0s", "60d", "2h"),
    "labels": Flag(),
    "worked_week": Duration("0s", "120h", "34h"),
    "gap_before": Duration("0s", "60d", "16h"),
}
_ANSWER: _Kinds = {
    "at": Duration("0s", "3660d", "4h32m"),
    "fatigue": Count(0, 10, 6),
    "rested": Count(0, 10, 3),
}
_SEGMENT: _Kinds = {
    "for": Duration("0s", "3660d", "50m"),
    "regime": Choice(tuple(regime.value for regime in Regime)),
    # The law keeps what all factors make of the load within 0.25 … 2.
    "load": Number(0, 10, 1.25),
    "switches_per_hour": Number(0, 3600, 12),
    "available": Flag(),
}
_PARAMETERS: _Kinds = {item.name: declaration(item).kind for item in fields(Law)}
_TABLES = ("start", "segment", "answer", "parameters")


Read = tuple[Start, tuple[Segment, ...], tuple[Reported, ...], Law]


def read_life(file: str) -> Read:
    """What the life in ``file`` begins with, its segments and answers, and the law it is lived under.

    Raises SettingsInvalid with every problem, in the order of the lines, whatever the file holds.
    """
    try:
        with FilePath(file).open("rb") as opened:
            # One byte more than is allowed is enough to see that there is too much.
            data = opened.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise invalid(file, None, say("the file can't be read: {reason}", reason=reason)) from error
    if len(data) > LARGEST:
        raise invalid(
            file, None, say("the file is larger than {size} KB; no life is read from it", size=LARGEST // 1024)
        )
    text = decoded(data, file, LARGEST)
    return _Reading(file, text, parsed(text, file, LARGEST)).result()


class _Reading:
    """A file on its way to a life, with the problems found so far."""

    def __init__(self, file: str, text: str, tables: dict[str, Any]) -> None:
        self._file, self._text, self._tables = file, text, tables
        self._problems: list[tuple[Path, str]] = []

    def result(self) -> Read:
        for name in self._tables:
            if name not in _TABLES:
                self._note((name,), _no_table(name))
        law = self._law()
        start = self._start(law)
        segments = self._segments()
        length = sum((segment.length for segment in segments), timedelta())
        if start.labels and length > LONGEST_LABELLED:
            self._note(
                ("start", "labels"),
                say("with labels a life can last {years} years at most", years=LONGEST_LABELLED.days // 365),
            )
        answers = self._answers(length)
        if self._problems:
            raise SettingsInvalid(self._told())
        return start, segments, answers, law

    def _law(self) -> Law:
        given = self._table("parameters")
        # Their full names, law.capacity, do as well.
        law_table = given.pop("law", {})
        given |= law_table if isinstance(law_table, dict) else {"law": law_table}
        before = len(self._problems)
        law = Law(**in_edition(self._values(("parameters",), given, _PARAMETERS)))
        if len(self._problems) == before:
            for sentence in check_law(law):
                self._note(("parameters",), sentence)
        return law

    def _start(self, law: Law) -> Start:
        values = self._values(("start",), self._table("start"), _START)
        gen0 = values.get("gen0", 0.0)
        if gen0 > law.capacity:
            self._note(
                ("start", "gen0"),
                say(
                    "{value} is more than gen0 holds; its capacity is {most}",
                    value=f"{gen0:g}",
                    most=f"{law.capacity:g}",
                ),
            )
        awake = values.get("awake", timedelta())
        pools = Pools(gen0, values.get("gen1", 0.0), values.get("gen2", 0.0), awake / timedelta(hours=1))
        before = {name: values[name] for name in ("due", "labels", "worked_week", "gap_before") if name in values}
        return Start(pools, values.get("unplanned", 0), values.get("planned", 0), **before)

    def _answers(self, length: timedelta) -> tuple[Reported, ...]:
        tables = self._tables.get("answer", [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            self._note(("answer",), say("write each answer below a line {line}, in double brackets", line="[[answer]]"))
            return ()
        answers = (self._answer(number, table, length) for number, table in enumerate(tables))
        return tuple(each for each in answers if each is not None)

    def _answer(self, number: int, table: dict[str, Any], length: timedelta) -> Reported | None:
        path = ("answer", number)
        values = self._values(path, table, _ANSWER)
        if "at" not in table:
            self._note(path, say("{setting} is missing", setting="at"))
        elif values.get("at", timedelta()) > length:
            self._note((*path, "at"), say("the life is over by then"))
        items = [name for name in ("fatigue", "rested") if name in table]
        if len(items) != 1:
            self._note(path, say("give either fatigue or rested"))
        if "at" not in values or len(items) != 1 or items[0] not in values:
            return None
        fatigue = fatigue_of(items[0], values[items[0]])
        return None if fatigue is None else Reported(values["at"], fatigue)

    def _segments(self) -> tuple[Segment, ...]:
        tables = self._tables.get("segment", [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            self._note(
                ("segment",), say("write each segment below a line {line}, in double brackets", line="[[segment]]")
            )
            return ()
        if not tables:
            self._note((), say("there is no segment; write at least one: {example}", example=_EXAMPLE))
        segments = [self._segment(number, table) for number, table in enumerate(tables)]
        known = tuple(segment for segment in segments if segment is not None)
        if (switches := sum(map(switches_in, known))) > MOST_SWITCHES:
            self._note(
                ("segment",),
                say("that makes {count} switches; at most {most} are simulated", count=switches, most=MOST_SWITCHES),
            )
        return known

    def _segment(self, number: int, table: dict[str, Any]) -> Segment | None:
        values = self._values(("segment", number), table, _SEGMENT)
        for key in ("for", "regime"):
            if key not in table:
                self._note(("segment", number), say("{setting} is missing", setting=key))
        if "for" not in values or "regime" not in values:
            return None
        return Segment(values.pop("for"), Regime(values.pop("regime")), **values)

    def _table(self, name: str) -> dict[str, Any]:
        table = self._tables.get(name, {})
        if isinstance(table, dict):
            return dict(table)
        self._note((name,), say("{value} is not a section such as [{section}]", value=shown(table), section=name))
        return {}

    def _values(self, path: Path, table: dict[str, Any], kinds: _Kinds) -> dict[str, Any]:
        values = {}
        for key, raw in table.items():
            if key not in kinds:
                self._note((*path, key), _no_key(key, kinds if len(self._problems) < _MOST_TOLD else ()))
                continue
            try:
                values[key] = kinds[key].read(raw)
            except Unfit as unfit:
                for fault in unfit.faults:
                    self._note((*path, key), fault.text)
        return values

    def _note(self, path: Path, text: str) -> None:
        self._problems.append((path, text))

    def _told(self) -> tuple[Problem, ...]:
        lines = _lines(layout(self._text))
        problems = [
            Problem(self._file, lines.get(path) or lines.get(path[:2]) or lines.get(path[:1]), _dotted(path), text)
            for path, text in self._problems
        ]
        problems.sort(key=lambda problem: problem.line or 0)
        if (more := len(problems) - _MOST_TOLD) > 0:
            problems[_MOST_TOLD:] = [
                Problem(self._file, None, "", say_many("and {count} more problem", "and {count} more problems", more))
            ]
        return tuple(problems)


def _no_table(name: str) -> str:
    if near := nearest(name, _TABLES):
        return say('there is no such section; did you mean "{near}"?', near=near)
    return say("there is no such section")


def _no_key(key: str, known: Iterable[str]) -> str:
    if near := nearest(key, known):
        return say('there is no {key} here; did you mean "{near}"?', key=shown(key), near=near)
    return say("there is no {key} here", key=shown(key))


def _lines(places: Layout) -> dict[Path, int]:
    """The line of each key."""
    lines: dict[Path, int] = {}
    belongs: list[Path] = []
    for header in places.headers:
        prefix = header.path[:2] if header.path[0] in ("segment", "answer") else header.path[:1]
        belongs.append(prefix)
        lines.setdefault(prefix, places.line_at(header.start))
        lines.setdefault(prefix[:1], places.line_at(header.start))
    for place in places.places:
        path = place.path
        if place.header is not None:
            path = (*belongs[place.header], *place.path[len(places.headers[place.header].path) :])
        lines.setdefault(path, places.line_at(place.start))
        if path[:2] == ("parameters", "law"):
            lines.setdefault(("parameters", *path[2:]), places.line_at(place.start))
    return lines


def _dotted(path: Path) -> str:
    """Such as ``segment[2].for``; the segments are counted from 1, as people count."""
    told = ""
    for part in path:
        if isinstance(part, int):
            told += f"[{part + 1}]"
        else:
            told += ("." if told else "") + (part if part.replace("_", "").isalnum() else shown(part))
    return told
