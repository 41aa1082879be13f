"""Makes the one folder for Windows, and its installer: PyInstaller runs in Wine, by the recipes of the packages.

    python -m tests.desktop.wine.freeze FOLDER      FOLDER is that of tests.desktop.wine.fetch

The program comes from a wheel, so that its assets are with it. It ends up in ``FOLDER/frozen/backpressure``, and the
installer beside it, where there is makensis.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.desktop.wine.desk import QUIET_WINE, as_windows_says
from tests.desktop.wine.fetch import CHECKOUT, FOR_WINDOWS, fetch, pip

RECIPES = CHECKOUT / "assets/packaging/windows"
_FREEZER = (
    *("pyinstaller==6.22.3", "pyinstaller-hooks-contrib", "altgraph", "packaging", "pefile", "pywin32-ctypes"),
    "setuptools",
)


def freeze(folder: Path) -> Path:
    """The folder with ``backpressure.exe``. Raises CalledProcessError."""
    fetch(folder)
    if not (folder / "freezer").exists():
        pip("install", *FOR_WINDOWS, "--target", str(folder / "freezer"), *_FREEZER)
    for old in ("wheel", "program", "frozen"):
        shutil.rmtree(folder / old, ignore_errors=True)
    _call(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "wheel"))
    (wheel,) = (folder / "wheel").glob("*.whl")
    pip("install", *FOR_WINDOWS, "--target", str(folder / "program"), str(wheel))
    _call(
        *("wine", str(folder / "python/python.exe"), "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"),
        *("--distpath", as_windows_says(folder / "frozen"), "--workpath", as_windows_says(folder / "work")),
        as_windows_says(RECIPES / "backpressure.spec"),
        WINEPREFIX=str(folder / "wine"),
        PYTHONPATH=";".join(as_windows_says(folder / name) for name in ("program", "libraries", "freezer")),
        **QUIET_WINE,
    )
    shutil.rmtree(folder / "work", ignore_errors=True)
    return folder / "frozen/backpressure"


def installer(frozen: Path) -> Path | None:
    """Make the installer beside the folder that was frozen; none without makensis. Raises CalledProcessError."""
    if shutil.which("makensis") is None:
        return None
    _call("makensis", "-V2", "-WX", f"-DFROM={frozen.parent}", str(RECIPES / "installer.nsi"))
    (made,) = frozen.parent.glob("*-setup.exe")
    return made


def _call(*command: str, **environment: str) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        command,
        cwd=CHECKOUT,
        env=kept | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        print(done.stdout[-4000:], done.stderr[-4000:], file=sys.stderr)
        done.check_returncode()


if __name__ == "__main__":
    made = freeze(Path(sys.argv[1]).resolve())
    print(made, installer(made) or "There is no makensis for the installer.", sep="\n")
