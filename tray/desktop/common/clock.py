"""What time it is, how much has passed, and in which zone."""

import os
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, tzinfo

from tray.desktop.common.local_zone import LocalZone


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

else:

    def _elapsed_ns() -> int:
        return time.monotonic_ns()

    _awake_ns = _elapsed_ns
