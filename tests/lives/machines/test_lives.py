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
