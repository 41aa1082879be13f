"""How is a throw-away GNOME started? The real shell without a screen, with its extension for tray icons.

Its pictures are taken by the shell itself, which does so for whoever owns a certain name; its mouse and keyboard are
those that Mutter gives to programs for remote control.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from jeepney import DBusAddress, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from PIL import Image

from tests.desktop.harness.acting.hands import Button, Hands
from tests.desktop.harness.acting.wayland_hands import BUTTONS, KEYS
from tests.desktop.harness.bus_listener import NOTIFICATIONS, Bus
from tests.desktop.harness.desk import Desk
from tests.desktop.harness.login_manager import Login
from tests.desktop.harness.processes import Program
from tests.desktop.harness.programs import path_of
from tests.desktop.harness.waiting import TookTooLong, until

WATCHER = "org.kde.StatusNotifierWatcher"
EXTENSION = "ubuntu-appindicators@ubuntu.com"
IDLE = "org.gnome.Mutter.IdleMonitor"
_SCREENSAVER = "org.gnome.ScreenSaver"
_SHELL = "org.gnome.Shell"
_REMOTE = "org.gnome.Mutter.RemoteDesktop"
_AT_SHELL = DBusAddress("/org/gnome/Shell", _SHELL, _SHELL)
_AT_SCREENSHOT = DBusAddress("/org/gnome/Shell/Screenshot", f"{_SHELL}.Screenshot", f"{_SHELL}.Screenshot")
_AT_REMOTE = DBusAddress("/org/gnome/Mutter/RemoteDesktop", _REMOTE, _REMOTE)
_DISPLAYS = "org.gnome.Mutter.DisplayConfig"
_AT_DISPLAYS = DBusAddress("/org/gnome/Mutter/DisplayConfig", _DISPLAYS, _DISPLAYS)
_BANNERS = ("org.gnome.desktop.notifications", "show-banners")
_DISPLAY = "wayland-gnome"
_TRIES, _STARTS_WITHIN = 5, timedelta(seconds=8)
_TYPING_AIDS = "/org/gnome/shell/misc/ibusManager.js"
_STARTS_TYPING_AIDS = "this._queueSpawn();"
_SETTINGS = (
    ("org.gnome.shell", "enabled-extensions", f"['{EXTENSION}']"),
    ("org.gnome.shell", "welcome-dialog-last-shown-version", "99"),
    ("org.gnome.desktop.interface", "enable-animations", "false"),
    ("org.gnome.desktop.interface", "enable-hot-corners", "false"),
    ("org.gnome.desktop.background", "picture-options", "none"),
    ("org.gnome.desktop.background", "primary-color", "#336655"),
    ("org.gnome.desktop.session", "idle-delay", "0"),
    (*_BANNERS, "false"),  # what the shell itself has to say when it starts
)


class GnomeHands(Hands):
    """A mouse that moves by steps, from the bottom right corner, where nothing happens."""

    def __init__(self, bus: Bus, size: tuple[int, int], outputs: int, drawn: Callable[[], object]) -> None:
        """Over so many outputs of one size, side by side.

        ``drawn`` returns when the shell has drawn its screen once more. What a button is pressed on is where the
        pointer is by then, and not where it was at the press.
        """
        self._bus = bus
        self._drawn = drawn
        self._size, self.outputs = size, outputs
        (path,) = bus.ask(_AT_REMOTE, "CreateSession")
        self._at = DBusAddress(path, _REMOTE, f"{_REMOTE}.Session")
        bus.ask(self._at, "Start")
        self.begin()
        # The keyboard is plugged in with its first key, and what is typed until a window has heard of it is lost.
        self.key("shift")

    def begin(self) -> None:
        """Go into the corner, to know where the pointer is.

        A step that ends on no output stays on the one where it began: each is crossed by a step of its own.
        """
        self._by(9999, 9999)
        for _ in range(1, self.outputs):
            self._by(self._size[0], 0)
        self._by(9999, 9999)
        self._place = (self._size[0] * self.outputs - 1, self._size[1] - 1)

    def move(self, to: tuple[int, int]) -> None:
        self._by(to[0] - self._place[0], to[1] - self._place[1])
        self._place = to
        self._drawn()

    def press(self, button: Button, *, down: bool) -> None:
        self._bus.ask(self._at, "NotifyPointerButton", "ib", BUTTONS[button], down)
        self._drawn()

    def key(self, name: str) -> None:
        for down in (True, False):
            self._bus.ask(self._at, "NotifyKeyboardKeycode", "ub", KEYS[name], down)

    def _by(self, x: int, y: int) -> None:
        self._bus.ask(self._at, "NotifyPointerMotionRelative", "dd", float(x), float(y))


class GnomeDesk(Desk):
    """GNOME Shell on Wayland."""

    programs = (
        *Desk.programs,
        "gnome-shell",
        "appindicator extension",
        "gsettings",
        "gresource",
        "dconf-service",
        "gjs",
    )

    hands: GnomeHands
    outputs = 1
    """Each of the same size, from left to right."""

    def _start_screen(self) -> None:
        self.env |= {
            "GSETTINGS_BACKEND": "dconf",
            "XDG_SESSION_TYPE": "wayland",
            "XDG_CURRENT_DESKTOP": "GNOME",
            "XDG_SESSION_ID": "1",
            "GNOME_SHELL_SESSION_MODE": "user",
        }
        self._leave_out_typing_aids()
        self.login = Login(self.system_bus, self.start)
        self.start(path_of("dconf-service"))
        self.session_bus.wait_for("ca.desrt.dconf")
        for schema, key, value in _SETTINGS:
            self.set(schema, key, value)
        self._start_shell()
        self._show_desktop()
        self.set(*_BANNERS, "true")

    def _leave_out_typing_aids(self) -> None:
        """Keep GNOME 43 from starting ibus, which is not wanted here.

        Between fork and exec it runs JavaScript, and where another thread held one of GLib's locks at the fork, both
        processes wait for ever: seen in every third start. A part of the shell can be replaced from outside.
        """
        for library in Path("/usr/lib/gnome-shell").glob("lib*shell*.so"):
            taken = self.start(path_of("gresource"), "extract", str(library), _TYPING_AIDS)
            if taken.wait_to_end() == 0 and _STARTS_TYPING_AIDS in taken.said():
                without = self.folder / "ibusManager.js"
                without.write_text(taken.said().replace(_STARTS_TYPING_AIDS, ""))
                self.env["G_RESOURCE_OVERLAYS"] = f"{_TYPING_AIDS}={without}"

    def _begin_shell(self) -> Program:
        screen = f"{self.size[0]}x{self.size[1]}"
        monitors = ("--virtual-monitor", screen) * self.outputs
        headless = ("--headless", "--no-x11", "--wayland", *monitors, "--wayland-display", _DISPLAY)
        return self.start(path_of("gnome-shell"), *headless)

    def _start_shell(self) -> None:
        """Start it, and once more where it did not come up in time."""
        for _ in range(_TRIES):
            shell = self._begin_shell()
            with suppress(TookTooLong):
                until(lambda: "GNOME Shell started" in shell.said(), "the shell", _STARTS_WITHIN)  # noqa: B023
                break
            shell.kill()
            self.session_bus.wait_without(_SHELL)
        else:
            raise TookTooLong(f"GNOME Shell never started:\n{shell.said()}")
        for name in (IDLE, _REMOTE, _SHELL, WATCHER):
            self.session_bus.wait_for(name)
        self.env |= {"WAYLAND_DISPLAY": _DISPLAY, "GDK_BACKEND": "wayland"}
        # A bus with services would start these, which speak for the shell.
        for name, service in ((NOTIFICATIONS, "org.gnome.Shell.Notifications"), (_SCREENSAVER, _SCREENSAVER)):
            self.start(path_of("gjs"), f"/usr/share/gnome-shell/{service}", name=service)
            self.session_bus.wait_for(name)
        self._photographer: DBusConnection = open_dbus_connection(self.session_bus.address)
        self._photographer.send_and_get_reply(message_bus.RequestName("org.gnome.Screenshot"))
        self.hands = GnomeHands(self.session_bus, self.size, self.outputs, self.look)

    def _show_desktop(self) -> None:
        """GNOME begins with its overview."""
        at = DBusAddress("/org/gnome/Shell", _SHELL, "org.freedesktop.DBus.Properties")

        def is_gone() -> bool:
            self.session_bus.ask(at, "Set", "ssv", _SHELL, "OverviewActive", ("b", False))
            return not self.session_bus.property(_AT_SHELL, "OverviewActive")

        until(is_gone, "the overview to go")
        self.hands.begin()

    def unplug(self, which: int) -> None:
        """Have one of two outputs gone; what is left begins where the desktop does."""
        serial, outputs, _, _ = self.session_bus.ask(_AT_DISPLAYS, "GetCurrentState")
        (name, *_), modes, _ = next(each for n, each in enumerate(outputs) if n != which)
        none: dict[str, object] = {}
        left = [(0, 0, 1.0, 0, True, [(name, modes[0][0], none)])]
        self.session_bus.ask(_AT_DISPLAYS, "ApplyMonitorsConfig", "uua(iiduba(ssa{sv}))a{sv}", serial, 1, left, none)
        self.outputs = self.hands.outputs = 1
        self.hands.begin()

    def set(self, schema: str, key: str, value: str) -> None:
        """Change a setting of GNOME."""
        assert self.start(path_of("gsettings"), "set", schema, key, value).wait_to_end() == 0

    def look(self) -> Image.Image:
        file = self.folder / "look.png"
        ask = new_method_call(_AT_SCREENSHOT, "Screenshot", "bbs", (False, False, str(file)))
        taken, _ = self._photographer.send_and_get_reply(ask, timeout=10).body
        assert taken, "the shell took no picture"
        with Image.open(file) as picture:
            return picture.convert("RGB")

    def close(self) -> None:
        with suppress(AttributeError):  # it did not come that far
            self._photographer.close()
        super().close()

    def show_panel(self, name: str) -> None:
        """Enable the extension; the panel itself is part of the shell, and always dark."""
        assert name == "gnome-shell"
        self._extension("EnableExtension")
        self.session_bus.wait_for(WATCHER)

    def hide_panel(self) -> None:
        """Disable the extension, and with it what knows of tray icons."""
        self._extension("DisableExtension")
        self.session_bus.wait_without(WATCHER)

    def _extension(self, method: str) -> None:
        at = DBusAddress("/org/gnome/Shell", _SHELL, f"{_SHELL}.Extensions")
        assert self.session_bus.ask(at, method, "s", EXTENSION) == (True,)
