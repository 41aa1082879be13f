"""Shows the program in a terminal, where there is no tray: one line, redrawn in place."""

from typing import TextIO

from tray.lib.text import one_line
from tray.view.terminal.text_gauge import gauge_line
from tray.view.tray.face import Face
from tray.view.words import names_and_numbers


class TerminalLine:
    """Gauge, number, time since the last rest, what comes next."""

    def __init__(self, out: TextIO, *, colour: bool) -> None:
        self._out = out
        self._colour = colour

    def show(self, face: Face) -> None:
        """Redraw the line."""
        level = face.gauge.level.value
        words = " · ".join(part for part in (names_and_numbers.level(level), *face.now, face.next) if part)
        from shutil import get_terminal_size  # brings all its compressors along, which nobody needs without a terminal

        width = get_terminal_size().columns
        gauge = gauge_line(float(face.percent), level, width=10, colour=self._colour)
        room = max(0, width - len(gauge_line(float(face.percent), level, width=10, colour=False)) - 3)
        self._out.write(f"\r\x1b[K{gauge}  {one_line(words)[:room]}")
        self._out.flush()

    def close(self) -> None:
        """Leave the line as it is and go on below it."""
        self._out.write("\n")
        self._out.flush()
