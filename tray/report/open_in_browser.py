"""Opens the page so that nobody waits for the browser and nobody is its parent."""

import os
import sys
from pathlib import Path
from shutil import which

from tray.desktop.editor import Opening, start
from tray.errors import DesktopError
from tray.lib.language.translation import say
from tray.lib.system_errors import reason

_BY_DESKTOP = {"darwin": (("open",),)}
_BY_OTHERS = (
    ("xdg-open",),
    ("gio", "open"),
    ("sensible-browser",),
    ("x-www-browser",),
    ("firefox",),
    ("chromium",),
    ("google-chrome",),
)


def show(path: Path) -> None:
    """Open the page in the person's browser and go on at once. Raises DesktopError when nothing could open it."""
    if sys.platform == "win32":
        try:
            os.startfile(path)
        except OSError as error:
            raise DesktopError(say("No browser was found. Open {path} yourself.", path=path)) from error
        return
    for command in (*_asked_for(), *_BY_DESKTOP.get(sys.platform, _BY_OTHERS)):
        if program := which(command[0]):
            try:
                start(Opening((program, *command[1:], str(path)), waits=False))
            except OSError as error:
                raise DesktopError(
                    say(
                        "{program} can't be started: {reason}. Open {path} yourself.",
                        program=program,
                        reason=reason(error),
                        path=path,
                    )
                ) from error
            return
    raise DesktopError(say("No browser was found. Open {path} yourself.", path=path))


def _asked_for() -> tuple[tuple[str, ...], ...]:
    """The first of $BROWSER that takes the page as its last word; patterns with %s are left to others."""
    named = os.environ.get("BROWSER", "").split(os.pathsep)
    return tuple((each,) for each in named if each and "%" not in each)
