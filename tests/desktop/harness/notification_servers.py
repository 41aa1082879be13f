"""Starts each notification server, and presses buttons on it as a person does.

They differ: xfce4-notifyd and swaync draw buttons, dunst and mako do not and offer a menu or a command instead.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass

from tests.desktop.harness.acting import eyes
from tests.desktop.harness.acting.eyes import Box
from tests.desktop.harness.acting.hands import Button
from tests.desktop.harness.bus_listener import NOTIFICATIONS
from tests.desktop.harness.desk import Desk
from tests.desktop.harness.processes import Program
from tests.desktop.harness.programs import path_of

_XFCONF = "org.xfce.Xfconf"

_DUNST = """[global]
    follow = none
    width = 320
    origin = bottom-right
    offset = 10x10
    font = DejaVu Sans 10
    markup = full
    format = "<b>%s</b>\\n%b"
    mouse_left_click = {left}
    mouse_middle_click = do_action, close_current
    mouse_right_click = {right}
    dmenu = {menu}
    {more}
[urgency_low]
    background = "#285577"
    foreground = "#ffffff"
    timeout = 4s
[urgency_normal]
    background = "#285577"
    foreground = "#ffffff"
    timeout = 4s
[urgency_critical]
    background = "#285577"
    foreground = "#ffffff"
    timeout = 4s
"""

_MAKO = """default-timeout=4000
anchor=bottom-right
width=320
actions=1
font=DejaVu Sans 10
on-button-left=invoke-default-action
"""

_SWAYNC = '{"positionX": "right", "positionY": "bottom", "timeout": 4, "notification-window-width": 400}'

_MENU = """#!/bin/sh
# Stands in for the menu program of dunst and mako: always chooses the row with the wanted label.
exec grep -m1 -F -f {wanted}
"""


def start_xfconf(desk: Desk) -> None:
    """Start the settings store of XFCE, which its panel and its notification server need."""
    if not desk.session_bus.has(_XFCONF):
        desk.start(path_of("xfconfd"))
        desk.session_bus.wait_for(_XFCONF)


@dataclass(frozen=True)
class OnScreen:
    """A notification that a person sees."""

    labels: tuple[str, ...]
    """Of its buttons, in order."""
    box: Box


@dataclass
class Server(ABC):
    """A notification server in a desktop."""

    desk: Desk
    program: Program | None = None
    as_it_comes: bool = False
    """With the clicks of its own defaults, and not of what people make of them."""

    def start(self) -> Program:
        """Start it, and wait until it serves."""
        assert self.program is None or self.program.exit_code is not None, "it runs already"
        self.program = self._start()
        self.desk.session_bus.wait_for(NOTIFICATIONS)
        return self.program

    def kill(self) -> None:
        """End it as a crash would, and wait until its name is free."""
        assert self.program is not None, "it does not run"
        self.program.kill()
        self.desk.session_bus.wait_without(NOTIFICATIONS)

    @abstractmethod
    def _start(self) -> Program: ...

    @abstractmethod
    def press(self, label: str, notice: OnScreen) -> None:
        """Press a button of a notification, as a person would."""

    def will_choose(self, label: str) -> None:
        """Decide what to choose in the menu of choices, where the server has one."""
        (self.desk.folder / "wanted").write_text(label)

    @abstractmethod
    def disturb(self, may: bool) -> None:
        """Let it show notifications, or tell it not to disturb."""

    def close_all(self) -> bool:
        """Put all notifications away by its own command, as people bind to a key; False where it has none."""
        return False


@dataclass
class Dunst(Server):
    """Draws no buttons; a right click opens a menu of them in a program of the person's choice."""

    def _start(self) -> Program:
        settings = self.desk.folder / "dunstrc"
        more = "layer = overlay" if "WAYLAND_DISPLAY" in self.desk.env else ""
        left, right = ("close_current", "close_all") if self.as_it_comes else ("do_action, close_current", "context")
        settings.write_text(_DUNST.format(menu=_menu_program(self.desk), more=more, left=left, right=right))
        return self.desk.start(path_of("dunst"), "-config", str(settings))

    def press(self, label: str, notice: OnScreen) -> None:
        self.will_choose(label)
        self.desk.hands.click(notice.box.centre, Button.RIGHT)

    def disturb(self, may: bool) -> None:
        _run(self.desk, "dunstctl", "set-paused", str(not may).lower())

    def close_all(self) -> bool:
        _run(self.desk, "dunstctl", "close-all")
        return True


@dataclass
class Mako(Server):
    """Draws no buttons; its own command opens a menu of them, which people bind to a key."""

    def _start(self) -> Program:
        settings = self.desk.folder / "mako.conf"
        settings.write_text(_MAKO)
        return self.desk.start(path_of("mako"), "-c", str(settings))

    def press(self, label: str, notice: OnScreen) -> None:
        assert label in notice.labels
        self.will_choose(label)
        code = self.desk.start(path_of("makoctl"), "menu", _menu_program(self.desk)).wait_to_end()
        assert code == 0, "makoctl found nothing to choose from"

    def disturb(self, may: bool) -> None:
        _run(self.desk, "makoctl", "mode", "-r" if may else "-a", "do-not-disturb")

    def close_all(self) -> bool:
        _run(self.desk, "makoctl", "dismiss", "--all")
        return True


@dataclass
class Xfce4Notifyd(Server):
    """Draws all buttons, in a row at the bottom."""

    def _start(self) -> Program:
        start_xfconf(self.desk)
        return self.desk.start(path_of("xfce4-notifyd"))

    def press(self, label: str, notice: OnScreen) -> None:
        press_drawn(self.desk, label, notice)

    def disturb(self, may: bool) -> None:
        setting = ("-c", "xfce4-notifyd", "-p", "/do-not-disturb", "-n", "-t", "bool", "-s")
        _run(self.desk, "xfconf-query", *setting, str(not may).lower())


@dataclass
class Swaync(Server):
    """Draws all buttons, in a row at the bottom."""

    def _start(self) -> Program:
        settings = self.desk.folder / "swaync.json"
        settings.write_text(_SWAYNC)
        return self.desk.start(path_of("swaync"), "-c", str(settings))

    def press(self, label: str, notice: OnScreen) -> None:
        press_drawn(self.desk, label, notice)

    def disturb(self, may: bool) -> None:
        _run(self.desk, "swaync-client", "-df" if may else "-dn", "-sw")

    def close_all(self) -> bool:
        _run(self.desk, "swaync-client", "--close-all", "-sw")
        return True


SERVERS: dict[str, type[Server]] = {
    "dunst": Dunst,
    "mako": Mako,
    "xfce4-notifyd": Xfce4Notifyd,
    "swaync": Swaync,
}


def press_drawn(desk: Desk, label: str, notice: OnScreen) -> None:
    """Press a button that is drawn at the bottom of a notification."""
    desk.hands.move(notice.box.centre)  # some draw their buttons only below the pointer
    picture = eyes.settled(desk)
    drawn = eyes.buttons(picture, notice.box, len(notice.labels))
    desk.hands.click(drawn[notice.labels.index(label)].centre)


def _run(desk: Desk, *argv: str) -> None:
    assert desk.start(path_of(argv[0]), *argv[1:]).wait_to_end() == 0, f"{argv} failed"


def _menu_program(desk: Desk) -> str:
    program = desk.folder / "menu"
    program.write_text(_MENU.format(wanted=desk.folder / "wanted"))
    program.chmod(0o755)
    return str(program)
