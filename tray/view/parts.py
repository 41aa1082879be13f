"""Which parts of an explanation belong together?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

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
    """Those of earlier days, by day."""
    stretches: list[list[Values]]
    """Those of its own day: of one stretch under one label, or of something else that has a beginning and an end."""
    promises: list[Values]


def divided(values: Values) -> Divided:
    """All in the order in which they began."""
    held, old, new, promises = [], [], [], []
    for part in values["parts"]:
        if part["kind"] == "commitment":
            promises.append(part)
        elif part["kind"] in ("before", "told"):
            held.append(part)
        elif part["day"] < values["day"]:
            old.append(part)
        else:
            new.append(part)
    old.sort(key=lambda part: part["day"])
    new.sort(key=_began)
    return Divided(
        held,
        [(day, list(parts)) for day, parts in groupby(old, key=lambda part: part["day"])],
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
