"""What does the place take where something is printed: colours, and how many columns?"""

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

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
