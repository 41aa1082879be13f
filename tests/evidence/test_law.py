"""The report of the evidence can be made; what it says of the law is no matter of pass or fail."""

import pytest

from tests.evidence.law import MODELS, STUDIES, Outcome, Row, as_markdown, main, sums


def test_misses_stand_beside_hits_and_what_is_not_worked_out_counts_as_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([]) == 0
    printed = capsys.readouterr().out

    assert {"agrees", "MISSES"} <= set(printed.split())
    assert list(range(1, 17)) == [each.number for each in STUDIES]
    missing = [each for each in STUDIES if each.outcome is None]
    assert len(missing) == printed.count("not worked out: its data")
    assert all(each.protocol or each.elsewhere for each in STUDIES)
    assert f"Of {len(STUDIES) - len(missing)} worked out" in printed


def test_a_row_of_the_table_says_hit_and_miss() -> None:
    hit, miss = Outcome("1.2", agrees=True), Outcome("9", agrees=False, answered=True)
    found = [Row(STUDIES[0], (miss, hit, hit)), Row(STUDIES[9], ())]

    assert "9 **miss** | 1.2 ✓ | 1.2 ✓ |" in as_markdown(found)
    assert sums(found).startswith("Of 1 worked out, these agree: law 1 0 (1 with the answer model), with labels 1 (1 ")
    assert len(MODELS) == 3
