"""Programs with windows for tests, and a window manager that they obey."""

import os
import subprocess

from Xlib import X
from Xlib.display import Display
from Xlib.protocol import event
from Xlib.xobject.drawable import Window

from tests.desktop.harness.waiting import until
from tests.desktop.linux.displays import XServer


class Manager:
    """An openbox of our own."""

    def __init__(self, server: XServer) -> None:
        self._process = subprocess.Popen(
            ["openbox", "--sm-disable"],
            env={**os.environ, **server.environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        display = Display(server.environment["DISPLAY"])
        check = display.intern_atom("_NET_SUPPORTING_WM_CHECK")
        root = display.screen().root
        until(lambda: root.get_full_property(check, X.AnyPropertyType), "openbox")
        display.close()

    def end(self) -> None:
        self._process.kill()
        self._process.wait()


class Program:
    """A program with windows: one connection to the X server."""

    def __init__(self, server: XServer, name: str | None = None) -> None:
        """``name`` is what the desktop calls it; its windows have none by default."""
        self._display = Display(server.environment["DISPLAY"])
        self._root = self._display.screen().root
        self._name = name
        self.window = self.open()

    def open(self) -> Window:
        """Another window, in front."""
        window: Window = self._root.create_window(10, 10, 200, 100, 0, X.CopyFromParent)

        if self._name:
            window.set_wm_class(self._name, self._name.title())

        def shown() -> bool:
            # Openbox forgets requests that come while it starts.
            window.map()
            return bool(window.get_attributes().map_state == X.IsViewable)

        until(shown, "a window")
        return window

    def come(self, window: Window | None = None) -> None:
        """Come to the front; returns when that is so."""
        wanted = window or self.window
        self._ask(wanted, "_NET_ACTIVE_WINDOW", [2, X.CurrentTime, 0])

        def in_front() -> bool:
            active = self._root.get_full_property(self._atom("_NET_ACTIVE_WINDOW"), X.AnyPropertyType)
            return active is not None and active.value[0] == wanted.id

        until(in_front, "a window to come to the front")

    def fill_the_screen(self, *, fill: bool) -> None:
        self._ask(self.window, "_NET_WM_STATE", [int(fill), self._atom("_NET_WM_STATE_FULLSCREEN"), 0, 1])

    def retitle(self, title: str) -> None:
        self.window.set_wm_name(title)
        self._display.sync()

    def name_root(self, name: str) -> None:
        """As status bars do that show the time on the root window."""
        self._root.set_wm_name(name)
        self._display.sync()

    def end(self) -> None:
        self._display.close()

    def _atom(self, name: str) -> int:
        return self._display.intern_atom(name)

    def _ask(self, window: Window, what: str, data: list[int]) -> None:
        message = event.ClientMessage(
            window=window, client_type=self._atom(what), data=(32, [*data, *[0] * (5 - len(data))])
        )
        self._root.send_event(message, event_mask=X.SubstructureRedirectMask | X.SubstructureNotifyMask)
        self._display.sync()
