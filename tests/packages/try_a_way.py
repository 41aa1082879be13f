"""What each way of installing is tried with: commands, a place of its own, what it weighs and how soon it answers."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tests.documents import ROOT

Note = dict[str, object]
"""What the manual's table says of a way."""
_RUNS = 8
_NOT_PASSED_ON = ("PYTHON", "VIRTUAL_ENV", "BACKPRESSURE_")
KEPT = ROOT / ".packages"
"""Systems, tools and marks that the next run uses again; may be deleted at any time."""


class LeftOut(Exception):
    """What this way needs is not on this machine."""


def run(
    *command: str | Path, env: Mapping[str, str] | None = None, ends_with: Iterable[int] = (0,), cwd: Path | None = None
) -> str:
    """What a command prints; raises CalledProcessError, and shows what it said, when it fails."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_NOT_PASSED_ON)}
    done = subprocess.run(
        list(map(str, command)), env=kept | dict(env or {}), cwd=cwd, capture_output=True, text=True, check=False
    )
    if done.returncode not in ends_with:
        print(done.stdout, done.stderr, file=sys.stderr)
        done.check_returncode()
    return done.stdout


def tool(name: str) -> str:
    """The path of a tool. Raises LeftOut."""
    found = shutil.which(name)
    if found is None:
        raise LeftOut(f"there is no {name}")
    return found


def python_tool(name: str) -> str:
    """The path of a tool that comes from the package index; put beside the other ones where the machine lacks it."""
    found = shutil.which(name)
    if found is None:
        beside = KEPT / "tools"
        if not (beside / "bin/python").exists():
            run(sys.executable, "-m", "venv", beside)
        if not (beside / "bin" / name).exists():
            run(beside / "bin/python", "-m", "pip", "install", "-q", name)
        found = str(beside / "bin" / name)
    return found


def need_root() -> None:
    """Raises LeftOut for anybody else."""
    if os.getuid() != 0:
        raise LeftOut("only root makes a clean system")


def files(folder: Path) -> Iterator[Path]:
    """Every file and link below a folder, each file once however many names it has."""
    seen = set()
    for path in folder.rglob("*"):
        if path.is_symlink() or path.is_file():
            key = path.lstat().st_dev, path.lstat().st_ino
            if key not in seen:
                seen.add(key)
                yield path


def megabytes(folder: Path) -> int:
    """What was installed takes on the disk, the compiled modules included."""
    return round(sum(path.lstat().st_size for path in files(folder)) / 1e6)


def start_ms(command: Path, env: Mapping[str, str]) -> int:
    """How long it takes until ``--version`` has answered: the best of a few, since other programs only add to it."""
    took = []
    for _ in range(_RUNS):
        began = time.monotonic()
        run(command, "--version", env=env)
        took.append(time.monotonic() - began)
    return round(min(took) * 1000)
