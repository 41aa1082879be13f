"""How wide a text is in a terminal, and how it is made to fit a column."""

from unicodedata import category, east_asian_width

from tray.lib.text import cut_at


def width(text: str) -> int:
    """Columns that ``text`` takes; wide characters take two."""
    return sum(map(_width, text))


def fit(text: str, columns: int) -> str:
    """``text`` in exactly so many columns: filled with spaces, or cut with an ellipsis."""
    fitting = cut(text, columns)
    return fitting + " " * (columns - width(fitting))


def cut(text: str, columns: int) -> str:
    """``text`` in at most so many columns; an ellipsis stands for what is left out."""
    if width(text) <= columns:
        return text
    taken, room = 0, columns - 1
    for letter in text:
        if (room := room - _width(letter)) < 0:
            break
        taken += 1
    return f"{text[: cut_at(text, taken)].rstrip()}…"


def _width(letter: str) -> int:
    if category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(letter) in "WF" else 1
