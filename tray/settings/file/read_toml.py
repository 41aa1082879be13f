"""The tables that the text of a settings file holds, if it is TOML at all."""

import re
from typing import Any

from tray.errors import Problem, SettingsInvalid
from tray.lib.language.translation import say
from tray.settings.bounds_of_file_hooks_and_break_kinds import LARGEST
from tray.settings.file import syntax
from tray.settings.file.lines import layout
from tray.settings.file.too_much_to_parse import immodest


class NotToml(SettingsInvalid):
    """A text that is no TOML, with the first line in which it isn't."""


_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


def decoded(data: bytes, file: str, largest: int = LARGEST) -> str:
    """The text of a file of at most ``largest`` bytes, a byte-order mark included. Raises SettingsInvalid."""
    if len(data) > largest:
        raise too_large(file, largest)
    if data[:2] in _MARKS:
        raise invalid(file, None, say("the file is saved as {encoding}; save it as UTF-8", encoding=_MARKS[data[:2]]))
    try:
        return data.decode()
    except UnicodeDecodeError as wrong:
        line = data.count(b"\n", 0, wrong.start) + 1
        raise invalid(file, line, _in_another_encoding(data[wrong.start])) from wrong


def _in_another_encoding(byte: int) -> str:
    """What is wrong with a byte: in most files that are not UTF-8 it is a letter of Western Europe."""
    letter, number = bytes([byte]).decode("latin-1"), f"0x{byte:02X}"
    if letter.isalpha():
        return say(
            'byte {byte} is not UTF-8: the file was saved in another encoding, in which that may be "{letter}"; '
            "save it as UTF-8",
            byte=number,
            letter=letter,
        )
    return say("byte {byte} is not UTF-8; save the file as UTF-8", byte=number)


def parsed(text: str, file: str, largest: int = LARGEST) -> dict[str, Any]:
    """The TOML tables of ``text``. Raises SettingsInvalid with one problem, whatever the text is."""
    plain = text.removeprefix("\ufeff")
    if len(plain) > largest:
        raise too_large(file, largest)
    if "\0" in plain:
        line = plain.count("\n", 0, plain.index("\0")) + 1
        raise invalid(file, line, say("there's a zero byte here; the file is damaged, or isn't text"))
    if too_much := immodest(plain, largest):
        raise invalid(file, *too_much)
    return _tables(plain, file)


def too_large(file: str, largest: int = LARGEST) -> SettingsInvalid:
    """The error for a file of more than ``largest`` bytes."""
    text = say("the file is larger than {most} KB, too large to be a settings file", most=largest // 1024)
    return invalid(file, None, text)


def invalid(file: str, line: int | None, text: str) -> SettingsInvalid:
    """An error with one problem of the file as a whole, or of its syntax."""
    return SettingsInvalid((Problem(file, line, "", text),))


def _tables(text: str, file: str) -> dict[str, Any]:
    import tomli  # 10 ms that commands which read no settings need not spend

    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as wrong:
        raise _explained(wrong, text, file) from wrong
    except (RecursionError, MemoryError) as wrong:
        raise invalid(file, None, say("the file is too complicated to read")) from wrong
    except (ValueError, OverflowError) as wrong:
        # What the parser hands to Python's own numbers and dates, and these refuse.
        line = syntax.line_of_long_number(text)
        what = say("a number has far too many digits") if line else say("a date or number here is impossible")
        raise invalid(file, line, what) from wrong


def _explained(wrong: ValueError, text: str, file: str) -> NotToml:
    lines = text.split("\n")
    # Before release 2.1 the parser wrote the place into its message only.
    place = re.search(r"\(at line (\d+), column (\d+)\)$", str(wrong))
    line = int(getattr(wrong, "lineno", None) or (place[1] if place else len(lines)))
    column = int(getattr(wrong, "colno", None) or (place[2] if place else 1))
    message = str(getattr(wrong, "msg", None) or syntax.without_position(str(wrong)))
    began = _where_it_began(text, line) if message.startswith("Unclosed") or message == "Invalid value" else None
    if began is not None and message == "Invalid value":
        message = "Unclosed array"  # the next setting is no value of a list
    told = syntax.explained(message, lines[line - 1].rstrip("\r"), column, began)
    return NotToml((Problem(file, line, "", told),))


def _where_it_began(text: str, line: int) -> int | None:
    """The line in which a list or table begins that is not closed, where that is another one than ``line``."""
    places = layout(text)
    began = line if places.unclosed is None else places.line_at(places.unclosed)
    return began if began < line else None
