"""Puts the program into the session's start and into the menu of applications, or takes it out."""

from contextlib import suppress
from typing import TextIO

from tray.cli.parse import Line
from tray.cli.terminal import print_as_asked
from tray.desktop.autostart import app_menu_entry, autostart_entry
from tray.desktop.common.autostart_and_menu_entry import Entry
from tray.errors import BackpressureError
from tray.lib.language.translation import mark, say

_SAID = {
    "autostart": {
        True: mark("Backpressure starts when you log in ({place})."),
        False: mark("Backpressure doesn't start when you log in ({place})."),
    },
    "app-menu": {
        True: mark("Backpressure is in the application menu ({place})."),
        False: mark("Backpressure isn't in the application menu ({place})."),
    },
}


def autostart(line: Line, out: TextIO, entry: Entry | None = None) -> int:
    """``backpressure autostart …``; returns the exit code. Raises DesktopError."""
    code = _serve(line, out, entry or autostart_entry())
    if line.verb.name != "status" and entry is None:
        _tell_the_program()
    return code


def app_menu(line: Line, out: TextIO, entry: Entry | None = None) -> int:
    """``backpressure app-menu …``; returns the exit code. Raises DesktopError."""
    return _serve(line, out, entry or app_menu_entry())


def _serve(line: Line, out: TextIO, entry: Entry) -> int:
    name, verb = line.path.split()
    if verb == "on":
        entry.on()
    elif verb == "off":
        entry.off()
    standing = entry.standing()
    values = {"on": standing.on, "where": standing.where, "remark": standing.remark or None}
    said = say(_SAID[name][standing.on], place=standing.where)
    print_as_asked(values, f"{said} {standing.remark}".rstrip(), out, json="--json" in line)
    return 0 if standing.on or verb != "status" else 1


def _tell_the_program() -> None:
    """Its menu shows whether the session starts it; with nothing running there is nobody to tell."""
    from tray.control import command_form, protocol
    from tray.control.client import ask
    from tray.core.messages.commands import Autostart
    from tray.store.files.places import Places

    with suppress(BackpressureError):
        ask(Places().serving, protocol.COMMAND, command_form.packed(Autostart(None)))
