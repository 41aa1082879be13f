"""Simulated lives: whatever happens, no rule is broken. ``python -m tests.lives 10000`` lives more of them."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.lives.machine import START, Action, Machine
from tests.lives.many import Tally, live, lived, trace
from tests.lives.person import life
from tests.lives.settings_files import BAD
from tray.core.messages.facts import Fact

LIVES, PIECES = 150, 15
pytestmark = pytest.mark.timeout(900)
FAR = timedelta(weeks=9)


@pytest.mark.parametrize("piece", range(PIECES))
def test_no_life_breaks_a_rule(piece: int, capsys: pytest.CaptureFixture[str]) -> None:
    tally = Tally()
    for seed in range(piece, LIVES, PIECES):
        tally.add(seed)
    with capsys.disabled():
        print(f"\n{tally}")

    assert [] == tally.broken


@pytest.mark.parametrize("seed", [3, 1001])
def test_the_same_seed_is_the_same_life(seed: int) -> None:
    assert trace(lived(seed)) == trace(lived(seed))


@pytest.mark.parametrize("seed", [2001, 2002, 2003])
def test_weeks_later_and_in_another_zone_a_life_is_the_same(seed: int) -> None:
    actions = list(life(seed, 20, plain=True))
    here = live(Machine(START, "Etc/GMT-1"), actions)
    later = live(Machine(START + FAR, "Etc/GMT-1"), actions)
    west = live(Machine(START + timedelta(hours=9), "Etc/GMT+8"), actions)

    assert facts_of(here) == [moved(each, -FAR) for each in facts_of(later)]
    assert [instants(each) for each in facts_of(here)] == [
        instants(moved(each, -timedelta(hours=9), days=timedelta(0))) for each in facts_of(west)
    ]


@pytest.mark.parametrize("seed", [3000, 3004, 3007])
def test_a_settings_file_with_mistakes_changes_nothing(seed: int) -> None:
    actions = list(life(seed, 20, plain=True))
    assert any(action[0] == "save" and action[1] in BAD for action in actions)

    assert facts_of(live(Machine(), actions)) == facts_of(live(Machine(), without_mistakes(actions)))


def without_mistakes(actions: list[Action]) -> list[Action]:
    """The same life, with what was in force saved again instead of each mistake."""
    text, found = "", []
    for action in actions:
        if action[0] == "save":
            text = text if action[1] in BAD else action[1]
            action = ("save", text)
        found.append(action)
    return found


def facts_of(machine: Machine) -> list[Fact]:
    return [each.fact for each in machine.disk.by_number]


def moved(fact: Fact, by: timedelta, days: timedelta | None = None) -> Fact:
    """The same fact at another time, and of another day."""

    def there(value: object) -> object:
        if isinstance(value, datetime):
            return value + by
        return value + (by if days is None else days) if isinstance(value, date) else value

    anything: Any = fact
    found: Fact = replace(anything, **{each.name: there(getattr(fact, each.name)) for each in fields(fact)})
    return found


def instants(fact: Fact) -> tuple[object, ...]:
    """What a fact is and when it was."""
    return type(fact), fact.at.astimezone(UTC)
