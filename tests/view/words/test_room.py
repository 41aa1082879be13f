"""Every notification has room for its words, in every language and on every server.

How much room there is was measured with ``python -m tests.desktop.cutoff``. Of titles GNOME, XFCE and swaync show one
line; Plasma, mako and dunst wrap them. Of texts GNOME shows the beginning until somebody points at them, and mako three
lines: so the first paragraph says what is asked and why, and what can wait stands below it. GNOME and swaync have room
for one row of buttons and cut the rest off; the others make room.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.catalogues import pseudo
from tests.catalogues.cldr import FOLDER
from tests.catalogues.compile import compiled
from tests.view import every_notice as of
from tests.view.every_notice import every_face, every_notice
from tray.lib.assets import asset_place
from tray.lib.language import catalogues
from tray.lib.language.locales import locale_of
from tray.lib.language.translation import LANGUAGES, speak
from tray.lib.text_width import width, wrapped
from tray.view.tray.face import SEPARATOR, Button, Row
from tray.view.words.insights import title

TITLE = 33
"""Columns of a title. swaync cuts titles of 35 letters; one letter for an ellipsis, and one to be sure."""
BANNER = 112
"""Columns of two lines of GNOME's banner."""
ONE_LINE = 56
"""Columns of the one line that it shows of a text until somebody points at it; where its font is wide, 52."""
LINES, OF_COLUMNS = 6, 54
"""What GNOME unfolds a text to below the pointer."""
BUTTONS = 57
"""Columns of all buttons of a notification, with three for the edges of each."""
OF_THREE = 21
"""Columns of each of three buttons: swaync makes all as wide as the widest, and from here on the last one is cut."""
OF_PSEUDO = "⟦⟧" * 3
"""Brackets are no part of how long a language is; three buttons have these."""
ROW = 110
"""Columns of a row of the menu: a wider menu leaves a screen of 1,024 pixels, and GNOME then shows its end alone."""


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Each in turn, as its catalogue is now."""
    if request.param != "en":
        made = tmp_path / f"{request.param}.mo"
        made.write_bytes(compiled(FOLDER / f"{request.param}.po"))
        monkeypatch.setattr(
            catalogues, "asset_place", lambda name: str(made) if name.endswith(".mo") else asset_place(name)
        )
        catalogues.put_in_force(locale_of(request.param))
    yield request.param
    speak(None)


def labels(rows: tuple[Row, ...]) -> Iterator[str]:
    for row in rows:
        yield row.label
        yield from labels(row.children)


def longer_than(columns: int, texts: Iterable[str]) -> list[str]:
    return sorted(each for each in set(texts) if width(each) > columns)


def lines(text: str) -> int:
    return sum(wrapped(line, OF_COLUMNS).count("\n") + 1 for line in text.split("\n"))


def first_paragraph(text: str) -> str:
    return text.partition("\n")[0]


def in_a_row(buttons: tuple[Button, ...]) -> str:
    return "".join(f" {each.label}  " for each in buttons)


@pytest.mark.usefixtures("language")
def test_no_notification_is_cut_off_and_no_menu_is_wider_than_a_screen() -> None:
    notices = list(every_notice())
    rows = {label for face in every_face() for label in labels(face.menu) if label != SEPARATOR}

    assert [] == longer_than(TITLE, (each.title for each in notices))
    assert [] == longer_than(BANNER, (first_paragraph(each.body) for each in notices))
    assert [] == sorted(each.body for each in notices if lines(each.body) > LINES)
    assert [] == longer_than(BUTTONS, (in_a_row(each.buttons) for each in notices))
    assert [] == longer_than(
        OF_THREE, (button.label for each in notices if each.buttons[2:] for button in each.buttons)
    )
    assert [] == longer_than(ROW, rows)


def test_the_first_sentence_fits_in_the_one_line_that_gnome_shows_of_a_text() -> None:
    """In English, of which translations keep the order: presets and findings aside, which ask nothing."""
    asking = [*of.suggested(), *of.of_days(), *of.of_limits(), *of.asked(), *of.warned(), *of.at_length()]
    firsts = (first_paragraph(each.body).split(". ")[0].split("? ")[0] for each in asking if each.title != title())

    assert [] == longer_than(ONE_LINE, firsts)


def test_nothing_is_cut_off_where_words_are_longer_by_two_fifths() -> None:
    pseudo.put_in_force()
    try:
        notices = list(every_notice())
        rows = {label for face in every_face() for label in labels(face.menu) if label != SEPARATOR}
    finally:
        speak(None)

    assert [] == sorted(each.body for each in notices if lines(each.body) > LINES)
    assert [] == longer_than(BUTTONS + len(OF_PSEUDO), (in_a_row(each.buttons) for each in notices))
    assert [] == longer_than(
        OF_THREE + 1, (button.label for each in notices if each.buttons[2:] for button in each.buttons)
    )
    assert [] == longer_than(ROW, rows)
