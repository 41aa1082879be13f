"""What does the program load to run all day? Nothing heavy that it can do without, since it is loaded for ever."""

import os
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.bench import programs_compared
from tests.desktop.harness import desk
from tray.app.start import PARTS

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
    import tray.desktop.calendars.days_ahead_and_rereading, tray.desktop.hooks.start_hooks_and_hear_of_them
print(*sorted(sys.modules))
"""


FIRST_ICON = """
import sys
import tray.app.start, tray.store.files.last_face, tray.desktop.icon.pictures
if sys.platform == "linux":
    import tray.desktop.linux.tray.first_icon, tray.desktop.linux.tray.status_notifier
print(*sorted(sys.modules))
"""
NEEDED_AT_MOST = 172
"""Modules, Python's own with them, that the icon of a start needs; the whole program has some 400."""


@pytest.fixture(scope="module")
def loaded() -> set[str]:
    return modules_of(LOADS)


def modules_of(program: str) -> set[str]:
    path = os.pathsep.join(each for each in sys.path if each)
    asked = subprocess.run(
        [sys.executable, "-S", "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": path},
    )
    return set(asked.stdout.split())


def test_nothing_heavy_is_loaded_before_it_is_needed(loaded: set[str]) -> None:
    assert set() == HEAVY & loaded


def test_the_icon_of_a_start_needs_no_rule_no_setting_and_no_history() -> None:
    loaded = modules_of(FIRST_ICON)

    assert [] == [name for name in loaded if name.startswith(("tray.settings.", "tray.core.state.", "tray.history."))]
    assert not {"sqlite3", "tomli", "tray.app.app", "tray.app.loop", "tray.core.context"} & loaded
    assert len(loaded) <= NEEDED_AT_MOST


def test_the_parts_that_a_start_loads_one_after_another_are_those_of_the_program(loaded: set[str]) -> None:
    assert set(PARTS) <= loaded


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
    assert "tray.cli.verb_table" not in modules.split()


def test_the_bench_counts_catalogues_as_they_are_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Their sources aren't, and are larger than they."""
    for name, size in (("tray/a.py", 1), ("assets/locale/a.mo", 10), ("assets/locale/a.po", 100)):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(bytes(size))
    monkeypatch.setattr(desk, "CHECKOUT", tmp_path)

    assert 11 == programs_compared._own_size()


def test_the_bench_counts_no_library_of_another_system(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    known = {
        "backpressure-tray": ["jeepney", "plum; sys_platform == 'nowhere'", "fig; extra == 'fruit'"],
        "jeepney": [],
    }

    def distribution(name: str) -> object:
        asked.append(name)
        return SimpleNamespace(requires=known[name], files=[])

    monkeypatch.setattr(metadata, "distribution", distribution)
    assert programs_compared._with_dependencies() > 0
    assert ["backpressure-tray", "jeepney"] == asked
