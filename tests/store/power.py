"""How is the power cut? A file system on a file of its own forgets all that was not flushed, as a disk would."""

import ctypes
import fcntl
import os
import shutil
import signal
import struct
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.store import mounts

_SHUT_DOWN = 0x8004587D
_WITHOUT_FLUSHING = struct.pack("I", 2)
_DETACHED = 2
_LIBC = ctypes.CDLL(None, use_errno=True)
# Without the help that ext4 gives to programs that rename without flushing.
_OPTIONS = b"noauto_da_alloc,commit=30"


def can_be_cut() -> bool:
    """Whether this machine lets us make, mount and break file systems."""
    if not hasattr(os, "getuid") or os.getuid() != 0 or not shutil.which("mkfs.ext4") or not shutil.which("losetup"):
        return False
    free = subprocess.run(["losetup", "-f"], capture_output=True, text=True, check=False)
    return free.returncode == 0 and os.access(free.stdout.strip(), os.R_OK | os.W_OK) and mounts.are_allowed()


class Disk:
    """A disk whose power can be cut. To be used after ``mounts.alone``."""

    def __init__(self, place: Path) -> None:
        self.root = place / "disk"
        self.root.mkdir()
        image = place / "image"
        with image.open("wb") as blank:
            blank.truncate(24 << 20)
        subprocess.run(["mkfs.ext4", "-q", "-F", image], check=True)
        made = subprocess.run(["losetup", "-f", "--show", image], capture_output=True, text=True, check=True)
        self._device = made.stdout.strip()
        self.switch_on()

    def switch_on(self) -> None:
        _must(_LIBC.mount(self._device.encode(), os.fsencode(self.root), b"ext4", 0, _OPTIONS))

    def cut(self) -> None:
        """Forget what was not flushed."""
        root = os.open(self.root, os.O_RDONLY)
        try:
            fcntl.ioctl(root, _SHUT_DOWN, _WITHOUT_FLUSHING)
        finally:
            os.close(root)

    def switch_off(self) -> None:
        _must(_LIBC.umount2(os.fsencode(self.root), 0))

    def throw_away(self) -> None:
        _LIBC.umount2(os.fsencode(self.root), _DETACHED)
        subprocess.run(["losetup", "-d", self._device], check=True)

    def live_until_cut(self, story: Callable[[Callable[[bytes], object]], None], when: Callable[[int], None]) -> bytes:
        """Live through ``story`` in a process of its own until ``when`` returns; gives what it had acknowledged.

        ``when`` gets a descriptor that can be read from once something was acknowledged.
        """
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            _live(story, writing)
        os.close(writing)
        when(reading)
        # Stopped first: else what was flushed and what was acknowledged are not of the same moment.
        os.kill(child, signal.SIGSTOP)
        os.waitpid(child, os.WUNTRACED)
        self.cut()
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(reading, "rb") as acknowledged:
            return acknowledged.read()


def _must(result: int) -> None:
    if result != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _live(story: Callable[[Callable[[bytes], object]], None], acknowledgements: int) -> None:
    try:
        story(partial(os.write, acknowledgements))
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        os._exit(1)
