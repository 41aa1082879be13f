"""Says a new version in its one place, and moves what the changelog calls unreleased below it.

python -m tests.packages.release_version_and_changelog VERSION
"""

import re
import sys
from datetime import date, datetime
from pathlib import Path

from tests.documents import ROOT

SAYS_IT = ROOT / "tray/__init__.py"
CHANGELOG = ROOT / ".github/CHANGELOG.md"
METAINFO = ROOT / "assets/share/metainfo/io.github.backpressure.tray.metainfo.xml"


def moved(changelog: str, version: str, on: date) -> str:
    """The changelog with the entry of ``version``. Raises ValueError when there is none, or it has one already."""
    if f"## [{version}]" in changelog:
        raise ValueError(f"the changelog has {version} already")
    before, heading, after = changelog.partition("## [Unreleased]\n")
    if not re.match(r"\s*(?:[^#\s]|###)", after):
        raise ValueError("the changelog has nothing that is unreleased")
    return f"{before}{heading}\n## [{version}] - {on.isoformat()}\n{after}"


def said(module: str, version: str) -> str:
    """The module that says the version, saying this one."""
    fresh, count = re.subn(r'^__version__ = ".*"$', f'__version__ = "{version}"', module, flags=re.MULTILINE)
    if count != 1:
        raise ValueError("the version must be said once")
    return fresh


def listed(metainfo: str, version: str, on: date) -> str:
    """The description for software centres, which lists each release."""
    entry = f'<releases>\n    <release version="{version}" date="{on.isoformat()}"/>'
    return metainfo.replace("<releases>", entry, 1)


def main(version: str, on: date) -> None:
    """Write all three, or none."""
    fresh: dict[Path, str] = {
        SAYS_IT: said(SAYS_IT.read_text(), version),
        CHANGELOG: moved(CHANGELOG.read_text(), version, on),
        METAINFO: listed(METAINFO.read_text(), version, on),
    }
    for path, text in fresh.items():
        path.write_text(text)


if __name__ == "__main__":
    main(sys.argv[1], datetime.now().astimezone().date())
