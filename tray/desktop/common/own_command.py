"""The command that starts this very installation, from anywhere and without a terminal."""

import os
import sys
from collections.abc import Sequence

import tray

_NAME = "backpressure"


def own_command(
    argv: Sequence[str] | None = None,
    *,
    python: str = sys.executable,
    package: str | None = None,
    in_environment: bool = sys.prefix != sys.base_prefix,
    frozen: bool = getattr(sys, "frozen", False),
) -> list[str]:
    """A program and its arguments, with absolute paths.

    The script that pip or pipx made, where this was started by it or it lies beside this Python; links are kept, for
    they outlive an upgrade. In a checkout that nobody installed, Python itself, told where the checkout is.
    """
    if frozen:
        return [python]
    started = os.path.join(os.getcwd(), (sys.argv if argv is None else argv)[0]).replace("/./", "/")
    if sys.platform != "win32" and _is_script(started):
        return [started]
    beside = os.path.dirname(python)
    if sys.platform == "win32":
        # The script would open a console window at each login.
        windowless = os.path.join(beside, "pythonw.exe")
        python = windowless if os.path.exists(windowless) else python
    elif in_environment and _is_script(os.path.join(beside, _NAME)):
        return [os.path.join(beside, _NAME)]
    folder = os.path.dirname(os.path.dirname(os.path.realpath(package or tray.__file__)))
    if os.path.basename(folder) in ("site-packages", "dist-packages"):
        return [python, "-m", "tray"]
    # ``-m`` alone would need the checkout as the working folder, and nobody promises one at a login.
    start = f"import sys; sys.path.insert(0, {folder!r}); from tray.cli.main import main; sys.exit(main([]))"
    return [python, "-c", start]


def is_frozen() -> bool:
    """The program is one folder with a Python within, which takes none of Python's own options."""
    return bool(getattr(sys, "frozen", False))


def module_command(module: str, *, package: str | None = None, frozen: bool | None = None) -> list[str]:
    """A module of ours as a program of its own, wherever the package lies: in the folder of a system's package, too."""
    if is_frozen() if frozen is None else frozen:  # the one program starts any: assets/packaging/windows/start.pyw
        return [sys.executable, "--module", module]
    folder = os.path.dirname(os.path.dirname(os.path.realpath(package or tray.__file__)))
    if os.path.basename(folder) in ("site-packages", "dist-packages"):
        return [sys.executable, "-m", module]
    start = f"import runpy, sys; sys.path.insert(0, {folder!r}); runpy.run_module({module!r}, None, '__main__', True)"
    return [sys.executable, "-c", start]


def _is_script(path: str) -> bool:
    return os.path.basename(path) == _NAME and os.path.isfile(path) and os.access(path, os.X_OK)
