"""Where the stories about the command line take place."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.session import PLACES, Session


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A session without a desktop, in which nothing runs yet."""
    made = Session(tmp_path)
    yield made
    made.end()


def away_from_home(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder, in which all places of the program lie from now on."""
    for name in PLACES:
        monkeypatch.setenv(f"BACKPRESSURE_{name}", str(folder / name.lower()))
    monkeypatch.delenv("BACKPRESSURE_SETTINGS", raising=False)
    return folder


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing runs, and nothing of this machine's person is touched."""
    return away_from_home(tmp_path, monkeypatch)
