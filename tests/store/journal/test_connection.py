"""What SQLite says of the history, in words for the person."""

import sqlite3
from pathlib import Path

import pytest

from tray.errors import StoreDamaged, StoreError
from tray.store.journal.connection import _translated


def error(code: int) -> sqlite3.Error:
    made = sqlite3.OperationalError("as SQLite says it")
    made.sqlite_errorcode = code
    return made


def test_what_has_no_words_of_its_own_is_told_as_sqlite_says_it(tmp_path: Path) -> None:
    told = _translated(error(sqlite3.SQLITE_AUTH), str(tmp_path / "history.sqlite3"))

    assert (StoreError, True) == (type(told), str(told).endswith("history.sqlite3: as SQLite says it."))


def test_an_error_of_a_disk_with_room_is_none_of_a_quota(tmp_path: Path) -> None:
    told = _translated(error(sqlite3.SQLITE_IOERR), str(tmp_path / "history.sqlite3"))

    assert StoreError is type(told)
    assert "quota" not in str(told)
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize("code", [sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR])
def test_damage_is_told_apart_from_what_goes_by(code: int, tmp_path: Path) -> None:
    assert StoreDamaged is type(_translated(error(code), str(tmp_path / "history.sqlite3")))
