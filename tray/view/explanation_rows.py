"""Which lines does the table of ``explain`` have, and which parts does each stand for?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tray.view.columns import cut
from tray.view.durations import day
from tray.view.wording import clean

Values = Mapping[str, Any]
LABEL = 37
"""Columns that the name of a line may take."""
_EXTRAS = {
    "pressed": "under pressure",
    "overrun": "past its estimate",
    "outside": "outside working hours",
    "night": "at night",
}


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
    today = values["day"]
    parts: list[Values] = [part for part in values["parts"] if part["kind"] != "commitment"]
    held = [part for part in parts if part["kind"] in ("before", "told")]
    lately = [part for part in parts if part not in held]
    old = [part for part in lately if part["day"] < today]
    new = [part for part in lately if part["day"] >= today]
    promises = [part for part in values["parts"] if part["kind"] == "commitment"]
    return [
        ("Earlier days", [*(_held(part, values) for part in held), *_days(old, date.fromisoformat(today))]),
        ("Today", _stretches(new)),
        ("Commitments", [Row(_promise(part), (part,)) for part in promises]),
    ]


def _held(part: Values, values: Values) -> Row:
    if part["kind"] == "told":
        return Row("  as you told of the weeks before", (part,))
    since = date.fromisoformat(values["since"][:10])
    return Row(f"  before {day(since, date.fromisoformat(values['day']))}", (part,))


def _days(parts: Sequence[Values], today: date) -> list[Row]:
    """One row a day."""
    rows = []
    for each in sorted({part["day"] for part in parts}):
        of_day = tuple(part for part in parts if part["day"] == each)
        count = len({(part["from"], part["label"]) for part in of_day if part["kind"] == "work"})
        what = f"{count} stretch{'es' if count != 1 else ''} of work" if count else "awake for long"
        rows.append(Row(f"  {day(date.fromisoformat(each), today):<12} {what}", of_day))
    return rows


def _stretches(parts: Sequence[Values]) -> list[Row]:
    """A row for each stretch and what made it weigh more, in the order in which they began."""
    rows, last = [], None
    for part in sorted(parts, key=lambda part: (datetime.fromisoformat(part["from"]), part["label"] or "")):
        span = f"{part['from'][11:16]}–{part['to'][11:16]}"
        again = (part["from"], part["label"]) == last
        rows.append(Row(f"  {'' if again else span:<11}  {_cause(part)}", (part,)))
        last = part["from"], part["label"]
    return rows


def _cause(part: Values) -> str:
    label = clean(part["label"] or "")
    match part["kind"]:
        case "work":
            return label or "work"
        case "switches":
            return f"{part['switches']} switch{'es' if part['switches'] != 1 else ''}"
        case "awake":
            return "awake for too long"
        case "answers":
            return f"your answer: {label}"
        case kind:
            return _EXTRAS[kind]


def _promise(part: Values) -> str:
    planned = " (planned)" if part["when"] else ""
    number = f"  {part['number']:>3}  "
    return f"{number}{cut(clean(part['label']), LABEL - len(number) - len(planned))}{planned}"
