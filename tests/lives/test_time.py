"""The end of the day comes once each local date, in every zone, across both changes of the clock, asleep or awake."""

from collections import Counter
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.zones import clock_changes
from tests.lives.machine import Machine
from tests.lives.rules import Watcher
from tray.core.inquiry.totals import days
from tray.core.messages import commands as c
from tray.core.messages.day_totals import DayTotals
from tray.core.messages.facts import DayNoticed
from tray.core.state.state import State

ZONES = (
    "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Antarctica/Troll", "America/Santiago",
    "Africa/Cairo", "Pacific/Chatham", "America/St_Johns", "America/Havana", "Asia/Beirut",
)  # fmt: skip
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LATE = 1800.0


def hours(span: str, day_ends_at: str) -> str:
    """The same working hours on all days, in a settings file."""
    days = "\n".join(f'{day} = ["{span}"]' for day in WEEK)
    return f'[hours]\n{days}\nday_ends_at = "{day_ends_at}"'


OFFICE = hours("09:00-17:30", "04:00")
NIGHTS, MIDNIGHT = hours("20:00-02:30", "12:00"), hours("18:00-24:00", "12:00")


def ends(machine: Machine) -> list[tuple[date, datetime]]:
    """The local dates whose end was announced, and when on the local clock."""
    facts = [each.fact for each in machine.disk.by_number]
    zone = machine.clock.zone()
    return [(f.day, f.at.astimezone(zone)) for f in facts if isinstance(f, DayNoticed) and not f.before]


@pytest.mark.parametrize("change", [0, 1])
@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("text", [OFFICE, NIGHTS, MIDNIGHT], ids=["office", "nights", "midnight"])
def test_the_end_of_the_day_comes_once_a_date(zone: str, change: int, text: str) -> None:
    changes = clock_changes(ZoneInfo(zone), 2026)
    machine = Machine(changes[change] - timedelta(days=2, hours=5), zone)
    Watcher(machine)
    machine.do(("save", text))
    machine.do(("start",))
    first = machine.clock.wall_time
    for _ in range(8):
        machine.do(("work", 12 * 60, LATE, 0))

    announced = ends(machine)
    told = [day for day, _ in announced]
    between = (machine.clock.wall_time - first) // timedelta(days=1)
    assert {1} == set(Counter(told).values())
    assert told == [told[0] + timedelta(days=n) for n in range(len(told))]
    assert between <= len(told) + 1


@pytest.mark.parametrize("zone", ZONES)
def test_a_machine_that_sleeps_through_the_end_announces_it_once_or_not_at_all(zone: str) -> None:
    machine = Machine(clock_changes(ZoneInfo(zone), 2026)[0] - timedelta(days=2), zone)
    Watcher(machine)
    machine.do(("save", OFFICE))
    machine.do(("start",))
    for _ in range(9):
        machine.do(("work", 200, LATE, 0))
        machine.do(("suspend", 7 * 3600, True))

    assert all(count == 1 for count in Counter(day for day, _ in ends(machine)).values())


@pytest.mark.parametrize("seconds", [1, 59, 61, 600, 4 * 3600, 9 * 3600, 3 * 86_400])
@pytest.mark.parametrize("meanwhile", ["nothing", "break", "snooze", "pause"])
def test_nothing_is_suggested_right_after_waking_and_once_at_most_thereafter(seconds: int, meanwhile: str) -> None:
    machine = Machine()
    watcher = Watcher(machine)
    machine.do(("start",))
    machine.do(("work", 75, 60.0, 0))
    asked = {
        "break": c.TakeBreak("walk"), "snooze": c.Snooze(timedelta(minutes=3)), "pause": c.Pause(timedelta(minutes=5)),
    }  # fmt: skip
    if meanwhile in asked:
        machine.do(("ask", asked[meanwhile]))
    machine.do(("suspend", seconds, True))
    before = len(watcher.suggested_at)
    machine.do(("work", 1, 0.0, 0))

    assert before == len(watcher.suggested_at)

    machine.do(("work", 20, 0.0, 0))

    assert len(watcher.suggested_at) <= before + 1
    if seconds >= 9 * 3600 and machine.loop:
        day = machine.loop.present().day
        assert day is not None
        assert day.worked <= timedelta(minutes=75 + 21)


ROUTINES = st.lists(
    st.tuples(
        st.integers(1, 150),  # minutes of work
        st.sampled_from([0, 3, 11]),  # minutes without input before the machine sleeps
        st.one_of(st.integers(61, 1200), st.integers(1200, 3 * 86_400)),  # seconds of sleep
    ),
    min_size=1,
    max_size=6,
)


@given(ROUTINES, st.sampled_from(ZONES))
@settings(max_examples=25)
def test_a_machine_that_tells_of_no_sleep_adds_up_the_same(routine: list[tuple[int, int, int]], zone: str) -> None:
    """A login manager locks the screen as the machine goes to sleep; without one the clocks alone tell of the gap."""
    told, untold = Machine(zone=zone), Machine(zone=zone)
    for machine in (told, untold):
        machine.do(("save", OFFICE))
        machine.do(("start",))
        for minutes, idle, asleep in routine:
            machine.do(("work", minutes, 0.0, 0))
            if idle:
                machine.do(("idle", idle, 0.0))
            if machine is told:
                machine.do(("lock",))
            machine.do(("suspend", asleep, True))
        machine.do(("work", 1, 0.0, 0))

    assert totals(told) == totals(untold)


def totals(machine: Machine) -> tuple[DayTotals, ...]:
    assert machine.loop
    facts = [each.fact for each in machine.disk.records]
    return days(State(at=facts[0].at), facts, machine.loop.timeline.now(), machine.loop.context)
