"""How is a throw-away Wayland desktop started? Headless sway, a virtual seat, and waybar."""

import io
import json
import os
import signal
import subprocess

from PIL import Image

from tests.desktop.harness.desk import Desk
from tests.desktop.harness.processes import Program
from tests.desktop.harness.programs import path_of
from tests.desktop.harness.seat import Seat
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
