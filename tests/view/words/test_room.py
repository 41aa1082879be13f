"""Every notification has room for its words, in every language, on every server and whatever fonts it has.

How much room there is was measured with ``python -m tests.desktop.cutoff``: of titles GNOME, XFCE and swaync show one
line; Plasma, mako and dunst wrap them.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.catalogues.cldr import FOLDER
from tests.catalogues.compile import compiled
from tests.view.every_notice import every_face, every_notice
from tray.lib import catalogues
from tray.lib.assets import asset_place
from tray.lib.locales import locale_of
from tray.lib.text_width import width
from tray.lib.translation import LANGUAGES, speak
from tray.view.tray.face import SEPARATOR, Row

TITLE = 33
"""Columns of a title. swaync cuts titles of 35 letters; one letter for an ellipsis, and one to be sure."""
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


@pytest.mark.usefixtures("language")
def test_no_title_is_cut_off_and_no_menu_is_wider_than_a_screen() -> None:
    rows = {label for face in every_face() for label in labels(face.menu) if label != SEPARATOR}

    assert [] == sorted(title for title in {each.title for each in every_notice()} if width(title) > TITLE)
    assert [] == sorted(row for row in rows if width(row) > ROW)
