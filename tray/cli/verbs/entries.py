"""What do ``backpressure autostart …`` and ``backpressure app-menu …`` do?"""

from collections.abc import Callable
from contextlib import suppress
from typing import TextIO

from tray.desktop.autostart import app_menu_entry, autostart_entry
from tray.desktop.common.entry import Entry
from tray.errors import BackpressureError, UsageError

_SAID = {
    "autostart": {True: "The session starts Backpressure", False: "The session does not start Backpressure"},
    "app-menu": {True: "Backpressure is in the application menu", False: "Backpressure is not in the application menu"},
}


def autostart(words: list[str], out: TextIO, entry: Entry | None = None) -> int:
    """``backpressure autostart …``; returns the exit code. Raises UsageError and DesktopError."""
    code = _serve("autostart", words, out, entry, autostart_entry)
    if words in (["on"], ["off"]) and entry is None:
        _tell_the_program()
    return code


def app_menu(words: list[str], out: TextIO, entry: Entry | None = None) -> int:
    """``backpressure app-menu …``; returns the exit code. Raises UsageError and DesktopError."""
    return _serve("app-menu", words, out, entry, app_menu_entry)


def _serve(name: str, words: list[str], out: TextIO, entry: Entry | None, find: Callable[[], Entry]) -> int:
    if words not in (["on"], ["off"], ["status"], ["status", "--json"]):
        from tray.cli.help import of

        what = f"`{name} {' '.join(words)}` is not understood" if words else f"{name} takes a verb"
        raise UsageError(f"{what}:\n{of(name)}")
    entry = entry or find()
    if words == ["on"]:
        entry.on()
    elif words == ["off"]:
        entry.off()
    standing = entry.standing()
    if "--json" in words:
        import json

        print(json.dumps({"on": standing.on, "where": standing.where, "remark": standing.remark or None}), file=out)
    else:
        print(f"{_SAID[name][standing.on]} ({standing.where}). {standing.remark}".rstrip(), file=out)
    return 0 if standing.on or words[0] != "status" else 1


def _tell_the_program() -> None:
    """Its menu shows whether the session starts it; with nothing running there is nobody to tell."""
    from tray.control import command_form
    from tray.control.client import ask
    from tray.core.messages.commands import Autostart
    from tray.store.files.places import Places

    with suppress(BackpressureError):
        ask(Places().runtime, command_form.COMMAND, command_form.packed(Autostart(None)))
