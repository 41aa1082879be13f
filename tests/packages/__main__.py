"""Tries the ways of installing the program that this machine lets it try, and writes what came of it into the manual.

    python -m tests.packages FOLDER [--again] [WAY …]     packages go to FOLDER; without ways, all are tried

Each is installed into a place of its own, started, asked for its version and its way, and removed again: nothing of it
may stay. A way that lacks its tool is said to be left out, and keeps what was noted of it before. What went well is
not tried again as long as the package stays the same, so a run that was stopped goes on where it was; ``--again``
tries it all the same. Pythons and Windows are tried beside the other systems, which mostly wait for packages.
"""

import hashlib
import json
import subprocess
import sys
import time
import traceback
import zipfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from tests.documents import ROOT, refreshed, tracked_files
from tests.packages import debian, flatpak, other_systems, pipx_uv_pip, windows
from tests.packages.try_a_way import KEPT, LeftOut, Note, run
from tests.packages.ways_of_installing import NOTES, PAGE, WAYS, noted
from tray import __version__
from tray.desktop.common.commands_to_install_and_update import Way

_BESIDE = (*(way.value for way in pipx_uv_pip.WAYS), "windows")
"""Tried beside the rest, so that two cores have work for about the same time."""


def attempts(wheel: Path, sdist: Path, into: Path) -> dict[str, Callable[[], Note]]:
    """What tries each way."""

    def read(way: str) -> Callable[[], Note]:
        return lambda: other_systems.tried(way, sdist)

    return {
        "pipx": lambda: pipx_uv_pip.tried(Way.PIPX, wheel),
        "uv": lambda: pipx_uv_pip.tried(Way.UV, wheel),
        "pip": lambda: pipx_uv_pip.tried(Way.PIP, wheel),
        "deb": lambda: debian.tried(into),
        "flatpak": lambda: flatpak.tried(wheel),
        "windows": lambda: windows.tried(into),
        **{way: read(way) for way in other_systems.RECIPES},
    }


def main(into: Path, wanted: Sequence[str], *, again: bool) -> int:
    """Try the ways that are wanted; the exit code."""
    into.mkdir(parents=True, exist_ok=True)
    for old in (*into.glob("*.whl"), *into.glob("*.tar.gz")):
        old.unlink()
    run(sys.executable, "-m", "hatchling", "build", "-d", into, cwd=ROOT)
    (wheel,), (sdist,) = into.glob("*.whl"), into.glob("*.tar.gz")
    tries = attempts(wheel, sdist, into)
    unknown = sorted(set(wanted) - set(tries))
    if unknown:
        print(f"There is no way called {', '.join(unknown)}; there are {', '.join(tries)}.", file=sys.stderr)
        return 2
    done = _Done(digest(wheel))
    noting = Lock()
    took = dict[str, str]()

    def goes_well(name: str) -> bool:
        if name in done and not again:
            print(f"as before {name}: went well with this very package", flush=True)
            return True
        began = time.monotonic()
        try:
            note = tries[name]()
        except LeftOut as why:
            print(f"left out  {name}: {why}", flush=True)
            return True
        except Exception as wrong:  # whatever it is, the other ways are tried all the same
            if not isinstance(wrong, AssertionError | subprocess.CalledProcessError):
                traceback.print_exception(wrong)
            took[name] = f"FAILED after {time.monotonic() - began:.0f} s"
            print(f"FAILED    {name}: {wrong!r}", flush=True)
            return False
        with noting:
            write(name, note)
            done.add(name)
        took[name] = f"{time.monotonic() - began:.0f} s"
        print(f"ok        {name} ({took[name]}): {note}", flush=True)
        return True

    def all_go_well(names: Sequence[str]) -> bool:
        went = [goes_well(name) for name in names]  # each is tried, whatever became of the one before
        return all(went)

    names = list(wanted or tries)
    beside = [name for name in names if name in _BESIDE]
    with ThreadPoolExecutor() as pool:
        both = list(pool.map(all_go_well, ([name for name in names if name not in beside], beside)))
    print(", ".join(f"{name} {took[name]}" for name in names if name in took), flush=True)
    return 0 if all(both) else 1


def digest(wheel: Path) -> str:
    """Of all that a package is made from, the program and the recipes; not of the page on which this run writes."""
    found = hashlib.sha256()
    with zipfile.ZipFile(wheel) as members:
        for name in sorted(members.namelist()):
            if not name.endswith((f"/{PAGE.name}", ".dist-info/RECORD")):
                found.update(name.encode() + members.read(name))
    for path in sorted(tracked_files()):
        if path.is_relative_to("assets/packaging"):
            found.update((ROOT / path).read_bytes())
    return found.hexdigest()


def write(name: str, note: Note) -> None:
    """Note what came of a way, and put it into the manual, at once: a run may be stopped."""
    day = datetime.now(UTC).date().isoformat()
    notes = noted() | {name: {**note, "version": __version__, "on": day}}
    NOTES.write_text(json.dumps({way: notes[way] for way in WAYS if way in notes}, indent=2) + "\n")
    page, _ = refreshed(PAGE, PAGE.read_text())
    PAGE.write_text(page)


class _Done:
    """Which ways went well with a package, kept on the disk."""

    def __init__(self, package: str) -> None:
        self._package = package
        self._file = KEPT / "done.json"
        said = json.loads(self._file.read_text()) if self._file.exists() else {}
        self._ways = set(said.get("ways", ())) if said.get("package") == package else set()

    def __contains__(self, name: str) -> bool:
        return name in self._ways

    def add(self, name: str) -> None:
        self._ways.add(name)
        KEPT.mkdir(exist_ok=True)
        self._file.write_text(json.dumps({"package": self._package, "ways": sorted(self._ways)}) + "\n")


if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if word != "--again"]
    folder = Path(words[0]).resolve() if words else ROOT / "dist"
    sys.exit(main(folder, words[1:], again="--again" in sys.argv))
