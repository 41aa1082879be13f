"""Which parts of an explanation belong together?"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from tray.frozen import dataclass
from tray.view.wording import clean

Values = Mapping[str, Any]
EXTRAS = {
    "pressed": "under pressure",
    "overrun": "past its estimate",
    "outside": "outside working hours",
    "night": "at night",
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
