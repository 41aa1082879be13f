"""Tells a person something, on a Mac whose Python may not show notifications of its own, by a script of macOS.

Only signed programs may, and neither the Python of Homebrew nor that of pyenv is one; there plyer has no way either.
"""

from tray.desktop.notify.plyer_notifier import PlyerNotifier
from tray.ports import Reactor

_SCRIPT = """
ObjC.import("Foundation");
const given = $.NSFileHandle.fileHandleWithStandardInput.readDataToEndOfFile;
const said = JSON.parse(ObjC.unwrap($.NSString.alloc.initWithDataEncoding(given, $.NSUTF8StringEncoding)));
const script = Application.currentApplication();
script.includeStandardAdditions = true;
script.displayNotification(said.text, {withTitle: said.title});
"""
"""Reads what the child of plyer reads: the words come through a pipe, since everybody can read command lines."""


def script_notifier(reactor: Reactor) -> PlyerNotifier:
    """Shows a title and a text, without buttons; the system calls it the Script Editor."""
    return PlyerNotifier(reactor, name="osascript", child=("osascript", "-l", "JavaScript", "-e", _SCRIPT))
