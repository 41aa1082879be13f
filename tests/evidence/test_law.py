"""The report of the evidence can be made; what it says of the law is no matter of pass or fail."""

import pytest

from tests.evidence.law import REPORT, Finding, as_markdown, findings, main


def test_every_study_of_the_report_is_worked_out_in_figures() -> None:
    found = findings()

    assert len(REPORT) == len(found)
    assert all(any(sign.isdigit() for sign in each.law_says) for each in found)


def test_misses_stand_beside_hits(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    printed = capsys.readouterr().out

    assert {"agrees", "MISSES"} <= set(printed.split())
    assert as_markdown([Finding("a", "b", "c", agrees=False)]).endswith("| a | b | c | **no** |")
