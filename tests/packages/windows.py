"""Tries the one folder for Windows in Wine: made by PyInstaller, started, clicked, asked, and ended."""

import os
import subprocess
import sys

from tests.desktop.wine.desk import FOLDER
from tests.desktop.wine.freeze import freeze
from tests.documents import ROOT
from tests.packages.trying import Note, megabytes, run, tool

_STORY = "tests/desktop/wine/test_frozen_wine.py"


def tried() -> Note:
    """Make it, and live the story of somebody who uses it. Raises LeftOut."""
    wine = tool("wine")
    folder = ROOT / ".venv-wine"
    size = megabytes(freeze(folder))
    told = os.environ | {FOLDER: str(folder)}
    command = (sys.executable, "-m", "pytest", "-q", "-m", "wine", "-p", "no:cacheprovider", _STORY)
    subprocess.run(command, cwd=ROOT, env=told, check=True)
    return {
        "state": "tried",
        "with": f"{run(wine, '--version').split()[0]}, by PyInstaller; not on Windows",
        "mb": size,
    }
