"""Another language than English costs little, and English nothing."""

import sys
from pathlib import Path

import pytest

from tests.bench.languages import MOST_MIB, MOST_MS, cost


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted as Linux does")
@pytest.mark.parametrize(("language", "territory"), [("de", "de_DE"), ("uk", "uk_UA")])
def test_a_language_is_within_its_bounds(language: str, territory: str, tmp_path: Path) -> None:
    found = cost(language, territory, tmp_path)

    assert found.mib <= MOST_MIB
    assert found.ms <= MOST_MS


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted as Linux does")
def test_english_costs_nothing(tmp_path: Path) -> None:
    found = cost("en", "", tmp_path)

    assert found.mib <= 0.02
    assert found.ms <= 0.5
