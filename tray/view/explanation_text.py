"""How does a person read where the number comes from? A table whose every column adds up."""

from collections.abc import Iterable, Sequence
from datetime import date

from tray.view.columns import cut, fit
from tray.view.durations import day
from tray.view.explanation_rows import LABEL, Row, groups
from tray.view.parts import Values, labelled, span
from tray.view.status import gauge_line
from tray.view.tenths import shared, tenth

STRETCH = ("work", "pressed", "overrun", "outside", "night", "switches")
"""The kinds of parts that a stretch of work has."""
POOLS = ("gen0", "gen1", "gen2", "live")
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
    lines += [*_most(values), ""]
    heading = "".join(f"{name:>{wide}}" for name, wide in _COLUMNS)
    lines.append(f"{faint}{'':{LABEL}}{heading}{plain}")
    body, cells = _table(values)
    for title, rows in body:
        lines.append(f"{strong}{title}{plain}")
        lines += rows
    lines.append(f"{strong}{_line('Pressure', '', '', sum(cells), cells[:3])}{plain}")
    lines += ["", *(f"{faint}{line}{plain}" for line in _LEGEND.splitlines())]
    if formula:
        from tray.view.formula_text import formula_text

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
    return [f"Most of it comes from {what}, {on}{span(first)}: {_points(parts):.1f} points."]


def _points(parts: Iterable[Values]) -> float:
    return float(sum(part["points"] for part in parts))


def _table(values: Values) -> tuple[list[tuple[str, list[str]]], list[int]]:
    """The lines under their titles, and what the columns add up to, in tenths."""
    titled = groups(values)
    rows = [row for _, group in titled for row in group]
    cells = shared(tenth(values["pressure"]), [values["pools"][pool] for pool in POOLS])
    columns = [shared(whole, [row.sum(pool) for row in rows]) for whole, pool in zip(cells, POOLS, strict=True)]
    shown = dict(zip(map(id, rows), zip(*columns, strict=True), strict=True))
    body = []
    for title, group in titled:
        lines = [_part_line(row, shown[id(row)]) for row in group if any(shown[id(row)]) or row.promised]
        lines += _gone([row for row in group if not any(shown[id(row)]) and not row.promised])
        if lines:
            body.append((title, lines))
    return body, cells


def _part_line(row: Row, cells: Sequence[int]) -> str:
    left, put = sum(cells), tenth(row.sum("put"))
    if row.promised:
        return _line(row.label, "", "", left, (0, 0, 0))
    # Rounded so that put in − freed = left.
    freed = put - left if put > left or put < 0 else 0
    return _line(row.label, _number(freed + left), _number(freed), left, cells[:3])


def _gone(rows: Sequence[Row]) -> list[str]:
    put = tenth(sum(row.sum("put") for row in rows))
    text = f"  {len(rows)} more, of which nothing is left"
    return [_line(text, _number(put), _number(put), 0, (0, 0, 0))] if put > 0 else []


def _line(label: str, put: str, freed: str, left: int, cells: Iterable[int]) -> str:
    numbers = (put, freed, _number(left), *(_number(cell) if cell else "" for cell in cells))
    return fit(label, LABEL) + "".join(f"{each:>{wide}}" for each, (_, wide) in zip(numbers, _COLUMNS, strict=True))


def _number(tenths: int) -> str:
    return f"{tenths / 10:.1f}"
