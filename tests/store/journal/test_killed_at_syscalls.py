"""Nothing is lost when the program is killed at a write, a flush or a change of names, whichever it is.

By default at more than three hundred of them, in a long run (BACKPRESSURE_LONG=1) at all of more than six hundred.
"""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.store.stories import LONG, all_of, opened
from tests.store.storm import BATCHES

_CALLS = ("write", "pwrite64", "fdatasync", "fsync", "rename", "renameat2", "unlink", "ftruncate")
_TRACED = ("strace", "-f", "-qq", "-e", f"trace={','.join(_CALLS)}")
_MOST = None if LONG else 170
"""So many of each kind of call at most."""
KILLED = -9


def storm(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [*_TRACED, *options, sys.executable, "-m", "tests.store.storm", str(folder)]
    root = Path(__file__).parents[3]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=root)


def can_be_traced() -> bool:
    if not shutil.which("strace"):
        return False
    return subprocess.run([*_TRACED, "true"], capture_output=True, check=False).returncode == 0


pytestmark = pytest.mark.skipif(not can_be_traced(), reason="needs strace, and to be allowed to trace")


@pytest.mark.timeout(900)
def test_nothing_acknowledged_is_lost_in_kills_at_each_change_of_the_files(
    tmp_path: Path, counted: Callable[[str], None]
) -> None:
    points = [(call, number) for call, count in _counted(tmp_path).items() for number in _spread(count)]
    with ThreadPoolExecutor(2) as both:  # each mostly waits for its disk
        kills = sum(both.map(lambda point: _killed_at(tmp_path, *point), points))
    counted(f"{kills} kills at changes of the files, 0 lost")
    # Of some 320 points; on a busy machine a few calls fall to another thread, and strace counts them for each.
    assert kills >= 250


def _killed_at(tmp_path: Path, call: str, number: int) -> bool:
    """Whether there was such a call to be killed at; whatever was acknowledged is there."""
    folder = tmp_path / f"{call}-{number}"
    ended = storm(folder, "-o", os.devnull, "-e", f"inject={call}:signal=SIGKILL:when={number}")
    _check(folder, ended.stdout)
    shutil.rmtree(folder)
    return ended.returncode == KILLED


def _counted(tmp_path: Path) -> Counter[str]:
    """How often the storm makes each call."""
    log = tmp_path / "calls"
    assert storm(tmp_path / "whole", "-o", str(log)).returncode == 0
    return Counter(found for found in re.findall(r"(\w+)\(", log.read_text()) if found in _CALLS)


def _spread(count: int) -> list[int]:
    """All from 1 to ``count``, or as many of them as are allowed, evenly."""
    most = count if _MOST is None else min(count, _MOST)
    return [1 + index * count // most for index in range(most)]


def _check(folder: Path, said: str) -> None:
    acknowledged = dict(line.split() for line in said.splitlines())
    file = folder / "history.sqlite3"
    if file.exists():
        opened(file).close()
    facts = [record.n for record in all_of(file)]
    assert list(range(1, len(facts) + 1)) == facts
    assert int(acknowledged.get("fact", 0)) <= len(facts)
    if "file" in acknowledged:
        settings = (folder / "settings.toml").read_text()
        (batch,) = set(settings.splitlines())
        assert settings == f"{batch}\n" * 5000
        assert int(acknowledged["file"]) <= int(batch) < BATCHES
