"""How is a throw-away X11 desktop started? Xvfb, a window manager, and a panel with or without StatusNotifier."""

from pathlib import Path

from PIL import Image
from Xlib import XK, X
from Xlib.display import Display
from Xlib.error import BadWindow
from Xlib.ext import xtest
from Xlib.xobject.drawable import Window

from tests.desktop.harness import notification_servers
from tests.desktop.harness.acting.hands import Button, Hands
from tests.desktop.harness.desk import Desk
from tests.desktop.harness.processes import Program
from tests.desktop.harness.programs import path_of
from tests.desktop.harness.waiting import until

WATCHER = "org.kde.StatusNotifierWatcher"
_BACKGROUND = 0x336655

_XFCE_PANEL = """<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="dark-mode" type="bool" value="{dark}"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=0;y=0"/>
      <property name="length" type="uint" value="100"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="size" type="uint" value="32"/>
      <property name="icon-size" type="uint" value="24"/>
      <property name="plugin-ids" type="array"><value type="int" value="1"/></property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="systray">
      <property name="hide-new-items" type="bool" value="false"/>
      <property name="square-icons" type="bool" value="true"/>
    </property>
  </property>
</channel>
"""

_TRAYER = "--edge top --align left --widthtype pixel --width 200 \
--heighttype pixel --height 32 --transparent false"


class X11Hands(Hands):
    """Input through the XTEST extension; to every program it looks like that of a real mouse and keyboard."""

    def __init__(self, display: Display) -> None:
        self._display = display

    def move(self, to: tuple[int, int]) -> None:
        self._send(X.MotionNotify, x=to[0], y=to[1])

    def press(self, button: Button, *, down: bool) -> None:
        self._send(X.ButtonPress if down else X.ButtonRelease, button.value)

    def key(self, name: str) -> None:
        symbol = XK.string_to_keysym({"enter": "Return", "escape": "Escape", "tab": "Tab"}.get(name, name))
        code = self._display.keysym_to_keycode(symbol)
        self._send(X.KeyPress, code)
        self._send(X.KeyRelease, code)

    def _send(self, kind: int, detail: int = 0, x: int = 0, y: int = 0) -> None:
        xtest.fake_input(self._display, kind, detail, x=x, y=y)
        self._display.sync()


class X11Desk(Desk):
    """Xvfb with a window manager."""

    programs = (*Desk.programs, "Xvfb")

    def __init__(self, title: str, pictures: Path, manager: str = "openbox") -> None:
        super().__init__(title, pictures)
        self._manager = manager
        self._display: Display | None = None

    def windows_of(self, program: str) -> int:
        """How many windows there are of a program, by the class that it gives them, in panels, too."""

        def count(window: Window) -> int:
            try:
                mine = program in (window.get_wm_class() or ())
                return mine + sum(map(count, window.query_tree().children))
            except BadWindow:
                return 0  # it went away meanwhile

        return count(self._root)

    def kill_screen(self) -> None:
        """Kill the X server, and with it whatever shows something."""
        self.screen.kill()
        self._display = None

    def restart_screen(self) -> None:
        """Start another one with the same number."""
        self._start_screen(self.env["DISPLAY"])

    @property
    def screen(self) -> Program:
        """The X server."""
        return self.household.running("Xvfb")[0]

    def _start_screen(self, *at: str) -> None:
        screen = f"{self.size[0]}x{self.size[1]}x24"
        options = ["-screen", "0", screen, "-nolisten", "tcp", "-noreset"]
        number = self.start_and_hear([path_of("Xvfb"), *at, *options], "-displayfd {fd}")
        self.env |= {
            "DISPLAY": f":{number}",
            "XDG_SESSION_TYPE": "x11",
            "XDG_CURRENT_DESKTOP": "XFCE",
            "GDK_BACKEND": "x11",
        }
        self._display = Display(f":{number}")
        self._root = self._display.screen().root
        self._root.change_attributes(background_pixel=_BACKGROUND)
        self._root.clear_area()
        self.hands = X11Hands(self._display)
        self.start_manager()

    def start_manager(self) -> None:
        """Start the window manager."""
        self.start(path_of(self._manager), "--sm-disable" if self._manager == "openbox" else "--compositor=off")
        assert self._display
        check = self._display.intern_atom("_NET_SUPPORTING_WM_CHECK")
        until(lambda: self._root.get_full_property(check, X.AnyPropertyType), f"{self._manager} to manage windows")

    def look(self) -> Image.Image:
        data = self._root.get_image(0, 0, *self.size, X.ZPixmap, 0xFFFFFFFF).data
        return Image.frombytes("RGB", self.size, data, "raw", "BGRX")

    def close(self) -> None:
        if self._display is not None:
            self._display.close()
            self._display = None
        super().close()

    def start_panel(self, name: str, *, dark: bool = True) -> Program:
        """Start a panel: ``xfce4-panel`` knows StatusNotifier and XEmbed, ``trayer`` only XEmbed."""
        return self.start_trayer() if name == "trayer" else self.start_xfce4_panel(dark=dark)

    def start_xfce4_panel(self, *, dark: bool = True) -> Program:
        """Start the panel of XFCE at the top of the screen."""
        folder = self.home / ".config/xfce4/xfconf/xfce-perchannel-xml"
        folder.mkdir(parents=True, exist_ok=True)
        settings = folder / "xfce4-panel.xml"
        if not settings.exists():
            settings.write_text(_XFCE_PANEL.format(dark=str(dark).lower()))
        notification_servers.start_xfconf(self)
        panel = self.start(path_of("xfce4-panel"), "--disable-wm-check")
        self.session_bus.wait_for(WATCHER)
        self._wait_for_systray()
        return panel

    def start_trayer(self) -> Program:
        """Start trayer at the top of the screen, on the left."""
        panel = self.start(path_of("trayer"), *_TRAYER.split())
        self._wait_for_systray()
        return panel

    def wait_without_panel(self) -> None:
        """Wait until every part of a killed panel has gone."""
        self.session_bus.wait_without(WATCHER)
        until(lambda: not self._systray_owner(), "the system tray to go")

    def _wait_for_systray(self) -> None:
        until(self._systray_owner, "a system tray")

    def _systray_owner(self) -> bool:
        assert self._display
        owner = self._display.get_selection_owner(self._display.intern_atom("_NET_SYSTEM_TRAY_S0"))
        return owner != X.NONE
