"""Whoever shares no texts gives none away."""

from dataclasses import fields
from datetime import timedelta
from typing import get_args

import pytest

from tests.store.stories import at
from tray.core.messages import facts as f
from tray.store.machines.segments import without_texts

_KEYS = {"of", "kind", "what", "level", "item", "counts", "source", "name", "load", "signal", "rule"}
"""Texts of facts that are words of the program's own, names of settings, or ids; an agent's name has its own way."""
_NOTHING_WRITTEN = {("Suggested", "reason"), ("Suggested", "clock"), ("Suggested", "quietly")}


@pytest.mark.parametrize(
    "fact",
    [
        f.SessionStarted(at(0), "the secret plan"),
        f.BlockPlanned(at(0), 1, at(5), at(65), "the secret plan", 42.0),
        f.CommitmentOpened(at(0), 1, "the secret plan", "a secret reason"),
        f.Skipped(at(0), "a secret reason"),
    ],
    ids=lambda fact: type(fact).__name__,
)
def test_what_a_person_wrote_is_in_no_fact_that_is_shared_without_texts(fact: f.Fact) -> None:
    assert "secret" in repr(fact)
    assert "secret" not in repr(without_texts(fact))


def test_a_skip_without_a_reason_and_a_time_stay_as_they_are() -> None:
    for fact in (f.Skipped(at(0)), f.BreakExtended(at(1), timedelta(minutes=5))):
        assert fact == without_texts(fact)


def test_each_text_of_each_fact_is_taken_out_or_is_no_text_of_a_person() -> None:
    """Whoever adds a fact with a text finds here that it has to be kept from those who share none."""
    kinds = set(_flat(f.Fact))
    texts = {
        (kind.__name__, field.name)
        for kind in kinds
        for field in fields(kind)
        if field.type in ("str", "str | None", str, str | None) and field.name not in _KEYS
    }
    assert {
        ("SessionStarted", "label"),
        ("BlockPlanned", "label"),
        ("CommitmentOpened", "text"),
        ("CommitmentOpened", "reason"),
        ("Skipped", "reason"),
    } == texts - _NOTHING_WRITTEN


def _flat(union: object) -> list[type]:
    return [each for part in get_args(union) for each in (_flat(part) if get_args(part) else [part])]
