"""Draws the window in all its looks, as sheets to be looked at; and the pictures of it that the manual shows.

    python -m tests.window.pictures FOLDER [FACE …]
    python -m tests.window.pictures --manual

Each face in light and dark, at 100, 150 and 200 %, in English, in a long language and in one that is read from the
right: a sheet for each face and scale, drawn without a screen.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from PIL import Image

from tests.app.test_loop import Desk, ask
from tray.app.answer_command_line import Serving
from tray.core.messages import commands as c
from tray.core.messages.events import InputStopped
from tray.lib.assets import asset
from tray.lib.language.catalogue_reader import put_in_force
from tray.lib.language.formats import formats
from tray.lib.language.locales import Locale

PICTURES = Path(__file__).parents[2] / ".github" / "pictures"
SCALES = (1.0, 1.5, 2.0)
LANGUAGES = ("en", "de", "ar")
SECTIONS = ("break", "quiet", "session", "waiting", "checkin")
PAGES = ("panel", *SECTIONS, "part", "help")
BREAKS = {"card": ("card", "back"), "card-breathing": ("card", "breathing"), "full": ("full", "breathing")}
SCREEN = (1366, 768)
"""As many have it, in pixels of a plain screen."""
_OPENED = "BeQuiet"
"""A list that is shown open."""
_WIDEST = 900
_APART = 12
_BEHIND = (96, 96, 104)
_SHOWN, _BESIDE, _DESK = (640, 560), 38, (0x33, 0x66, 0x55)
"""Of a break in the manual: so much of the screen that is covered, and the desk around the card."""
_SECOND, _MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def a_day() -> Desk:
    """A working day with a session, things to do and a break that is due."""
    desk = Desk().type().run(minutes=3)
    ask(desk.loop, c.DropQuestion())
    for text in ("answer Ada about the quarterly figures", "renew the passport"):
        ask(desk.loop, c.Commit(text))
    ask(desk.loop, c.StartSession("quarterly report", timedelta(hours=2)))
    for _ in range(10):
        desk.type().run(minutes=5)
    return desk


def a_long_day() -> Desk:
    """One with breaks, towards its end."""
    desk = a_day()
    for break_minutes, work_minutes in ((10, 80), (12, 100)):
        ask(desk.loop, c.TakeBreak("rest", break_minutes * _MINUTE))
        desk.loop.take(InputStopped(5 * _SECOND))
        desk.run(minutes=break_minutes + 0.5)
        for _ in range(work_minutes // 2):
            desk.type().run(minutes=2)
    return desk


class Looks:
    """Qt, drawing at one scale what is on no screen."""

    def __init__(self, folder: str, scale: float, day: Desk) -> None:
        wide, high = (round(each * scale) for each in SCREEN)
        screen = {"name": "one", "x": 0, "y": 0, "width": wide, "height": high}
        Path(folder, "screens.json").write_text(json.dumps({"screens": [screen]}))
        os.environ["QT_SCALE_FACTOR"] = str(scale)
        from PySide6.QtWidgets import QApplication

        from tray.window.pyside_defects import keep_true

        keep_true()
        self.app: Any = QApplication(["backpressure", "-platform", f"offscreen:configfile={folder}/screens.json"])
        self.app.setQuitOnLastWindowClosed(False)
        self._file = f"{folder}/one.png"
        self._plain = self.app.palette()
        self._desk = day

    def settle(self) -> None:
        """Let everything come to rest."""
        for _ in range(8):
            self.app.processEvents()

    def all_of(self, name: str) -> list[Image.Image]:
        """One face in each language, light and dark."""
        return [self.one(name, language, dark=dark) for language in LANGUAGES for dark in (False, True)]

    def one(self, name: str, language: str = "en", *, dark: bool = False) -> Image.Image:
        """One face in one look."""
        from PySide6.QtCore import Qt
        from PySide6.QtGui import QColor, QPalette

        put_in_force(Locale(language))
        direction = Qt.LayoutDirection.RightToLeft if formats().right_to_left else Qt.LayoutDirection.LeftToRight
        self.app.setLayoutDirection(direction)
        self.app.setPalette(QPalette(QColor("#202326")) if dark else self._plain)
        with self._break(name) if name in BREAKS else self._panel(name, language) as widget:
            self.settle()
            widget.grab().save(self._file)
            with Image.open(self._file) as found:
                return found.convert("RGB")

    @contextmanager
    def _panel(self, page: str, language: str) -> Iterator[Any]:
        from PySide6.QtWidgets import QPushButton

        from tray.window.panel import Panel

        serving, tag = Serving(self._desk.loop, lambda: ({}, ())), Locale(language).tag

        def explain(done: Any, _: Any) -> None:
            done(serving.answer("explain", {}, tag)["result"])

        made = Panel(lambda *_: None, explain, lambda: None)
        made.show_told(serving.answer("panel", {}, tag)["result"])
        made.come(SCREEN[0] // 2, 4)
        self.settle()
        if page in SECTIONS:
            made._open(page)
            self.settle()
            if (list_ := made.findChild(QPushButton, _OPENED)) is not None:
                list_.click()
        elif page == "part":
            made._parts["gen0"].click()
        elif page == "help":
            made._open_help()
        self.settle()
        yield made
        made.close()
        self.settle()

    @contextmanager
    def _break(self, name: str) -> Iterator[Any]:
        from tray.view.values.break_screen_and_its_buttons import MORE, buttons
        from tray.window import guide_files
        from tray.window.break_window import Face, Shown, instant

        guides = {each.exercise.name: each for each in guide_files.read().known}
        mode, guide = BREAKS[name]
        began = datetime(2026, 3, 2, 9, tzinfo=UTC)
        offered = buttons(may_skip=True)
        shown = Shown(mode, guides[guide].title, "", began, began + 5 * _MINUTE, offered, MORE, guides[guide])
        face = Face(shown, self.app.primaryScreen(), lambda _: None, lambda: None)
        face.show_instant(instant(shown, began + (13 if mode == "full" else 20) * _SECOND))
        face.place(self.app.primaryScreen())
        yield face
        face.close()
        self.settle()


def sheet(pictures: list[Image.Image]) -> Image.Image:
    """Three beside one another, and three below them."""
    pictures = [
        each.resize((_WIDEST, _WIDEST * each.height // each.width)) if each.width > _WIDEST else each
        for each in pictures
    ]
    across = len(LANGUAGES)
    wide = max(each.width for each in pictures) + _APART
    rows = [pictures[n::2] for n in range(2)]
    found = Image.new(
        "RGB", (wide * across + _APART, sum(max(p.height for p in row) + _APART for row in rows) + _APART), _BEHIND
    )
    top = _APART
    for row in rows:
        for n, each in enumerate(row):
            found.paste(each, (_APART + n * wide, top))
        top += max(each.height for each in row) + _APART
    return found


def main(target: str, *names: str) -> None:
    """All scales, each in a process of its own, as Qt has one for all that a process shows."""
    from tests.catalogues.compile import compile_beside

    compile_beside(asset("locale"))
    for scale in SCALES:
        subprocess.run((sys.executable, "-m", __spec__.name, "--at", str(scale), target, *names), check=True)


def draw(scale: str, target: str, *names: str) -> None:
    """What of the sheets is of one scale."""
    with tempfile.TemporaryDirectory() as folder:
        looks = Looks(folder, float(scale), a_day())
        for name in names or (*PAGES, *BREAKS):
            sheet(looks.all_of(name)).save(Path(target) / f"{name}-{round(float(scale) * 100)}.png")


def manual() -> None:
    """The panel; and a break, covering a screen and as a card."""
    with tempfile.TemporaryDirectory() as folder:
        looks = Looks(folder, 1.0, a_long_day())
        looks.one("panel").save(PICTURES / "panel.png", optimize=True)
        full, card = looks.one("full"), looks.one("card")
    wide, high = _SHOWN
    left, top = (full.width - wide) // 2, (full.height - high) // 2
    found = Image.new("RGB", (wide + card.width + 2 * _BESIDE, high), _DESK)
    found.paste(full.crop((left, top, left + wide, top + high)), (0, 0))
    found.paste(card, (wide + _BESIDE, (high - card.height) // 2))
    found.save(PICTURES / "break.png", optimize=True)


if __name__ == "__main__":
    if sys.argv[1] == "--manual":
        manual()
    else:
        draw(*sys.argv[2:]) if sys.argv[1] == "--at" else main(*sys.argv[1:])
