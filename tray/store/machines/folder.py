"""Opens the shared folder and what lies in it, and nothing else: no link, no pipe, nobody else's, nothing too large.

Every call here may wait for ever where the folder lies on a share whose server is gone. So nothing of it is called in
the thread that owns the state.
"""

import os
import re
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

from tray.errors import StoreError, UsageError
from tray.lib import private_files
from tray.lib.language.translation import say
from tray.lib.system_errors import reason
from tray.store.files.durable_files import home_folder, sync_folder
from tray.view.words import machines as words

MOST_NAMES = 20_000
"""Names of ours that are looked at in one folder; a machine that writes on for a hundred years makes a third."""
_OURS = re.compile(r"[0-9]{9}\.jsonl|machine\.json|purged\.jsonl")
_PART = re.compile(r"[0-9a-f]{12}")
_READING = os.O_RDONLY
for _name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY"):
    _READING |= getattr(os, _name, 0)


class TooLarge(StoreError):
    """A file is larger than anything of ours."""


def expanded(folder: str) -> str:
    """The path of the folder as the settings name it."""
    return os.path.abspath(os.path.expanduser(folder))


def path_of_part(folder: str, device: str) -> str:
    """Where a machine's part lies."""
    return os.path.join(folder, device)


class Part:
    """The part of one machine, opened."""

    def __init__(self, path: str, descriptor: int | None) -> None:
        self.path = path
        self._fd = descriptor

    def names(self) -> dict[str, tuple[int, int, int]]:
        """The regular files of ours in it, with what tells one version from the next. Raises StoreError."""
        found: dict[str, tuple[int, int, int]] = {}
        with _translated(self.path), os.scandir(self.path if self._fd is None else self._fd) as entries:
            # Whatever else lies there, however much, hides nothing.
            for entry in islice(filter(lambda entry: _OURS.fullmatch(entry.name), entries), MOST_NAMES):
                about = entry.stat(follow_symlinks=False)
                if _is_ours(about) and stat.S_ISREG(about.st_mode):
                    found[entry.name] = (about.st_ino, about.st_size, about.st_mtime_ns)
        return found

    def read(self, name: str, at_most: int) -> bytes | None:
        """What a file holds; None where there is none of ours. Raises StoreError, TooLarge."""
        try:
            descriptor = os.open(self._at(name), _READING, dir_fd=self._fd)
        except OSError:
            return None  # gone meanwhile, a link, or nobody may read it: whatever it is, it is not ours
        with _translated(os.path.join(self.path, name)):
            try:
                about = os.fstat(descriptor)
                if not (_is_ours(about) and stat.S_ISREG(about.st_mode)):
                    return None
                if about.st_size > at_most:
                    raise TooLarge(say("{file} is larger than it can be, so it isn't read.", file=self._full(name)))
                data = b""
                while piece := os.read(descriptor, at_most + 1 - len(data)):
                    data += piece
                return data
            finally:
                os.close(descriptor)

    def append(self, name: str, data: bytes) -> None:
        """Put bytes behind those of a file, which is made where there is none. Raises StoreError."""
        with _translated(self._full(name)):
            descriptor = private_files.make_or_open(self._at(name), private_files.APPENDING, within=self._fd)
            try:
                self._refuse_foreign(name, os.fstat(descriptor))
                _close(descriptor, private_files.FILE)
                while data:
                    data = data[os.write(descriptor, data) :]
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
            self._sync()

    def cut(self, name: str, size: int) -> None:
        """Let a file end earlier. Raises StoreError."""
        with _translated(self._full(name)):
            descriptor = private_files.make_or_open(self._at(name), os.O_WRONLY, within=self._fd)
            try:
                self._refuse_foreign(name, os.fstat(descriptor))
                os.ftruncate(descriptor, size)
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def replace(self, name: str, data: bytes) -> None:
        """Write a file anew: all of it or nothing. Raises StoreError."""
        with _translated(self._full(name)):
            private_files.replace(self._at(name), data, within=self._fd)
            self._sync()

    def close_to_others(self) -> None:
        """Whatever umask or engine made it."""
        if self._fd is not None:
            _close(self._fd, private_files.FOLDER)

    def close(self) -> None:
        if self._fd is not None:
            os.close(self._fd)

    def _refuse_foreign(self, name: str, about: os.stat_result) -> None:
        if not (_is_ours(about) and stat.S_ISREG(about.st_mode)):
            raise StoreError(say("{file} isn't a file of yours. Move it away.", file=self._full(name)))

    def _sync(self) -> None:
        if self._fd is not None:
            os.fsync(self._fd)

    def _at(self, name: str) -> str:
        return self._full(name) if self._fd is None else name

    def _full(self, name: str) -> str:
        return os.path.join(self.path, name)


class SharedFolder:
    """The folder with the parts of all machines."""

    def __init__(self, path: str, descriptor: int | None) -> None:
        self.path = path
        self._fd = descriptor

    def devices(self) -> list[str]:
        """The machines that have a part here, in their order. Raises StoreError."""
        found = []
        with _translated(self.path), os.scandir(self.path if self._fd is None else self._fd) as entries:
            for entry in islice(filter(lambda entry: _PART.fullmatch(entry.name), entries), MOST_NAMES):
                if entry.is_dir(follow_symlinks=False):
                    found.append(entry.name)
        return sorted(found)

    @contextmanager
    def part(self, device: str, *, make: bool = False) -> Iterator[Part | None]:
        """The part of a machine; None where there is none of ours. Raises StoreError."""
        path = os.path.join(self.path, device)
        with _translated(path):
            if make:
                private_files.make_folder(path if self._fd is None else device, self._fd)
            part = _opened(path, device, self._fd)
            if make and part is None:
                raise StoreError(say("{file} isn't a folder of yours. Move it away.", file=path))
            if make and part is not None:
                part.close_to_others()
        try:
            yield part
        finally:
            if part is not None:
                part.close()


def refuse_shared_place(path: str) -> None:
    """Raises UsageError where a folder holds other things of the person, which are not to be closed to others."""
    if not os.path.isdir(path) or SharedFolder(path, None).devices():
        return
    with _translated(path):
        others = sorted(name for name in os.listdir(path) if not name.startswith("."))
    if others:
        raise UsageError(words.holds_other_things(path, others[0], os.path.join(path, "backpressure")))


@contextmanager
def opened(path: str, *, make: bool = False) -> Iterator[SharedFolder]:
    """The folder that the person named, closed to others; ``make`` it where it is missing. Raises StoreError.

    It is not made else: where a share is not mounted, facts would come to lie in an empty place below it.
    """
    if not make and not os.path.isdir(path):
        raise StoreError(words.is_not_there(path))
    home_folder(path)
    descriptor = None
    with _translated(path):
        if sys.platform != "win32":
            descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        if make:
            sync_folder(os.path.dirname(path))
        yield SharedFolder(path, descriptor)
    finally:
        if descriptor is not None:
            os.close(descriptor)


if sys.platform != "win32":

    def _opened(path: str, name: str, within: int | None) -> Part | None:
        try:
            descriptor = os.open(name, os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=within)
        except OSError:
            return None
        if not _is_ours(os.fstat(descriptor)):
            os.close(descriptor)
            return None
        return Part(path, descriptor)

    def _is_ours(about: os.stat_result) -> bool:
        return about.st_uid == os.getuid()

    def _close(descriptor: int, mode: int) -> None:
        if stat.S_IMODE(os.fstat(descriptor).st_mode) != mode:
            os.fchmod(descriptor, mode)


else:

    def _opened(path: str, _name: str, _within: int | None) -> Part | None:
        return Part(path, None) if os.path.isdir(path) and not os.path.islink(path) else None

    def _is_ours(_about: os.stat_result) -> bool:
        return True

    def _close(_descriptor: int, _mode: int) -> None:
        """The folder's own list of who may enter it holds for its files."""


@contextmanager
def _translated(path: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(say("{path} can't be used: {reason}.", path=path, reason=reason(error))) from error
