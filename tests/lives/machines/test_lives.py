"""Simulated lives at several machines. ``python -m tests.lives.machines 10000`` lives more of them, and longer ones."""

from collections.abc import Callable

import pytest

from tests.lives.machines.many import Tally

LIVES, DAYS = 8, 8


@pytest.mark.timeout(600)
def test_no_life_at_several_machines_breaks_a_rule(counted: Callable[[str], None]) -> None:
    tally = Tally(DAYS)
    for seed in range(LIVES):
        tally.add(seed)
    counted(str(tally))

    assert [] == tally.broken


@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", [43000006, 43000025, 43400003])
def test_no_life_with_whole_disks_put_back_breaks_a_rule_that_once_did(
    seed: int, counted: Callable[[str], None]
) -> None:
    tally = Tally(disks=True)
    tally.add(seed)
    counted(str(tally))

    assert [] == tally.broken
