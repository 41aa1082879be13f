"""Which lines does the table of ``explain`` have, and which parts does each stand for?"""

from collections.abc import Sequence
from datetime import date

from tray.frozen import dataclass
from tray.view.columns import cut
from tray.view.durations import day
from tray.view.parts import EXTRAS, Values, counted, divided, labelled, span, switches

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
    planned = " (planned)" if part["when"] else ""
    number = f"  {part['number']:>3}  "
    return f"{number}{cut(labelled(part), LABEL - len(number) - len(planned))}{planned}"
