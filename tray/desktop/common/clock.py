"""What time it is, how much has passed, and in which zone."""

import os
import struct
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, tzinfo
from io import BytesIO


class SystemClock:
    """Fulfils ``ports.Clock`` with the clocks of this machine."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        self._zone = LocalZone(environment)

    def wall(self) -> datetime:
        """The wall clock, aware, in UTC."""
        return datetime.now(UTC)

    def elapsed(self) -> timedelta:
        """Time since some fixed moment, suspended time included, untouched when the wall clock is set."""
        return timedelta(microseconds=_elapsed_ns() // 1000)

    def awake(self) -> timedelta:
        """Time since some fixed moment, suspended time not included."""
        return timedelta(microseconds=_awake_ns() // 1000)

    def zone(self) -> tzinfo:
        """The local time zone as the system has it now."""
        return self._zone.now()


if sys.platform == "linux":

    def _elapsed_ns() -> int:
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME)

    def _awake_ns() -> int:
        return time.clock_gettime_ns(time.CLOCK_MONOTONIC)

elif sys.platform == "darwin":
    # There CLOCK_MONOTONIC goes on in sleep (clock_gettime(3)), and time.monotonic, which is another clock, does not.
    def _elapsed_ns() -> int:
        return time.clock_gettime_ns(time.CLOCK_MONOTONIC)

    def _awake_ns() -> int:
        return time.clock_gettime_ns(time.CLOCK_UPTIME_RAW)

elif sys.platform == "win32":
    import ctypes

    _HUNDRED_NS = 100
    _ticks = ctypes.windll.kernel32.GetTickCount64
    _ticks.restype = ctypes.c_ulonglong  # else ctypes would cut it to 32 bits, which last for 25 days

    def _elapsed_ns() -> int:
        return int(_ticks()) * 1_000_000

    def _awake_ns() -> int:
        ticks = ctypes.c_ulonglong()
        ctypes.windll.kernel32.QueryUnbiasedInterruptTime(ctypes.byref(ticks))
        return ticks.value * _HUNDRED_NS


_CHOICE = "PYTHONTZPATH"
_USUAL = "/usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo"
"""What Python is built with unless somebody asks for something else."""


@contextmanager
def _told_where() -> Iterator[None]:
    if _CHOICE in os.environ or not os.access("/usr/share/zoneinfo/Etc/UTC", os.R_OK):
        yield  # somebody has chosen, or the zones lie elsewhere and Python knows where
        return
    os.environ[_CHOICE] = _USUAL
    try:
        yield
    finally:
        del os.environ[_CHOICE]


with _told_where():
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

__all__ = ["ZoneInfo", "ZoneInfoNotFoundError"]


_LOCALTIME = "/etc/localtime"
_NOT_A_ZONE = (OSError, ValueError, struct.error, ZoneInfoNotFoundError)
"""What zoneinfo raises for a file that is missing, or holds no zone."""

_Mark = tuple[object, ...]
"""What tells one zone of the system from the next, and is cheap to ask for."""


class LocalZone:
    """The zone of ``$TZ``, else that of the system; UTC when there is none, or none that can be read.

    Python reads the zone once and keeps it; people travel. So it is looked at each time, and read anew when it changed.
    """

    def __init__(
        self, environment: Mapping[str, str] = os.environ, system: str | os.PathLike[str] = _LOCALTIME
    ) -> None:
        """``system`` is the file that says which zone the system has."""
        self._environment = environment
        self._system = os.fspath(system)
        self._mark: _Mark | None = None
        self._zone: tzinfo = UTC

    def now(self) -> tzinfo:
        """As it is now. Costs one look at a file while nothing changes."""
        named = self._environment.get("TZ")
        mark = _mark(self._system) if named is None else (named,)
        if mark != self._mark:
            self._mark = mark
            self._zone = _zone_of(self._system) if named is None else _named(named)
            if sys.platform != "win32":
                time.tzset()  # so that the log, too, is written in local time
        return self._zone


def _named(value: str) -> tzinfo:
    """What POSIX and the C library make of ``TZ``: a zone's name, a file, or a rule such as ``CET-1CEST,M3.5.0``."""
    value = value.removeprefix(":")
    if not value:
        return UTC
    try:
        return _of_file(value) if value.startswith("/") else ZoneInfo(value)
    except _NOT_A_ZONE:
        return _of_rule(value)


def _of_rule(rule: str) -> tzinfo:
    # zoneinfo knows rules only as the last line of a file (RFC 8536), so it is given a file with nothing else in it.
    block = struct.pack(">4sc15x6I", b"TZif", b"2", 0, 0, 0, 0, 1, 1) + struct.pack(">iBB", 0, 0, 0) + b"\0"
    try:
        return ZoneInfo.from_file(BytesIO(block + block + b"\n" + rule.encode() + b"\n"), rule)
    except _NOT_A_ZONE:
        return UTC  # as the C library does


def _of_file(path: str) -> tzinfo:
    where = os.path.realpath(path)
    _, found, name = where.partition("/zoneinfo/")
    with open(path, "rb") as file:
        return ZoneInfo.from_file(file, name if found else where)


if sys.platform == "win32":
    import winreg

    def _mark(_system: str) -> _Mark:
        path = r"SYSTEM\CurrentControlSet\Control\TimeZoneInformation"
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, path) as key:
            return winreg.QueryValueEx(key, "TimeZoneKeyName")

    def _zone_of(_system: str) -> tzinfo:
        from tzlocal import reload_localzone

        zone: tzinfo = reload_localzone()
        return zone

else:

    def _mark(system: str) -> _Mark:
        try:
            seen = os.stat(system)
        except OSError:
            return ()
        return seen.st_dev, seen.st_ino, seen.st_size, seen.st_mtime_ns

    def _zone_of(system: str) -> tzinfo:
        try:
            return _of_file(system)
        except _NOT_A_ZONE:
            return UTC
