"""Takes the documents' pictures from a real run: ``python -m tests.desktop.pictures_of_tray``.

Plays ``backpressure --demo`` on a private X11 desktop with an XFCE panel and its notification server, and crops what is
on the screen at moments of that day.
"""

import json
import sys
import tempfile
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from PIL import Image

from tests.desktop.harness.acting.eyes import changed, settled
from tests.desktop.harness.processes import Program
from tests.desktop.harness.servers import Xfce4Notifyd
from tests.desktop.harness.waiting import until
from tests.desktop.harness.x11 import X11Desk

TARGET = Path(__file__).resolve().parents[2] / ".github" / "pictures"
WITHIN = timedelta(seconds=100)
MOMENTS = ("green", "yellow", "break", "orange", "red", "off")
ICON = (1, 0, 33, 32)
ZOOM = 4


def shows(status: dict[str, Any], moment: str) -> bool:
    """Whether the day has come so far."""
    quiet = status.get("quiet", [])
    if moment == "break":  # lunch, which lasts long enough to be looked at
        return "break" in quiet and status["at"][11:13] in ("12", "13")
    if moment == "off":
        return "day-ended" in quiet
    return bool(status.get("level") == moment and "break" not in quiet)


def status_of(desk: X11Desk, program: Program) -> dict[str, Any]:
    """What the demonstration, which has folders of its own, says of itself."""
    folder = program.said().partition("Settings: ")[2].partition("/settings.toml")[0]
    desk.env["BACKPRESSURE_RUNTIME"] = f"{folder}/runtime"
    said = desk.ask("status", "--json").stdout
    return dict(json.loads(said)) if said else {}


def came(desk: X11Desk, program: Program, moment: str) -> bool:
    """Whether the demonstration has come to that moment."""
    return shows(status_of(desk, program), moment)


def notification(desk: X11Desk, empty: Image.Image) -> Image.Image | None:
    """The suggestion on the screen, once it has stopped moving."""
    now = settled(desk)
    boxes = [box for box in changed(empty, now) if box.width > 200 and box.height > 60 and box.left > 400]
    return now.crop(boxes[0]) if boxes else None


def main() -> int:
    """Play, look, crop; the exit code."""
    TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, (desk := X11Desk("readme", Path(folder))):
        Xfce4Notifyd(desk).start()
        desk.start_panel("xfce4-panel", dark=True)
        empty = desk.look()
        program = desk.backpressure("--demo")
        pictures: list[Image.Image] = []
        suggestion: Image.Image | None = None
        for moment in MOMENTS:
            until(partial(came, desk, program, moment), moment, WITHIN)
            pictures.append(desk.look().crop(ICON))
            if suggestion is None:
                suggestion = until(lambda: notification(desk, empty), "a suggestion", WITHIN)
        program.wait_to_end()
    assert suggestion is not None
    side = 32 * ZOOM
    sheet = Image.new("RGB", (side * len(pictures), side + 32), pictures[0].getpixel((0, 0)))
    for index, picture in enumerate(pictures):
        sheet.paste(picture.resize((side, side), Image.Resampling.NEAREST), (side * index, 0))
        sheet.paste(picture, (side * index + (side - 32) // 2, side))
    sheet.save(TARGET / "tray.png", optimize=True)
    suggestion.save(TARGET / "suggestion.png", optimize=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
