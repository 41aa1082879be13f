"""Tells when the settings file has changed, however the editor saved it and wherever links lead.

Editors replace files, so the folder is watched and not the file, which would be watched on after it was replaced. A
path may lead over links; then the folder of each link is watched, too, for the link itself may be replaced.
"""

import os
from collections.abc import Callable
from datetime import timedelta

from tray.desktop.common.file_settling import GONE, MOST_PUT_OFF, SETTLED
from tray.desktop.linux.watch.inotify import Inotify
from tray.errors import DesktopError
from tray.lib.language.translation import say
from tray.lib.one_timer import OneTimer
from tray.ports import Reactor

_LOOK_EVERY = timedelta(seconds=2)
_MOST_LINKS = 40
"""As many as the kernel follows."""

_Print = tuple[int, ...]
"""What tells one version of a file from the next, even one of the same size with an old date put on it.

Empty when there is no file.
"""


class FileWatch:
    """Calls ``changed`` after each change of a file, once for each save."""

    def __init__(self, reactor: Reactor, path: str | os.PathLike[str], changed: Callable[[], None]) -> None:
        self._reactor = reactor
        self._path = os.path.join(os.getcwd(), path)
        self._changed = changed
        self._seen = _print(self._path)
        self._timer = OneTimer(reactor.later)
        self._put_off = 0
        self._names: set[tuple[str, str]] = set()
        self._inotify: Inotify | None = None
        self._arm()

    @property
    def name(self) -> str:
        """How it is watched: ``inotify``, or ``looking`` where the system has no more watches to give."""
        return "looking" if self._inotify is None else "inotify"

    @property
    def problem(self) -> str | None:
        """What the person should know of it."""
        if self._inotify is not None:
            return None
        return say("The system has no file watches left, so Backpressure looks at the settings file every two seconds.")

    def look(self) -> None:
        """Compare now. Not needed while ``name`` is ``inotify``, and cheap."""
        now = _print(self._path)
        if now != self._seen:
            self._seen = now
            self._changed()

    def close(self) -> None:
        """Stop."""
        self._timer.cancel()
        self._unwatch()

    def _arm(self) -> None:
        """Watch whatever the path leads over now."""
        try:
            if self._inotify is None:
                self._inotify = Inotify(self._reactor, self._told)
            self._watch_places(self._inotify)
        except DesktopError:
            # Watches are few and shared by all programs of a person. Looking is the way that is left; ``name`` says so.
            self._unwatch()
            self._timer.set(_LOOK_EVERY, self._check)

    def _watch_places(self, inotify: Inotify) -> None:
        places: dict[tuple[str, str], bool] = {}
        for _ in range(_MOST_LINKS):
            before, places = places, _places(self._path)
            if places == before:
                break  # nothing was moved between the look and the watch
            inotify.watch(_folders(places))
        self._names = set(places)

    def _unwatch(self) -> None:
        if self._inotify is not None:
            self._inotify.close()
            self._inotify = None

    def _told(self, folder: str | None, name: str) -> None:
        of_us = folder is None or not name or (folder, name) in self._names
        if not of_us or self._put_off >= MOST_PUT_OFF:
            return
        self._put_off += 1
        self._timer.set(SETTLED, self._settled)

    def _settled(self) -> None:
        self._put_off = 0
        if self._seen and not _print(self._path):
            self._timer.set(GONE, self._check)
        else:
            self._check()

    def _check(self) -> None:
        self._arm()
        self.look()


def _print(path: str) -> _Print:
    try:
        seen = os.stat(path)
    except OSError:
        return ()  # whatever keeps us from reaching it, there is no file for us
    return seen.st_dev, seen.st_ino, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns


def _places(path: str) -> dict[tuple[str, str], bool]:
    """Every name whose change may lead the path to another file: folder and name, and whether it is the file itself.

    These are the links on the way, the file at its end, or the first name that is missing.
    """
    places: dict[tuple[str, str], bool] = {}
    folder, names = "/", _parts(path)
    links = 0
    while names and links < _MOST_LINKS:
        name = names.pop(0)
        here = os.path.join(folder, name)
        if name == "..":
            folder = os.path.dirname(folder)
        elif (target := _target(here)) is not None:
            links += 1
            places[folder, name] = False
            folder = "/" if target.startswith("/") else folder
            names[:0] = _parts(target)
        elif not names or not _print(here):
            places[folder, name] = not names
            break
        else:
            folder = here
    return places


def _parts(path: str) -> list[str]:
    return [part for part in path.split("/") if part not in ("", ".")]


def _target(path: str) -> str | None:
    try:
        return os.readlink(path)
    except OSError:
        return None  # no link, or gone


def _folders(places: dict[tuple[str, str], bool]) -> dict[str, bool]:
    folders: dict[str, bool] = {}
    for (folder, _), is_file in places.items():
        folders[folder] = folders.get(folder, False) or is_file
    return folders
