"""What does the place take where something is printed: colours, and how many columns?"""

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TextIO

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


def print_json(values: "Any", out: "TextIO") -> None:
    """On one line, as scripts like it; what would act on a terminal is written as JSON's own ``\\u…``."""
    import json

    text = json.dumps(values, ensure_ascii=False, allow_nan=False)
    print(text if text.isprintable() else "".join(map(_harmless, text)), file=out)


def _harmless(letter: str) -> str:
    if letter.isprintable():
        return letter
    units = letter.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
