"""Puts values and lines into the text of a settings file, in the way it is written: its indents and line endings."""

import re

from tray.settings.file.lines import COMMENT, STRING, Place


def replaced(text: str, place: Place, value: str) -> str:
    """Another ``value`` at a place; comments that stood within the old one go above it."""
    begin, end = place.value
    comments = [
        match.group() for match in re.finditer(rf"{STRING}|{COMMENT}", text[begin:end]) if match.group()[0] == "#"
    ]
    changed = text[:begin] + value + text[end:]
    line = text.rfind("\n", 0, place.start) + 1
    line += text.startswith("\ufeff", line)  # the mark that some editors put in front of a file stays there
    kept = "".join(_indent(text, line) + comment.rstrip("\r") + line_break(text, begin) for comment in comments)
    return changed[:line] + kept + changed[line:]


def into_inline_table(text: str, table: Place, line: str) -> str:
    """``line``, a key with its value, at the beginning of a table in braces."""
    begin, end = table.value
    if text[begin + 1 : end - 1].strip() == "":
        return f"{text[: begin + 1]} {line} }}{text[end:]}"
    return f"{text[: begin + 1]} {line},{text[begin + 1 :]}"


def line_added(text: str, begin: int, end: int, line: str) -> str:
    """``line``, indented like the one in which the neighbour begins, below the one in which it ends."""
    broken = line_break(text, end)
    line = _indent(text, text.rfind("\n", 0, begin) + 1) + line
    end = text.find("\n", end) + 1
    if end == 0:
        return text + broken + line + broken
    return text[:end] + line + broken + text[end:]


def section_added(text: str, *lines: str) -> str:
    """``lines`` at the end, behind an empty one."""
    broken = line_break(text, len(text))
    content = text.removeprefix("\ufeff")
    gap = "" if not content else broken if content.endswith("\n") else broken * 2
    return text + gap + "".join(line + broken for line in lines)


def line_break(text: str, near: int) -> str:
    """The line break that is in use at an offset: the next one, or else the last one before."""
    end = text.find("\n", near)
    if end < 0:
        end = text.rfind("\n")
    return "\r\n" if end > 0 and text[end - 1] == "\r" else "\n"


def _indent(text: str, start: int) -> str:
    match = re.compile(r"\ufeff?([ \t]*)").match(text, start)
    return match[1] if match else ""
