"""The built packages are the same whoever builds them, and say of themselves what an index can show."""

import os
import re
import shutil
import subprocess
import sys
from email import message_from_string
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.documents import ROOT, tracked_files
from tests.packages.package_description import own_description
from tests.packages.recipes import PROJECT
from tray import __version__

EPOCH = "1795000000"


def build(folder: Path, into: Path) -> None:
    """A wheel and an sdist of the checkout in ``folder``."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH}
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(into)]
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """What two people built, each from a checkout of their own, of another time and another umask."""
    into = (tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("other"))
    for folder, mode in zip(into, (0o644, 0o600), strict=True):
        for path in tracked_files():
            (folder / "checkout" / path).parent.mkdir(parents=True, exist_ok=True)
            copied = Path(shutil.copyfile(ROOT / path, folder / "checkout" / path))
            copied.chmod(mode | ((ROOT / path).stat().st_mode & 0o100))
            os.utime(copied, (mode * 100_000.0, mode * 100_000.0))
        build(folder / "checkout", folder)
    return into


@pytest.mark.timeout(300)
@pytest.mark.parametrize("ending", [".whl", ".tar.gz"])
def test_built_twice_it_is_the_same_to_the_byte(twice: tuple[Path, Path], ending: str) -> None:
    one, other = (next(folder.glob(f"*{ending}")) for folder in twice)

    assert one.name == other.name
    assert one.read_bytes() == other.read_bytes()


def test_the_index_finds_all_it_shows(twice: tuple[Path, Path]) -> None:
    with ZipFile(next(twice[0].glob("*.whl"))) as wheel:
        name = next(name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
        told = message_from_string(wheel.read(name).decode())

    assert "text/markdown" == told["Description-Content-Type"]
    assert {"report", "window", "calendar", "all"} == set(told.get_all("Provides-Extra") or ())
    assert all(line.partition(", ")[2].startswith("https://") for line in told.get_all("Project-URL") or [""])
    assert "plyer" not in " ".join(line for line in told.get_all("Requires-Dist") or () if "win32" not in line)


def test_on_an_index_every_picture_and_link_is_a_file_of_that_version_and_nothing_needs_our_folder() -> None:
    shown = own_description(ROOT)
    home = PROJECT["urls"]["Homepage"]
    raw = home.replace("github.com", "raw.githubusercontent.com")
    ours = (f"{raw}/v{__version__}/", f"{home}/blob/v{__version__}/")
    links = re.findall(r"(!?)\[[^\]]*\]\(([^)#]*)", shown)
    files = {
        link.removeprefix(ours[0]).removeprefix(ours[1]) for _, link in links if link.startswith(home) or "raw." in link
    }

    assert [] == [link for _, link in links if not link.startswith("https://")]
    assert {".github/pictures/day.png", ".github/pictures/icon-green.png", ".github/pictures/menu.png"} <= files
    assert set() == files - {path.as_posix() for path in tracked_files()}
    assert all(link.startswith(ours[0]) for picture, link in links if picture)
    assert "pipx install 'backpressure-tray[report,calendar]'" in shown
    assert [] == re.findall(r"this folder|assets/install |tests/run", shown)
