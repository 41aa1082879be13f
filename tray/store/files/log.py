"""What went wrong, for somebody who looks for the cause later. Never more than 3 MB, and never what a person wrote.

``logging`` is not used: it would cost the program 1.8 MiB and 15 ms, and knows neither of these limits.
"""

import os
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise

from tray.lib.crashes import wordless
from tray.lib.private_files import APPENDING, make_or_open
from tray.lib.text import acts

LARGEST = 1_000_000
"""Bytes of one file."""
KEPT = 3
"""Files: the one that is written, and older ones with .1 and .2 behind their name."""
_QUIET_SECONDS = 60.0
_LONGEST_LINE = 500
_REMEMBERED = 100
_FLAGS = APPENDING | getattr(os, "O_NONBLOCK", 0)  # a pipe is not waited for


class Log:
    """Writes lines to a file, for its owner only. It never raises: a full disk must not end what it reports on."""

    def __init__(
        self, file: str, *, wall: Callable[[], float] = time.time, elapsed: Callable[[], float] = time.monotonic
    ) -> None:
        """``wall`` and ``elapsed`` give seconds."""
        self._file = file
        self._wall = wall
        self._elapsed = elapsed
        self._said: dict[str, tuple[float, int]] = {}

    def write(self, text: str) -> None:
        """Write one line, which must hold no text that a person wrote. The same line comes once a minute at most."""
        line = _harmless(text)
        held_back = self._held_back(line)
        if held_back is not None:
            again = f" ({held_back} times more since)" if held_back else ""
            self._append(f"{time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(self._wall()))} {line}{again}\n")

    def fault(self, error: BaseException, where: str = "") -> None:
        """Write of an error its kind and where it came from."""
        self.write(" ".join(part for part in (where, wordless(error)) if part))

    def _held_back(self, line: str) -> int | None:
        """How often a line was held back before it may be written now; None when it may not."""
        now_seconds = self._elapsed()
        last_seconds, count = self._said.get(line, (-_QUIET_SECONDS, 0))
        if now_seconds - last_seconds < _QUIET_SECONDS:
            self._said[line] = last_seconds, count + 1
            return None
        if len(self._said) >= _REMEMBERED:
            self._said.clear()
        self._said[line] = now_seconds, 0
        return count

    def _append(self, line: str) -> None:
        with suppress(OSError):  # nowhere is left to say it
            fd = make_or_open(self._file, _FLAGS)
            try:
                size = os.fstat(fd).st_size
                os.write(fd, line.encode("utf-8", "replace"))
            finally:
                os.close(fd)
            if size + len(line) > LARGEST - _LONGEST_LINE * 4:
                self._rotate()

    def _rotate(self) -> None:
        names = [self._file, *(f"{self._file}.{age}" for age in range(1, KEPT))]
        for newer, older in reversed(list(pairwise(names))):
            with suppress(FileNotFoundError):
                os.replace(newer, older)


def _harmless(text: str) -> str:
    """One line without control characters, so that reading a log in a terminal does nothing else."""
    return "".join("·" if acts(letter) else letter for letter in text)[:_LONGEST_LINE]
