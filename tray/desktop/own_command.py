"""With which command does this very installation start, from anywhere and without a terminal?"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import tray

_NAME = "backpressure"


def own_command(
    argv: Sequence[str] | None = None,
    *,
    python: str = sys.executable,
    package: str | None = None,
    in_environment: bool = sys.prefix != sys.base_prefix,
) -> list[str]:
    """A program and its arguments, with absolute paths.

    The script that pip or pipx made, where this was started by it or it lies beside this Python; links are kept, for
    they outlive an upgrade. In a checkout that nobody installed, Python itself, told where the checkout is.
    """
    started = Path((sys.argv if argv is None else argv)[0]).absolute()
    if sys.platform != "win32" and _is_script(started):
        return [str(started)]
    beside = Path(python).parent
    if sys.platform == "win32":
        # The script would open a console window at each login.
        windowless = beside / "pythonw.exe"
        python = str(windowless) if windowless.exists() else python
    elif in_environment and _is_script(beside / _NAME):
        return [str(beside / _NAME)]
    folder = Path(package or tray.__file__).resolve().parents[1]
    if folder.name in ("site-packages", "dist-packages"):
        return [python, "-m", "tray"]
    # ``-m`` alone would need the checkout as the working folder, and nobody promises one at a login.
    start = f"import sys; sys.path.insert(0, {str(folder)!r}); from tray.cli.main import main; sys.exit(main([]))"
    return [python, "-c", start]


def _is_script(path: Path) -> bool:
    return path.name == _NAME and path.is_file() and os.access(path, os.X_OK)
