"""Tries the ways of installing the program that this machine lets it try, and notes what came of it.

    python -m tests.packages FOLDER     packages go to FOLDER

Each is installed into a place of its own, started, asked for its version and its way, and removed again: nothing of it
may stay. A way that lacks its tool here is said to be left out, and keeps what was noted of it before.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.documents import ROOT
from tests.packages.ways import NOTES, noted
from tray.lib.identity import DISTRIBUTION

Note = dict[str, object]
_RUNS = 5


class LeftOut(Exception):
    """What this way needs is not on this machine."""


def run(*command: str | Path, **environment: str) -> str:
    """What a command prints; raises CalledProcessError with what it said when it fails."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(list(map(str, command)), env=kept | environment, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stdout, done.stderr, file=sys.stderr)
        done.check_returncode()
    return done.stdout


def files(folder: Path) -> Iterator[Path]:
    """Every file and link below a folder, each file once however many names it has."""
    seen = set()
    for path in folder.rglob("*"):
        if path.is_symlink() or path.is_file():
            key = path.lstat().st_dev, path.lstat().st_ino
            if key not in seen:
                seen.add(key)
                yield path


def size(folder: Path) -> int:
    """Megabytes of what was installed, the compiled modules included."""
    return round(sum(path.lstat().st_size for path in files(folder)) / 1e6)


def start_ms(command: Path, **environment: str) -> int:
    """How long it takes until ``--version`` has answered: the median of a few."""
    took = []
    for _ in range(_RUNS + 1):
        began = time.monotonic()
        run(command, "--version", **environment)
        took.append(time.monotonic() - began)
    return round(statistics.median(took[1:]) * 1000)  # the first one compiles


def tried(home: Path, way: str, install: Callable[[], None], remove: Callable[[], None]) -> Note:
    """Install, ask, remove, and see that nothing is left."""
    install()
    command = home / ".local/bin/backpressure"
    told = json.loads(run_whatever(command, "doctor", "--json", HOME=str(home), XDG_RUNTIME_DIR=str(home)))
    (part,) = (each for each in told["findings"] if each["part"] == "installed")
    assert way in part["says"], part
    note = {"state": "tried", "mb": size(home), "start_ms": start_ms(command, HOME=str(home))}
    run(command, "app-menu", "on", HOME=str(home))
    run(command, "app-menu", "off", HOME=str(home))
    remove()
    left = [path for path in files(home) if "backpressure" in path.name.lower() and path.suffix != ".lock"]
    assert not left, left
    return note


def run_whatever(*command: str | Path, **environment: str) -> str:
    """What a command prints, whatever its exit code says: a machine without a desktop lacks much."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(list(map(str, command)), env=kept | environment, capture_output=True, text=True, check=False)
    return done.stdout


def tool(name: str) -> str:
    """The path of a tool. Raises LeftOut."""
    found = shutil.which(name)
    if found is None:
        raise LeftOut(f"there is no {name}")
    return found


def pipx(home: Path, wheel: Path) -> Note:
    """By pipx."""
    command, places = tool("pipx"), {"HOME": str(home), "PIPX_HOME": str(home / "pipx"), "UV_NO_CACHE": "1"}
    places |= {
        "PIPX_BIN_DIR": str(home / ".local/bin"),
        "PIPX_MAN_DIR": str(home / ".local/share/man"),
        "UV_NO_CACHE": "1",
    }
    return tried(
        home,
        "pipx",
        lambda: void(run(command, "install", "--python", sys.executable, wheel, **places)),
        lambda: void(run(command, "uninstall", DISTRIBUTION, **places)),
    )


def uv(home: Path, wheel: Path) -> Note:
    """By uv tool."""
    command, places = tool("uv"), {"HOME": str(home), "UV_LINK_MODE": "copy", "UV_NO_CACHE": "1"}
    return tried(
        home,
        "uv",
        lambda: void(run(command, "tool", "install", "--python", sys.executable, wheel, **places)),
        lambda: void(run(command, "tool", "uninstall", DISTRIBUTION, **places)),
    )


def pip(home: Path, wheel: Path) -> Note:
    """By pip, into the person's own folder."""
    python = str(Path(sys.base_prefix) / "bin/python3")
    places = {"HOME": str(home), "PYTHONUSERBASE": str(home / ".local"), "PIP_BREAK_SYSTEM_PACKAGES": "1"}
    return tried(
        home,
        "pip",
        lambda: void(run(python, "-m", "pip", "install", "-q", "--user", "--ignore-installed", wheel, **places)),
        lambda: void(run(python, "-m", "pip", "uninstall", "-q", "-y", DISTRIBUTION, **places)),
    )


def deb(home: Path, into: Path) -> Note:
    """Built in a clean Debian; what it pulls in there was compared by hand."""
    del home
    tool("mmdebstrap")
    if os.getuid() != 0:
        raise LeftOut("only root makes a clean Debian")
    run(ROOT / "assets/packaging/debian/build", into)
    return {**noted().get("deb", {}), "state": noted().get("deb", {}).get("state", "built")}


def void(_: str) -> None:
    """Nothing is done with what was printed."""


def main(into: Path) -> int:
    """Try all; the exit code."""
    into.mkdir(parents=True, exist_ok=True)
    run(sys.executable, "-m", "hatchling", "build", "-d", into)
    wheel = max(into.glob("*.whl"), key=lambda path: path.stat().st_mtime)
    notes, failed = noted(), False
    python = f"Python {sys.version_info.major}.{sys.version_info.minor}"
    for name, attempt, argument in (("pipx", pipx, wheel), ("uv", uv, wheel), ("pip", pip, wheel), ("deb", deb, into)):
        with tempfile.TemporaryDirectory() as folder:
            try:
                note = attempt(Path(folder), argument)
            except LeftOut as why:
                print(f"left out  {name}: {why}")
                continue
            except (AssertionError, subprocess.CalledProcessError) as wrong:
                print(f"FAILED    {name}: {wrong}")
                failed = True
                continue
        notes[name] = {"with": python, **note}
        print(f"ok        {name}: {note}")
    NOTES.write_text(json.dumps(notes, indent=2) + "\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "dist")))
