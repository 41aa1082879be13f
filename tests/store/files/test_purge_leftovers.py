"""What is deleted beside the history."""

from pathlib import Path

import pytest

from tray.errors import StoreError
from tray.store.files.purge_leftovers import remove


def test_what_cannot_be_removed_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=f"{tmp_path} can't be removed"):
        remove(str(tmp_path))
