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
from tests.skip_what_is_not_installed import do_without
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

_SPEAKS = """
from datetime import date
from pathlib import Path
import tray
from tray.lib.language.catalogue_reader import put_in_force
from tray.lib.language.locales import Locale
from tray.lib.language.formats import formats
wrong = []
put_in_force(Locale("de"), wrong.append)
print(Path(tray.__file__).parent.parent)
print(wrong)
print(formats().dated(formats().full_weekday_and_date, date(2026, 12, 4)))
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
    # The installer and what packagers need are read by nobody who has the program.
    assets = [
        path for path in tracked_files() if path.parts[0] == "assets" and path.parts[1] not in ("install", "packaging")
    ]
    sources = [path for path in assets if path.parent.name == "locale" and path.suffix != ".json"]
    wanted |= {f"tray/{path}" for path in assets if path not in sources}
    wanted |= {f"tray/{path.with_suffix('.mo')}" for path in sources if path.suffix == ".po"}

    wanted.add(f"backpressure_tray-{__version__}.data/data/share/man/man1/backpressure.1")

    assert wanted == {name for name in names if ".dist-info/" not in name}


def test_the_sdist_holds_the_tests_too(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}

    assert {"README.md", "LICENSE", "pyproject.toml", "tests/run", "tests/test_packaging.py"} <= names


def test_an_installed_copy_says_its_version(installed: Path, tmp_path: Path) -> None:
    said = run(str(installed / "bin" / "backpressure"), "--version", folder=tmp_path, PYTHONPATH=str(installed))

    assert f"backpressure {__version__}\n" == said


def test_an_installed_copy_brings_its_manual(installed: Path, tmp_path: Path) -> None:
    command = str(installed / "bin" / "backpressure")
    said = run(command, "help", "breaks", folder=tmp_path, PYTHONPATH=str(installed))

    assert said.startswith("BREAKS\n")
    assert (installed / "share/man/man1/backpressure.1").exists()


def test_an_installed_copy_speaks_languages(installed: Path, tmp_path: Path) -> None:
    said = run(sys.executable, "-c", _SPEAKS, folder=tmp_path, PYTHONPATH=str(installed))

    assert [str(installed), "[]", "Freitag, 4. Dezember"] == said.splitlines()


def test_an_installed_copy_draws_a_gauge_far_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    said = run(sys.executable, "-c", _DRAW, folder=tmp_path, PYTHONPATH=str(installed))
    where, drawn = said.splitlines()

    assert str(installed) == where
    assert re.fullmatch(r"None [5-9] True", drawn), drawn


@pytest.mark.timeout(600)
@pytest.mark.parametrize("tool", ["venv", "pipx"])
def test_the_first_command_of_the_readme_starts_it_and_leaves_a_command_that_can_be_called(
    tool: str, tmp_path: Path
) -> None:
    first = next(line.split() for line in README.read_text().splitlines() if line.startswith("assets/install"))
    assert ["assets/install", "--start"] == first
    fresh, home = checkout(tmp_path / "fresh"), tmp_path / "home"
    home.mkdir()
    before = sorted(fresh.rglob("*"))
    command = home / ".local/bin/backpressure"
    done = install(fresh, home, tool, *first[1:], until=("is running", [str(command), "quit"]))
    if "NewConnectionError" in done.stderr and os.environ.get("CI") != "true":
        pytest.skip("the package index cannot be reached")

    assert done.returncode == 0, done.stdout + done.stderr
    assert f"Backpressure {__version__} is running" in done.stdout
    assert f"backpressure {__version__}\n" == run(str(command), "--version", folder=tmp_path)
    assert f"backpressure {__version__} is installed." in done.stdout.splitlines()
    assert before == sorted(fresh.rglob("*"))
    kept = home / ".cache/backpressure/code"
    assert kept.exists()  # a minute before the program keeps it itself
    assert [] == [path for path in home.rglob("*") if not path.is_symlink() and path.stat().st_mode & 0o022]
    if tool == "venv":
        assert {home / ".local/bin/backpressure"} == {
            path
            for path in _files(home)
            if not path.is_relative_to(home / ".local/share/backpressure-tray")
            and path.parent.name != "backpressure"  # which is what it keeps while it runs
        }

    assert 0 == install(fresh, home, tool, "--remove").returncode
    assert not command.is_symlink()
    assert [] == [path for path in _files(home) if path.name == "backpressure"]
    assert not kept.parent.exists()
    assert 1 == install(fresh, home, tool, "--remove").returncode


@pytest.mark.timeout(600)
def test_installing_again_replaces_what_was_there_and_a_failure_leaves_it(tmp_path: Path) -> None:
    home, folder = tmp_path / "home", tmp_path / "home/.local/share/backpressure-tray"
    (folder / "bin").mkdir(parents=True)
    (folder / "bin/backpressure").write_text("the one from before")
    broken = checkout(tmp_path / "broken")
    (broken / "pyproject.toml").write_text("[project]\n")
    done = install(broken, home, "venv")

    assert 1 == done.returncode
    assert "Nothing was changed." in done.stderr
    assert ["the one from before"] == [path.read_text() for path in _files(home)]


def test_a_command_of_another_origin_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / ".local/bin/backpressure"
    other.parent.mkdir(parents=True)
    other.write_text("of another origin")
    done = install(ROOT, tmp_path, "venv")

    assert 1 == done.returncode
    assert "is there already, and it isn't from here" in done.stderr
    assert "of another origin" == other.read_text()


def install(
    fresh: Path, home: Path, tool: str, *words: str, until: tuple[str, list[str]] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run ``assets/install`` in a home of its own, on a machine that has that tool and no other.

    With ``until``, do what that says once its words were said.
    """
    path = "/usr/bin:/bin"
    if tool == "pipx":
        found = shutil.which("pipx")
        if found is None:
            do_without("pipx")
        tools = home.parent / "tools"
        tools.mkdir(exist_ok=True)
        (tools / "pipx").unlink(missing_ok=True)
        (tools / "pipx").symlink_to(str(found))
        path = f"{tools}:{path}"
    passed_on = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_", "REQUESTS_"))}
    environment = passed_on | {"HOME": str(home), "PATH": path, "PYTHON": sys.executable}
    said: list[str] = []
    with (
        (home.parent / "errors").open("w+") as errors,
        subprocess.Popen(
            [str(fresh / "assets/install"), *words],
            cwd=home.parent,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            umask=0,  # that others can't change it is not left to the session
        ) as running,
    ):
        assert running.stdout is not None
        for line in running.stdout:
            said.append(line)
            if until is not None and until[0] in line:
                subprocess.run(until[1], env=environment, check=True, capture_output=True)
        running.wait()
        errors.seek(0)
        return subprocess.CompletedProcess(running.args, running.returncode, "".join(said), errors.read())


def _files(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_symlink() or path.is_file()}
