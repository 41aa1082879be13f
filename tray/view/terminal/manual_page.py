"""Sets a page of the manual, which is Markdown, as text that reads well in a terminal of any width.

The manual keeps to a few forms: headings, paragraphs, lists, tables, blocks of code; and within a line links, code and
emphasis. Pictures and comments are left out.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from tray.lib.frozen import dataclass
from tray.lib.text_width import fit, width

WIDEST = 100
"""Columns of a page, at most: longer lines are hard to read."""
LEAST_COLUMN = 24
"""A table whose last column would be narrower is set as a list: the rows of the settings, on 80 columns."""
_MANY = 5
"""Columns; a table of more has short cells alone, such as that of what works on which desktop."""
_GAP = 2
_INDENT = 2
_LEFT_OUT = re.compile(r"<!--.*?-->|!\[[^\]]*\]\([^)]*\)", re.DOTALL)
_LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
_EMPHASIS = re.compile(r"(`[^`]+`)|\*\*([^*]+)\*\*|(?<![\w*])\*([^*\s][^*]*)\*(?![\w*])")
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    mark: str
    """What stands before it: a dash, or its number with a full stop."""
    text: str


@dataclass(frozen=True, slots=True)
class Code:
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Item | Code | Table


def about(page: str) -> str:
    """The first sentence of a page: what it is about."""
    first = next(block.text for block in blocks(page) if isinstance(block, Paragraph))
    return " ".join(plain(first).split())


def blocks(page: str) -> Iterator[Block]:
    """The parts of a page in their order."""
    lines = _LEFT_OUT.sub("", page).split("\n")
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.startswith("```"):
            end = next((n for n in range(at + 1, len(lines)) if lines[n].startswith("```")), len(lines))
            yield Code(tuple(lines[at + 1 : end]))
            at = end + 1
        elif line.startswith("|"):
            end = _end(lines, at, lambda each: each.startswith("|"))
            head, _, *rows = map(_cells, lines[at:end])
            yield Table(head, tuple(rows))
            at = end
        elif heading := re.match(r"(#+) (.*)", line):
            yield Heading(len(heading[1]), heading[2])
            at += 1
        elif item := re.match(r"(-|\d+\.) (.*)", line):
            end = _end(lines, at + 1, lambda each: each.startswith("  "))
            yield Item(item[1], " ".join((item[2], *(each.strip() for each in lines[at + 1 : end]))))
            at = end
        elif line.strip():
            end = _end(lines, at, lambda each: bool(each.strip()) and not re.match(r"(#|```|\||- |\d+\. )", each))
            yield Paragraph(" ".join(each.strip() for each in lines[at : max(end, at + 1)]))
            at = max(end, at + 1)
        else:
            at += 1


def text(page: str, columns: int, *, bold: bool = False) -> str:
    """A page for a terminal with so many columns; with ``bold``, headings and code stand out."""
    parts: list[str] = []
    before: Block | None = None
    for block in blocks(page):
        if isinstance(block, Item) and isinstance(before, Item):
            parts[-1] += f"\n{_set(block, columns, bold)}"
        else:
            parts.append(_set(block, columns, bold))
        before = block
    return "\n\n".join(parts)


def table(block: Table, columns: int, *, bold: bool = False) -> str:
    """A table in columns, or as a list where it is too wide for that."""
    head = [_styled(cell, False) for cell in block.head]
    rows = [[_styled(cell, bold) for cell in row] for row in block.rows]
    wide = [max(_width(row[n]) for row in (head, *rows)) for n in range(len(head))]
    room = columns - _INDENT - _GAP * (len(head) - 1) - sum(wide[:-1])
    if room < min(LEAST_COLUMN, wide[-1]):
        return "\n".join(_as_list(head, rows, columns, bold))
    wide[-1] = min(room, wide[-1])
    shown = [*([[_strong(cell, bold) for cell in head]] if any(head) else []), *rows]
    return "\n".join(line for row in shown for line in _row(row, wide))


def named(head: Sequence[str], row: Sequence[str]) -> list[str]:
    """The cells of a row but the first, each after the name of its column where that says something."""
    if len(head) <= 2:
        return list(row[1:])
    cells = [f"{name}: {cell}" if name else cell for name, cell in zip(head[1:], row[1:], strict=True)]
    if head[-1].startswith("what it"):  # it speaks for itself
        cells[-1] = row[-1]
    return cells


def plain(line: str) -> str:
    """A line without the signs of Markdown; what stands in code keeps its backticks."""
    return _EMPHASIS.sub(lambda found: found[1] or found[2] or found[3], _linked(line))


def _set(block: Block, columns: int, bold: bool) -> str:
    match block:
        case Heading(level, words):
            shown = plain(words).replace("`", "")
            return _strong(shown.upper() if level == 1 else shown, bold)
        case Paragraph(words):
            return _wrapped(_styled(words, bold), columns)
        case Item(mark, words):
            under = " " * (len(mark) + 1)
            return _wrapped(f"{mark} {_styled(words, bold)}", columns, under)
        case Code(lines):
            return "\n".join(f"{'':{_INDENT}}{line}".rstrip() for line in lines)
        case Table():
            return table(block, columns, bold=bold)


def _row(row: Sequence[str], wide: Sequence[int]) -> Iterator[str]:
    """A row; only the last column may take several lines."""
    first = "".join(f"{_fitted(cell, size)}{'':{_GAP}}" for cell, size in zip(row[:-1], wide[:-1], strict=True))
    left = _INDENT + sum(wide[:-1]) + _GAP * (len(wide) - 1)
    lines = _wrapped(row[-1], wide[-1]).split("\n")
    yield f"{'':{_INDENT}}{first}{lines[0]}".rstrip()
    for line in lines[1:]:
        yield f"{'':{left}}{line}"


def _as_list(head: Sequence[str], rows: Iterable[Sequence[str]], columns: int, bold: bool) -> Iterator[str]:
    """A wide table: each row under its first cell, the short cells on one line."""
    under = " " * (_INDENT * 2)
    for row in rows:
        yield _wrapped(f"{'':{_INDENT}}{_strong(row[0], bold)}", columns, " " * _INDENT)
        *short, last = named(head, row)
        if len(head) > _MANY:
            short, last = [], "; ".join((*short, last))
        if short:
            yield _wrapped(under + "; ".join(short), columns, under)
        yield _wrapped(under + last, columns, under)


def _wrapped(words: str, columns: int, under: str = "") -> str:
    """``words`` in lines of at most so many columns; those after the first begin with ``under``."""
    first = words[: len(words) - len(words.lstrip())]
    lines: list[str] = []
    line = ""
    for word in words.split():
        longer = f"{line} {word}" if line else f"{first if not lines else under}{word}"
        if line and _width(longer) > columns:
            lines.append(line)
            longer = f"{under}{word}"
        line = longer
    return "\n".join((*lines, line))


def _styled(line: str, bold: bool) -> str:
    """A line for a terminal: code and strong words are bold where it has that, else code keeps its backticks."""
    if not bold:
        return plain(line)
    return _EMPHASIS.sub(_shown_bold, _linked(line))


def _shown_bold(found: re.Match[str]) -> str:
    if found[1]:
        return _strong(found[1].strip("`"), True)
    return _strong(found[2], True) if found[2] else found[3]


def _strong(words: str, bold: bool) -> str:
    # Each word for itself, so that a line can end anywhere.
    return " ".join(f"{_BOLD}{word}{_PLAIN}" for word in words.split()) if bold else words


def _linked(line: str) -> str:
    """Links as their words; of those that lead out of the manual the address stands beside."""
    return _LINK.sub(
        lambda found: f"{found[1]} ({found[2]})" if found[2].startswith("http") else found[1],
        line.replace("&nbsp;", " "),
    )


def _fitted(cell: str, size: int) -> str:
    return cell + fit("", size - _width(cell))


def _width(words: str) -> int:
    return width(_COLOURS.sub("", words))


def _cells(line: str) -> tuple[str, ...]:
    cells = re.split(r"(?<!\\)\|", line.strip().strip("|"))
    return tuple(cell.strip().replace("\\|", "|") for cell in cells)


def _end(lines: Sequence[str], at: int, goes_on: Callable[[str], bool]) -> int:
    return next((n for n in range(at, len(lines)) if not goes_on(lines[n])), len(lines))
