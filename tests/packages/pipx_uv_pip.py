"""Tries pipx, uv and pip, each with every Python that the machine has and the program takes."""

import hashlib
import json
import os
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.packages.clean_debian import laid_out, made, within
from tests.packages.recipes import PROJECT
from tests.packages.try_a_way import KEPT, LeftOut, Note, files, megabytes, python_tool, run, start_ms
from tray import __version__
from tray.desktop.common.commands_to_install_and_update import Way
from tray.lib.identity import DISTRIBUTION

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
"""What the package says it runs on."""
_TESTING = "forky"
_TESTING_HAS = ("ca-certificates", "passwd", "pipx", "python3", "python3-pip", "python3-venv")
_TOOLS_OWN = {"pipx", "uv", "pip", "Trash", ".rustup"}
"""Folders in which the tools keep what is theirs, such as logs and locks."""

Places = dict[str, str]
Does = Callable[[Path, Path, Path], tuple[list[str], list[str], Places]]
"""For a home, a Python and a wheel: how to install, how to remove, and with what in the environment."""


def pythons() -> dict[str, Path]:
    """The Pythons of this machine, those of pyenv among them."""
    found = {}
    for version in PYTHONS:
        managed = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python3"))
        own = shutil.which(f"python{version}", path="/usr/local/bin:/usr/bin:/bin")
        if managed or own:
            found[version] = managed[-1] if managed else Path(own or "")
    running = f"{sys.version_info.major}.{sys.version_info.minor}"
    if running in PYTHONS and running not in found:
        found[running] = Path(sys.executable).resolve()
    return dict(sorted(found.items()))


def pipx(home: Path, python: Path, wheel: Path) -> tuple[list[str], list[str], Places]:
    """By pipx."""
    command = python_tool("pipx")
    places = {
        "PIPX_HOME": str(home / "pipx"),
        "PIPX_BIN_DIR": str(home / ".local/bin"),
        "PIPX_MAN_DIR": str(home / ".local/share/man"),
    }
    return (
        [command, "install", "--python", str(python), str(wheel)],
        [command, "uninstall", DISTRIBUTION],
        places,
    )


def uv(_home: Path, python: Path, wheel: Path) -> tuple[list[str], list[str], Places]:
    """By uv tool."""
    command = python_tool("uv")
    return (
        [command, "tool", "install", "--python", str(python), str(wheel)],
        [command, "tool", "uninstall", DISTRIBUTION],
        {"UV_LINK_MODE": "copy"},
    )


def pip(home: Path, python: Path, wheel: Path) -> tuple[list[str], list[str], Places]:
    """By pip, into the person's own folder."""
    command = [str(python), "-m", "pip"]
    return (
        [*command, "install", "-q", "--user", "--ignore-installed", str(wheel)],
        [*command, "uninstall", "-q", "-y", DISTRIBUTION],
        {"PYTHONUSERBASE": str(home / ".local"), "PIP_BREAK_SYSTEM_PACKAGES": "1"},
    )


WAYS: dict[Way, Does] = {Way.PIPX: pipx, Way.UV: uv, Way.PIP: pip}


def tried(way: Way, wheel: Path) -> Note:
    """Install it with each Python, ask it, and remove it. What is noted is of the newest."""
    note: Note = {}
    found = pythons()
    if not found:
        raise LeftOut(f"there is no Python of {', '.join(PYTHONS)}")
    for version, python in found.items():
        with TemporaryDirectory() as folder:
            note = _tried_with(way, Path(folder), python, wheel, adds=version == max(found))
            print(f"          {way.value} with Python {version}: {note}", flush=True)
    return {"state": "tried", "with": f"Python {', '.join([*found, *_newer(way, wheel, max(found))])}", **note}


def _newer(way: Way, wheel: Path, newest: str) -> list[str]:
    """The Python of Debian's next version, where it is newer than those of this machine."""
    if os.getuid() != 0 or shutil.which("mmdebstrap") is None or newest >= PYTHONS[-1]:
        return []
    with laid_out(made(_TESTING, "python", _TESTING_HAS)) as root:
        shutil.copy(wheel, root / "tried")
        shutil.copytree(wheels(wheel, PYTHONS[-1]), root / "tried/wheels")
        (said,) = within(root, Path(__file__).with_name("newest_python.sh"), way.value)
    version = said.removeprefix("python ")
    print(f"          {way.value} with Python {version}, in Debian {_TESTING}", flush=True)
    return [version] if version > newest else []


def wheels(wheel: Path, version: str) -> Path:
    """What the program and uv need with a Python, since a clean system has no way to the package index."""
    needs = hashlib.sha256("\n".join(PROJECT["dependencies"]).encode()).hexdigest()
    kept = KEPT / f"wheels-{version}-{needs[:8]}"
    if not kept.exists():
        kinds = (f"--platform=manylinux_{glibc}_x86_64" for glibc in ("2_17", "2_26", "2_27", "2_28"))
        wanted = ("--only-binary=:all:", f"--python-version={version}", *kinds)
        run(sys.executable, "-m", "pip", "download", "-q", *wanted, "-d", kept, wheel, "pip", "uv")
    return kept


def _tried_with(way: Way, home: Path, python: Path, wheel: Path, *, adds: bool) -> Note:
    install, remove, places = WAYS[way](home, python, wheel)
    caches = {"PIP_CACHE_DIR": str(KEPT / "pip"), "UV_CACHE_DIR": str(KEPT / "uv")}
    at_home = {"HOME": str(home), "XDG_RUNTIME_DIR": str(home / "run"), **caches, **places}
    before = _left(way, home)
    run(*install, env=at_home)
    command = home / ".local/bin/backpressure"
    assert f"backpressure {__version__}\n" == run(command, "--version", env=at_home)
    # A machine without a desktop lacks much, and the doctor's exit code says so.
    doctor = json.loads(run(command, "doctor", "--json", ends_with=(0, 1), env=at_home))
    assert f"installed: fine (by {way.value})" in doctor["report"], doctor["report"]
    size = megabytes(home)
    took = start_ms(command, at_home)
    run(command, "app-menu", "on", env=at_home)
    assert list(home.glob(".local/share/applications/*backpressure*"))
    run(command, "app-menu", "off", env=at_home)
    if adds:
        _add_the_report(command, home / "report.html", at_home)
    run(*remove, env=at_home)
    left = _left(way, home) - before
    assert not left, f"{way.value} left {sorted(map(str, left))}"
    return {"mb": size, "start_ms": took}


def _add_the_report(command: Path, page: Path, env: Places) -> None:
    """Type what the program says to type, and have a report then."""
    asking = [str(command), "report", "--out", str(page)]
    said = run("sh", "-c", '"$@" 2>&1', "sh", *asking, ends_with=(1, 2, 3, 4), env=env)
    typed = re.search(r"type: `([^`]+)`", " ".join(said.split()))
    assert typed, said
    # The tool is in nobody's path here, and the folder of its own may hold nothing but this home's.
    tool_of = {Path(name).name: name for name in (python_tool("pipx"), python_tool("uv"))}
    name, _, words = typed[1].partition(" ")
    run("sh", "-c", f"{tool_of.get(name, name)} {words}", env=env)
    run(*asking, env=env)
    assert "<html" in page.read_text()
    page.unlink()


def _left(way: Way, home: Path) -> set[Path]:
    """What lies in a home, but for what the tools keep there for themselves. pip never removes libraries."""
    return {
        path
        for path in files(home)
        if ("backpressure" in path.name.lower() and path.suffix != ".lock")
        or (way is not Way.PIP and not _TOOLS_OWN & set(path.relative_to(home).parts))
    }
