"""What do the tests of to-dos kept elsewhere need? Somebody who keeps some."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.desktop.to_dos.counted import Counted


@pytest.fixture
def counted(tmp_path: Path) -> Iterator[Counted]:
    with ExitStack() as closing:
        yield Counted(tmp_path, closing)
