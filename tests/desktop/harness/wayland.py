"""How is a throw-away Wayland desktop started? Headless sway, a virtual seat, and waybar.

Of headless sway 1.7 no output can be unplugged; of one whose outputs are windows of an X server, each goes with its
window.
"""

import io
import json
import os
import signal
import subprocess
from contextlib import suppress
from typing import Any

from PIL import Image
from Xlib import X
from Xlib.display import Display
from Xlib.error import ConnectionClosedError
from Xlib.protocol.event import ClientMessage

from tests.desktop.harness.acting.wayland_hands import Seat
from tests.desktop.harness.desk import Desk
from tests.desktop.harness.processes import Program
from tests.desktop.harness.programs import path_of
from tests.desktop.harness.waiting import until

WATCHER = "org.kde.StatusNotifierWatcher"
BAR_COLOURS = {True: ("#222222", "#eeeeee"), False: ("#f0f0f0", "#222222")}
"""Paper and ink of the bar when it is dark, and when it is not."""

_SWAY = """output HEADLESS-1 resolution {0}x{1} position 0 0
output HEADLESS-1 background #336655 solid_color
default_border none
focus_on_window_activation none
seat * hide_cursor 0
xwayland disable
"""
_SECOND = """output HEADLESS-2 resolution {0}x{1} position {2} 0
output HEADLESS-2 background #665533 solid_color
"""
_BAR = {
    "layer": "top",
    "position": "top",
    "height": 32,
    "modules-right": ["tray"],
    "tray": {"icon-size": 24, "spacing": 4},
}
_STYLE = "* {{font-family: DejaVu Sans; font-size: 12px;}} window#waybar {{background: {0}; color: {1};}}"
_AS_ANOTHER_USER = ("--user", "--map-user=1000", "--map-group=1000")
"""sway refuses to run as root; a namespace in which root is not mapped is enough for it."""


class WaylandDesk(Desk):
    """Headless sway with a virtual pointer and keyboard."""

    programs = (*Desk.programs, "sway", "grim", "unshare")
    second: tuple[int, int] | None = None
    """The size of another output, to the right of the first one."""

    def _start_screen(self) -> None:
        settings = self.folder / "sway.conf"
        beside = _SECOND.format(*self.second, self.size[0]) if self.second else ""
        settings.write_text(_SWAY.format(*self.size) + beside)
        self.env |= {
            "WLR_BACKENDS": "headless",
            "WLR_HEADLESS_OUTPUTS": "2" if self.second else "1",
            "WLR_LIBINPUT_NO_DEVICES": "1",
            "WLR_RENDERER": "pixman",
            "XDG_SESSION_TYPE": "wayland",
            "XDG_CURRENT_DESKTOP": "sway",
            "SWAYSOCK": str(self.runtime / "sway.sock"),
            "GDK_BACKEND": "wayland",
        }
        self.start_compositor()

    def start_compositor(self) -> None:
        """Start sway."""
        prefix = [path_of("unshare"), *_AS_ANOTHER_USER] if os.geteuid() == 0 else []
        command = (*prefix, path_of("sway"), "-c", str(self.folder / "sway.conf"))
        self._compositor = self.start(*command, name="sway")
        display = until(lambda: self._display(self._compositor), "sway")
        self.env["WAYLAND_DISPLAY"] = display
        wide, high = self.second or (0, 0)
        whole = self.size[0] + wide, max(self.size[1], high)
        self.hands = self._seat = Seat(str(self.runtime / display), whole)

    def freeze(self, still: bool) -> None:
        """Let sway hang, or go on."""
        self._compositor.send(signal.SIGSTOP if still else signal.SIGCONT)

    def kill_compositor(self) -> None:
        """End sway as a crash does; whoever shows a window ends with it."""
        self._seat.close()
        self._compositor.kill()
        (self.runtime / "sway.sock").unlink()

    def _display(self, sway: Program) -> str | None:
        assert sway.exit_code is None, f"sway ended:\n{sway.said()}"
        names = (file.name for file in self.runtime.glob("wayland-*") if file.suffix != ".lock")
        # sway makes its socket of commands last, when it can serve
        return next(names, None) if (self.runtime / "sway.sock").exists() else None

    def look(self) -> Image.Image:
        command = [path_of("grim"), "-t", "ppm", "-"]
        return Image.open(io.BytesIO(subprocess.run(command, env=self.env, capture_output=True, check=True).stdout))

    def close(self) -> None:
        if hasattr(self, "_seat"):
            self._seat.close()
        super().close()

    def start_panel(self, name: str = "waybar", *, dark: bool = True) -> Program:
        """Start waybar, which knows StatusNotifier only, at the top of the screen."""
        assert name == "waybar"
        settings, style = self.folder / "waybar.json", self.folder / "waybar.css"
        settings.write_text(json.dumps(_BAR))
        style.write_text(_STYLE.format(*BAR_COLOURS[dark]))
        panel = self.start(path_of("waybar"), "-c", str(settings), "-s", str(style))
        self.session_bus.wait_for(WATCHER)
        return panel

    def wait_without_panel(self) -> None:
        """Wait until every part of a killed panel has gone."""
        self.session_bus.wait_without(WATCHER)


_NESTED = """{outputs}
default_border none
focus_on_window_activation none
seat * hide_cursor 0
xwayland disable
"""
_OUTPUT = """output X11-{number} resolution {width}x{height} position {left} 0
output X11-{number} background {colour} solid_color"""
_COLOURS = ("#336655", "#665533")
_ATOMS = ("WM_PROTOCOLS", "WM_DELETE_WINDOW", "_NET_WM_NAME", "UTF8_STRING", "_VARIABLE_REFRESH")
"""The compositor makes none of these names, and a window of its own has none that aren't there."""
_PLUGGED_IN_AGAIN = 3


class NestedSwayDesk(WaylandDesk):
    """Sway with two outputs, which are windows of an X server: the second can be unplugged, and plugged in again."""

    programs = (*WaylandDesk.programs, "Xvfb", "swaymsg")
    second = (800, 600)

    def _start_screen(self) -> None:
        wide, high = self.size
        options = ("-screen", "0", f"{wide}x{high}x24", "-nolisten", "tcp", "-noreset")
        number = self.start_and_hear((path_of("Xvfb"), *options), "-displayfd {fd}")
        self._outer = Display(f":{number}")
        for name in _ATOMS:
            self._outer.intern_atom(name)
        self._outer.sync()
        outputs = ((1, self.size, 0), (2, self.second, wide), (_PLUGGED_IN_AGAIN, self.second, wide))
        said = (
            _OUTPUT.format(number=n, width=size[0], height=size[1], left=left, colour=_COLOURS[n > 1])
            for n, size, left in outputs
        )
        (self.folder / "sway.conf").write_text(_NESTED.format(outputs="\n".join(said)))
        self.env |= {
            "WLR_BACKENDS": "x11",
            "WLR_X11_OUTPUTS": "2",
            "WLR_RENDERER": "pixman",
            "XDG_SESSION_TYPE": "wayland",
            "XDG_CURRENT_DESKTOP": "sway",
            "SWAYSOCK": str(self.runtime / "sway.sock"),
            "GDK_BACKEND": "wayland",
            "DISPLAY": f":{number}",
        }
        try:
            self.start_compositor()
        finally:
            del self.env["DISPLAY"]  # that of the compositor alone

    def unplug(self) -> None:
        """Take the second output away, as one does who closes its window."""
        name, closes = (self._outer.intern_atom(each) for each in _ATOMS[:2])
        window = self._window_of(f"X11-{self._second_one()}")
        window.send_event(ClientMessage(window=window, client_type=name, data=(32, [closes, X.CurrentTime, 0, 0, 0])))
        self._outer.sync()
        until(lambda: self._second_one() is None, "the output to go")
        self._seat.covers(self.size)

    def plug(self) -> None:
        """Plug a second output in again, at the same place."""
        self._tell("create_output")
        until(self._second_one, "the output")
        self._seat.covers((self.size[0] + self.second[0], self.size[1]))

    def _second_one(self) -> int | None:
        names = [each["name"] for each in self._tell("-t", "get_outputs")]
        return next((n for n in (2, _PLUGGED_IN_AGAIN) if f"X11-{n}" in names), None)

    def _tell(self, *words: str) -> list[dict[str, str]]:
        told = subprocess.run([path_of("swaymsg"), *words], env=self.env, check=True, capture_output=True)
        found: list[dict[str, str]] = json.loads(told.stdout)
        return found

    def _window_of(self, output: str) -> Any:
        title = self._outer.intern_atom("_NET_WM_NAME")
        for window in self._outer.screen().root.query_tree().children:
            said = window.get_full_property(title, X.AnyPropertyType)
            if said is not None and output.encode() in said.value:
                return window
        raise AssertionError(f"{output} has no window")

    def close(self) -> None:
        super().close()
        if hasattr(self, "_outer"):
            with suppress(ConnectionClosedError):
                self._outer.close()
