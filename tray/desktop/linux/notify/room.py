"""How much room a notification server has at its default sizes, and what of a notice fits there.

Measured with ``python -m tests.desktop.longest_words_on_desktops``, which shows the widest notices of a language on
each of these servers; ``tests/desktop/linux/notify/test_room.py`` holds that every notice fits, in every language. What
is left out stands in the menu of the icon, the panel and on the command line.
"""

from dataclasses import replace

from tray.lib.frozen import dataclass
from tray.lib.language.formats import formats
from tray.lib.text_width import cut, width, wrapped
from tray.view.tray.face import Button

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

GNOME, XFCE, SWAYNC, MAKO = "gnome-shell", "xfce notify daemon", "swaynotificationcenter", "mako"
"""The names that servers give themselves, in lower case."""
TITLE_LENGTH, BODY_LENGTH = 200, 2000
"""Letters that any server is given at most."""
_PARAGRAPH_ENDS, _READS_FROM_THE_RIGHT = "\u2029", "\u200f"
_HELD = "\0"
"""Stands for a space at which no line ends; no text that is shown has one."""
_MOST = 12
"""Lines of a text that stay whole where each is a paragraph: that high a banner may be. Ours are shorter."""
_EDGES = 3
"""What the edges of a button take, in columns."""


@dataclass(frozen=True, slots=True)
class Room:
    """What a server shows of a notice; where nothing is said, it makes as much room as is needed."""

    title: int | None = None
    """Columns of a title, which it cuts at the end of its line."""
    lines: int | None = None
    """Lines of title and text together, below which it cuts; it wraps both."""
    tall_lines: int | None = None
    """As many of Chinese or Japanese, which are taller."""
    columns: int | None = None
    """Columns of one of these lines."""
    folded: int | None = None
    """Columns of the one line to which it folds each paragraph until somebody points at it."""
    buttons: int | None = None
    """Columns of all buttons, which stand in one row."""
    alike: bool = False
    """Whether all buttons are as wide as the widest."""

    def texts(self, title: str, text: str, hint: str | None, app: str) -> tuple[str, str]:
        """Title and text of a notice, with a hint of how to answer where one is needed."""
        if self.title is not None and width(title) > self.title:
            # As the first line of the text it is wrapped.
            title, text = app, f"{title}\n{text}".strip()
        if self.lines is not None and self.columns is not None:
            lines = self.lines_for(f"{title}{text}")
            return self._cut_to(title, text, hint, lines, self.columns)
        full = "\n".join(part for part in (text, hint) if part)
        return title, full if self.folded is None else _in_paragraphs(full, self.folded)

    def lines_for(self, text: str) -> int:
        """Lines of title and text together, if that is what they say."""
        lines = self.tall_lines if width(text) > len(text) else self.lines
        return lines or 0

    def fitting(self, buttons: tuple[Button, ...]) -> tuple[Button, ...]:
        """As many of the buttons as there is room for: rather all with short labels than one less."""
        if self.buttons is None or not buttons:
            return buttons
        for count in range(len(buttons), 0, -1):
            long = buttons[:count]
            short = tuple(replace(each, label=each.short or each.label) for each in long)
            for each in (long, short):
                if self._needed(each) <= self.buttons:
                    return each
        return buttons[:1]

    def _needed(self, buttons: tuple[Button, ...]) -> int:
        widths = [width(each.label) + _EDGES for each in buttons]
        return max(widths) * len(widths) if self.alike else sum(widths)

    @staticmethod
    def _cut_to(title: str, text: str, hint: str | None, lines: int, columns: int) -> tuple[str, str]:
        """What is asked and the hint first, then as many paragraphs as there is room for. The first one is there in any
        case: better its beginning than nothing."""
        title = cut(title, 2 * columns)
        left = lines - _lines(title, columns)
        first, *more = text.split("\n")
        above = [hint] if hint and _lines(f"{hint}\n{first}", columns) <= left else []
        said = [each for each in (*above, first) if each]
        for each in more:
            if _lines("\n".join((*said, each)), columns) > left:
                break
            said.append(each)
        return title, "\n".join(said)


AS_NEEDED = Room()
"""XFCE's makes room for every text and every row of buttons, as do dunst and Plasma for any of ours."""
ROOMS = {
    # Its banner shows one line of a text and unfolds below the pointer. It folds line ends and not those of paragraphs,
    # of which each has a line of its own.
    GNOME: Room(title=44, folded=46, buttons=57),
    XFCE: Room(title=33),
    SWAYNC: Room(title=33, buttons=63, alike=True),
    # 100 pixels high and 300 wide.
    MAKO: Room(lines=5, tall_lines=4, columns=35),
}


def _lines(text: str, columns: int) -> int:
    return sum(1 for _ in _wrapped(text, columns))


def _wrapped(text: str, columns: int) -> "Iterator[str]":
    for line in text.split("\n"):
        # No line ends within what is to be typed.
        said = line.split("`")
        said[1::2] = (each.replace(" ", _HELD) for each in said[1::2])
        yield from wrapped("`".join(said), columns).replace(_HELD, " ").split("\n")


def _in_paragraphs(text: str, columns: int) -> str:
    """The text in lines of which each is a paragraph; one that begins with Latin letters reads from the right, too."""
    begins, lines = _READS_FROM_THE_RIGHT if formats().right_to_left else "", list(_wrapped(text, columns))
    lines[_MOST - 1 :] = [" ".join(lines[_MOST - 1 :])] if lines[_MOST:] else lines[_MOST - 1 :]
    return _PARAGRAPH_ENDS.join(f"{begins}{line}" for line in lines)
