"""What a run of the ways of installing came to stands in the manual at once, and is no reason to try them all anew."""

import shutil
import zipfile
from pathlib import Path

import pytest

from tests import documents
from tests.packages import __main__ as trying_them
from tests.packages import ways_of_installing
from tray import __version__


def test_what_came_of_a_way_stands_in_the_manual_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notes, page = (Path(shutil.copy(path, tmp_path)) for path in (ways_of_installing.NOTES, ways_of_installing.PAGE))
    for module in (ways_of_installing, trying_them):
        monkeypatch.setattr(module, "NOTES", notes)
    monkeypatch.setattr(trying_them, "PAGE", page)
    monkeypatch.setitem(documents.PARTS, "ways", (page, ways_of_installing.ways))

    trying_them.write("macos", {"state": "built", "with": "Briefcase 9", "mb": 7, "start_ms": 8})

    (row,) = [line for line in page.read_text().splitlines() if line.startswith("| macOS, bundle |")]
    assert row.startswith(f"| macOS, bundle | *built*, {__version__}, 20")
    assert row.endswith(" | Briefcase 9 | 7 MB | 8 ms |")


def test_only_the_program_and_the_recipes_are_a_reason_to_try_a_way_again(tmp_path: Path) -> None:
    def wheel(**texts: str) -> Path:
        with zipfile.ZipFile(made := tmp_path / f"{len(list(tmp_path.iterdir()))}.whl", "w") as into:
            for name, text in {"tray/assets/manual/install.md": "", "x-1.dist-info/RECORD": "", **texts}.items():
                into.writestr(name, text)
        return made

    plain = trying_them.digest(wheel())

    assert plain == trying_them.digest(wheel(**{"tray/assets/manual/install.md": "1", "x-1.dist-info/RECORD": "2"}))
    assert plain != trying_them.digest(wheel(**{"tray/engine.py": "1"}))
