"""Where the number comes from, for people: a table whose every column adds up."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from math import floor
from typing import Any

from tray.lib.frozen import dataclass
from tray.lib.text import clean
from tray.lib.text_width import cut, fit
from tray.view.values.status import gauge_line
from tray.view.words.durations import day, length
from tray.view.words.rounding import POOLS, shared, whole

Values = Mapping[str, Any]
EXTRAS = {
    "pressed": "under pressure",
    "overrun": "past its estimate",
    "outside": "outside working hours",
    "night": "at night",
    "short_time_off": "after a short time off",
    "heavy_week": "in a heavy week",
    "awake": "awake for too long",
}
"""What makes a stretch weigh more, in words."""


@dataclass(frozen=True, slots=True)
class Divided:
    """The parts of an explanation, each in one of these."""

    held: list[Values]
    """Held already at its beginning, or told by the person."""
    days: list[tuple[str, list[Values]]]
    """Those of earlier days, by day, but for the answers."""
    answers: list[Values]
    """Answers of earlier days."""
    stretches: list[list[Values]]
    """Those of its own day: of one stretch under one label, or of something else that has a beginning and an end."""
    promises: list[Values]


def divided(values: Values) -> Divided:
    """All in the order in which they began."""
    promises = [part for part in values["parts"] if part["kind"] == "commitment"]
    held = [part for part in values["parts"] if part["kind"] in ("before", "told")]
    dated = [part for part in values["parts"] if part["kind"] not in ("commitment", "before", "told")]
    before = [part for part in dated if part["day"] < values["day"]]
    old = [part for part in before if part["kind"] != "answers"]
    answers = [part for part in before if part["kind"] == "answers"]
    new = [part for part in dated if part["day"] >= values["day"]]
    old.sort(key=lambda part: part["day"])
    new.sort(key=_began)
    return Divided(
        held,
        [(day, list(parts)) for day, parts in groupby(old, key=lambda part: part["day"])],
        answers,
        [list(parts) for _, parts in groupby(new, key=_began)],
        promises,
    )


def counted(parts: Sequence[Values]) -> str:
    """What a day held, in a few words."""
    count = len({_began(part) for part in parts if part["kind"] == "work"})
    return f"{count} stretch{'es' if count != 1 else ''} of work" if count else "awake for too long"


def switches(part: Values) -> str:
    """How many they were."""
    return f"{part['switches']} switch{'es' if part['switches'] != 1 else ''}"


def span(part: Values) -> str:
    """From when to when, on the clock; once when that is the same."""
    since, until = part["from"][11:16], part["to"][11:16]
    return since if since == until else f"{since}–{until}"


def labelled(part: Values) -> str:
    """The label of its session, harmless in a terminal; empty when it has none."""
    return clean(part["label"] or "")


def _began(part: Values) -> tuple[datetime, str]:
    return datetime.fromisoformat(part["from"]), part["label"] or ""


_AN_HOUR = timedelta(hours=1)
LABEL = 37
"""Columns that the name of a line may take."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table, of one part or of several."""

    label: str
    parts: tuple[Values, ...]

    def sum(self, name: str) -> float:
        """What its parts have together."""
        return float(sum(part.get(name, 0.0) for part in self.parts))

    @property
    def promised(self) -> bool:
        """It stands for a commitment."""
        return bool(self.parts[0]["kind"] == "commitment")


def groups(values: Values) -> list[tuple[str, list[Row]]]:
    """The rows under their titles: what is older comes first, promises last."""
    found, today = divided(values), date.fromisoformat(values["day"])
    days = [Row(f"  {day(date.fromisoformat(each), today):<12} {counted(of)}", tuple(of)) for each, of in found.days]
    answers = [Row("  your answers", tuple(found.answers))] if found.answers else []
    return [
        ("Earlier days", [*(_held(part, values) for part in found.held), *days, *answers]),
        ("Today", [row for stretch in found.stretches for row in _stretch(stretch)]),
        ("Commitments", [Row(_promise(part), (part,)) for part in found.promises]),
    ]


def _held(part: Values, values: Values) -> Row:
    if part["kind"] == "told":
        return Row("  as you told of the weeks before", (part,))
    since = date.fromisoformat(values["since"][:10])
    return Row(f"  before {day(since, date.fromisoformat(values['day']))}", (part,))


def _stretch(parts: Sequence[Values]) -> list[Row]:
    """A row for the stretch, and one for each thing that made it weigh more."""
    spans = [span(parts[0]), *[""] * (len(parts) - 1)]
    return [Row(f"  {times:<11}  {_cause(part)}", (part,)) for times, part in zip(spans, parts, strict=True)]


def _cause(part: Values) -> str:
    match part["kind"]:
        case "work":
            return labelled(part) or "work"
        case "switches":
            return switches(part)
        case "answers":
            return f"your answer: {labelled(part)}"
        case kind:
            return EXTRAS[kind]


def _promise(part: Values) -> str:
    planned = " (overdue)" if part["overdue"] else " (planned)" if part["when"] else ""
    number = f"  {part['number']:>3}  "
    return f"{number}{cut(labelled(part), LABEL - len(number) - len(planned))}{planned}"


STRETCH = ("work", "pressed", "overrun", "outside", "night", "short_time_off", "heavy_week", "switches")
"""The kinds of parts that a stretch of work has."""
_COLUMNS = (("put in", 8), ("freed", 7), ("left", 7), ("stretch", 8), ("today", 6), ("weeks", 6))
_LEGEND = """\
put in, freed   points that came in, and those that rest has taken since then
stretch         what minutes of rest take
today           what breaks leave; lunch, the evening and the night take it
weeks           what nights leave; sleep, days off and holidays take it"""


def explanation_text(values: Values, *, colour: bool, formula: bool = False) -> str:
    """A block of at most 80 columns for the values of ``explanation``."""
    strong, faint = ("\x1b[1m", "\x1b[2m") if colour else ("", "")
    plain = "\x1b[0m" if colour else ""
    lines = [f"{gauge_line(values['pressure'], values['level'], colour=colour)}  {values['level']}"]
    lines += [*_most(values), *_labels(values), ""]
    heading = "".join(f"{name:>{wide}}" for name, wide in _COLUMNS)
    lines.append(f"{faint}{'':{LABEL}}{heading}{plain}")
    body, cells = _table(values)
    for title, rows in body:
        lines.append(f"{strong}{title}{plain}")
        lines += rows
    lines.append(f"{strong}{_line('Pressure', '', '', sum(cells), cells[:3])}{plain}")
    lines += ["", *(f"{faint}{line}{plain}" for line in (*_LEGEND.splitlines(), *_band(values["pressure"])))]
    if formula:
        lines += ["", *formula_text(values["formula"])]
    return "\n".join(line.rstrip() for line in lines)


def _most(values: Values) -> list[str]:
    """The stretch that most of the pressure comes from, in a sentence."""
    stretches: dict[tuple[str, str | None], list[Values]] = {}
    for part in values["parts"]:
        if part["kind"] in STRETCH:
            stretches.setdefault((part["from"], part["label"]), []).append(part)
    parts = max(stretches.values(), key=_points, default=[])
    if _points(parts) < 1.0:
        return []
    first, today = parts[0], date.fromisoformat(values["day"])
    on = "" if first["day"] == values["day"] else f"{day(date.fromisoformat(first['day']), today)} "
    what = cut(labelled(first) or "work", 18)
    return [f"Most of it comes from {what}, {on}{span(first)}: {whole(_points(parts))} points."]


def _band(pressure: float) -> list[str]:
    """How good the number is, where that comes to a point or more."""
    low, high = whole(pressure * (1.0 - _GOOD_TO)), whole(pressure * (1.0 + _GOOD_TO))
    text = f"The number is good to about a tenth of itself: the evidence allows {low} to {high}."
    return ["", text] if pressure >= _AT_LEAST else []


_GOOD_TO = 0.10
"""Of 4,030 laws drawn around this one, those that agree with the studies lie so near, four of five."""
_AT_LEAST = 10.0
_TOLD_FROM = 0.02
"""A factor nearer to 1 than this is not worth a line."""


def _labels(values: Values) -> list[str]:
    """What came before this work and makes it fill faster or slower, a line each."""
    told = (each for each in values.get("labels", ()) if abs(each["factor"] - 1.0) >= _TOLD_FROM)
    return [_label(each["name"], timedelta(hours=each["hours"]), 100.0 * (each["factor"] - 1.0)) for each in told]


def _label(name: str, hours: timedelta, more: float) -> str:
    if name == "short_time_off":
        faster = f"work fills {_nearest(more)}% faster today"
        if hours < _AN_HOUR:
            return f"No hour off in the last 16: {faster} (full effect below 9.5 h, none from 11 h)."
        return f"Back after {length(hours)}: {faster} (full effect below 9.5 h, none from 11 h)."
    if more < 0.0:
        return f"A light week: work fills {_nearest(-more)}% slower today."
    return f"{_nearest(hours / _AN_HOUR)} h of work in 7 days: work fills {_nearest(more)}% faster today."


def _points(parts: Iterable[Values]) -> float:
    return float(sum(part["points"] for part in parts))


def _table(values: Values) -> tuple[list[tuple[str, list[str]]], list[int]]:
    """The lines under their titles, and what the columns add up to."""
    titled = groups(values)
    rows = [row for _, group in titled for row in group]
    cells = shared(whole(values["pressure"]), [values["pools"][pool] for pool in POOLS])
    columns = [shared(cell, [row.sum(pool) for row in rows]) for cell, pool in zip(cells, POOLS, strict=True)]
    shown = dict(zip(map(id, rows), zip(*columns, strict=True), strict=True))
    body = []
    for title, group in titled:
        lines = [_part_line(row, shown[id(row)]) for row in group if any(shown[id(row)]) or row.promised]
        lines += _gone([row for row in group if not any(shown[id(row)]) and not row.promised])
        if lines:
            body.append((title, lines))
    return body, cells


def _part_line(row: Row, cells: Sequence[int]) -> str:
    left, put = sum(cells), _nearest(row.sum("put"))
    if row.promised:
        return _line(row.label, "", "", left, (0, 0, 0))
    # Rounded so that put in − freed = left.
    freed = put - left if put > left or put < 0 else 0
    return _line(row.label, str(freed + left), str(freed), left, cells[:3])


def _gone(rows: Sequence[Row]) -> list[str]:
    put = _nearest(sum(row.sum("put") for row in rows))
    text = f"  {len(rows)} more, of which nothing is left"
    return [_line(text, str(put), str(put), 0, (0, 0, 0))] if put > 0 else []


def _line(label: str, put: str, freed: str, left: int, cells: Iterable[int]) -> str:
    numbers = (put, freed, str(left), *(str(cell) if cell else "" for cell in cells))
    return fit(label, LABEL) + "".join(f"{each:>{wide}}" for each, (_, wide) in zip(numbers, _COLUMNS, strict=True))


def _nearest(points: float) -> int:
    """What was put in is no part of what is held, and is not rounded as one."""
    return floor(points + 0.5)


def formula_text(now: Mapping[str, Any]) -> list[str]:
    """The equations, each with what its letters stand for now; every rate is per hour."""
    v = {name: _short(value) for name, value in now.items() if isinstance(value, float | int)}
    total = now["gen0"] + now["gen1"] + now["gen2"] + now["live"]
    return [
        f"The law, in {now['regime'].upper()}; one point is one percent, rates are per hour",
        "gen0 is this stretch, gen1 today, gen2 the last weeks, live the commitments",
        "  pressure = gen0 + gen1 + gen2 + live",
        f"           = {v['gen0']} + {v['gen1']} + {v['gen2']} + {v['live']} = {_short(total)}",
        "  d gen0/dt = g·u·a·(1 − gen0/K0) − (c0 + p0)·gen0",
        f"            = {v['g']}·{v['u']}·{v['a']}·(1 − {v['gen0']}/{v['K0']}) − ({v['c0']} + {v['p0']})·{v['gen0']}"
        f" = {_speed(now['gen0_per_h'])}",
        "  d gen1/dt = p0·gen0 − (c1 + p1)·gen1",
        f"            = {v['p0']}·{v['gen0']} − ({v['c1']} + {v['p1']})·{v['gen1']} = {_speed(now['gen1_per_h'])}",
        "  d gen2/dt = p1·gen1 + b − c2·gen2",
        f"            = {v['p1']}·{v['gen1']} + {v['b']} − {v['c2']}·{v['gen2']} = {_speed(now['gen2_per_h'])}",
        "  live = Lmax·(1 − e^(−n/n0)),  n = unplanned + weight·planned commitments",
        f"       = {v['Lmax']}·(1 − e^(−{v['n']}/{v['n0']})) = {v['live']}",
        "  a switch: gen0 ← K0 − (K0 − gen0)·(1 − g·s/K0)",
        f"            = {v['K0']} − ({v['K0']} − {v['gen0']})·(1 − {v['g']}·{v['s']}/{v['K0']})"
        f" = {_short(now['K0'] - (now['K0'] - now['gen0']) * (1 - now['g'] * now['s'] / now['K0']))}",
    ]


def _short(value: float) -> str:
    """Three digits that tell, or one after the point; what is next to nothing is 0."""
    if value >= 10:
        return f"{value:.1f}".removesuffix(".0")
    return f"{value:.3g}" if value >= 1e-4 else "0"


def _speed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−").replace("−0.00", "0.00")
