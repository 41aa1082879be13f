"""Takes the documents' pictures of the tray from real runs.

    python -m tests.desktop.pictures_of_tray [icons] [menu] [day]     those, or all

The day is ``backpressure --demo`` on a private X11 desktop with an XFCE panel and its notification server: what is on
the screen, with the icon five times its size and the time of that day beside it. The menu is opened there by a click.
The icons of the legend are drawn by what draws them in the tray.
"""

import json
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFont

from tests.desktop.harness.acting.eyes import Box, changed
from tests.desktop.harness.acting.menus import open_menu
from tests.desktop.harness.notification_servers import Xfce4Notifyd
from tests.desktop.harness.processes import Program
from tests.desktop.harness.waiting import until
from tests.desktop.harness.x11 import X11Desk
from tray.core.law.levels_and_gauge_steps import Level
from tray.view.icon.gauge import image
from tray.view.tray.face import Gauge, Mark

TARGET = Path(__file__).resolve().parents[2] / ".github" / "pictures"
WITHIN = timedelta(seconds=100)
DESK = (820, 352)
PANEL = 32
CORNER = 470
ICON = (1, 0, 33, 32)
ZOOM = 5
APART = timedelta(minutes=8)
"""Of that day, between two frames."""
FRAME_MS = 170
LAST_FRAME_MS = 2500
COLOURS = 96
WALLPAPER, INK, FAINT = (46, 52, 64), (236, 239, 244), (150, 160, 178)
OF_THE_DESK = (0x33, 0x66, 0x55)
FONT = "DejaVuSans.ttf"
LEGEND = {
    "green": Gauge(3, Level.GREEN, Mark.NONE),
    "yellow": Gauge(10, Level.YELLOW, Mark.NONE),
    "orange": Gauge(14, Level.ORANGE, Mark.NONE),
    "red": Gauge(17, Level.RED, Mark.NONE),
    "critical": Gauge(20, Level.CRITICAL, Mark.NONE),
    "break": Gauge(9, Level.YELLOW, Mark.BREAK),
    "resting": Gauge(9, Level.YELLOW, Mark.RESTING),
    "away": Gauge(9, Level.YELLOW, Mark.AWAY),
    "paused": Gauge(9, Level.YELLOW, Mark.PAUSED),
    "off": Gauge(9, Level.YELLOW, Mark.OFF),
    "unknown": Gauge(9, Level.YELLOW, Mark.UNKNOWN),
}


def icons() -> None:
    """A picture for each row of the legend: the icon on a piece of a dark panel."""
    for name, gauge in LEGEND.items():
        tile = Image.new("RGBA", (48, 48))
        ImageDraw.Draw(tile).rounded_rectangle((0, 0, 47, 47), 8, WALLPAPER)
        icon = image(gauge, 32, "standard", "dark")
        tile.alpha_composite(icon, (8, 8))
        tile.save(TARGET / f"icon-{name}.png", optimize=True)


def day() -> None:
    """The demonstration from its first minute to its last, as a picture that moves."""
    with tempfile.TemporaryDirectory() as folder, (desk := X11Desk("day", Path(folder))):
        Xfce4Notifyd(desk).start()
        desk.start_panel("xfce4-panel", dark=True)
        program = desk.backpressure("--demo")
        until(lambda: _status(desk, program), "the demonstration to answer", WITHIN)
        frames: list[Image.Image] = []
        last = None
        while (status := _status(desk, program)) is not None:
            at = datetime.fromisoformat(str(status["at"]))
            if last is None or at - last >= APART:
                frames.append(_frame(desk.look(), status))
                last = at
        program.wait_to_end()
    shared = _palette(frames)
    flat = [frame.quantize(palette=shared, dither=Image.Dither.NONE) for frame in frames]
    lasting = [*([FRAME_MS] * (len(flat) - 1)), LAST_FRAME_MS]
    flat[0].save(TARGET / "day.png", save_all=True, append_images=flat[1:], duration=lasting, loop=0, optimize=True)


def menu() -> None:
    """The menu on a working day, with a session and something promised."""
    with tempfile.TemporaryDirectory() as folder, (desk := X11Desk("menu", Path(folder))):
        Xfce4Notifyd(desk).start()
        desk.start_panel("xfce4-panel", dark=True)
        empty = desk.look()
        desk.backpressure()
        until(lambda: desk.ask("status").returncode == 0, "Backpressure to answer", WITHIN)
        for words in (("weeks", "normal"), ("start", "quarterly report", "--estimate", "2h"), ("commit", "answer Ada")):
            desk.ask(*words)
        until(lambda: changed(empty.crop(ICON), desk.look().crop(ICON)), "the icon", WITHIN)
        opened = open_menu(desk, Box(*ICON).centre, "menu")
        opened.picture.crop((0, 0, opened.box.right, opened.box.bottom)).save(TARGET / "menu.png", optimize=True)


def _status(desk: X11Desk, program: Program) -> dict[str, object] | None:
    """What the demonstration, which has folders of its own, says of itself; None once it has ended."""
    folder = program.said().partition("Settings: ")[2].partition("/settings.toml")[0]
    desk.env["BACKPRESSURE_RUNTIME"] = f"{folder}/runtime"
    asked = desk.ask("status", "--json")
    return dict(json.loads(asked.stdout)) if asked.returncode == 0 else None


def _frame(screen: Image.Image, status: dict[str, object]) -> Image.Image:
    """The panel's left end and the corner in which notifications come up, with the icon enlarged and the time."""
    width, height = DESK
    frame = Image.new("RGB", DESK, OF_THE_DESK)
    frame.paste(screen.crop((screen.width - CORNER, PANEL + 4, screen.width, height)), (width - CORNER, PANEL + 4))
    frame = _without(frame, OF_THE_DESK)
    frame.paste(screen.crop((0, 0, width, PANEL)), (0, 0))
    icon = screen.crop(ICON)
    large = icon.resize((32 * ZOOM, 32 * ZOOM), Image.Resampling.NEAREST)
    frame.paste(_without(large, icon.getpixel((0, 0))), (10, 84))
    draw = ImageDraw.Draw(frame)
    draw.text((182, 112), str(status["at"])[11:16], INK, ImageFont.truetype(FONT, 48))
    level = f"{int(float(str(status['pressure'])))}%  {status['level']}"
    draw.text((185, 174), level, FAINT, ImageFont.truetype(FONT, 18))
    return frame


def _without(picture: Image.Image, ground: object) -> Image.Image:
    """The picture with the wallpaper of the frame where it has that colour."""
    assert isinstance(ground, tuple)
    differs = ImageChops.difference(picture, Image.new("RGB", picture.size, ground)).convert("L")
    shown = differs.point([0, *[255] * 255])
    return Image.composite(picture, Image.new("RGB", picture.size, WALLPAPER), shown)


def _palette(frames: list[Image.Image]) -> Image.Image:
    """One palette for all frames, from some of them side by side."""
    chosen = frames[:: max(1, len(frames) // 8)]
    sheet = Image.new("RGB", (DESK[0], DESK[1] * len(chosen)))
    for index, frame in enumerate(chosen):
        sheet.paste(frame, (0, DESK[1] * index))
    return sheet.quantize(COLOURS)


def main(which: list[str]) -> int:
    """Take the pictures of those names, or all; the exit code."""
    taken = {"icons": icons, "menu": menu, "day": day}
    for name in which or taken:
        taken[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
