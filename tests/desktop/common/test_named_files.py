"""What keeps a reader of files waiting is told as what it is."""

import threading
import time
from pathlib import Path

from tray.desktop.common.named_files import NamedFiles, Reading


def test_a_file_that_takes_long_to_understand_is_named_and_no_disk_is_blamed(tmp_path: Path) -> None:
    (tmp_path / "large.ics").write_text("x")
    begun, enough = threading.Event(), threading.Event()

    def understand(_: str, __: bytes) -> None:
        begun.set()
        enough.wait(10)

    reading = Reading(NamedFiles(str(tmp_path), lambda _: True, ".ics", 9), understand, 9, 9, each=True)
    reading.start()
    assert begun.wait(10)
    told = reading.told(time.monotonic())
    enough.set()

    assert told["hangs"]
    assert [{"message": "it takes too long to read", "places": {}, "file": "large.ics"}] == told["wrong"]
