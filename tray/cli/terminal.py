"""Prints as the place takes it: with colours or without, in so many columns, with no letter that acts on a terminal."""

import os
import sys

from tray.lib.called_as import called_as, named_as_called

TYPE_CHECKING = False
if TYPE_CHECKING:
    from re import Match
    from typing import Any, TextIO

NAME = "backpressure"
WIDE = 120
"""Columns, where there is no terminal that has its own width."""
_NARROWEST = 20
_COLOURS = r"\x1b\[[0-9;]*m|."


def colourful(out: "TextIO") -> bool:
    """Whether colours are wanted: on a terminal that has them, and never against NO_COLOR (https://no-color.org)."""
    return out.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def columns(out: "TextIO") -> int:
    """The columns of a terminal, or ``WIDE`` where there is none."""
    if not out.isatty():
        return WIDE
    try:
        found = os.get_terminal_size(out.fileno()).columns
    except (OSError, ValueError):
        # A terminal that does not tell, or an output that only looks like one.
        found = 0
    return max(found, _NARROWEST) if found else 80


def harmless(text: str, *, colours: bool = False) -> str:
    """``text`` without what acts on a terminal, such as what somebody pasted into a label; sequences that only colour
    are left as they are when ``colours`` are our own."""
    if text.isprintable():
        return text
    import re

    return re.sub(_COLOURS if colours else ".", _neutral, text, flags=re.DOTALL)


class Harmless:
    """A terminal to which nothing can be said that acts on it; for the rest it is the one that it stands before."""

    def __init__(self, terminal: "TextIO") -> None:
        self._terminal = terminal

    def write(self, text: str) -> int:
        """Write ``text``, neutralised."""
        return self._terminal.write(harmless(text, colours=True))

    def __getattr__(self, name: str) -> "Any":
        return getattr(self._terminal, name)


def shown_in(out: "TextIO") -> "TextIO":
    """Where a verb prints: as it is into files and pipes, which want every byte; neutralised on a terminal."""
    shown: Any = Harmless(out) if out is not None and out.isatty() else out
    place: TextIO = shown
    return place


def as_called(text: str) -> str:
    """``text``, whose commands are named as this run was called."""
    return named_as_called(text, NAME, called_as(NAME, "tray"))


def say(text: str, out: "TextIO") -> None:
    """Print a text for people, whose hints can be typed as they stand."""
    print(as_called(text), file=out)


def complain(problem: Exception | str) -> None:
    """Say what went wrong, where errors go."""
    from tray.errors import NotRunning

    hint = " `backpressure` starts it." if isinstance(problem, NotRunning) else ""
    print(f"{NAME}: {harmless(as_called(f'{problem}{hint}'))}", file=sys.stderr)


def print_json(values: "Any", out: "TextIO") -> None:
    """On one line, as scripts like it; what would act on a terminal is written as JSON's own ``\\u…``."""
    import json

    text = json.dumps(values, ensure_ascii=False, allow_nan=False)
    print(text if text.isprintable() else "".join(map(_harmless, text)), file=out)


def _neutral(found: "Match[str]") -> str:
    piece = found[0]
    return piece if len(piece) > 1 or piece.isprintable() or piece in "\n\t" else "\ufffd"


def _harmless(letter: str) -> str:
    if letter.isprintable():
        return letter
    units = letter.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
