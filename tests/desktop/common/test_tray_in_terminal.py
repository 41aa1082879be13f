"""The line in a terminal shows the number and what comes next, and nothing in it acts."""

import io
from dataclasses import replace

from tests.desktop.faces import face
from tray.desktop.common.tray_in_terminal import TerminalLine


def test_the_line_shows_gauge_number_and_what_comes_next() -> None:
    out = io.StringIO()
    shown = replace(face(), percent=37, now=("12 min since a rest",), next="Next break 10:50")

    TerminalLine(out, colour=False).show(shown)

    assert out.getvalue().startswith("\r\x1b[K")
    assert "37%  green · 12 min since a rest · Next break 10:50" in out.getvalue()


def test_no_text_in_the_line_acts() -> None:
    out = io.StringIO()
    shown = replace(face(), now=("On a \x1b]0;break\x07: 5 min left",), next="\x1b[2J\nnext")

    TerminalLine(out, colour=False).show(shown)

    assert out.getvalue().removeprefix("\r\x1b[K").isprintable()
