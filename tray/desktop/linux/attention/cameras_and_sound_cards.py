"""Whether anybody holds a camera, or the sound card's microphone, open. The kernel tells when that may have changed.

It does not tell who, nor how often: the same event twice is told once. So after each change it is looked at which of
the person's own programs hold one; while nothing is opened or closed, nothing is done.
"""

import os
import re
from collections.abc import Callable, Iterator
from datetime import timedelta

from tray.desktop.linux.watch.inotify import Inotify
from tray.errors import DesktopError
from tray.lib.one_timer import OneTimer
from tray.ports import Reactor

_SETTLED = timedelta(seconds=2)
"""A browser that only asks a camera for its abilities has closed it by then."""
CAMERAS = re.compile(r"video\d+")
RECORDERS = re.compile(r"pcmC\d+D\d+c")


class Devices:
    """Tells at each change whether one of the devices is held open."""

    def __init__(
        self,
        reactor: Reactor,
        folder: str,
        names: re.Pattern[str],
        told: Callable[[bool], None],
        processes: str = "/proc",
    ) -> None:
        """Raises DesktopError when the system has no more watches to give."""
        self._folder = folder
        self._names = names
        self._told = told
        self._processes = processes
        self._devices: set[str] = set()
        self._timer = OneTimer(reactor.later)
        self._inotify = Inotify(reactor, self._changed)
        try:
            self._inotify.watch({folder: False})
            self._find()
        except DesktopError:
            self._inotify.close()
            raise

    @property
    def some(self) -> bool:
        """There is a device at all."""
        return bool(self._devices)

    def close(self) -> None:
        """Stop."""
        self._timer.cancel()
        self._inotify.close()

    def _find(self) -> None:
        try:
            names = os.listdir(self._folder)
        except OSError:
            names = []  # no such folder, so no such device
        found = {os.path.join(self._folder, name) for name in names if self._names.fullmatch(name)}
        self._inotify.watch_opens(found)
        if found != self._devices:
            self._devices = found
            self._look_soon()

    def _changed(self, folder: str | None, name: str) -> None:
        other_name = folder == self._folder and name and not self._names.fullmatch(name)
        if not other_name:
            self._look_soon()

    def _look_soon(self) -> None:
        if not self._timer.runs:
            self._timer.set(_SETTLED, self._look)

    def _look(self) -> None:
        try:
            self._find()
        except DesktopError:
            # A device that came while all watches are taken is not heard; the others are.
            self._devices = set()
        held = {os.fsencode(path) for path in self._devices}
        self._told(bool(held) and any(target in held for target in _opened(self._processes)))


def _opened(processes: str) -> Iterator[bytes]:
    """What the person's own programs have open, as far as the kernel lets us see."""
    with os.scandir(processes) as entries:
        numbers = [entry.path for entry in entries if entry.name.isdigit()]
    for process in numbers:
        try:
            with os.scandir(f"{process}/fd") as descriptors:
                links = [descriptor.path for descriptor in descriptors]
        except OSError:
            continue  # another person's, or ended meanwhile
        for link in links:
            try:
                yield os.readlink(os.fsencode(link))
            except OSError:
                continue  # closed meanwhile
