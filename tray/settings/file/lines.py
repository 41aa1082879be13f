"""Where each key stands in a TOML text.

``layout`` reads a text that the parser accepted a second time, for places only; what the values are is the parser's to
say. Of a text with a mistake it gives the places in front of the mistake.
"""

import re
from bisect import bisect_left
from contextlib import suppress
from dataclasses import field

from tray.lib.frozen import dataclass

# Each star has one way to go on, so nothing is tried twice. Possessive ones would say so themselves, but with them the
# Python 3.11.2 of Debian 12 matches the wrong thing.
STRING = (
    r'"""[^"\\]*(?:(?:\\[\s\S]|"{1,2}(?!"))[^"\\]*)*(?:"{3,5}|\\?\Z)'
    r"|'''[^']*(?:'{1,2}(?!')[^']*)*(?:'{3,5}|\Z)"
    r'|"[^"\\\n]*(?:\\[^\n][^"\\\n]*)*"?'
    r"|'[^'\n]*'?"
)
COMMENT = r"#[^\n]*(?![^\n])"


Path = tuple[str | int, ...]
"""The names from the outermost table inwards, and the number of an element within a list."""

_SPACE = re.compile(r"[ \t]*")
_GAP = re.compile(rf"(?:[ \t\r\n]|{COMMENT})*")
_TEXT = re.compile(STRING)
_BARE = re.compile(r"[A-Za-z0-9_-]+")
# A date and a time of day may have a space between them.
_SCALAR = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[^\s,\]}#]+|[^\s,\]}#=\[{]+")


@dataclass(frozen=True, slots=True)
class Place:
    """A key with its value, or an element of a list."""

    path: Path
    start: int
    """Offset of the key, or of the element."""
    value: tuple[int, int]
    """Offsets at which the value begins and ends."""
    header: int | None
    """Which of the headers it stands below; None above the first."""


@dataclass(frozen=True, slots=True)
class Header:
    """``[table]`` or ``[[table]]`` on a line of its own; the path of the latter ends with its number."""

    path: Path
    start: int


@dataclass(slots=True)
class Layout:
    """All places of a text, in order."""

    text: str
    headers: list[Header] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    unclosed: int | None = None
    """Offset at which a list or table begins that the text does not close."""
    _newlines: list[int] = field(init=False)
    _first: dict[Path, int] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self._newlines = [match.start() for match in re.finditer("\n", self.text)]

    def line_at(self, offset: int) -> int:
        """The line, counted from 1, in which a character stands."""
        return bisect_left(self._newlines, offset) + 1

    def line_of(self, path: Path) -> int | None:
        """The line of a key, element or table; where a table has no line of its own, that of the first thing in it."""
        if self._first is None:
            self._first = {}
            written = [(header.start, header.path) for header in self.headers]
            written += [(place.start, place.path) for place in self.places]
            for start, named in sorted(written, key=lambda thing: thing[0]):
                for length in range(len(named), 0, -1):
                    self._first.setdefault(named[:length], start)
        offset = self._first.get(path)
        return None if offset is None else self.line_at(offset)

    def place_of(self, path: Path) -> Place | None:
        """Where a key stands; None where it is not set."""
        return next((place for place in self.places if place.path == path), None)


def layout(text: str) -> Layout:
    """The places of ``text``. Never raises for a text that ``bounds`` lets through."""
    reader = _Reader(Layout(text))
    # The promise above: the places in front of a mistake are what was asked for.
    with suppress(_MistakeError):
        reader.document()
    if reader.open:
        reader.found.unclosed = reader.open[-1]
    return reader.found


class _MistakeError(Exception):
    """Here the text is not TOML."""


class _Reader:
    """Reads on from ``at``; each method leaves it behind what it read."""

    def __init__(self, found: Layout) -> None:
        self.found = found
        self.text = found.text
        self.open: list[int] = []
        self.tables: dict[Path, int] = {}
        """The number of the last table of each list of tables."""
        self.at = 1 if self.text.startswith("\ufeff") else 0

    def document(self) -> None:
        table: Path = ()
        while self._skip(_GAP) < len(self.text):
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> Path:
        start = self.at
        brackets = 2 if self.text.startswith("[[", start) else 1
        self.at += brackets
        path: Path = self._key()
        self._expect("]" * brackets)
        if brackets == 2:
            number = self.tables[path] = self.tables.get(path, -1) + 1
            path = (*path, number)
        self.found.headers.append(Header(path, start))
        return path

    def _pair(self, table: Path) -> None:
        start = self.at
        path = table + self._key()
        self._expect("=")
        self._skip(_SPACE)
        self._value(path, start)

    def _key(self) -> tuple[str, ...]:
        parts: list[str] = []
        while True:
            self._skip(_SPACE)
            quoted = _TEXT.match(self.text, self.at)
            match = quoted or _BARE.match(self.text, self.at)
            if match is None:
                raise _MistakeError
            self.at = match.end()
            parts.append(_unquoted(match.group()) if quoted else match.group())
            self._skip(_SPACE)
            if not self.text.startswith(".", self.at):
                return tuple(parts)
            self.at += 1

    def _value(self, path: Path, start: int) -> None:
        begin = self.at
        number = len(self.found.places)
        if self.text.startswith("[", begin):
            self._list(path)
        elif self.text.startswith("{", begin):
            self._table(path)
        else:
            match = _TEXT.match(self.text, begin) or _SCALAR.match(self.text, begin)
            if match is None:
                raise _MistakeError
            self.at = match.end()
        header = len(self.found.headers) - 1 if self.found.headers else None
        # In front of what it contains, though it is complete only now.
        self.found.places.insert(number, Place(path, start, (begin, self.at), header))

    def _list(self, path: Path) -> None:
        self._open()
        index = 0
        while not self._closed("]"):
            self._value((*path, index), self.at)
            index += 1
            self._comma("]")

    def _table(self, path: Path) -> None:
        self._open()
        while not self._closed("}"):
            self._pair(path)
            self._comma("}")

    def _comma(self, end: str) -> None:
        self._skip(_GAP)
        if not self.text.startswith(end, self.at):
            self._expect(",")

    def _open(self) -> None:
        self.open.append(self.at)
        self.at += 1

    def _closed(self, end: str) -> bool:
        self._skip(_GAP)
        if not self.text.startswith(end, self.at):
            return False
        self.open.pop()
        self.at += 1
        return True

    def _expect(self, sign: str) -> None:
        if not self.text.startswith(sign, self.at):
            raise _MistakeError
        self.at += len(sign)

    def _skip(self, what: re.Pattern[str]) -> int:
        match = what.match(self.text, self.at)
        assert match is not None  # both patterns match the empty text
        self.at = match.end()
        return self.at


def _unquoted(string: str) -> str:
    if "\\" not in string:
        return string[1:-1]
    import tomli

    try:
        return str(tomli.loads(f"key = {string}")["key"])
    except tomli.TOMLDecodeError as wrong:
        raise _MistakeError from wrong
