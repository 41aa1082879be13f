"""Keeps what became of the hooks, for ``backpressure hooks log``: a file of one JSON object a line."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from tray.errors import StoreError
from tray.lib.language.translation import say
from tray.lib.private_files import APPENDING, content_of, make_or_open
from tray.lib.system_errors import reason
from tray.store.files.durable_files import home_folder, write_whole

KEPT = 100
"""Runs that are kept when the file is shortened."""
OUTPUT_KEPT = 16 * 1024
"""So many bytes of what a hook prints are kept in its log."""
_LARGEST = 1_000_000


class HookLog:
    """What each run of a hook came to and wrote. Open to its owner alone: output may hold anything."""

    def __init__(self, file: str) -> None:
        self._file = file

    def add(self, entry: Mapping[str, Any]) -> None:
        """Add a run. Never raises: that it cannot be written down does not undo what the hook did."""
        with suppress(OSError, StoreError):
            home_folder(os.path.dirname(self._file))
            fd = make_or_open(self._file, APPENDING)
            try:
                size = os.fstat(fd).st_size
                os.write(fd, (json.dumps(entry) + "\n").encode())
            finally:
                os.close(fd)
            if size > _LARGEST:
                lines = self._lines()[-KEPT:]
                write_whole(self._file, b"".join(lines))

    def runs(self) -> list[dict[str, Any]]:
        """The runs on record, the latest last; what a power cut left of a line is passed over. Raises StoreError."""
        try:
            lines = self._lines()
        except FileNotFoundError:
            return []
        except OSError as error:
            raise StoreError(say("{file} can't be read: {reason}.", file=self._file, reason=reason(error))) from error
        runs = []
        for line in lines:
            with suppress(ValueError):
                found = json.loads(line)
                if isinstance(found, dict):
                    runs.append(found)
        return runs

    def forget(self, start: datetime | None, end: datetime | None) -> None:
        """Remove the runs that were over from ``start`` up to ``end``, and what cannot be read. Raises StoreError."""
        try:
            lines = self._lines()
        except FileNotFoundError:
            return
        except OSError as error:
            raise StoreError(say("{file} can't be read: {reason}.", file=self._file, reason=reason(error))) from error
        kept = [line for line in lines if _outside(line, start, end)]
        if kept != lines:
            write_whole(self._file, b"".join(kept))

    def _lines(self) -> list[bytes]:
        return content_of(self._file).splitlines(keepends=True)


def _outside(line: bytes, start: datetime | None, end: datetime | None) -> bool:
    try:
        at = datetime.fromisoformat(json.loads(line)["at"])
        return (start is not None and at < start) or (end is not None and at >= end)
    except (ValueError, TypeError, KeyError):
        return False
