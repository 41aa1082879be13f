"""The files that a person names: one, those of a folder, or those that match a pattern; and where a change shows.

Used in processes that end, since a call that touches a share whose server is gone never returns.
"""

import glob
import json
import os
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from tray.lib.language.translation import mark

MOST_FOLDERS = 100
"""So many are told, so that they can be watched."""
_MOST_NAMES = 50_000
_MOST_LINKS = 40
_JOKERS = "*?["


class NotReadable(ValueError):
    """Why a file can't be read: an English message and its places, since another process than this one says it."""

    def __init__(self, message: str, **places: str | int) -> None:
        super().__init__(message.format_map(places))
        self.message = message
        self.places = places


class NamedFiles:
    """One path of the settings, which may be a file, a folder or a pattern."""

    def __init__(self, path: str, wants: Callable[[str], bool], endings: str, most: int) -> None:
        """In a folder only those files count whose names it ``wants``, which end as ``endings`` says in words."""
        self.path = path
        self._wants, self._endings, self._most = wants, endings, most
        self.folders: set[str] = set()
        """Where a change may show."""
        self.names: set[str] = set()
        """Of the file itself and of the links that lead to it; none where whatever is in the folders may count."""

    def __iter__(self) -> Iterator[str]:
        """Raises NotReadable where there is none."""
        if os.path.isdir(self.path):
            yield from self._several(self._below(self.path))
        elif not os.path.lexists(self.path) and any(joker in self.path for joker in _JOKERS):
            matching = (each for each in glob.iglob(self.path, recursive=True) if not os.path.isdir(each))
            fixed = fixed_part(self.path)
            self.folders.add(os.path.realpath(fixed))
            if "**" in self.path:
                for _ in islice(self._below(fixed), _MOST_NAMES):
                    pass  # the folders in which a file may come to be
            yield from self._several(matching)
        else:
            self._watch_way()
            if not os.path.isfile(self.path):
                raise NotReadable(mark("there is no such file"))
            yield self.path

    def _several(self, files: Iterable[str]) -> Iterator[str]:
        counted, is_folder = 0, os.path.isdir(self.path)
        for file in islice(files, _MOST_NAMES):
            self.folders.add(os.path.realpath(os.path.dirname(file)))
            if is_folder and not self._wants(os.path.basename(file)):
                continue  # a folder holds other things, too
            counted += 1
            if counted > self._most:
                raise NotReadable(mark("there are more than {most} files"), most=self._most)
            yield file
        if not counted:
            raise NotReadable(mark("there is no file whose name ends in {endings}"), endings=self._endings)

    def _below(self, folder: str) -> Iterator[str]:
        """The files in a folder and in those below it, but for hidden ones: in them programs keep their own things."""
        for at, folders, files in os.walk(folder):
            self.folders.add(os.path.realpath(at))
            folders[:] = sorted(each for each in folders if not each.startswith("."))
            yield from (os.path.join(at, each) for each in sorted(files) if not each.startswith("."))

    def _watch_way(self) -> None:
        """The folder of each link on the way to the file, and the file's own: each may be replaced."""
        way = self.path
        for _ in range(_MOST_LINKS):
            self.folders.add(os.path.realpath(os.path.dirname(way)))
            self.names.add(os.path.basename(way))
            if not os.path.islink(way):
                break
            way = os.path.join(os.path.dirname(way), os.readlink(way))
        missing = os.path.dirname(self.path)
        while missing != os.path.dirname(missing) and not os.path.isdir(missing):
            self.names.add(os.path.basename(missing))
            missing = os.path.dirname(missing)
            self.folders.add(os.path.realpath(missing))

    def inside(self, file: str) -> str:
        """Which of several files one is; nothing where there is one alone."""
        return "" if file == self.path else os.path.relpath(file, fixed_part(self.path))

    def watched(self) -> dict[str, list[str]]:
        """Folders and names, as another process takes them."""
        return {"folders": sorted(self.folders)[: MOST_FOLDERS + 1], "names": sorted(self.names)}


class Reading:
    """Reads the files of one path in a thread of its own."""

    def __init__(
        self, files: NamedFiles, take: Callable[[str, bytes], None], largest: int, all_largest: int, *, each: bool
    ) -> None:
        """``take`` gets the name and the bytes of each file, and may raise NotReadable.

        At most ``largest`` bytes of a file and ``all_largest`` together are read. Of files that count for ``each``
        alone, one that can't be read leaves the others as they are.
        """
        self._files, self._take = files, take
        self._largest, self._all_largest, self._each = largest, all_largest, each
        self._read = 0
        self._taken = ""
        """The file that is being taken."""
        self._over = threading.Event()
        self._wrong: list[dict[str, Any]] = []
        """English messages, and what stands in their places."""

    def start(self) -> None:
        """Begin."""
        threading.Thread(target=self._run, daemon=True).start()

    def told(self, until: float) -> dict[str, Any]:
        """Which folders tell of a change, and what is wrong, if so; waits for that until a time of ``monotonic``."""
        if not self._over.wait(max(0.0, until - time.monotonic())):
            wrong: dict[str, Any] = {"message": mark("its disk isn't responding"), "places": {}}
            if self._taken:
                wrong = {"message": mark("it takes too long to read"), "places": {}}
                wrong["file"] = self._files.inside(self._taken)
            return {"wrong": [wrong], "hangs": True, "folders": [], "names": []}
        return {"wrong": self._wrong, **self._files.watched()}

    def _run(self) -> None:
        try:
            self._tried("", self._all)
        finally:
            self._over.set()

    def _all(self) -> None:
        for file in self._files:
            if not self._tried(self._files.inside(file), lambda file=file: self._one(file)) and not self._each:  # type: ignore[misc]
                break

    def _tried(self, file: str, do: Callable[[], None]) -> bool:
        try:
            do()
        except NotReadable as problem:
            self._wrong.append({"message": problem.message, "places": problem.places, "file": file})
        except (OSError, ValueError) as problem:
            text = (problem.strerror or str(problem)) if isinstance(problem, OSError) else str(problem)
            self._wrong.append({"message": text, "places": {}, "file": file})
        else:
            return True
        return False

    def _one(self, file: str) -> None:
        if os.path.exists(file) and not os.path.isfile(file):
            raise NotReadable(mark("there is no such file"))  # whoever opens a pipe may wait for ever
        with open(file, "rb") as opened:
            content = opened.read(self._largest + 1)
        self._read += len(content)
        if len(content) > self._largest:
            raise NotReadable(mark("it's larger than {most} MiB"), most=self._largest >> 20)
        if self._read > self._all_largest:
            raise NotReadable(mark("they're larger than {most} MiB in all"), most=self._all_largest >> 20)
        self._taken = file
        try:
            self._take(file, content)
        finally:
            self._taken = ""


def answer_and_end(answer: Any) -> None:
    """Write what another process waits for, and end, whatever hangs: a thread that does would be waited for."""
    json.dump(answer, sys.stdout)
    sys.stdout.flush()
    os.close(1)
    os._exit(0)


def fixed_part(pattern: str) -> str:
    """The folder above the first joker."""
    parts = pattern.split("/")
    fixed = next((index for index, part in enumerate(parts) if any(joker in part for joker in _JOKERS)), len(parts))
    return "/".join(parts[:fixed]) or "/"
