"""Where the stories about the control socket take place."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.control.stories import Program


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A runtime folder as the program makes it."""
    made = tmp_path / "runtime"
    made.mkdir(mode=0o700)
    return made


@pytest.fixture
def program(folder: Path) -> Iterator[Program]:
    running = Program(str(folder))
    yield running
    running.close()
