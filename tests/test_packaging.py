"""What people install holds everything it needs, and the README's first command brings it to life."""

import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.documents import README, ROOT, tracked_files
from tray import __version__

_DRAW = """
from pathlib import Path
import tray
from tray.desktop.icon.pictures import Pictures
from tray.view.tray.face import Gauge, Level, Mark
from tray.view.icon.gauge import image
pictures = Pictures("standard", "dark")
gauge = Gauge(step=13, level=Level.ORANGE, mark=Mark.NONE)
print(Path(tray.__file__).parent.parent)
print(pictures.problem, len({pixels for _, _, pixels in pictures(gauge)}), image(gauge, 48).getbbox() is not None)
"""


def run(*command: str, folder: Path, **environment: str) -> str:
    """What a command prints; it must succeed."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(command, cwd=folder, env=kept | environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an sdist, and the wheel that was built from it: so the sdist is whole."""
    folder = tmp_path_factory.mktemp("built")
    build = (sys.executable, "-m", "hatchling", "build", "-d", str(folder))
    run(*build, "-t", "sdist", folder=checkout(folder / "checkout"))
    shutil.unpack_archive(next(folder.glob("*.tar.gz")), folder / "unpacked")
    run(*build, "-t", "wheel", folder=next((folder / "unpacked").iterdir()))
    return folder


def checkout(folder: Path) -> Path:
    """A fresh checkout: the files of the project, and nothing that was left beside them."""
    for path in tracked_files():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, folder / path)
    return folder


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an installed copy; what it depends on comes from the environment of the tests."""
    folder = tmp_path_factory.mktemp("installed")
    wheel = str(next(built.glob("*.whl")))
    run(
        sys.executable,
        "-m",
        "pip",
        "install",
        "-q",
        "--no-deps",
        "--no-index",
        "--target",
        str(folder),
        wheel,
        folder=built,
    )
    return folder


def test_the_wheel_holds_the_package_its_types_and_its_assets_and_nothing_else(built: Path) -> None:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        names = set(wheel.namelist())
    wanted = {str(path) for path in tracked_files() if path.parts[0] == "tray"}
    wanted |= {f"tray/{path}" for path in tracked_files() if path.parts[0] == "assets"}

    assert wanted == {name for name in names if ".dist-info/" not in name}


def test_the_sdist_holds_the_tests_too(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}

    assert {"README.md", "LICENSE", "pyproject.toml", "tests/run", "tests/test_packaging.py"} <= names


def test_an_installed_copy_says_its_version(installed: Path, tmp_path: Path) -> None:
    said = run(str(installed / "bin" / "backpressure"), "--version", folder=tmp_path, PYTHONPATH=str(installed))

    assert f"backpressure {__version__}\n" == said


def test_an_installed_copy_draws_a_gauge_far_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    said = run(sys.executable, "-c", _DRAW, folder=tmp_path, PYTHONPATH=str(installed))
    where, drawn = said.splitlines()

    assert str(installed) == where
    assert re.fullmatch(r"None [5-9] True", drawn), drawn


@pytest.mark.timeout(600)
def test_the_first_command_of_the_readme_works_on_a_fresh_checkout(tmp_path: Path) -> None:
    commands = re.findall(r"^(python3 -m venv .*backpressure)$", README.read_text(), re.MULTILINE)
    assert len(commands) == 1, "the README has one line that installs and starts it"
    fresh = checkout(tmp_path / "fresh")
    command = commands[0].replace("python3 ", f"{sys.executable} ", 1)
    home = {"HOME": str(tmp_path), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    done = subprocess.run(
        ["bash", "-c", f"{command} --version"],
        cwd=fresh,
        env={name: value for name, value in os.environ.items() if not name.startswith("PYTHON")} | home,
        capture_output=True,
        text=True,
        check=False,
    )
    if "NewConnectionError" in done.stderr and os.environ.get("CI") != "true":
        pytest.skip("the package index cannot be reached")

    assert done.returncode == 0, done.stderr
    assert f"backpressure {__version__}" == done.stdout.splitlines()[-1]
