"""A disk of a story's own: a small one, or one that cannot be written to."""

import ctypes
import os
from pathlib import Path

from tests.store.stories import in_child

_NEW_MOUNTS, _NEW_USER = 0x00020000, 0x10000000
_READ_ONLY, _NO_SETUID, _NO_DEVICES, _REMOUNT, _BIND, _RECURSIVE, _PRIVATE = 1, 2, 4, 32, 4096, 0x4000, 0x40000


def alone() -> None:
    """What this process mounts from here on only it can see, and it is gone when the process ends."""
    uid, gid = os.getuid(), os.getgid()
    _must(ctypes.CDLL(None, use_errno=True).unshare(_NEW_MOUNTS | (_NEW_USER if uid else 0)))
    if uid:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{uid} {uid} 1")
        Path("/proc/self/gid_map").write_text(f"{gid} {gid} 1")
    _mount(None, "/", None, _RECURSIVE | _PRIVATE)


def are_allowed() -> bool:
    """Whether this kernel lets us; containers often do not."""
    return in_child(_try) == 0


def a_small_disk(place: Path, size: str) -> None:
    place.mkdir(exist_ok=True)
    _mount("tmpfs", str(place), "tmpfs", 0, f"size={size},mode=700")


def read_only(folder: Path) -> None:
    _mount(str(folder), str(folder), None, _BIND)
    _mount(None, str(folder), None, _REMOUNT | _BIND | _READ_ONLY | _NO_SETUID | _NO_DEVICES)


def unmount(folder: Path) -> None:
    _must(ctypes.CDLL(None, use_errno=True).umount2(os.fsencode(folder), 2))


def more_names(disk: Path) -> None:
    _mount(None, str(disk), None, _REMOUNT, "nr_inodes=1000")


def fill(disk: Path) -> Path:
    """Use up all the room there is; gives the file to be removed to get it back."""
    found = os.statvfs(disk)
    filler = disk / "filler"
    filler.write_bytes(bytes(found.f_bavail * found.f_frsize))
    return filler


def _try() -> None:
    try:
        alone()
    except OSError:
        os._exit(1)


def _mount(source: str | None, target: str, kind: str | None, flags: int, options: str | None = None) -> None:
    texts = [None if text is None else os.fsencode(text) for text in (source, target, kind)]
    _must(ctypes.CDLL(None, use_errno=True).mount(*texts, flags, None if options is None else options.encode()))


def _must(result: int) -> None:
    if result != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
