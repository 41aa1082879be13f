"""What does the program load to run all day? Nothing heavy that it can do without, since it is loaded for ever."""

import os
import subprocess
import sys

import pytest

# ``ast`` and the like are what ``inspect`` loads when it is read, ``traceback`` what ``logging`` loads.
HEAVY = {
    "PIL.Image",
    "PySide6",
    "Xlib",
    "argparse",
    "ast",
    "asyncio",
    "concurrent.futures",
    "desktop_notifier",
    "dis",
    "email",
    "http",
    "jinja2",
    "linecache",
    "lzma",
    "multiprocessing",
    "pathlib",
    "platformdirs",
    "plotly",
    "plyer",
    "shutil",
    "ssl",
    "statistics",
    "subprocess",
    "tempfile",
    "textwrap",
    "tokenize",
    "traceback",
    "tray.cli.main",
    "tray.core.inquiry.explain",
    "tray.desktop.linux.display.wayland",
    "tray.report",
    "tray.view.values.metrics",
    "tray.window",
    "urllib",
    "xml",
}
LOADS = """
import os, sys
import tray.app.app
if sys.platform == "linux":
    import tray.desktop.linux.desktop, tray.desktop.linux.entries.autostart
    import tray.desktop.linux.tray.status_notifier, tray.desktop.icon.tray
print(*sorted(sys.modules))
"""


@pytest.fixture(scope="module")
def loaded() -> set[str]:
    path = os.pathsep.join(each for each in sys.path if each)
    asked = subprocess.run(
        [sys.executable, "-S", "-c", LOADS],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": path},
    )
    return set(asked.stdout.split())


def test_nothing_heavy_is_loaded_before_it_is_needed(loaded: set[str]) -> None:
    assert set() == HEAVY & loaded


def test_the_time_zones_are_found_without_how_python_was_built(loaded: set[str]) -> None:
    assert "zoneinfo" in loaded
    assert [] == [name for name in loaded if name.startswith("_sysconfigdata")]


def test_the_start_reads_no_verbs_but_its_own() -> None:
    reads = """
import sys
from tray.cli.main import _verb
from tray.cli.parse import parse
print(parse(_verb([]), ["--no-tray"]).verb.serve)
print(*sys.modules)
"""

    serve, modules = subprocess.check_output([sys.executable, "-c", reads], text=True).splitlines()

    assert "tray.cli.verbs.run:run" == serve
    assert "tray.cli.table" not in modules.split()
