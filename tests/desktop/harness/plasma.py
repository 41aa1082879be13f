"""How is a throw-away Plasma started? KWin without a screen, KDE's daemon, and the shell with its panel."""

import json
import os
import shutil
import threading
from contextlib import suppress
from pathlib import Path

from jeepney import DBusAddress, MessageType, new_method_call
from jeepney.io.blocking import open_dbus_connection
from PIL import Image

from tests.desktop.harness.acting.kwin_hands import KwinHands
from tests.desktop.harness.bus_listener import NOTIFICATIONS
from tests.desktop.harness.desk import Desk
from tests.desktop.harness.login_manager import Login
from tests.desktop.harness.processes import Program
from tests.desktop.harness.programs import path_of
from tests.desktop.harness.waiting import until

WATCHER = "org.kde.StatusNotifierWatcher"
_SHELL = "org.kde.plasmashell"
_KWIN = "org.kde.KWin"
_ACTIVITIES = "org.kde.ActivityManager"
_CAMERA = "org.kde.KWin.ScreenShot2"
_AT_CAMERA = DBusAddress("/org/kde/KWin/ScreenShot2", _KWIN, _CAMERA)
_AT_SCRIPTS = DBusAddress("/PlasmaShell", _SHELL, "org.kde.PlasmaShell")
_DISPLAY = "wayland-plasma"
_STYLE = "tests.plain"
_BACKGROUND = (0x33, 0x66, 0x55)
# The tray is on the left, because plasmashell puts menus below menus to the right even where the screen ends.
_LAYOUT = """
const panel = new Panel
panel.location = "top"
panel.height = 32
panel.addWidget("org.kde.plasma.systemtray")
panel.addWidget("org.kde.plasma.panelspacer")
"""
# No part of the layout: one start in thirty knows of no desktop yet when that is laid out.
_PAINT = """
for (const desktop of desktops()) {
    desktop.wallpaperPlugin = "org.kde.color"
    desktop.currentConfigGroup = ["Wallpaper", "org.kde.color", "General"]
    desktop.writeConfig("Color", "#336655")
}
"""
_SETTINGS = {
    "kscreenlockerrc": "[Daemon]\nAutolock=false\n",
    "kwalletrc": "[Wallet]\nEnabled=false\n",
    "plasma-welcomerc": "[General]\nLastSeenVersion=99\n",
    "kdeglobals": f"[KDE]\nAnimationDurationFactor=0\nLookAndFeelPackage={_STYLE}\n",
    "plasmanotifyrc": "[Notifications]\nPopupPosition=BottomRight\n",
    "kwinrc": "[Plugins]\nblurEnabled=false\n",
}


class PlasmaDesk(Desk):
    """KDE Plasma on Wayland. The compositor runs on its own; panel and tray come with ``start_panel``."""

    programs = (
        *Desk.programs,
        *("kwin_wayland", "kded5", "kactivitymanagerd", "plasmashell", "panel of plasma"),
    )

    hands: KwinHands
    outputs = 1
    """Each of the same size, from left to right."""

    def _start_screen(self) -> None:
        self.login = Login(self.system_bus, self.start)
        del self.env["GSETTINGS_BACKEND"]
        for file, text in _SETTINGS.items():
            (self.home / ".config" / file).write_text(text)
        self.env |= {
            "XDG_SESSION_TYPE": "wayland",
            "XDG_CURRENT_DESKTOP": "KDE",
            "XDG_SESSION_ID": "1",
            "XDG_MENU_PREFIX": "plasma-",
            "DESKTOP_SESSION": "plasma",
            "KDE_FULL_SESSION": "true",
            "KDE_SESSION_VERSION": "5",
            "QT_QUICK_BACKEND": "software",
            "QT_LOGGING_RULES": "*.debug=false",
            "KWIN_COMPOSE": "O2ES",
            "KWIN_WAYLAND_NO_PERMISSION_CHECKS": "1",
            "KWIN_SCREENSHOT_NO_PERMISSION_CHECKS": "1",
        }
        self.start_compositor()
        self.env |= {"QT_QPA_PLATFORM": "wayland", "WAYLAND_DISPLAY": _DISPLAY, "GDK_BACKEND": "wayland"}
        self.start(path_of("kactivitymanagerd"))
        self.session_bus.wait_for(_ACTIVITIES)

    def start_compositor(self) -> None:
        """Start KWin."""
        # As installed it carries a right that some machines refuse to give; a copy carries none.
        kwin = self.folder / "kwin_wayland"
        shutil.copyfile(path_of("kwin_wayland"), kwin)
        kwin.chmod(0o755)
        size = ("--width", str(self.size[0]), "--height", str(self.size[1]), "--output-count", str(self.outputs))
        self._compositor = self.start(str(kwin), "--virtual", *size, "--no-lockscreen", "--socket", _DISPLAY)
        self.session_bus.wait_for(_KWIN)
        until((self.runtime / _DISPLAY).exists, "the compositor's socket")
        self.hands = KwinHands(str(self.runtime / _DISPLAY))

    def kill_compositor(self) -> None:
        """End KWin as a crash does; the shell and whoever shows a window end with it."""
        self.hands.close()
        self._compositor.kill()
        self.session_bus.wait_without(_KWIN)

    def look(self) -> Image.Image:
        connection = open_dbus_connection(self.session_bus.address, enable_fds=True)
        reading, writing = os.pipe()
        taken: list[bytes] = []
        developing = threading.Thread(target=lambda: taken.append(Path(f"/dev/fd/{reading}").read_bytes()))
        developing.start()
        options = {"include-cursor": ("b", False)}
        area = (0, 0, self.size[0] * self.outputs, self.size[1])
        ask = new_method_call(_AT_CAMERA, "CaptureArea", "iiuua{sv}h", (*area, options, writing))
        reply = connection.send_and_get_reply(ask, timeout=10)
        os.close(writing)
        connection.close()
        developing.join(10)
        os.close(reading)
        assert reply.header.message_type is MessageType.method_return, f"KWin took no picture: {reply.body}"
        found = {name: value for name, (_, value) in reply.body[0].items()}
        size = (found["width"], found["height"])
        return Image.frombuffer("RGB", size, taken[0], "raw", "BGRX", found["stride"], 1)

    def film(self) -> Program:
        """A window over the whole screen; the terminal of the lighter desktops does not run on a KWin without one."""
        return self.start(path_of("gjs"), str(Path(__file__).with_name("film_on_wayland.js")), name="film")

    def close(self) -> None:
        with suppress(AttributeError):  # it did not come that far
            self.hands.close()
        super().close()

    def start_panel(self, name: str = "plasmashell", *, dark: bool = True) -> Program:
        """Start the shell with one panel at the top, and what knows of tray icons."""
        assert name == "plasmashell"
        self._arrange(dark)
        if not self.session_bus.has(_ACTIVITIES):  # it ended with its compositor
            self.start(path_of("kactivitymanagerd"))
            self.session_bus.wait_for(_ACTIVITIES)
        if not self.session_bus.has(WATCHER):
            self._daemon = self.start(path_of("kded5"))
            self.session_bus.wait_for(WATCHER)
        panel = self.start(path_of("plasmashell"), "--no-respawn")
        self.session_bus.wait_for(_SHELL)
        self.session_bus.wait_for(NOTIFICATIONS)
        # It serves before it draws, and what is drawn later must not be taken for a notification.
        until(self._is_painted, "the background")
        return panel

    def _is_painted(self) -> bool:
        """Whether the shell shows the plain background; where it does not, it is told to."""
        if _BACKGROUND == self.look().getpixel(self.aside):
            return True
        self.session_bus.ask(_AT_SCRIPTS, "evaluateScript", "s", _PAINT)
        return False

    def hide_panel(self) -> None:
        super().hide_panel()
        self._daemon.kill()
        self.wait_without_panel()

    def wait_without_panel(self) -> None:
        """Wait until a killed shell has gone, and its daemon, too, when that was killed."""
        self.session_bus.wait_without(_SHELL)
        if self._daemon.exit_code is not None:
            self.session_bus.wait_without(WATCHER)

    def _arrange(self, dark: bool) -> None:
        """What the shell shows when it starts: a panel with the tray, and a plain background."""
        style = self.home / ".local/share/plasma/look-and-feel" / _STYLE
        layouts = style / "contents/layouts"
        layouts.mkdir(parents=True, exist_ok=True)
        (layouts / "org.kde.plasma.desktop-layout.js").write_text(_LAYOUT)
        (style / "metadata.json").write_text(json.dumps({"KPlugin": {"Id": _STYLE, "Name": "Plain"}}))
        theme = "breeze-dark" if dark else "breeze-light"
        (self.home / ".config/plasmarc").write_text(f"[Theme]\nname={theme}\n")
