"""Is the project itself in order: what lies where, how long it is, and what it must not say?"""

import os
import re
import sys
import tempfile
from pathlib import Path

from tests import readme
from tests.readme import ROOT, tracked_files

TOP_LEVEL = {"tray", "assets", "tests", "pyproject.toml", "README.md", "LICENSE"}
LONGEST = {"tray": 260, "tests": 420}
"""Lines of the longest module. One that comes near has two reasons to change."""
LONGER = {"tray/core/facts.py": 342, "tray/desktop/linux/bus.py": 289}
"""Modules that were longer when the rule was made; these numbers only ever fall, and no line is ever added."""

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


def test_no_module_grows_too_long() -> None:
    lengths = {str(path): len(text_of(path).splitlines()) for path in FILES if path.suffix == ".py"}
    allowed = {path: LONGER.get(path, LONGEST[path.partition("/")[0]]) for path in lengths}

    assert {} == {path: length for path, length in lengths.items() if length > allowed[path]}


def test_the_generated_parts_of_the_readme_are_fresh() -> None:
    assert [] == readme.refreshed(readme.README.read_text())[1]


def test_every_picture_and_file_that_the_readme_links_is_there() -> None:
    text = readme.README.read_text()
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", text) + re.findall(
        r'(?:src|href)="(?!https?:|#)([^"#]+)"', text
    )

    assert [] == [link for link in links if not (ROOT / link).exists()]


def test_scripts_can_be_run() -> None:
    assert [] == [str(path) for path in map(Path, (".ci/run", "tests/run")) if not os.access(ROOT / path, os.X_OK)]
