"""What several machines saw of one person adds up to what one machine would have seen."""

from collections.abc import Sequence

import pytest

from tests.history.machines import Person, Span, bits, one

LIVES: dict[str, tuple[Sequence[Sequence[Span]], float]] = {
    "one after the other": ([[(0, 90)], [(120, 210)]], 215),
    "both at once": ([[(0, 60)], [(30, 120)]], 125),
    "ten minutes here, ten there": (
        [[(k, k + 10) for k in range(0, 180, 20)], [(k, k + 10) for k in range(10, 180, 20)]],
        185,
    ),
    "one is touched now and then": ([[(0, 120)], [(k, k + 0.5) for k in range(1, 119, 2)]], 125),
    "by day, in the evening, and by day again": ([[(0, 480), (1440, 1500)], [(660, 780)]], 1505),
}


@pytest.mark.parametrize("every", [None, 60, 1], ids=["at the end", "each hour", "each minute"])
@pytest.mark.parametrize("life", LIVES)
def test_what_was_lived_at_two_machines_is_what_one_would_have_seen(life: str, every: int | None) -> None:
    input_, until = LIVES[life]
    syncs = [] if every is None else [k + 0.31 for k in range(every, int(until), every)]

    person = Person().live(input_, until, syncs=[*syncs, until])
    truth = one(input_, until)

    for state in person.states:
        assert bits(truth.states[0]) == bits(state)
