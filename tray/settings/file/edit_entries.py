"""Adds, changes and removes one entry of a list of tables such as ``[[kinds]]``, and touches no other text.

The list may be written as ``[[kinds]]`` in double brackets or as ``kinds = [{ … }]``. The text must be one that loads.
"""

import re
from collections.abc import Mapping

from tray.settings.file.lines import COMMENT, STRING, Header, Layout, Place, layout
from tray.settings.file.splice import into_inline_table, line_added, line_break, replaced, section_added

_TO_COMMA = re.compile(rf"(?:[ \t\r\n]|{COMMENT})*,[ \t]*")


def entry_added(text: str, section: str, values: Mapping[str, str]) -> str:
    """``text`` with one more entry at its end; ``values`` are TOML."""
    lines = [f"{key} = {value}" for key, value in values.items()]
    where = layout(text)
    array = where.place_of((section,))
    if array is None:
        return section_added(text, f"[[{section}]]", *lines)
    entry = f"{{ {', '.join(lines)} }}"
    elements = [place for place in where.places if len(place.path) == 2 and place.path[0] == section]
    if elements:
        end = elements[-1].value[1]
        return f"{text[:end]}, {entry}{text[end:]}"
    begin = array.value[0] + 1
    return f"{text[:begin]}{entry}{text[begin:]}"


def entry_changed(text: str, section: str, index: int, key: str, value: str) -> str:
    """``text`` with ``key`` of one entry set to ``value``, which is TOML."""
    where = layout(text)
    if place := where.place_of((section, index, key)):
        return replaced(text, place, value)
    if element := where.place_of((section, index)):
        return into_inline_table(text, element, f"{key} = {value}")
    header = _header(where, section, index)
    last = _places(where, header)[-1:]
    begin, end = (last[0].start, last[0].value[1]) if last else (where.headers[header].start,) * 2
    return line_added(text, begin, end, f"{key} = {value}")


def entry_removed(text: str, section: str, index: int) -> str:
    """``text`` without one entry. Its comments stay, each on a line of its own."""
    where = layout(text)
    if element := where.place_of((section, index)):
        begin, end = element.value
        comma = _TO_COMMA.match(text, end)
        comments = _comments(text[begin : comma.end() if comma else end])
        rest = text[comma.end() if comma else end :]
        broken = line_break(text, begin)
        return text[:begin] + "".join(comment + broken for comment in comments) + rest
    header = _header(where, section, index)
    begin = text.rfind("\n", 0, where.headers[header].start) + 1
    last = _places(where, header)[-1:]
    end = text.find("\n", last[0].value[1] if last else where.headers[header].start) + 1 or len(text)
    # The mark that some editors put in front of a file is part of its first line.
    begin += text.startswith("\ufeff", begin)
    comments = _comments(text[begin:end])
    broken = line_break(text, begin)
    kept = "".join(comment + broken for comment in comments)
    if not kept and (blank := re.search(r"\n(\r?\n)\Z", text[:begin])):
        begin = blank.start(1)
    return text[:begin] + kept + text[end:]


def _header(where: Layout, section: str, index: int) -> int:
    return next(number for number, each in enumerate(where.headers) if _is(each, section, index))


def _is(header: Header, section: str, index: int) -> bool:
    return header.path == (section, index)


def _places(where: Layout, header: int) -> list[Place]:
    return [place for place in where.places if place.header == header and len(place.path) == 3]


def _comments(text: str) -> list[str]:
    found = (match.group() for match in re.finditer(rf"{STRING}|{COMMENT}", text))
    return [each.rstrip("\r") for each in found if each[0] == "#"]
