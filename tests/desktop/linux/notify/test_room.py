"""Every notification has room for its words, in every language and on every server.

How much room there is was measured with ``python -m tests.desktop.longest_words_on_desktops``, and stands in
``linux/notify/room.py``.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from tests.catalogues import pseudo
from tests.catalogues.cldr import FOLDER
from tests.catalogues.compile import compiled
from tests.view.every_notice import every_face, every_notice
from tray.core.messages.commands import TakeBreak
from tray.desktop.linux.notify.message import message
from tray.desktop.linux.notify.room import ROOMS
from tray.desktop.linux.notify.server_abilities_and_hints import Server
from tray.lib.assets import asset_place
from tray.lib.language import catalogue_reader
from tray.lib.language.languages import LANGUAGES
from tray.lib.language.locales import locale_of
from tray.lib.language.translation import speak
from tray.lib.text import plain
from tray.lib.text_width import width, wrapped
from tray.view.tray.face import SEPARATOR, Button, Notice, Row

NAMES = (*ROOMS, "plasma", "dunst", "")
"""What the servers are called; nobody knows the last one."""
LINES, COLUMNS = 9, 40
"""Lines of a text in Plasma's notification, below which one has to scroll."""
BUTTONS = 18
"""Columns of each of three buttons, which no language but the longest one needs more of."""
ROW = 110
"""Columns of a row of the menu: a wider menu leaves a screen of 1,024 pixels, and GNOME then shows its end alone."""


@pytest.fixture(params=(*LANGUAGES, "pseudo"))
def language(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Each in turn, as its catalogue is now, and what stands in for the longest one."""
    if request.param == "pseudo":
        pseudo.put_in_force()
    elif request.param != "en":
        made = tmp_path / f"{request.param}.mo"
        made.write_bytes(compiled(FOLDER / f"{request.param}.po"))
        monkeypatch.setattr(
            catalogue_reader, "asset_place", lambda name: str(made) if name.endswith(".mo") else asset_place(name)
        )
        catalogue_reader.put_in_force(locale_of(request.param))
    yield request.param
    speak(None)


def labels(rows: Sequence[Row]) -> Iterator[str]:
    for row in rows:
        yield row.label
        yield from labels(row.children)


def longer_than(columns: int, texts: Iterable[str]) -> list[str]:
    return sorted(each for each in set(texts) if width(each) > columns)


def lines(text: str, columns: int) -> int:
    return sum(wrapped(line, columns).count("\n") + 1 for line in text.split("\n"))


class Shown:
    """What a server gets of a notice."""

    def __init__(self, notice: Notice, server: Server) -> None:
        self.notice, self.server, self.room = notice, server, server.room
        _, _, _, self.title, self.text, actions, *_ = message(notice, server, app="", icon="", slot="", replaces=0)
        self.keys, self.labels = actions[::2], actions[1::2]

    @property
    def is_cut_off(self) -> bool:
        """Whether the server cuts something of it off."""
        room = self.room
        return bool(
            (room.title and width(self.title) > room.title)
            or (
                room.lines
                and room.columns
                and lines(f"{self.title}\n{self.text}", room.columns) > room.lines_for(self.title + self.text)
            )
            or (room.folded and longer_than(room.folded, self.text.split("\u2029")))
            or (room.buttons and self._row() > room.buttons)
        )

    def _row(self) -> int:
        widths = [width(each) + 3 for each in self.labels]
        return max(widths, default=0) * len(widths) if self.room.alike else sum(widths)

    @property
    def first_paragraph(self) -> str:
        return self.notice.body.partition("\n")[0]

    def __repr__(self) -> str:
        return f"{self.server.name}: {self.title} | {self.text} | {self.labels}"


def every_one_shown() -> list[Shown]:
    known = {(each.title, each.body, *(button.label for button in each.buttons)): each for each in every_notice()}
    return [Shown(each, Server.described(name, ("actions",))) for name in NAMES for each in known.values()]


def test_no_notification_is_cut_off_and_no_menu_is_wider_than_a_screen(language: str) -> None:
    shown = every_one_shown()
    rows = {label for face in every_face() for label in labels(face.menu) if label != SEPARATOR}

    assert [] == [each for each in shown if each.is_cut_off]
    assert [] == [each for each in shown if letters(each.first_paragraph) not in letters(each.text)]
    assert [] == [each for each in shown if each.server.name == "plasma" and lines(each.text, COLUMNS) > LINES]
    assert [] == longer_than(ROW, rows)
    assert "pseudo" == language or [] == longer_than(
        BUTTONS, (button.label for each in shown if each.notice.buttons[2:] for button in each.notice.buttons)
    )


def letters(text: str) -> str:
    """The text without what parts its lines, and without the marks that make one read from the right."""
    return "".join(plain(text).split())


def test_all_answers_are_there_wherever_buttons_are_drawn(language: str) -> None:
    """In the longest language the last one may be left to the menu, if the others don't lean to one side without it."""
    shown = [each for each in every_one_shown() if each.server.draws_buttons]
    lacking = [each for each in shown if each.keys != [button.key for button in each.notice.buttons]]

    assert "pseudo" == language or [] == lacking
    assert [] == [each for each in lacking if any(button.short for button in each.notice.buttons)]
    assert [] == [each for each in lacking if each.keys != [button.key for button in each.notice.buttons[:-1]]]


@pytest.mark.usefixtures("language")
def test_what_draws_no_buttons_says_where_the_answers_are() -> None:
    asking = [each for each in every_one_shown() if each.notice.lasting and each.notice.buttons and each.notice.waits]
    shown = [each for each in asking if not each.server.draws_buttons]

    assert [] == [each for each in shown if (each.server.hint(len(each.notice.buttons)) or "") not in each.text]


def test_a_welcome_asks_for_no_choice_where_no_buttons_are_drawn_and_says_all_it_has_to_say() -> None:
    welcome = next(each for each in every_notice() if each.title == "Backpressure is running")
    shown = [Shown(welcome, Server.described(name, ("actions",))) for name in ("mako", "")]

    assert [[letters(welcome.body)] * 2] == [[letters(each.text) for each in shown]]


def test_where_not_even_one_button_fits_the_first_is_there_all_the_same() -> None:
    wide = tuple(Button(key, "w" * 200, TakeBreak()) for key in ("first", "second"))
    rooms = [room for room in ROOMS.values() if room.buttons is not None]

    assert rooms
    assert all(wide[:1] == room.fitting(wide) for room in rooms)
