"""The command that tries the gates finds what it is to try."""

from pathlib import Path

import pytest

from tests.reliability_gates.__main__ import GATES, main

ROOT = Path(__file__).parents[2]


def test_every_gate_has_tests_that_are_there() -> None:
    assert [] == [each for tests in GATES.values() for each in tests if not (ROOT / each).exists()]


@pytest.mark.parametrize("words", [["kil"], ["--seed", "x", "kill"], ["--seed"]], ids=" ".join)
def test_what_is_no_gate_is_refused(words: list[str]) -> None:
    assert 2 == main(words)
