"""Whether a text is modest enough for the TOML parser.

A thousand nested arrays in 2 KB end the parser by RecursionError (compiled, they can end the process), and one dotted
key of 20,000 parts keeps it busy for 13 s. Nobody writes either into a settings file, so both are refused unparsed.
"""

import re

from tray.lib.frozen import dataclass
from tray.lib.language.translation import say
from tray.settings.bounds_of_file_hooks_and_break_kinds import DEEPEST, LARGEST, LONGEST_KEY
from tray.settings.file.lines import COMMENT, STRING

_LETTERS_A_SIGN = 12
"""A file may have one bracket, brace, comma or equals sign for so many bytes that it might be large: 21,845 of them.

All settings, with the longest lists that they may have, have a quarter of that; more only cost the program time."""

_SIGN = re.compile(rf"{STRING}|{COMMENT}|[\[\]{{}}=,.\n]")


@dataclass(slots=True)
class _Count:
    """What is open at one place of the text."""

    depth: int = 0
    dots: int = 0
    signs: int = 0
    in_value: bool = False

    def take(self, sign: str) -> None:
        if sign == ".":
            self.dots += 1
            return
        if sign[0] in "\"'#":
            return
        self.dots = 0
        self.signs += sign != "\n"
        if sign in "[{":
            self.depth += 1
        elif sign in "]}":
            self.depth = max(0, self.depth - 1)
        elif sign == "=":
            self.in_value = True
        elif sign == "\n" and not (self.in_value and self.depth):
            # Only a value may go on in the next line; the bracket of a table's name that was not closed ends here.
            self.depth, self.in_value = 0, False


def immodest(text: str, largest: int = LARGEST) -> tuple[int, str] | None:
    """The line at which ``text``, of a file that may have ``largest`` bytes, goes too far and what to say of it; None
    when it may be parsed."""
    count = _Count()
    most = largest // _LETTERS_A_SIGN
    for match in _SIGN.finditer(text):
        count.take(match.group())
        if count.depth > DEEPEST:
            return _line(text, match.start()), say("more than {most} lists or tables are nested here", most=DEEPEST)
        if count.dots >= LONGEST_KEY:
            return _line(text, match.start()), say("a name here has more than {most} parts", most=LONGEST_KEY)
        if count.signs > most:
            return _line(text, match.start()), say("up to here there are far more values than there are settings")
    return None


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1
