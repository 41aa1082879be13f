"""Who stands in for a panel that knows only XEMBED? A window that takes icons in, as the System Tray Protocol says."""

import os
import shutil
import signal
import subprocess
from typing import Any, Self

from Xlib import X
from Xlib.display import Display
from Xlib.protocol.event import ClientMessage

PANEL = 0x336699
SLOT = 24


class OwnXServer:
    """An X server without a screen, for one test."""

    def __init__(self) -> None:
        self._process, self.display = _started()

    def restart(self) -> None:
        """It dies, and comes back at the same place."""
        self.kill()
        self._process, self.display = _started(self.display)

    def kill(self) -> None:
        """As the end of a session does."""
        self._process.kill()
        self._process.wait()

    def freeze(self) -> None:
        """It exists, and answers nobody."""
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """It goes on with what it was told meanwhile."""
        self._process.send_signal(signal.SIGCONT)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()


def _started(*at: str) -> tuple[subprocess.Popen[bytes], str]:
    reading, writing = os.pipe()
    with os.fdopen(reading) as line:
        program = shutil.which("Xvfb")
        assert program is not None
        options = ("-displayfd", str(writing), "-screen", "0", "640x480x24", "-nolisten", "tcp", "-noreset")
        process = subprocess.Popen([program, *at, *options], pass_fds=[writing], stderr=subprocess.DEVNULL)
        os.close(writing)
        number = line.readline().strip()
        assert number, "Xvfb did not start"
        return process, f":{number}"


class FakeSystray:
    """Takes every icon into a slot of its own. It remembers the windows it has taken in."""

    def __init__(self, display: str, *, depth: int = 24) -> None:
        """``depth`` 32 says that icons must have an alpha channel."""
        self._display = Display(display)
        screen = self._display.screen()
        self._visual = _visual(self._display, depth)
        self._depth = depth
        self._panel = self._window(screen.root, 0, 400, 640, 32)
        self._panel.change_attributes(event_mask=X.SubstructureNotifyMask)
        self._panel.map()
        self.docked: list[int] = []
        atoms = {name: self._display.intern_atom(name) for name in ("_NET_SYSTEM_TRAY_S0", "MANAGER")}
        visual_of_icons = self._display.intern_atom("_NET_SYSTEM_TRAY_VISUAL")
        if depth == 32:
            visualid = self._display.intern_atom("VISUALID")
            self._panel.change_property(visual_of_icons, visualid, 32, [self._visual])
        self._panel.set_selection_owner(atoms["_NET_SYSTEM_TRAY_S0"], X.CurrentTime)
        data = (32, [X.CurrentTime, atoms["_NET_SYSTEM_TRAY_S0"], self._panel.id, 0, 0])
        manager = ClientMessage(window=screen.root, client_type=atoms["MANAGER"], data=data)
        screen.root.send_event(manager, event_mask=X.StructureNotifyMask)
        self._display.sync()

    @property
    def here(self) -> list[int]:
        """The windows that are in it now."""
        self.serve()
        return [child.id for slot in self._panel.query_tree().children for child in slot.query_tree().children]

    @property
    def windows(self) -> int:
        """How many windows there are on the screen."""
        return len(self._display.screen().root.query_tree().children)

    def serve(self) -> None:
        """Do what was asked meanwhile."""
        while self._display.pending_events():
            event = self._display.next_event()
            if event.type == X.ClientMessage and event.window.id == self._panel.id:
                self._dock(event.data[1][2])

    def click(self, button: int) -> None:
        """Click the last icon, as a person would."""
        from Xlib.ext import xtest

        x, y = self._place()
        xtest.fake_input(self._display, X.MotionNotify, x=x + SLOT // 2, y=y + SLOT // 2)
        xtest.fake_input(self._display, X.ButtonPress, button)
        xtest.fake_input(self._display, X.ButtonRelease, button)
        self._display.sync()

    def popup(self) -> tuple[int, int, int, int]:
        """Left, top, width and height of the window that lies above all others."""
        shape = self._display.screen().root.query_tree().children[-1].get_geometry()
        return shape.x, shape.y, shape.width, shape.height

    def look(self, x: int, y: int, width: int, height: int) -> bytes:
        """What a part of the screen shows."""
        return bytes(self._display.screen().root.get_image(x, y, width, height, X.ZPixmap, 0xFFFFFFFF).data)

    def click_at(self, x: int, y: int, button: int = 1) -> None:
        """Click a point of the screen."""
        from Xlib.ext import xtest

        xtest.fake_input(self._display, X.MotionNotify, x=x, y=y)
        xtest.fake_input(self._display, X.ButtonPress, button)
        xtest.fake_input(self._display, X.ButtonRelease, button)
        self._display.sync()

    def press(self, keysym: int) -> None:
        """Press and release a key."""
        from Xlib.ext import xtest

        code = self._display.keysym_to_keycode(keysym)
        xtest.fake_input(self._display, X.KeyPress, code)
        xtest.fake_input(self._display, X.KeyRelease, code)
        self._display.sync()

    def pixels(self) -> bytes:
        """What the last icon's slot shows, as blue, green, red and one byte more for each pixel."""
        window = self._display.create_resource_object("window", self.docked[-1])
        return bytes(window.get_image(0, 0, SLOT, SLOT, X.ZPixmap, 0xFFFFFFFF).data)

    def leave(self) -> None:
        """The panel dies, and its windows with it."""
        self._display.close()

    def _place(self) -> tuple[int, int]:
        window = self._display.create_resource_object("window", self.docked[-1])
        at = window.translate_coords(self._display.screen().root, 0, 0)
        return -at.x, -at.y

    def _dock(self, window: int) -> None:
        slot = self._window(self._panel, len(self.docked) * SLOT, 4, SLOT, SLOT)
        slot.map()
        icon = self._display.create_resource_object("window", window)
        icon.reparent(slot, 0, 0)
        icon.configure(width=SLOT, height=SLOT)
        icon.map()
        self.docked.append(window)
        self._display.sync()

    def _window(self, parent: Any, x: int, y: int, width: int, height: int) -> Any:
        colours = self._display.screen().root.create_colormap(self._visual, X.AllocNone)
        return parent.create_window(
            x,
            y,
            width,
            height,
            0,
            self._depth,
            X.InputOutput,
            self._visual,
            background_pixel=PANEL | 0xFF000000 if self._depth == 32 else PANEL,
            border_pixel=0,
            colormap=colours,
            override_redirect=True,
        )


def _visual(display: Display, depth: int) -> int:
    for allowed in display.screen().allowed_depths:
        if allowed.depth == depth:
            return int(allowed.visuals[0].visual_id)
    raise AssertionError(f"this X server has no visual of depth {depth}")
