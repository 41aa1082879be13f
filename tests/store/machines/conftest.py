"""Where the stories about a shared folder take place."""

from pathlib import Path

import pytest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder, in which nobody has a part yet."""
    path = tmp_path / "shared"
    path.mkdir(0o700)
    return path
