"""What we draw ourselves is read as it was written, in whatever script."""

from pathlib import Path

import pytest
from PIL import Image, ImageFont

from tests.desktop.conftest import require
from tray.desktop.linux.tray import x11_text
from tray.desktop.linux.tray.x11_menu import Line, Mark, MenuPicture
from tray.desktop.linux.tray.x11_text import Text

pytestmark = pytest.mark.desktop

JAPANESE, FACE, ARABIC = "会議の準備", "👩‍💻", "مراجعة"
UNKNOWN = "\U000e0fff\U000e0ffe"
"""Characters that nobody has assigned."""


@pytest.fixture
def text() -> Text:
    require("fc-match")
    return Text(13)


def drawn(text: Text, line: str) -> bytes:
    picture = Image.new("RGB", (200, 30))
    text.draw(picture, 4, 15, line, "#ffffff")
    return picture.tobytes()


@pytest.mark.parametrize("line", [JAPANESE, FACE, ARABIC, "Їжак і ґанок", "ąęłż"])
def test_each_character_is_drawn_in_a_font_that_has_it(text: Text, line: str) -> None:
    boxes = text._fonts[0].face.getmask("\U000e0fff").getbbox()
    for font, part in text._runs(f"Session: {line}"):
        assert font.covers(part)
        assert boxes is None or font.face.getmask(part).getbbox() is not None
    assert drawn(text, line) != drawn(text, "�" * len(line))


def test_different_characters_look_different(text: Text) -> None:
    assert len({drawn(text, each) for each in JAPANESE}) == len(JAPANESE)


def test_a_face_with_a_joiner_is_one_picture_in_colour(text: Text) -> None:
    ((font, part),) = [run for run in text._runs(FACE) if run[1].strip()]
    assert part == FACE
    assert font.shrunk < 1
    colours = {drawn(text, FACE)[at : at + 3] for at in range(0, 200 * 30 * 3, 3)}
    assert any(max(each) - min(each) > 60 for each in colours)


def test_what_one_font_has_is_drawn_in_one_piece(text: Text) -> None:
    text.length(JAPANESE)
    assert len(text._runs("Break in 12 min")) == 1
    assert len(text._runs(ARABIC)) == 1


def test_a_character_that_nobody_has_is_asked_for_once(text: Text, monkeypatch: pytest.MonkeyPatch) -> None:
    text.length(UNKNOWN)
    monkeypatch.setattr(x11_text, "_with", lambda *_: pytest.fail("asked again"))
    assert text.length(UNKNOWN) == text.length(UNKNOWN)


def test_without_fontconfig_the_usual_fonts_serve(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    text = Text(13)
    assert text.length("Break") > 20
    assert text.length(JAPANESE) > 0


def test_a_fontconfig_that_says_nonsense_is_as_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "fc-match"
    program.write_text("#!/bin/sh\nprintf '/nowhere.ttf\\nzero\\n'\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert isinstance(Text(13)._fonts[0].face, ImageFont.FreeTypeFont)


def test_what_is_wider_than_the_screen_ends_in_a_sign_of_it(text: Text) -> None:
    line = "A very long label " * 20
    fitted = text.fitted(line, 300)
    assert fitted.endswith("…")
    assert line.startswith(fitted[:-1])
    assert 250 < text.length(fitted) <= 300
    assert text.fitted("Short", 300) == "Short"
    picture = MenuPicture((Line(line),), 1.0, (500, 400))
    assert picture.size[0] <= 500


@pytest.mark.parametrize("first", range(0, 45, 4))
@pytest.mark.parametrize("down", [120, 300, 599, 600])
def test_a_picture_is_never_higher_than_there_is_room(first: int, down: int) -> None:
    lines = tuple(Line(f"Row {each}", separator=each % 7 == 3) for each in range(45))
    picture = MenuPicture(lines, 1.0, (800, down), first)
    assert picture.size[1] <= down
    assert picture.draw(None).size == picture.size
    assert picture.first <= first
    assert len(picture.shown) >= 1
    # The last line is reached, and nothing is left empty below it.
    assert MenuPicture(lines, 1.0, (800, down), 999).shown.stop == 45
    assert not MenuPicture(lines, 1.0, (800, 5000)).scrolls


def test_each_mark_before_a_row_looks_otherwise() -> None:
    require("fc-match")
    marks: tuple[Mark, ...] = ("", "check", "checked", "radio", "chosen", "back")
    pictures = {MenuPicture((Line("Row", mark=mark),), 1.0, (500, 400)).draw(None).tobytes() for mark in marks}

    assert len(marks) == len(pictures)
