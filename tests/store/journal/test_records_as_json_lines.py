"""The record comes back exactly as it left."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any, get_args

import pytest

from tests.store.journal.every_kind_of_fact import KINDS, recorded
from tests.store.stories import a_life, at, opened, set_back, switched
from tray.core.messages import facts
from tray.core.messages.facts import (
    Paused,
    Recorded,
)
from tray.errors import UsageError
from tray.store.journal.records_as_json_lines import lines, records

LATER = at(60 * 24 * 30)


def test_every_fact_comes_back_as_it_was(file: Path) -> None:
    record = recorded(file, [*KINDS, *a_life(300, start=1000)])

    assert record == list(records(lines(record), LATER))


def test_a_line_says_the_fact_first_and_its_fields_in_plain_words(file: Path) -> None:
    (record,) = recorded(file, [facts.CheckedIn(at(0), "fatigue", 6)])

    assert next(lines([record])) == (
        f'{{"fact": "checked_in", "at": "2026-11-22T10:15:00+00:00", "device": "{record.device}", "n": 1, "era": 0, '
        '"item": "fatigue", "answer": 6}'
    )


def test_moving_to_another_machine_twice_changes_nothing_the_second_time(file: Path, tmp_path: Path) -> None:
    exported = list(lines(recorded(file, [*KINDS, *a_life(300, start=1000)])))
    elsewhere = opened(tmp_path / "new" / "history.sqlite3")

    assert elsewhere.take(records(exported, LATER)) == len(exported)
    assert elsewhere.take(records(exported, LATER)) == 0
    assert exported == list(lines(elsewhere.facts()))
    assert {1} == {entry.n for entry in elsewhere.append([switched(9999)])}


def test_a_file_of_an_older_program_may_lack_fields_that_have_a_default() -> None:
    (record,) = records(['{"fact":"paused","at":"2026-11-22T11:15:00+01:00","device":"a","n":1,"era":0}'], LATER)

    assert record == Recorded("a", 1, 0, Paused(at(0), None))


def test_a_purged_record_comes_back_from_its_export(file: Path) -> None:
    exported = list(lines(recorded(file, a_life(200))))
    journal = opened(file)
    journal.purge()

    journal.take(records(exported, LATER))

    assert exported == list(lines(journal.facts()))
    assert [201] == [entry.n for entry in journal.append([switched(9999)])]


def test_what_it_says_of_a_fact_is_no_field_of_any_fact() -> None:
    fields = {field for kind in get_args(facts.Fact) for field in kind.__slots__}

    assert set() == {"fact", "device", "n", "era"} & fields


GOOD: dict[str, Any] = {"fact": "switched", "at": "2026-11-22T10:15:00+00:00", "device": "abc", "n": 1, "era": 0}


WRONG: dict[str, Any] = {
    "no JSON": "switched",
    "cut off": json.dumps(GOOD)[:-3],
    "no object": "[1]",
    "nested": "[" * 100_000,
    "an unknown kind": {**GOOD, "fact": "hacked"},
    "no kind": {"at": GOOD["at"], "device": "abc", "n": 1, "era": 0},
    "no time": {"fact": "switched", "device": "abc", "n": 1, "era": 0},
    "a time without offset": {**GOOD, "at": "2026-11-22T10:15:00"},
    "a time that is none": {**GOOD, "at": 5},
    "a number below one": {**GOOD, "n": 0},
    "a number that is true": {**GOOD, "n": True},
    "a number that is too large": {**GOOD, "n": 1 << 70},
    "an era below nought": {**GOOD, "era": -1},
    "a device that is a path": {**GOOD, "device": "../x"},
    "an unknown field": {**GOOD, "title": "x"},
    "a length that is too large": {**GOOD, "fact": "break_began", "kind": "walk", "length": 1e300},
    "infinity": json.dumps({**GOOD, "fact": "incident_recorded", "pressure": 0.5}).replace("0.5", "1e999"),
    "a table without numbers": {**GOOD, "fact": "parameters_set", "values": {"fill": "x"}},
    "a year before all machines": {**GOOD, "at": "0001-01-01T00:00:00+00:00"},
    "the last microsecond of all years": {**GOOD, "at": "9999-12-31T23:59:59.999999+00:00"},
    "a holiday without end": {**GOOD, "fact": "holiday_began", "first": "2026-11-22", "last": "9999-12-31"},
    "a number beyond all": {**GOOD, "fact": "incident_recorded", "pressure": 1e308},
    "a law of another world": {**GOOD, "fact": "parameters_set", "values": {"allocation": -1e9}},
    "half a surrogate": {**GOOD, "fact": "commitment_opened", "number": 1, "text": "\ud800", "reason": None},
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_a_line_that_is_wrong_is_named_and_nothing_is_taken_in(file: Path, wrong: Any) -> None:
    journal = opened(file)
    line = wrong if isinstance(wrong, str) else json.dumps(wrong)

    with pytest.raises(UsageError, match="Line 3 isn't a recorded fact"):
        journal.take(records([json.dumps(GOOD), "", line], LATER))

    assert [] == list(journal.facts())


@pytest.mark.parametrize("ahead", [timedelta(hours=2), timedelta(days=1000)])
def test_what_is_yet_to_come_is_refused_with_its_line(file: Path, ahead: timedelta) -> None:
    journal = opened(file)
    now = at(0)
    future = json.dumps({**GOOD, "n": 2, "at": (now + ahead).isoformat()})

    with pytest.raises(UsageError, match=r"Line 2 is dated .* in the future"):
        journal.take(records([json.dumps(GOOD), future], now))

    assert [] == list(journal.facts())


def test_what_was_recorded_before_the_clock_was_set_back_is_not_yet_to_come() -> None:
    ahead = [Recorded("one", 1, 0, switched(60)), Recorded("one", 2, 1, set_back(0))]

    assert 2 == len(list(records(lines(ahead), at(0))))
