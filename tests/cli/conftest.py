"""Where the stories about the command line take place."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.session import Session


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A session without a desktop, in which nothing runs yet."""
    made = Session(tmp_path)
    yield made
    made.end()


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing runs, and nothing of this machine's person is touched."""
    for name in ("CONFIG", "DATA", "STATE", "CACHE", "RUNTIME"):
        monkeypatch.setenv(f"BACKPRESSURE_{name}", str(tmp_path / name.lower()))
    monkeypatch.delenv("BACKPRESSURE_SETTINGS", raising=False)
    return tmp_path
