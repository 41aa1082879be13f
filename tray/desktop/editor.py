"""Chooses the program that the settings file is opened with, and starts it."""

import errno
import os
import shlex
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePath

from tray.errors import DesktopError
from tray.lib.frozen import dataclass
from tray.lib.language.translation import say
from tray.lib.system_errors import reason

# fmt: off
_TERMINAL_EDITORS = frozenset({
    "dte", "ed", "emacs-nox", "ex", "helix", "hx", "jed", "jmacs", "joe", "kak", "mcedit", "mg", "micro", "nano", "ne",
    "nvi", "nvim", "pico", "vi", "view", "vim",
})
"""These draw into a terminal; started without one they would wait unseen, for ever."""
_WINDOW_EDITORS = frozenset({
    "atom", "code", "codium", "emacsclient", "featherpad", "geany", "gedit", "gnome-text-editor", "gvim", "kate",
    "kwrite", "leafpad", "mousepad", "notepad", "notepad++", "pluma", "subl", "sublime_text", "xed", "zed",
})
"""These have a window of their own, in which the person may stay for long."""
# fmt: on
_IN_A_TERMINAL = ("sensible-editor", "nano", "vi")
_BY_DESKTOP = {"darwin": ("open -t",), "win32": ("notepad",)}
_BY_OTHER_DESKTOPS = ("xdg-open", "gio open")

Launch = Callable[["Opening"], None]
"""Starts a program, and waits for it when the opening says so. Raises OSError."""


@dataclass(frozen=True, slots=True)
class Opening:
    """How a file is opened."""

    argv: tuple[str, ...]
    """The program by its full path, what it is given, and the file last. No shell reads it."""
    waits: bool
    """Whether the program takes the terminal over until the person leaves it."""
    environment: Mapping[str, str] | None = None
    """What the program is given; this process's own by default."""


def choose(
    path: str,
    environment: Mapping[str, str],
    find: Callable[[str], str | None],
    *,
    in_terminal: bool,
    platform: str = sys.platform,
) -> Opening:
    """The program for ``path``: $VISUAL, $EDITOR, or what the desktop opens such a file with.

    ``find`` gives the full path of a program, None where it is not installed. In a terminal the person's own editor
    takes it over unless it is known to have a window; elsewhere an editor that needs a terminal is passed over.
    Raises DesktopError when there is nothing that could open the file.
    """
    for argv, terminal_only in _candidates(environment, platform, in_terminal=in_terminal):
        if terminal_only and not in_terminal:
            continue
        if program := find(argv[0]):
            return Opening((program, *argv[1:], path), waits=in_terminal and terminal_only)
    raise DesktopError(say("No editor was found. Set the variable EDITOR to one, or open {path} yourself.", path=path))


def open_in_editor(
    path: str,
    environment: Mapping[str, str] | None = None,
    *,
    in_terminal: bool = False,
    launch: Launch | None = None,
) -> Opening:
    """Open a file and say how; waits only where ``in_terminal`` is true and the editor takes the terminal over.

    Raises DesktopError when there is no editor or it cannot be started.
    """
    from shutil import which

    variables = os.environ if environment is None else environment
    opening = choose(path, variables, lambda name: which(name, path=variables.get("PATH")), in_terminal=in_terminal)
    try:
        (launch or start)(opening)
    except OSError as error:
        raise DesktopError(
            say("{program} can't be started: {reason}.", program=opening.argv[0], reason=reason(error))
        ) from error
    return opening


def start(opening: Opening) -> None:
    """Start the program: in the terminal until it ends, or on its own, without being its parent. Raises OSError."""
    import subprocess

    if opening.waits:
        subprocess.run(opening.argv, check=False)
        return
    quiet = subprocess.DEVNULL
    if sys.platform == "win32":
        subprocess.Popen(
            opening.argv,
            stdin=quiet,
            stdout=quiet,
            stderr=quiet,
            env=opening.environment,
            creationflags=subprocess.DETACHED_PROCESS,
        )
        return
    # The child leaves at once and its own child becomes the editor, so that nobody has to wait for that one's end.
    try:
        subprocess.run(
            opening.argv,
            stdin=quiet,
            stdout=quiet,
            stderr=quiet,
            env=opening.environment,
            start_new_session=True,
            preexec_fn=_leave_a_child,
            check=False,
        )
    except subprocess.SubprocessError as error:  # there was room for the child, and none for its own
        raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN)) from error


def _leave_a_child() -> None:
    if sys.platform != "win32" and os.fork():
        os._exit(0)


def _candidates(
    environment: Mapping[str, str], platform: str, *, in_terminal: bool
) -> Iterator[tuple[list[str], bool]]:
    """Commands in the order in which to try them, each with whether it is only of use in a terminal."""
    for variable in ("VISUAL", "EDITOR"):
        argv = _split(environment.get(variable, ""), platform)
        if argv:
            name = PurePath(argv[0]).name.removesuffix(".exe")
            in_text = name in _TERMINAL_EDITORS or (name.startswith("emacs") and bool({"-nw", "-t"}.intersection(argv)))
            # The variables are meant for terminals: an editor that is not known is taken for one of those there.
            yield argv, in_text or (in_terminal and name not in _WINDOW_EDITORS)
    if platform in _BY_DESKTOP or environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"):
        for command in _BY_DESKTOP.get(platform, _BY_OTHER_DESKTOPS):
            yield command.split(), False
    for name in _IN_A_TERMINAL:
        yield [name], True


def _split(command: str, platform: str) -> list[str]:
    try:
        return shlex.split(command, posix=platform != "win32")
    except ValueError:
        return []  # A quote is not closed; the next candidate opens the file all the same.
