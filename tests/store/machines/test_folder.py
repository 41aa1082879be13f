"""What lies in the shared folder, and is nothing of ours."""

import os
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from tray.errors import StoreError
from tray.store.machines.folder import opened
from tray.store.machines.folder_that_hangs import within

DEVICE, NAME = "0123456789ab", "000000001.jsonl"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files there")
def test_what_is_no_file_is_neither_read_nor_written(tmp_path: Path) -> None:
    (tmp_path / DEVICE).mkdir()
    os.mkfifo(tmp_path / DEVICE / NAME)
    with opened(str(tmp_path)) as folder, folder.part(DEVICE) as part:
        assert part is not None
        assert part.read(NAME, 100) is None
        reading = os.open(tmp_path / DEVICE / NAME, os.O_RDONLY | os.O_NONBLOCK)
        try:
            with pytest.raises(StoreError, match=r"isn't a file of yours\. Move it away"):
                part.append(NAME, b"a fact")
        finally:
            os.close(reading)


def test_a_folder_that_hangs_keeps_nobody_waiting() -> None:
    hangs = threading.Event()
    try:
        with pytest.raises(StoreError, match="it hangs"):
            within(hangs.wait, "it hangs", timedelta(0))
    finally:
        hangs.set()
