"""What went wrong, for whoever reports it? A small file that can never grow large, and holds no text a person wrote."""

# ruff: noqa: PTH

import os
from collections.abc import Callable
from datetime import datetime, timedelta

from tray.errors import StoreError

LARGEST = 1_000_000
"""Bytes, after which a new file is begun; three are kept."""
_KEPT = 2
_AGAIN = timedelta(minutes=1)
_REMEMBERED = 64
_LONGEST = 2_000


class Log:
    """Lines with their time; the same line at most once a minute, so that no fault can fill a disk."""

    def __init__(self, path: str, now: Callable[[], datetime]) -> None:
        """``now`` is the wall clock. Raises StoreError when the file cannot be written."""
        self._path = path
        self._now = now
        self._written: dict[str, datetime] = {}
        try:
            self._append("")
        except OSError as error:
            raise StoreError(f"The log {path} cannot be written: {error.strerror}.") from error

    def write(self, text: str) -> None:
        """Write a line; a full disk is not worth another fault."""
        line = " ".join(text.split())[:_LONGEST]
        now = self._now()
        last = self._written.get(line)
        if last is not None and timedelta(0) <= now - last < _AGAIN:
            return
        if len(self._written) >= _REMEMBERED:
            self._written.clear()
        self._written[line] = now
        try:
            self._append(f"{now.isoformat(timespec='seconds')} {line}\n")
        except OSError:
            # What could not be logged is still shown by `status`, and there is nowhere else to say it.
            return

    def _append(self, line: str) -> None:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
        descriptor = os.open(self._path, flags, 0o600)
        try:
            os.write(descriptor, line.encode("utf-8", "backslashreplace"))
            full = os.fstat(descriptor).st_size >= LARGEST
        finally:
            os.close(descriptor)
        if full:
            self._begin_anew()

    def _begin_anew(self) -> None:
        for number in range(_KEPT, 0, -1):
            older = f"{self._path}.{number - 1}" if number > 1 else self._path
            if os.path.exists(older):
                os.replace(older, f"{self._path}.{number}")
