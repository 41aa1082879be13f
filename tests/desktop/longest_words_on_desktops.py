"""Shows the longest words of each kind on real desktops, to see with one's own eyes whether any of them is cut off.

    python -m tests.desktop.longest_words_on_desktops FOLDER [gnome] [plasma] [xfce] [sway] [swaync] [trayer]
        [--in de] [--in pseudo] …

Those desktops, or all; in German and in a pseudo-locale unless languages are named. The panel, the notification server
and their fonts are as they come. For each desktop and language there are in the folder: the notifications side by side,
the widest rows of the menu in one menu, and the longest tooltip. How much fits is kept by
``tests/desktop/linux/notify/test_room.py``, for every notification in every language.
"""

import signal
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from PIL import Image

from tests.app.test_loop import every
from tests.catalogues import pseudo
from tests.catalogues.compile import compile_beside
from tests.desktop.harness.acting import eyes
from tests.desktop.harness.acting.eyes import Box
from tests.desktop.harness.acting.menus import open_menu
from tests.desktop.harness.acting.probe import RED, disc
from tests.desktop.harness.desk import Desk
from tests.desktop.harness.gnome import GnomeDesk
from tests.desktop.harness.notification_servers import Xfce4Notifyd
from tests.desktop.harness.plasma import PlasmaDesk
from tests.desktop.harness.processes import Program
from tests.desktop.harness.programs import path_of
from tests.desktop.harness.waiting import until
from tests.desktop.harness.wayland import WaylandDesk
from tests.desktop.harness.x11 import X11Desk
from tests.view.every_notice import every_face, every_notice
from tray.app.reactor import PollReactor
from tray.desktop.linux.dbus.connection import Bus
from tray.desktop.linux.notify.notifier import BusNotifier
from tray.desktop.linux.tray.status_notifier_or_xembed import LinuxTray
from tray.lib.assets import asset
from tray.lib.language import catalogue_reader
from tray.lib.language.locales import locale_of
from tray.lib.text_width import width
from tray.view.tray.face import SEPARATOR, Face, Gauge, Notice, Row, Status

TITLES, BODIES, BUTTONS, ROWS = 8, 10, 6, 24
"""So many of the widest of each kind."""
_TALL = (1024, 1100)
_MEASURES_WITHIN = timedelta(seconds=90)
_APART = 12
_ACROSS = 3


def speak(language: str) -> None:
    """Put a language in force, or what stands in for the longest one."""
    if language == "pseudo":
        pseudo.put_in_force()
        return
    compile_beside(asset("locale"))
    catalogue_reader.put_in_force(locale_of(language))


def widest_notices() -> list[Notice]:
    """Those with the widest titles, texts and buttons, of each kind of notification one."""
    found: dict[str, Notice] = {}
    known = {f"{each.title}\n{each.body}": each for each in every_notice()}.values()
    for most, measure in (
        (TITLES, lambda each: width(each.title)),
        (BODIES, lambda each: width(each.body)),
        (BUTTONS, lambda each: sum(width(button.label) for button in each.buttons)),
    ):
        kinds: set[str] = set()
        for each in sorted(known, key=measure, reverse=True):
            kind = each.title[:12]
            if kind not in kinds and len(kinds) < most:
                kinds.add(kind)
                found.setdefault(f"{each.title}\n{each.body}", each)
    return list(found.values())


def widest_face() -> Face:
    """The longest tooltip, and the widest rows of all menus in one."""
    faces = list(every_face())
    rows = {row.label: row for each in faces for row in every(each.menu) if row.label != SEPARATOR}
    widest = sorted(rows.values(), key=lambda row: width(row.label), reverse=True)[:ROWS]
    menu = tuple(Row(f"row-{n}", row.label, row.command) for n, row in enumerate(widest))
    longest = max(faces, key=lambda each: width(each.tooltip))
    return replace(longest, menu=menu, status=Status.ACTIVE)


# The program on the desktop


def show(language: str) -> None:
    """Show the icon, and at each SIGUSR1 the next notification until SIGUSR2."""
    speak(language)
    face, left = widest_face(), iter(enumerate(widest_notices()))
    reactor = PollReactor(lambda _event: None, failed=lambda problem: print("FAILED", repr(problem), flush=True))
    bus = Bus.connect("session", reactor)
    tray = LinuxTray(bus, reactor, _pixmaps)
    tray.show(face)
    notifier = BusNotifier(bus, reactor, reactor.post)

    def advance() -> None:
        number, notice = next(left, (None, None))
        if notice is None:
            print("LAST", flush=True)
            return
        # GNOME shows no banner of what is less urgent.
        notifier.show("break", replace(notice, urgency="normal", lasting=True, appearance=number or 0))
        print(f"SHOWN {number}.", flush=True)

    def withdraw() -> None:
        notifier.close("break")

    signal.signal(signal.SIGUSR1, lambda *_: reactor.call_soon(advance))
    signal.signal(signal.SIGUSR2, lambda *_: reactor.call_soon(withdraw))
    signal.signal(signal.SIGTERM, lambda *_: reactor.stop())
    print("READY", flush=True)
    reactor.run(lambda: None)
    tray.close()


def _pixmaps(_gauge: Gauge) -> list[tuple[int, int, bytes]]:
    return [disc(RED, size) for size in (16, 22, 24, 32, 48)]


# The desktops


@contextmanager
def gnome(folder: Path) -> Iterator[Desk]:
    """GNOME with its extension for tray icons."""
    with GnomeDesk("gnome", folder, _TALL) as desk:
        yield desk


@contextmanager
def plasma(folder: Path) -> Iterator[Desk]:
    """KDE Plasma."""
    with PlasmaDesk("plasma", folder) as desk:
        desk.start_panel("plasmashell")
        yield desk


@contextmanager
def xfce(folder: Path) -> Iterator[Desk]:
    """An XFCE panel and the notification server of XFCE."""
    with X11Desk("xfce", folder) as desk:
        Xfce4Notifyd(desk).start()
        desk.start_panel("xfce4-panel")
        yield desk


@contextmanager
def sway(folder: Path) -> Iterator[Desk]:
    """Sway with waybar and mako, which has no settings."""
    with WaylandDesk("sway", folder) as desk:
        desk.start_panel("waybar")
        _server(desk, "mako", "-c", "/dev/null")
        yield desk


@contextmanager
def swaync(folder: Path) -> Iterator[Desk]:
    """Sway with waybar and swaync."""
    with WaylandDesk("swaync", folder) as desk:
        desk.start_panel("waybar")
        _server(desk, "swaync")
        yield desk


@contextmanager
def trayer(folder: Path) -> Iterator[Desk]:
    """A panel that knows only XEMBED, and dunst with the settings that come with it."""
    with X11Desk("trayer", folder, "xfwm4") as desk:
        desk.start_panel("trayer")
        _server(desk, "dunst")
        yield desk


DESKS: dict[str, Callable[[Path], object]] = {
    "gnome": gnome,
    "plasma": plasma,
    "xfce": xfce,
    "sway": sway,
    "swaync": swaync,
    "trayer": trayer,
}


def _server(desk: Desk, name: str, *words: str) -> None:
    desk.start(path_of(name), *words)
    desk.session_bus.wait_for("org.freedesktop.Notifications")


# The pictures


def pictures(name: str, language: str, folder: Path) -> None:
    """Take those of one desktop in one language."""
    with tempfile.TemporaryDirectory() as aside, DESKS[name](Path(aside)) as desk:  # type: ignore[attr-defined]
        program = desk.start(sys.executable, "-m", __spec__.name, "--show", language, name="words")
        until(lambda: "READY" in program.said(), program.said, _MEASURES_WITHIN)
        icon = until(lambda: [box for box in eyes.coloured(desk.look(), "red") if box.width >= 8], "an icon")[0]
        before = eyes.settled(desk)
        if name != "gnome":  # which shows no tooltips
            desk.hands.move(icon.centre)
            box = eyes.appeared(desk, before, lambda box: box.width > 60 and box.height > 12)
            desk.look().crop(box).save(folder / f"{name}-{language}-tooltip.png")
        desk.hands.move(desk.aside)
        bare = eyes.settled(desk)
        taken: list[Image.Image] = []
        for number in range(TITLES + BODIES + BUTTONS):
            program.send(signal.SIGUSR1)
            until(partial(_has_said, program, number), "the next notification")
            desk.hands.move((desk.aside[0] + number % 2, desk.aside[1]))  # somebody is there
            if "LAST" in program.said():
                break
            taken += _of_notice(desk, bare, unfolds=name in ("gnome", "swaync"))
            program.send(signal.SIGUSR2)
            desk.hands.move(desk.aside)
            until(lambda: not any(map(_is_notice, eyes.changed(bare, desk.look()))), "it to go", _MEASURES_WITHIN)
        _sheet(taken).save(folder / f"{name}-{language}-notices.png")
        menu = open_menu(desk, icon.centre, "menu")
        menu.picture.crop(menu.box).save(folder / f"{name}-{language}-menu.png")


def _has_said(program: Program, number: int) -> bool:
    return f"SHOWN {number}." in program.said() or "LAST" in program.said()


def _is_notice(box: Box) -> bool:
    return box.width > 100 and box.height > 30


def _of_notice(desk: Desk, before: Image.Image, *, unfolds: bool) -> list[Image.Image]:
    """The notification as it comes; and below the pointer where it unfolds there."""

    def come() -> tuple[Image.Image, list[Box]] | None:
        now = desk.look()
        found = [each for each in eyes.changed(before, now) if _is_notice(each)]
        return (now, found) if found else None

    now, found = until(come, "the notification")
    if not unfolds:
        settled = eyes.settled(desk)
        return [settled.crop(next(each for each in eyes.changed(before, settled) if _is_notice(each)))]
    # There it goes by itself before the screen has come to rest, unless somebody points at it.
    desk.hands.move(found[0].centre)
    eyes.settled(desk)
    unfolded = desk.look()
    whole = [each for each in eyes.changed(before, unfolded) if each.width > 100]
    return [now.crop(found[0]), *([unfolded.crop(_around(whole))] if whole else [])]


def _around(boxes: list[Box]) -> tuple[int, int, int, int]:
    lefts, tops, rights, bottoms = zip(*((each.left, each.top, each.right, each.bottom) for each in boxes), strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _sheet(taken: list[Image.Image]) -> Image.Image:
    """All of them in columns."""
    columns = [taken[n::_ACROSS] for n in range(_ACROSS)]
    wide = max(each.width for each in taken) + _APART
    sheet = Image.new("RGB", (wide * _ACROSS, max(sum(each.height + _APART for each in column) for column in columns)))
    for n, column in enumerate(columns):
        top = 0
        for each in column:
            sheet.paste(each, (n * wide, top))
            top += each.height + _APART
    return sheet


def main(words: list[str]) -> int:
    """Take the pictures; the exit code."""
    if words[:1] == ["--show"]:
        show(words[1])
        return 0
    parser = ArgumentParser(prog="python -m tests.desktop.longest_words_on_desktops")
    parser.add_argument("folder", type=Path)
    parser.add_argument("desks", nargs="*", metavar="DESK", help=", ".join(DESKS))
    parser.add_argument("--in", dest="languages", action="append")
    asked = parser.parse_args(words)
    asked.folder.mkdir(parents=True, exist_ok=True)
    for name in asked.desks or DESKS:
        for language in asked.languages or ("de", "pseudo"):
            pictures(name, language, asked.folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
