"""Makes the one folder for Windows that people install: PyInstaller runs in Wine, by the recipe of the packages.

    python -m tests.desktop.wine.freeze FOLDER      FOLDER is that of tests.desktop.wine.fetch

The program comes from a wheel, so that its assets are with it. It ends up in ``FOLDER/frozen/backpressure``.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.desktop.wine.desk import QUIET_WINE, as_windows_says
from tests.desktop.wine.fetch import CHECKOUT, FOR_WINDOWS, fetch, pip

RECIPE = CHECKOUT / "assets/packaging/windows/backpressure.spec"
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
        as_windows_says(RECIPE),
        WINEPREFIX=str(folder / "wine"),
        PYTHONPATH=";".join(as_windows_says(folder / name) for name in ("program", "libraries", "freezer")),
        **QUIET_WINE,
    )
    shutil.rmtree(folder / "work", ignore_errors=True)
    return folder / "frozen/backpressure"


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
    print(freeze(Path(sys.argv[1]).resolve()))
