"""Puts a text on the clipboard, through the program that each system has for that."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from shutil import which

from tray.errors import DesktopError
from tray.lib.language.translation import say
from tray.lib.system_errors import reason

_PATIENCE_SECONDS = 5.0
"""A program that waits for a display that no longer answers is left alone then."""


def program(environment: Mapping[str, str], platform: str = sys.platform) -> Sequence[str]:
    """The command that takes a text from its standard input. Raises DesktopError where there is none."""
    for argv in _candidates(environment, platform):
        if found := which(argv[0], path=environment.get("PATH")):
            return (found, *argv[1:])
    if platform in ("win32", "darwin"):
        raise DesktopError(say("This system's own program for the clipboard is missing. Copy the text yourself."))
    raise DesktopError(
        say(
            "There's no clipboard program here. Install wl-clipboard, or on X11 xclip or xsel, or "
            "copy the text yourself."
        )
    )


def copy(text: str, environment: Mapping[str, str] | None = None, platform: str = sys.platform) -> None:
    """Put ``text`` on the clipboard. Raises DesktopError where that cannot be."""
    variables = os.environ if environment is None else environment
    argv = program(variables, platform)
    # clip.exe takes letters beyond its old code page as UTF-16 alone, and knows it by its mark.
    data = text.encode("utf-16" if platform == "win32" else "utf-8")
    if platform == "darwin":
        variables = {**variables, "LC_CTYPE": "UTF-8"}
    nowhere = subprocess.DEVNULL
    try:
        # What serves the clipboard later stays behind, and would keep a pipe of ours open: it gets none to hold.
        done = subprocess.run(
            argv, input=data, stdout=nowhere, stderr=nowhere, env=variables, timeout=_PATIENCE_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise DesktopError(_failed(argv, say("it isn't responding"))) from error
    except OSError as error:
        raise DesktopError(_failed(argv, reason(error))) from error
    if done.returncode:
        raise DesktopError(_failed(argv, say("exit code {code}", code=done.returncode)))


def _candidates(environment: Mapping[str, str], platform: str) -> Iterator[tuple[str, ...]]:
    if platform == "win32":
        yield ("clip",)
    elif platform == "darwin":
        yield ("pbcopy",)
    else:
        if environment.get("WAYLAND_DISPLAY"):
            yield "wl-copy", "--type", "text/plain;charset=utf-8"
        if environment.get("DISPLAY"):
            yield "xclip", "-selection", "clipboard"
            yield "xsel", "--clipboard", "--input"


def _failed(argv: Sequence[str], why: str) -> str:
    return say("Nothing was copied: {program} failed ({reason}).", program=os.path.basename(argv[0]), reason=why)
