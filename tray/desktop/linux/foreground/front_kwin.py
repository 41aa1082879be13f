"""Which program's window is in front on KDE's Wayland desktop, and whether it fills the screen.

KWin tells nobody but its own scripts. So it is given a small one, which calls us at each change; it sends a number that
it makes up for each program, and neither names nor titles.
"""

import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from tray.desktop.common.quiet_programs import NONE, OWN, Programs
from tray.desktop.linux.dbus.connection import Body, Bus
from tray.desktop.linux.dbus.objects import BusObject, Interface, Method
from tray.desktop.linux.foreground.front_changes import InFront
from tray.errors import DesktopError
from tray.lib import private_files
from tray.lib.one_timer import OneTimer
from tray.ports import Reactor

GIVES = {
    "switches": {"kde": ""},
    "fullscreen": {"kde": ""},
    "programs": {"kde": ""},
}
"""On which desktops, and within which limits; the manual's table is made from it."""

_KWIN, _SCRIPTING, _SCRIPT = "org.kde.KWin", "org.kde.kwin.Scripting", "org.kde.kwin.Script"
_INTERFACE = "backpressure.Front"
_FIRST_RETRY, _LAST_RETRY = timedelta(seconds=1), timedelta(seconds=32)
_TEXT = """
const known = {};
let count = 0, front = null;
function number(program) { return known[program] = known[program] || ++count; }
function named(window) {
    return [window.resourceClass, window.desktopFileName].some(name => {
        const whole = String(name || "").toLowerCase().replace(/[.]desktop$/, "");
        return PROGRAMS.includes(whole.split(".").pop());
    });
}
function tell() {
    const window = front && !front.desktopWindow && !front.dock ? front : null;
    const program = window ? number(String(window.resourceClass)) : 0;
    callDBus("NAME", "PATH", "INTERFACE", "Came", String(program),
             Boolean(window && window.fullScreen && !OWN.includes(String(window.resourceClass))),
             Boolean(window && named(window)));
}
function came(window) {
    if (front) try { front.fullScreenChanged.disconnect(tell); } catch (gone) {}
    front = window;
    if (front) front.fullScreenChanged.connect(tell);
    tell();
}
(workspace.windowActivated || workspace.clientActivated).connect(came);
came(workspace.activeWindow || workspace.activeClient || null);
"""
"""Versions 5 and 6 of KWin call some things by different names."""


class KwinFront:
    """Tells of the window in front at each change, as long as KWin is there."""

    name = "kwin-script"

    def __init__(
        self,
        reactor: Reactor,
        bus: Bus,
        environment: Mapping[str, str] = os.environ,
        *,
        sizes: bool,
        programs: Programs = NONE,
        changed: InFront,
        gone: Callable[[], None],
    ) -> None:
        """``gone`` is called while KWin is not there, or goes away; once it is back it tells again how it is."""
        self._bus = bus
        self._retry = OneTimer(reactor.later)
        self._environment = environment
        self._changed = changed
        self._programs = programs
        self._gone = gone
        self._sizes = sizes
        what = "attention" if sizes or programs else "switches"
        self._script = f"backpressure-{what}"
        self._path = f"/backpressure/{what}"
        self._own_name = f"backpressure.{what}.p{os.getpid()}"
        came = Method("sbb", "", self._came)
        self._stop_serving = bus.serve(self._path, BusObject(Interface(_INTERFACE, {"Came": came})))
        self._stop: Callable[[], None] = lambda: None
        bus.request_name(self._own_name, lambda _: self._watch())

    def close(self) -> None:
        """Take the script away."""
        self._stop()
        self._retry.cancel()
        self._stop_serving()
        self._ask("/Scripting", _SCRIPTING, "unloadScript", "s", (self._script,))
        self._bus.release_name(self._own_name)

    def _watch(self) -> None:
        self._stop = self._bus.watch_name(_KWIN, self._owned)

    def _owned(self, owner: str | None) -> None:
        self._retry.cancel()
        if owner is None:
            self._gone()
        else:
            self._give(_FIRST_RETRY)

    def _give(self, wait: timedelta) -> None:
        """Give KWin the script; if it refuses, once more after ``wait``."""
        # One from before, when we ended without taking it away.
        self._ask("/Scripting", _SCRIPTING, "unloadScript", "s", (self._script,))
        text = _TEXT.replace("NAME", self._own_name).replace("PATH", self._path).replace("INTERFACE", _INTERFACE)
        text = text.replace("PROGRAMS", json.dumps(sorted(self._programs.names)))
        text = text.replace("OWN", json.dumps(OWN))
        file = Path(self._environment.get("XDG_RUNTIME_DIR", "/nowhere"), f"{self._own_name}-{os.urandom(8).hex()}.js")
        with suppress(OSError):  # no such folder, or a full one: then nobody tells, and ``name`` of the whole says so
            _write_new(file, text)
            self._load(file, wait)

    def _load(self, file: Path, wait: timedelta) -> None:
        def loaded(body: Body) -> None:
            # Where version 6 has it, and where version 5 does.
            for path in (f"/Scripting/Script{body[0]}", f"/{body[0]}"):
                self._ask(path, _SCRIPT, "run", done=lambda _: file.unlink(missing_ok=True))

        def refused(_error: DesktopError) -> None:
            file.unlink(missing_ok=True)
            # A KWin that has only begun owns its name before it takes scripts; one that never does is asked no more.
            if wait <= _LAST_RETRY:
                self._retry.set(wait, lambda: self._give(wait * 2))

        self._ask("/Scripting", _SCRIPTING, "loadScript", "ss", (str(file), self._script), loaded, refused)

    def _came(self, program: str, fills_screen: bool, named: bool) -> Body:
        self._changed(
            int(program) if program.isdecimal() and program != "0" else None, fills_screen and self._sizes, named
        )
        return ()

    def _ask(
        self,
        path: str,
        interface: str,
        member: str,
        signature: str = "",
        body: Body = (),
        done: Callable[[Body], None] = lambda _: None,
        failed: Callable[[DesktopError], None] | None = None,
    ) -> None:
        self._bus.call(
            _KWIN, path, interface, member, signature, body, answered=done, failed=failed or _mute, auto_start=False
        )


def _write_new(file: Path, text: str) -> None:
    """For oneself alone, and never through a link that somebody has laid there."""
    with open(private_files.make(str(file)), "wb") as new:
        new.write(text.encode())


def _mute(_error: DesktopError) -> None:
    """A KWin that refuses tells nothing, and ``name`` of the whole says so."""
