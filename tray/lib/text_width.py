"""How wide a text is in a terminal, and how it is made to fit a column."""

from unicodedata import category, east_asian_width

from tray.lib.text import cut_at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def width(text: str) -> int:
    """Columns that ``text`` takes; wide characters take two."""
    return len(text) if text.isascii() else sum(map(_width, text))


def fit(text: str, columns: int) -> str:
    """``text`` in exactly so many columns: filled with spaces, or cut with an ellipsis."""
    fitting = cut(text, columns)
    return fitting + " " * (columns - width(fitting))


def to_the_right(text: str, columns: int) -> str:
    """``text`` at the right end of so many columns, or longer than they are; numbers stand so below one another."""
    return " " * (columns - width(text)) + text


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


def wrapped(text: str, columns: int, under: str = "") -> str:
    """``text`` in lines of at most so many columns, broken between words; those after the first begin with ``under``.

    A word that is too long by itself, such as a path, stays whole so that it can be copied. In scripts that are written
    without spaces, a line may end behind every wide character.
    """
    begun = text.lstrip(" ")
    lines, line, gap = [], " " * (len(text) - len(begun)), ""
    for word, space in _words(begun):
        longer = f"{line}{gap}{word}"
        if line.strip() and width(longer) > columns:
            lines.append(line.rstrip())
            longer = f"{under}{word}"
        line, gap = longer, space
    return "\n".join((*lines, line))


def _words(text: str) -> "Iterator[tuple[str, str]]":
    """What stays together, each with what stands before the next one."""
    for word in text.split(" "):
        if word.isascii():
            yield word, " "
            continue
        begun = ""
        for letter in word:
            # What closes stays with what it closes.
            if begun and _width(begun[-1]) == 2 and letter not in _NOT_FIRST:
                yield begun, ""
                begun = ""
            begun += letter
        yield begun, " "


_NOT_FIRST = "、。，．：；！？）」』】〉》”’…ー%)]:;,.!?"
"""Characters that no line begins with."""


def _width(letter: str) -> int:
    if category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(letter) in "WF" else 1
