"""Tries the installer for Windows in Wine: its folder made by PyInstaller, installed, started, clicked, and removed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.desktop.wine.desk import FOLDER
from tests.desktop.wine.freeze import freeze, installer
from tests.documents import ROOT
from tests.packages.try_a_way import Note, megabytes, run, tool

_STORIES = ("tests/desktop/wine/test_frozen_wine.py", "tests/desktop/wine/test_installer_wine.py")


def tried(into: Path) -> Note:
    """Make it, and live the stories of somebody who uses it. Raises LeftOut."""
    wine, makensis = tool("wine"), tool("makensis")
    folder = ROOT / ".venv-wine"
    frozen = freeze(folder)
    size = megabytes(frozen)
    made = installer(frozen)
    assert made
    shutil.copy(made, into)
    told = os.environ | {FOLDER: str(folder)}
    command = (sys.executable, "-m", "pytest", "-q", "-m", "wine", "-p", "no:cacheprovider", *_STORIES)
    subprocess.run(command, cwd=ROOT, env=told, check=True)
    nsis = run(makensis, "-VERSION").strip().partition("-")[0]
    by = f"{run(wine, '--version').split()[0]}, by PyInstaller and NSIS {nsis}"
    return {
        "state": "tried",
        "with": f"{by}; not on Windows",
        "mb": size,
    }
