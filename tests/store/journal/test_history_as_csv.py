"""The history as a table for spreadsheets."""

import csv
from pathlib import Path

import pytest

from tests.store.journal.every_kind_of_fact import KINDS, recorded
from tests.store.stories import at
from tray.core.messages.facts import (
    CommitmentOpened,
    SessionStarted,
)
from tray.store.journal.history_as_csv import table
from tray.store.journal.records_as_json_lines import lines


def test_a_spreadsheet_gets_a_column_for_each_field_and_no_formula(file: Path) -> None:
    rows = list(csv.DictReader("".join(table(recorded(file, KINDS))).splitlines(keepends=True)))

    assert len(KINDS) == len(rows)
    assert next(iter(rows[0])) == "at"
    (opened_,) = (row for row in rows if row["fact"] == "commitment_opened")
    assert ("'=HYPERLINK(1)", "'@reason", "3") == (opened_["text"], opened_["reason"], opened_["number"])


def test_a_table_acts_on_no_terminal_and_stays_a_row_a_fact(file: Path) -> None:
    text = "\x1b]0;gotcha\x07\x1b[31m\x9b2J\u202e\x85\nsecond\u2028line\x00"
    rows = "".join(table(recorded(file, [SessionStarted(at(0), text), CommitmentOpened(at(1), 1, text, text)])))

    assert 3 == rows.count("\n") == len(rows.splitlines())
    assert set(rows) - {"\r", "\n"} == {letter for letter in rows if letter.isprintable()}


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-1", "@1", "\t=1", "\r=1", " \n =1", "＝1", "＋1", "\u200b=1", '"=1', "'=1"]
)
def test_nothing_that_somebody_wrote_is_a_formula(file: Path, text: str) -> None:
    texts = [SessionStarted(at(0), text), SessionStarted(at(1), f"well;{text}")]

    first, second = csv.DictReader("".join(table(recorded(file, [*texts]))).splitlines())

    assert first["label"].startswith("'")
    assert second["label"].startswith("well;'")


def test_an_empty_record_has_headings_only() -> None:
    assert [] == list(csv.DictReader(table([])))
    assert [] == list(lines([]))
