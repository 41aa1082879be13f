"""Tells how the person called this run, so that a hint can be typed as it stands."""

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./\\:+@%,="
"""Letters that no shell takes for anything else."""


def called_as(
    name: str,
    module: str,
    argv: "Sequence[str] | None" = None,
    *,
    original: "Sequence[str] | None" = None,
    environment: "Mapping[str, str]" = os.environ,
) -> str:
    """What is to be typed for the program ``name`` to run again: its name where a shell finds this very program by it,
    else the path as it was typed; ``python -m module`` where it was called so; and ``name`` where nobody knows.
    """
    argv = sys.argv if argv is None else argv
    original = sys.orig_argv if original is None else original
    typed = argv[0] if argv else ""
    if list(original[1:3]) == ["-m", module]:
        return f"{_found(original[0], environment)} -m {module}"
    # pip's launchers for Windows may leave out the ending that the file has.
    if os.path.basename(typed).removesuffix(".exe") != name:
        return name
    return _found(typed, environment)


def named_as_called(text: str, name: str, called: str) -> str:
    """``text``, in which the commands between backticks that begin with ``name`` are named as they were ``called``."""
    if name == called:
        return text
    return text.replace(f"`{name} ", f"`{called} ").replace(f"`{name}`", f"`{called}`")


def _found(typed: str, environment: "Mapping[str, str]") -> str:
    """A program's name, where the path leads to the file that was ``typed``; else that, quoted for a shell."""
    name = os.path.basename(typed)
    if name == typed:
        return typed  # The shell found it by its name; so it will again.
    for folder in environment.get("PATH", "").split(os.pathsep):
        found = os.path.join(folder, name)
        if os.path.isfile(found):
            try:
                same = os.path.samefile(found, typed)
            except OSError:
                same = False
            # Only the first that is found counts; another one behind it would never be run.
            return name.removesuffix(".exe") if same else _quoted(typed)
    return _quoted(typed)


def _quoted(typed: str) -> str:
    if all(letter in _PLAIN or letter.isalnum() for letter in typed):
        return typed
    return f'"{typed}"' if sys.platform == "win32" else "'" + typed.replace("'", "'\\''") + "'"
