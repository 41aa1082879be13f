"""When input stopped and began again, as an X server tells by itself.

The extension SYNC (X Synchronization Extension Protocol 3.1) counts in ``IDLETIME`` how long there was no input. Two
alarms on that counter speak when it climbs to the threshold and when it falls back; in between nobody wakes up.

A program can set it back without any input (``xset s reset``, and what keeps the screen awake in that way). The server
sets back the counters of all devices then, at once; input sets back that of its own device alone. So they are compared
before input is believed in. What a program types or moves itself (XTEST) is input to the server: so do tools for people
who can't use a keyboard, and remote desktops.
"""

import os
import struct
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta

from tray.core.messages.events import InputSeen, InputStopped
from tray.desktop.linux.display.x11 import X11, extension
from tray.errors import DesktopError
from tray.lib.one_timer import OneTimer
from tray.ports import Reactor

GIVES = {
    "input": {"xfce": "", "x11": ""},
}
"""On which desktops, and within which limits; the manual's table is made from it."""

_INITIALIZE, _LIST_COUNTERS, _QUERY_COUNTER, _CREATE_ALARM = 0, 1, 5, 8
_ALARM_EVENT = 1
_ALL_ATTRIBUTES = 0b111111
_ABSOLUTE = 0
_CLIMBS, _FALLS = 0, 1
_TELL_US = 1
_AT_ONCE_MS = 50
"""Counters that differ by no more were set back together; they are read one after the other."""
_FEW = 3
"""So few devices may all be in use at once."""


class X11Input:
    """Posts InputStopped once there was no input for ``quiet``, and InputSeen at the next input."""

    name = "x11-sync"

    def __init__(
        self,
        reactor: Reactor,
        quiet: timedelta,
        environment: Mapping[str, str] = os.environ,
        *,
        ready: Callable[[], None],
        lost: Callable[[DesktopError], None],
    ) -> None:
        """Raises DesktopError when no X server answers.

        ``ready`` is called before the first event is posted; ``lost`` when the server cannot tell, or goes away.
        """
        self._post = reactor.post
        self._quiet_ms = round(quiet.total_seconds() * 1000)
        self._ready = ready
        self._code = self._alarm_event = self._climbed = 0
        self._stopped: bool | None = None
        self._devices: list[int] = []
        """The counters of each device."""
        self._idle_ms: list[int] = []
        """What they say, as far as that is known."""
        self._timer = OneTimer(reactor.later)
        self._x = X11(reactor, environment, ready=self._find_sync, event=self._event, lost=lost)

    def close(self) -> None:
        """Stop."""
        self._timer.cancel()
        self._x.close()

    def _find_sync(self) -> None:
        extension(self._x, "SYNC", self._begin, lambda: self._x.fail("it has no SYNC extension"))

    def _begin(self, code: int, first_event: int) -> None:
        self._code, self._alarm_event = code, first_event + _ALARM_EVENT
        self._x.ask(code, _INITIALIZE, struct.pack("=BBxx", 3, 1), lambda _: None)
        self._x.ask(code, _LIST_COUNTERS, b"", self._watch)

    def _watch(self, counters: bytes) -> None:
        named = dict(_counters(counters))
        counter = named.get(b"IDLETIME")
        self._devices = [each for name, each in named.items() if name.startswith(b"DEVICEIDLETIME")]
        if counter is None:
            self._x.fail("it does not count how long there was no input")
            return
        self._climbed = self._alarm(counter, self._quiet_ms, _CLIMBS)
        self._alarm(counter, self._quiet_ms - 1, _FALLS)
        # Alarms tell of changes; this tells how it is now. Asked last, so that no change is missed in between.
        self._x.ask(self._code, _QUERY_COUNTER, struct.pack("=I", counter), self._now)

    def _alarm(self, counter: int, at_ms: int, test: int) -> int:
        alarm = self._x.new_id()
        attributes = struct.pack("=IIiIIiII", counter, _ABSOLUTE, *_int64(at_ms), test, *_int64(0), _TELL_US)
        self._x.send(self._code, _CREATE_ALARM, struct.pack("=II", alarm, _ALL_ATTRIBUTES) + attributes)
        return alarm

    def _now(self, reply: bytes) -> None:
        idle_ms = _ms(*struct.unpack_from("=iI", reply, 8))
        self._ready()
        self._tell(idle_ms >= self._quiet_ms, idle_ms)

    def _event(self, code: int, packet: bytes) -> None:
        # What an alarm says before the answer to the first question is older than that answer.
        if code == self._alarm_event and self._stopped is not None:
            alarm, high, low = struct.unpack_from("=IiI", packet, 4)
            if alarm == self._climbed or len(self._devices) <= _FEW:
                self._tell(alarm == self._climbed, _ms(high, low))
            elif self._stopped:
                self._compare_devices()

    def _compare_devices(self) -> None:
        """Ask what was set back: one device by input, or all of them by a program."""
        self._idle_ms = []
        for counter in self._devices:
            self._x.ask(self._code, _QUERY_COUNTER, struct.pack("=I", counter), self._compared)

    def _compared(self, reply: bytes) -> None:
        self._idle_ms.append(_ms(*struct.unpack_from("=iI", reply, 8)))
        if len(self._idle_ms) < len(self._devices) or not self._stopped:
            return
        last = min(self._idle_ms)
        if max(self._idle_ms) - last > _AT_ONCE_MS:
            self._tell(False, last)
        elif last < self._quiet_ms:
            # No alarm tells of input while the counter is low for another reason.
            self._timer.set(timedelta(milliseconds=self._quiet_ms - last), self._compare_devices)

    def _tell(self, stopped: bool, idle_ms: int) -> None:
        if stopped is self._stopped:
            return  # the alarms and the first question may say the same
        self._stopped = stopped
        self._post(InputStopped(timedelta(milliseconds=idle_ms)) if stopped else InputSeen())


def _counters(reply: bytes) -> Iterator[tuple[bytes, int]]:
    """The system's counters by their names, in the answer to ListSystemCounters."""
    (count,) = struct.unpack_from("=I", reply, 8)
    at = 32
    for _ in range(count):
        (counter,) = struct.unpack_from("=I", reply, at)
        (length,) = struct.unpack_from("=H", reply, at + 12)
        yield reply[at + 14 : at + 14 + length], int(counter)
        at += (14 + length + 3) // 4 * 4


def _int64(value: int) -> tuple[int, int]:
    """As SYNC wants it: the high word, with the sign, then the low one."""
    return value >> 32, value & 0xFFFF_FFFF


def _ms(high: int, low: int) -> int:
    return high << 32 | low
