"""How does a test suspend a machine that must go on, or set its clock? By a shim over the clocks of one program."""

import mmap
import subprocess
from datetime import timedelta
from pathlib import Path
from struct import Struct

from tests.desktop.harness.desk import Desk
from tests.desktop.harness.programs import path_of

_SOURCE = Path(__file__).parents[2] / "data" / "clock_shim.c"
_AHEAD = Struct("=qqq")
"""By how many nanoseconds: what was slept, what the wall clock was set, what simply passed."""
_NS = 1_000


class Clocks:
    """The clocks of what is started on a desktop from now on."""

    def __init__(self, desk: Desk) -> None:
        library, shared = desk.folder / "clock_shim.so", desk.folder / "clocks"
        flags = ("-O1", "-Wall", "-Werror", "-shared", "-fPIC")
        subprocess.run([path_of("gcc"), *flags, "-o", str(library), str(_SOURCE), "-ldl"], check=True)
        shared.write_bytes(_AHEAD.pack(0, 0, 0))
        with shared.open("r+b") as opened:
            self._memory = mmap.mmap(opened.fileno(), _AHEAD.size)
        desk.env |= {"LD_PRELOAD": str(library), "CLOCK_SHIM": str(shared)}

    def sleep(self, length: timedelta) -> None:
        """The machine was suspended: what ran knows nothing of that time but by looking at the clock."""
        self._add(length, 0)

    def set_wall(self, by: timedelta) -> None:
        """Somebody, or a time server, set the wall clock."""
        self._add(by, 1)

    def pass_(self, length: timedelta) -> None:
        """So much time passed, by all clocks."""
        self._add(length, 2)

    def _add(self, length: timedelta, which: int) -> None:
        ahead = list(_AHEAD.unpack(self._memory))
        ahead[which] += length // timedelta(microseconds=1) * _NS
        self._memory[:] = _AHEAD.pack(*ahead)
