"""Input is noticed where the system has to be asked: by few questions, and on Windows and macOS by the right ones."""

import ctypes
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from tests.desktop.stories.still import Alarm
from tray.core.messages.events import Event, InputSeen, InputStopped, InputUnknown
from tray.desktop.common.input_on_windows_and_macos import ReadInput
from tray.desktop.macos.input import MacInput
from tray.desktop.windows.input import LastInput, WindowsInput
from tray.errors import DesktopError

QUIET = timedelta(seconds=5)


def s(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


class Person:
    """Somebody at a keyboard, with the only clock there is; fulfils as much of ``ports.Reactor`` as is needed."""

    def __init__(self) -> None:
        self.now = timedelta(0)
        self.last_input = timedelta(0)
        self.posted: list[tuple[timedelta, Event]] = []
        self.readings = 0
        self.refuses = False
        self._alarms: list[Alarm] = []

    def idle(self) -> timedelta:
        if self.refuses:
            raise DesktopError("No.")
        self.readings += 1
        return self.now - self.last_input

    def later(self, after: timedelta, call: Callable[[], None]) -> Alarm:
        self._alarms.append(Alarm(self.now + after, call))
        return self._alarms[-1]

    def post(self, event: Event) -> None:
        self.posted.append((self.now, event))

    def watch(self, *_: Any) -> None: ...
    def unwatch(self, _fd: int) -> None: ...
    def call_soon(self, _call: Callable[[], None]) -> None: ...

    def wait(self, length: timedelta, *, typing: bool = False) -> "Person":
        end = self.now + length
        while due := [alarm for alarm in self._alarms if not alarm.cancelled and alarm.due <= end]:
            alarm = min(due, key=lambda one: one.due)
            self._alarms.remove(alarm)
            self.now = alarm.due
            if typing:
                self.last_input = self.now
            alarm.call()
        self.now = end
        if typing:
            self.last_input = end
        return self

    def types(self, length: timedelta) -> "Person":
        return self.wait(length, typing=True)

    def told(self) -> list[Event]:
        return [event for _, event in self.posted]


def watched(person: Person) -> ReadInput:
    return ReadInput(person, QUIET, "test", person.idle)


def test_the_present_state_is_told_at_once() -> None:
    here, away = Person(), Person()
    away.now = s(90)
    watched(here)
    watched(away)

    assert [InputSeen()] == here.told()
    assert [InputStopped(s(90))] == away.told()


def test_input_that_stops_is_told_with_the_exact_time() -> None:
    person = Person()
    watched(person)
    person.types(s(60)).wait(s(20))

    [(_, _), (at, event)] = person.posted
    assert InputStopped(at - s(60)) == event
    assert s(65) <= at < s(66)


def test_input_that_begins_is_told_soon() -> None:
    person = Person()
    watched(person)
    person.wait(s(20)).types(s(10))

    assert [InputSeen(), InputStopped(s(5.05)), InputSeen()] == person.told()
    assert s(2) >= person.posted[-1][0] - s(20)


def test_a_single_touch_between_two_readings_is_told() -> None:
    person = Person()
    watched(person)
    person.wait(s(1000)).types(s(0)).wait(s(100))

    assert [InputSeen, InputStopped, InputSeen, InputStopped] == [type(event) for event in person.told()]
    assert s(30) >= person.posted[2][0] - s(1000)


def test_a_single_touch_is_told_however_short_the_quiet_is() -> None:
    person = Person()
    ReadInput(person, s(1), "test", person.idle)
    person.wait(s(1.06)).wait(s(0.1)).types(s(0)).wait(s(30))

    assert 2 == person.told().count(InputSeen())


def test_steady_typing_and_a_long_absence_cost_few_readings() -> None:
    person = Person()
    watched(person)
    person.types(s(600))
    assert 600 / 5 + 1 >= person.readings

    person.wait(s(1800))
    before = person.readings
    person.wait(s(600))
    assert 10 * 3 >= person.readings - before


def test_a_system_that_refuses_is_unknown_until_it_answers() -> None:
    person = Person()
    watched(person)
    person.refuses = True
    person.wait(s(100))
    assert [InputSeen(), InputUnknown()] == person.told()

    person.refuses = False
    person.types(s(40))
    assert [InputSeen(), InputUnknown(), InputSeen()] == person.told()


def test_after_close_nothing_is_read() -> None:
    person = Person()
    watched(person).close()
    person.wait(s(100))

    assert 1 == person.readings


def windows(last: int, now: int, *, says: bool = True) -> SimpleNamespace:
    def get_last_input_info(where: Any) -> int:
        info = where._obj
        assert ctypes.sizeof(LastInput) == info.size
        info.ticks = last
        return int(says)

    user32 = SimpleNamespace(GetLastInputInfo=get_last_input_info)
    return SimpleNamespace(user32=user32, kernel32=SimpleNamespace(GetTickCount=lambda: now))


@pytest.mark.parametrize(("last", "now"), [(1000, 8000), (2**32 - 3000, 4000)])
def test_windows_tells_by_ticks_that_may_begin_anew(last: int, now: int) -> None:
    person = Person()
    source = WindowsInput(person, QUIET, windows(last, now))

    assert [InputStopped(s(7))] == person.told()
    assert "last-input-info" == source.name


def test_a_windows_that_does_not_say_is_no_source() -> None:
    with pytest.raises(DesktopError):
        WindowsInput(Person(), QUIET, windows(0, 0, says=False))


def test_macos_tells_by_seconds_of_the_devices() -> None:
    asked: list[tuple[int, int]] = []

    def seconds_since(state: int, kind: int) -> float:
        asked.append((state, kind))
        return 7.5

    person = Person()
    source = MacInput(person, QUIET, SimpleNamespace(CGEventSourceSecondsSinceLastEventType=seconds_since))

    assert [InputStopped(s(7.5))] == person.told()
    assert [(1, 0xFFFFFFFF)] == asked
    assert "event-source" == source.name


@pytest.mark.parametrize("kind", [WindowsInput, MacInput])
def test_elsewhere_they_are_no_sources(kind: type[WindowsInput] | type[MacInput]) -> None:
    with pytest.raises(DesktopError):
        kind(Person(), QUIET)
