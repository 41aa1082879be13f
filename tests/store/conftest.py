"""Where the stories about the store take place."""

from pathlib import Path

import pytest


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The place of a history that is not there yet."""
    return tmp_path / "data" / "history.sqlite3"
