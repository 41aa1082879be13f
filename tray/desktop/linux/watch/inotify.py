"""Hears from the kernel that something changed in a folder, or that a device was opened."""

import errno
import os
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping

from tray.desktop.common.c_library import c_function, last_error
from tray.errors import DesktopError
from tray.lib.language.translation import say
from tray.lib.system_errors import reason_of
from tray.ports import Reactor

_MODIFIED, _ATTRIBUTES, _WRITTEN = 0x2, 0x4, 0x8
_MOVED_FROM, _MOVED_TO, _CREATED, _DELETED = 0x40, 0x80, 0x100, 0x200
_SELF_DELETED, _SELF_MOVED = 0x400, 0x800
_OPENED, _CLOSED_WRITTEN, _CLOSED = 0x20, 0x8, 0x10
_OVERFLOW, _IGNORED = 0x4000, 0x8000
_ONLY_FOLDERS = 0x0100_0000
_NAMES = _MOVED_FROM | _MOVED_TO | _CREATED | _DELETED | _SELF_DELETED | _SELF_MOVED
_CONTENTS = _MODIFIED | _ATTRIBUTES | _WRITTEN
_HEADER = struct.Struct("iIII")
_NOT_TOLD = (errno.ENOENT, errno.ENOTDIR, errno.EACCES)


class Inotify:
    """Tells of changes to names in folders. One descriptor, nothing to be done while nothing changes."""

    def __init__(self, reactor: Reactor, changed: Callable[[str | None, str], None]) -> None:
        """Raises DesktopError when the system has no more watches to give.

        ``changed`` gets the folder and the name in it; an empty name when the folder itself went away or moved; no
        folder when so much happened that some of it was lost.
        """
        self._reactor = reactor
        self._changed = changed
        self._folders: dict[int, str] = {}
        begin, add, remove = map(c_function, ("inotify_init1", "inotify_add_watch", "inotify_rm_watch"))
        assert begin and add and remove, "each C library of Linux has them"  # noqa: PT018
        self._add, self._remove = add, remove
        self._fd = begin(os.O_NONBLOCK | os.O_CLOEXEC)
        if self._fd < 0:
            raise DesktopError(say("No more files can be watched ({reason}).", reason=reason_of(last_error())))
        reactor.watch(self._fd, self._read)

    def watch(self, folders: Mapping[str, bool]) -> None:
        """Watch these folders and no others; one that does not exist, or may not be read, is left out.

        True stands for names and what their files hold, False for names alone: in a busy folder that is much less.
        Raises DesktopError when the system has no more watches to give.
        """
        for number in [number for number, folder in self._folders.items() if folder not in folders]:
            self._forget(number)
        for folder, contents in folders.items():
            wanted = _NAMES | (_CONTENTS if contents else 0) | _ONLY_FOLDERS
            number = self._add(self._fd, os.fsencode(folder), wanted)
            if number >= 0:
                self._folders[number] = folder
            elif (error := last_error()) not in _NOT_TOLD:
                raise DesktopError(say("{folder} can't be watched ({reason}).", folder=folder, reason=reason_of(error)))

    def watch_opens(self, files: Iterable[str]) -> None:
        """Tell also when one of these is opened or closed; those that are watched so already stay so.

        One that does not exist is left out. Raises DesktopError when the system has no more watches to give.
        """
        for file in files:
            number = self._add(self._fd, os.fsencode(file), _OPENED | _CLOSED_WRITTEN | _CLOSED | _SELF_DELETED)
            if number >= 0:
                self._folders[number] = file
            elif (error := last_error()) not in _NOT_TOLD:
                raise DesktopError(say("{file} can't be watched ({reason}).", file=file, reason=reason_of(error)))

    def close(self) -> None:
        """Stop."""
        if self._fd >= 0:
            self._reactor.unwatch(self._fd)
            os.close(self._fd)
            self._fd = -1

    def _read(self) -> None:
        if self._fd < 0:
            return  # closed by somebody who was called just before
        try:
            data = os.read(self._fd, 16_384)
        except BlockingIOError:
            return  # a false alarm
        for number, mask, name in _events(data):
            if self._fd < 0:
                return  # closed by whoever was told of the event before
            folder = self._folders.get(number)
            if mask & (_SELF_DELETED | _SELF_MOVED | _IGNORED):
                self._forget(number)  # another folder may be there soon, by the same name
            if mask & _OVERFLOW:
                self._changed(None, "")
            elif folder is not None:
                self._changed(folder, name)

    def _forget(self, number: int) -> None:
        if self._folders.pop(number, None) is not None:
            self._remove(self._fd, number)  # it may be gone already, which is as good


def _events(data: bytes) -> Iterator[tuple[int, int, str]]:
    at = 0
    while at < len(data):
        number, mask, _cookie, length = _HEADER.unpack_from(data, at)
        at += _HEADER.size
        yield number, mask, os.fsdecode(data[at : at + length].rstrip(b"\0"))
        at += length
