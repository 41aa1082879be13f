"""Reads the files that a person names, in a process of its own: one that lies on a disk that hangs hangs nobody else.

Run with an order as JSON on its standard input, it writes what it found as JSON to its standard output. Each path is
read by a thread, and what has not come in time is given up; the rest is told.
"""

import glob
import json
import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any

from tray.desktop.to_dos.dialects import KNOWN, dialect, open_in
from tray.desktop.to_dos.items import NotReadable
from tray.lib.translation import mark

PATIENCE_SECONDS = 5.0
_LARGEST = 4 << 20
"""A file of more bytes is no list of to-dos."""
_ALL_LARGEST = 32 << 20
_MOST_FILES, _MOST_NAMES = 2_000, 50_000
MOST_FOLDERS = 100
"""So many are told, so that they can be watched."""
_MOST_DATES = 400
_MOST_LINKS = 40
_JOKERS = "*?["


def main() -> None:
    """Carry out the order on the standard input."""
    paths: list[str] = json.load(sys.stdin)
    readings = [_Reading(path) for path in paths]
    for each in readings:
        threading.Thread(target=each.run, daemon=True).start()
    end = time.monotonic() + PATIENCE_SECONDS
    for each in readings:
        each.over.wait(max(0.0, end - time.monotonic()))
    json.dump([each.told() for each in readings], sys.stdout)
    sys.stdout.flush()
    os.close(1)
    os._exit(0)  # a thread that hangs would be waited for


class _Reading:
    """One path of the settings, which may be a file, a folder or a pattern."""

    def __init__(self, path: str) -> None:
        self._path = path
        self.over = threading.Event()
        self._unplanned = 0
        self._planned: Counter[date] = Counter()
        self._wrong: dict[str, Any] | None = None
        """An English message, and what stands in its places."""
        self._folders: set[str] = set()
        self._names: set[str] = set()
        """Of the file itself and of the links that lead to it; none where whatever is in the folders may count."""
        self._read = 0
        self._in = ""
        """Which of several files is being read."""

    def run(self) -> None:
        """Read; the rest is in ``told``."""
        try:
            for file in self._files():
                self._add(file)
        except NotReadable as problem:
            self._wrong = {"message": problem.message, "places": problem.places}
        except (OSError, ValueError) as problem:
            text = (problem.strerror or str(problem)) if isinstance(problem, OSError) else str(problem)
            self._wrong = {"message": text, "places": {}}
        finally:
            self.over.set()

    def told(self) -> dict[str, Any]:
        """What was found, or what is wrong, and which folders tell of a change."""
        watched = {"folders": sorted(self._folders)[: MOST_FOLDERS + 1], "names": sorted(self._names)}
        if not self.over.is_set():
            wrong = {"message": mark("its disk doesn't answer"), "places": {}}
            return {"wrong": wrong, "hangs": True, "folders": [], "names": []}
        if self._wrong is not None:
            return {"wrong": {**self._wrong, "file": self._in}, **watched}
        days = sorted(self._planned.items())
        # What is left out lies furthest back, and plans nothing any more.
        unplanned = self._unplanned + sum(number for _, number in days[:-_MOST_DATES])
        planned = {day.isoformat(): number for day, number in days[-_MOST_DATES:]}
        return {"unplanned": unplanned, "planned": planned, **watched}

    def _files(self) -> Iterator[str]:
        """Raises NotReadable where there is none."""
        if os.path.isdir(self._path):
            yield from self._several(self._below(self._path))
        elif not os.path.lexists(self._path) and any(joker in self._path for joker in _JOKERS):
            matching = (each for each in glob.iglob(self._path, recursive=True) if not os.path.isdir(each))
            fixed = _fixed_part(self._path)
            self._folders.add(os.path.realpath(fixed))
            if "**" in self._path:
                for _ in islice(self._below(fixed), _MOST_NAMES):
                    pass  # the folders in which a file may come to be
            yield from self._several(matching)
        else:
            self._watch_way()
            if not os.path.isfile(self._path):
                raise NotReadable(mark("there is no such file"))
            yield self._path

    def _several(self, files: Iterable[str]) -> Iterator[str]:
        counted, is_folder = 0, os.path.isdir(self._path)
        for file in islice(files, _MOST_NAMES):
            self._folders.add(os.path.realpath(os.path.dirname(file)))
            if is_folder and not _is_list(os.path.basename(file)):
                continue  # a folder holds pictures and letters, too
            counted += 1
            if counted > _MOST_FILES:
                raise NotReadable(mark("these are more than {most} files"), most=_MOST_FILES)
            yield file
        if not counted:
            raise NotReadable(mark("there is no file whose name ends in {endings}"), endings=", ".join(KNOWN))

    def _below(self, folder: str) -> Iterator[str]:
        """The files in a folder and in those below it, but for hidden ones: in them programs keep their own things."""
        for at, folders, files in os.walk(folder):
            self._folders.add(os.path.realpath(at))
            folders[:] = sorted(each for each in folders if not each.startswith("."))
            yield from (os.path.join(at, each) for each in sorted(files) if not each.startswith("."))

    def _watch_way(self) -> None:
        """The folder of each link on the way to the file, and the file's own: each may be replaced."""
        way = self._path
        for _ in range(_MOST_LINKS):
            self._folders.add(os.path.realpath(os.path.dirname(way)))
            self._names.add(os.path.basename(way))
            if not os.path.islink(way):
                break
            way = os.path.join(os.path.dirname(way), os.readlink(way))
        missing = os.path.dirname(self._path)
        while missing != os.path.dirname(missing) and not os.path.isdir(missing):
            self._names.add(os.path.basename(missing))
            missing = os.path.dirname(missing)
            self._folders.add(os.path.realpath(missing))

    def _add(self, file: str) -> None:
        with open(file, "rb") as opened:
            content = opened.read(_LARGEST + 1)
        self._in = "" if file == self._path else os.path.relpath(file, _fixed_part(self._path))
        self._read += len(content)
        if len(content) > _LARGEST:
            raise NotReadable(mark("it's larger than {most} MiB"), most=_LARGEST >> 20)
        if self._read > _ALL_LARGEST:
            raise NotReadable(mark("these are more than {most} MiB in all"), most=_ALL_LARGEST >> 20)
        try:
            found = open_in(os.path.basename(file), content.decode("utf-8-sig"))
        except UnicodeDecodeError as problem:
            raise NotReadable(mark("it isn't text in UTF-8")) from problem
        self._unplanned += found.unplanned
        self._planned.update(dict(found.planned))


def _is_list(name: str) -> bool:
    """Whether a file that nobody named is one of to-dos: a text is, when it's called so."""
    found = dialect(name)
    return found is not None and (found != "todo.txt" or "todo" in name.lower())


def _fixed_part(pattern: str) -> str:
    """The folder above the first joker."""
    parts = pattern.split("/")
    fixed = next((index for index, part in enumerate(parts) if any(joker in part for joker in _JOKERS)), len(parts))
    return "/".join(parts[:fixed]) or "/"


if __name__ == "__main__":
    main()
