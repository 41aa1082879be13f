"""Prints as the place takes it: with colours or without, in so many columns, with no letter that acts on a terminal."""

import os
import sys

from tray.lib.called_as import called_as, named_as_called
from tray.lib.language.translation import say
from tray.lib.text import harmless, with_a_face

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TextIO

NAME = "backpressure"
WIDE = 120
"""Columns, where there is no terminal that has its own width."""
_NARROWEST = 20


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


class Harmless:
    """An output to which nothing can be said that acts on a terminal; for the rest it is what it stands before."""

    def __init__(self, out: "TextIO") -> None:
        self._out = out

    def write(self, text: str) -> int:
        """Write ``text``, neutralised."""
        return self._out.write(harmless(text))

    def write_coloured(self, text: str) -> int:
        """The same for a text with colours of our own, whose other parts were cleaned where it was put together."""
        return self._out.write(harmless(text, colours=True))

    def __getattr__(self, name: str) -> "Any":
        return getattr(self._out, name)


def shown_in(out: "TextIO") -> "TextIO":
    """Where a verb prints: neutralised into files and pipes, too, which somebody will look at in a terminal."""
    shown: Any = out if out is None else Harmless(out)
    place: TextIO = shown
    return place


def as_called(text: str) -> str:
    """``text``, whose commands are named as this run was called."""
    return named_as_called(text, NAME, called_as(NAME, "tray"))


def print_text(text: str, out: "TextIO") -> None:
    """Print a text for people, whose hints can be typed as they stand; on a terminal its lines end between words."""
    print(set_for(as_called(text), out), file=out)


def set_for(text: str, out: "TextIO") -> str:
    """``text`` in lines that fit into a terminal; as it is where there is none."""
    if not out.isatty():
        return text
    from tray.lib.text_width import wrapped

    wide = columns(out)
    return "\n".join(wrapped(line, wide, " " * (len(line) - len(line.lstrip()))) for line in text.split("\n"))


def print_coloured(text: str, out: "TextIO") -> None:
    """Print a text with colours of our own, whose other parts were cleaned where it was put together."""
    getattr(out, "write_coloured", out.write)(f"{text}\n")


def complain(problem: Exception | str) -> None:
    """Say what went wrong, where errors go."""
    from tray.errors import NotRunning

    said = str(problem)
    if isinstance(problem, NotRunning):
        said = say("{problem} `backpressure` starts it.", problem=said)
    print(f"{NAME}: {harmless(as_called(said))}", file=sys.stderr)


def print_json(values: "Any", out: "TextIO") -> None:
    """On one line, as scripts like it; what would act on a terminal is written as JSON's own ``\\u…``."""
    from tray.lib.json_text import dumps

    text = dumps(values, ensure_ascii=False)
    print(text if text.isprintable() else "".join(map(_escaped, with_a_face(text))), file=out)


def print_as_asked(values: "Any", text: "str | Callable[[], str]", out: "TextIO", *, json: bool) -> None:
    """Print the values to a script, or the same in words to a person: a text, or what makes it."""
    if json:
        print_json(values, out)
    else:
        print_text(text if isinstance(text, str) else text(), out)


def print_path(path: "str | os.PathLike[str]", out: "TextIO") -> None:
    """Print the path of a file, to a program as the very bytes that it is, whether they are text or not."""
    buffer = None if out.isatty() or sys.platform == "win32" else getattr(out, "buffer", None)
    if buffer is None:
        print(path, file=out)
        return
    out.flush()
    buffer.write(os.fsencode(path) + b"\n")


def _escaped(letter: str) -> str:
    if letter.isprintable():
        return letter
    units = letter.encode("utf-16-be")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
