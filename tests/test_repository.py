"""The project itself is in order: what lies where, how long it is, and what it must not say."""

import os
import re
import sys
import tempfile
from pathlib import Path

from tests import documents
from tests.documents import ROOT, tracked_files

TOP_LEVEL = {"tray", "assets", "tests", "pyproject.toml", "README.md", "LICENSE"}
MOST_MODULES = 20
"""In one folder; a topic with more of them is two topics."""

_ELSEWHERE = re.compile(
    "|".join(
        (
            r"/(?:home|Users)/(?!\w*(?:you|me|somebody|person|ada|alice)\b)\w+",
            r"[/](?:root|work|farm)[/]",
            r"[.]library\b",
            r"(?:extra-)?index[-_]url|find[-]links",
        )
    )
)
"""Folders of one person's machine, and where its packages come from: the project works on any, from any mirror."""

FILES = tracked_files()


def text_of(path: Path) -> str:
    try:
        return (ROOT / path).read_text()
    except UnicodeDecodeError:
        return ""  # a picture


def here() -> list[str]:
    """Folders of the machine that runs this, unless they are the same everywhere."""
    folders = {str(ROOT), str(Path.home()), sys.prefix, os.environ.get("TMPDIR", "")}
    return sorted(one for one in folders if one not in ("", "/", "/usr", "/usr/local", tempfile.gettempdir()))


def test_only_what_belongs_there_lies_at_the_top() -> None:
    top = {path.parts[0] for path in FILES}

    assert set() == {name for name in top if not name.startswith(".")} - TOP_LEVEL


def test_no_file_speaks_of_the_machine_it_was_written_on() -> None:
    found = [f"{path}: {said[0]}" for path in FILES for said in _ELSEWHERE.finditer(text_of(path))]
    found += [f"{path}: {folder}" for path in FILES for folder in here() if f"{folder}/" in text_of(path)]

    assert [] == found


FOLDERS = sorted({path.parent for path in FILES if path.suffix == ".py"})


def test_no_folder_holds_more_modules_than_one_topic_has() -> None:
    modules = {
        str(folder): len([path for path in FILES if path.parent == folder and path.suffix == ".py"]) - 1
        for folder in FOLDERS
    }

    assert {} == {folder: count for folder, count in modules.items() if count > MOST_MODULES}


def test_every_folder_says_what_it_is_for() -> None:
    assert [] == [
        str(folder) for folder in FOLDERS if not documents.first_line(ROOT / folder / "__init__.py").endswith(".")
    ]


def test_the_generated_parts_of_the_documents_are_fresh() -> None:
    assert [] == documents.stale()


def test_no_pattern_has_possessive_parts() -> None:
    """Python 3.11.2, which Debian 12 has, matches the wrong thing with them."""
    possessive = re.compile(r"[\])}][*+?]\+|\(\?>")
    files = [path for path in tracked_files() if path.parts[0] == "tray" and path.suffix == ".py"]

    assert files
    assert [] == [path for path in files if possessive.search((ROOT / path).read_text("utf-8"))]


def test_scripts_can_be_run() -> None:
    assert [] == [str(path) for path in map(Path, (".ci/run", "tests/run")) if not os.access(ROOT / path, os.X_OK)]
