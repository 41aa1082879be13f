"""Draws lines of text in fonts that have their characters, for the windows we draw ourselves.

Fontconfig says which font has what: the person's own sans first, and another one only for characters which that lacks,
so that Japanese, Arabic and pictures of faces are read as they were written. Within a font Pillow shapes and orders
the letters where it was built with Raqm, as its wheels are.
"""

import subprocess
import unicodedata
from collections.abc import Iterator
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from tray.lib.frozen import dataclass

_USUAL = ("NotoSans-Regular.ttf", "DejaVuSans.ttf", "LiberationSans-Regular.ttf", "FreeSans.ttf", "Ubuntu-R.ttf")
"""What a desktop without fontconfig's command most likely has."""
_BITMAP_SIZES = (109, 136, 128, 160)
"""Sizes in which fonts of coloured pictures come; they have no other, and are shrunk."""
_PATIENCE_SECONDS = 0.5
"""A font cache that must be built first would hold up the menu."""
_PLAIN_BELOW = 0x250
"""Latin letters: every font of a desktop has them."""
_JOINER = "\u200d"
_MOST_FONTS = 6
_SIZE = 13
"""Of the letters in menus and tooltips, in pixels of a screen of 96 dpi."""


@dataclass(frozen=True, slots=True)
class _Font:
    """A font as it is drawn with, and which characters it has."""

    face: Any
    has: tuple[range, ...]
    shrunk: float = 1.0
    """How much smaller than its only size it is drawn."""

    def covers(self, text: str) -> bool:
        return all(_is_invisible(each) or any(ord(each) in part for part in self.has) for each in text)


_EVERYTHING = (range(0x110000),)


class Text:
    """Measures and draws lines of text of one size, in pixels."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._fonts = [_own(size)]
        self._missing: set[str] = set()
        """What no font has."""

    def length(self, line: str) -> int:
        """How wide a line is."""
        lengths: list[float] = [font.face.getlength(part) * font.shrunk for font, part in self._runs(line)]
        return round(sum(lengths))

    def fitted(self, line: str, most: int) -> str:
        """The line, or as much of it as is at most so wide, with a sign that there was more."""
        if self.length(line) <= most:
            return line
        parts = list(_clusters(line))
        while parts and self.length(f"{''.join(parts)}…") > most:
            parts.pop()
        return f"{''.join(parts).rstrip()}…"

    def draw(self, picture: Any, left: int, middle: int, line: str, ink: str) -> None:
        """Draw a line upon a ``PIL.Image`` so that its small letters have their middle at a height."""
        brush = ImageDraw.Draw(picture)
        own = self._fonts[0].face
        ascent, descent = own.getmetrics()
        base = middle + (ascent - descent) // 2
        at = float(left)
        for font, part in self._runs(line):
            width = font.face.getlength(part)
            if font.shrunk == 1.0:
                brush.text((at, base), part, font=font.face, fill=ink, anchor="ls")
            else:
                self._stamp(picture, round(at), middle, font, part)
            at += width * font.shrunk

    def _stamp(self, picture: Any, left: int, middle: int, font: _Font, part: str) -> None:
        """Pictures in colour, from the one size in which their font has them."""
        box = font.face.getbbox(part)
        large = Image.new("RGBA", (max(1, round(box[2])), max(1, round(box[3]))))
        ImageDraw.Draw(large).text((0, 0), part, font=font.face, embedded_color=True)
        size = (max(1, round(large.width * font.shrunk)), max(1, round(large.height * font.shrunk)))
        small = large.resize(size, Image.Resampling.LANCZOS)
        picture.paste(small, (left, middle - small.height // 2), small)

    def _runs(self, line: str) -> list[tuple[_Font, str]]:
        """The line in parts that one font can draw each; one part wherever one font has all of it."""
        self._find(line)
        for font in self._fonts:
            if font.shrunk == 1.0 and font.covers(line):
                return [(font, line)]
        runs: list[tuple[_Font, str]] = []
        for cluster in _clusters(line):
            font = next((each for each in self._fonts if each.covers(cluster)), self._fonts[0])
            if runs and runs[-1][0] is font:
                runs[-1] = font, runs[-1][1] + cluster
            else:
                runs.append((font, cluster))
        return runs

    def _find(self, line: str) -> None:
        """Look for fonts with the characters that those at hand lack."""
        while lacking := {each for each in line if not self._is_drawn(each)} - self._missing:
            found = None if len(self._fonts) >= _MOST_FONTS else _with(lacking, self._size)
            if found is None or not any(found.covers(each) for each in lacking):
                self._missing |= lacking
                return
            self._fonts.append(found)

    def _is_drawn(self, character: str) -> bool:
        return ord(character) < _PLAIN_BELOW or any(font.covers(character) for font in self._fonts)


_texts: dict[float, Text] = {}
"""The fonts that were found, by scale: a menu is laid out anew at each change of its words."""


def text_of(scale: float) -> Text:
    """The text of menus and tooltips on a screen of that scale."""
    if scale not in _texts:
        _texts.clear()
        _texts[scale] = Text(round(_SIZE * scale))
    return _texts[scale]


def _own(size: int) -> _Font:
    """The person's sans; what desktops usually have where nothing says which that is; at last Pillow's own."""
    if found := _matched("sans", size):
        return found
    for name in _USUAL:
        try:
            return _Font(ImageFont.truetype(name, size), _EVERYTHING)
        except OSError:
            continue  # not installed
    return _Font(ImageFont.load_default(size), _EVERYTHING)


def _with(characters: set[str], size: int) -> _Font | None:
    """A font that has as many of these characters as one can."""
    points = " ".join(f"{ord(each):x}" for each in sorted(characters))
    return _matched(f"sans:charset={points}", size)


def _matched(pattern: str, size: int) -> _Font | None:
    """What fontconfig finds, unless it is not there, takes too long, or names a file that cannot be drawn with."""
    try:
        said = subprocess.run(
            ["fc-match", "--format", "%{file}\n%{index}\n%{charset}", pattern],
            capture_output=True,
            check=True,
            stdin=subprocess.DEVNULL,
            timeout=_PATIENCE_SECONDS,
        )
        file, index, has = said.stdout.split(b"\n", 2)
        return _loaded(file, int(index) & 0xFFFF, _ranges(has.decode("ascii")), size)
    except (OSError, subprocess.SubprocessError, ValueError):
        return None


def _loaded(file: bytes, index: int, has: tuple[range, ...], size: int) -> _Font:
    """Raises OSError when it is in no size that can be drawn."""
    for each in (size, *_BITMAP_SIZES):
        try:
            face = ImageFont.truetype(file, each, index)
        except OSError:
            continue  # it has no such size
        return _Font(face, has, 1.0 if each == size else size * 1.2 / each)
    raise OSError(f"no size of {file!r} can be drawn")


def _ranges(charset: str) -> tuple[range, ...]:
    """From ``20-7e a0-17f``, as fontconfig writes what a font has."""
    parts = (part.partition("-") for part in charset.split())
    return tuple(range(int(first, 16), int(last or first, 16) + 1) for first, _, last in parts)


def _clusters(line: str) -> Iterator[str]:
    """What belongs to one sign each: a letter with its accents, a face with the signs that change it."""
    cluster = ""
    for each in line:
        if cluster and not (_belongs_to_the_one_before(each) or cluster.endswith(_JOINER)):
            yield cluster
            cluster = ""
        cluster += each
    if cluster:
        yield cluster


def _belongs_to_the_one_before(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Me", "Cf") or "\U0001f3fb" <= character <= "\U0001f3ff"


def _is_invisible(character: str) -> bool:
    """Nothing is drawn for it, whether a font knows it or not."""
    return character.isspace() or unicodedata.category(character) == "Cf" or "\ufe00" <= character <= "\ufe0f"
