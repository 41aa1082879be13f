"""A language that nobody speaks: English with accents, longer by two fifths, in brackets that nothing else has.

What is shown without its brackets did not come through the words; what has one of them was cut off.
"""

import re
from math import ceil
from string import Formatter
from typing import Any

from tray.lib.language.formats import Formats
from tray.lib.language.translation import speak

BEGINS, ENDS = "⟦", "⟧"
_ACCENTED = str.maketrans("aceginorsuyACEGINORSUY", "àçéĝïñôŕšûÿÀÇÉĜÏÑÔŔŠÛŸ")
_LONGER, _WORD = 0.4, 6
_CODE = re.compile("(`[^`]*`)")
_LETTERS = re.compile(r"[^\W\d_]{2,}")


def pseudo(message: str) -> str:
    """The message in this language; its places and what is typed stay as they are."""
    parts = list(Formatter().parse(message))
    letters = sum(len(word) for literal, *_ in parts for word in _LETTERS.findall(literal))
    return f"{BEGINS}{''.join(_part(*each) for each in parts)}{_more(ceil(letters * _LONGER))}{ENDS}"


def _more(letters: int) -> str:
    """So many more of them, each as wide as letters are, in words, since a line folds between words."""
    return " ".join("_" * min(_WORD, letters - begun) for begun in range(0, letters, _WORD))


def outside(text: str) -> list[str]:
    """What of a text stands outside all brackets, word by word; the rest of it where one has no end."""
    depth, said = 0, ""
    for letter in text:
        depth += (letter == BEGINS) - (letter == ENDS)
        said += letter if depth == 0 and letter != ENDS else " "
    return _LETTERS.findall(said) + (["(cut off)"] if depth else [])


def lines_outside(text: str) -> dict[str, list[str]]:
    """The lines of a longer text with what of each stands outside; what is in brackets may go on in the next line."""
    found: dict[str, list[str]] = {}
    for paragraph in text.split("\n\n"):
        depth = 0
        for line in paragraph.splitlines():
            words = outside(BEGINS * depth + line + ENDS * max(depth + line.count(BEGINS) - line.count(ENDS), 0))
            depth = max(depth + line.count(BEGINS) - line.count(ENDS), 0)
            if words:
                found[line] = words
        if depth:
            found[paragraph] = ["(cut off)"]
    return found


class Catalogue:
    """Has every message."""

    def gettext(self, message: str, /) -> str:
        """In this language."""
        return pseudo(message)

    def ngettext(self, one: str, many: str, count: int, /) -> str:
        """In this language."""
        return pseudo(one if count == 1 else many)


def put_in_force() -> None:
    """Say everything in it; names of days and months are in brackets as well."""
    english = Formats()
    names = ("weekdays", "full_weekdays", "months", "full_months", "months_alone", "halves_of_a_day")
    own: dict[str, Any] = {name: tuple(f"{BEGINS}{each}{ENDS}" for each in getattr(english, name)) for name in names}
    speak(Catalogue(), Formats(**own), tag="pseudo")


def _part(literal: str, name: str | None, form: str | None, conversion: str | None) -> str:
    parts = _CODE.split(literal.replace("{", "{{").replace("}", "}}"))
    said = "".join(each if each.startswith("`") else each.translate(_ACCENTED) for each in parts)
    if name is None:
        return said
    return f"{said}{{{name}{f'!{conversion}' if conversion else ''}{f':{form}' if form else ''}}}"
