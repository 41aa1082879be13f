"""What does the running program make of a sleep, or of a clock that was set? Its clocks jump as in a real suspend.

The process itself is not stopped, and nobody tells it: it finds out by looking at its clocks, as after a real resume
on a machine without a login manager. With one, that tells too, and nothing comes out differently.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.desktop.conftest import Desks, require
from tests.desktop.harness.clocks import Clocks
from tests.desktop.harness.waiting import until
from tests.desktop.stories.person import Person
from tests.desktop.stories.story import A_STRETCH

pytestmark = [pytest.mark.desktop, pytest.mark.timeout(300)]

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
AS_WORK = MINUTE
"""A sleep that is shorter than this is reading, as any moment without input."""
SLACK = 20 * SECOND
"""What the test itself takes between two looks."""


@pytest.fixture
def person(desks: Desks) -> Person:
    require("gcc")
    desk = desks.x11(needs=("xfce4-panel", "xfconfd"))
    return Person(desk, "xfce4-panel", desks.server(desk, "dunst"))


class Sleeper:
    """Somebody whose machine sleeps."""

    def __init__(self, person: Person, *, told: bool = False) -> None:
        self.person = person
        self._login = person.login() if told else None
        self._clocks = Clocks(person.desk)

    def types(self) -> dict[str, Any]:
        """A few words; what the program says when it has noticed."""
        self.person.desk.hands.type("a few words")
        self.person.wait_until(lambda status: (status["since_input_s"] or 0) < 2, "input to be seen")
        return self.person.status()

    def sleeps(self, length: timedelta) -> None:
        if self._login:
            until(lambda: self._login and self._login.held(), "the delay lock")
            self._login.sleep(True)
            until(lambda: self._login and not self._login.held(), "the machine to be let sleep")
        self._clocks.sleep(length)
        if self._login:
            self._login.sleep(False)

    def waits(self, length: timedelta) -> dict[str, Any]:
        """Time passes, and at its end there are a few words."""
        self._clocks.pass_(length)
        return self.types()

    def sets_clock(self, by: timedelta) -> None:
        self._clocks.set_wall(by)


def worked(status: dict[str, Any]) -> timedelta:
    return timedelta(seconds=status["worked_week_s"])


@pytest.mark.parametrize("told", [False, True], ids=["nobody tells", "a login manager tells"])
def test_a_sleep_of_any_length_is_rest(person: Person, told: bool) -> None:
    sleeper = Sleeper(person, told=told)
    person.has_worked(20 * MINUTE)
    person.start()
    before = sleeper.types()
    assert before["regime"] == "work"
    for length in (SECOND, 30 * SECOND, 10 * MINUTE, 8 * HOUR, timedelta(days=3)):
        sleeper.sleeps(length)
        after = sleeper.types()
        assert worked(after) - worked(before) < (length if length < AS_WORK else timedelta(0)) + SLACK, length
        assert length < AS_WORK or after["pressure"] < before["pressure"], length
        assert not person.is_suggested()
        before = after

    assert before["stretch_s"] < SLACK.total_seconds()


def test_a_break_that_falls_due_in_a_sleep_is_suggested_a_minute_after_waking_and_once(person: Person) -> None:
    sleeper = Sleeper(person)
    person.set({"breaks.after": '"56m"', "breaks.apart": '"20m"'})
    person.has_worked(A_STRETCH + 30 * SECOND)
    person.start()
    sleeper.types()
    sleeper.waits(6 * SECOND)
    sleeper.sleeps(50 * SECOND)
    woken = sleeper.types()
    assert woken["stretch_s"] >= (A_STRETCH + MINUTE).total_seconds()
    assert "just-back" in woken["quiet"]
    assert not person.is_suggested()

    sleeper.waits(MINUTE)

    person.sees("Time for a", "after-a-sleep")
    sleeper.waits(MINUTE)
    assert 1 == person.times_suggested()


@pytest.mark.parametrize("asked", [("break", "10m"), ("pause", "30m"), ("snooze", "15m")], ids=lambda words: words[0])
@pytest.mark.parametrize("length", [5 * MINUTE, 8 * HOUR], ids=["short", "long"])
def test_a_sleep_in_a_break_a_pause_or_a_snooze_is_rest_and_they_end_in_their_time(
    person: Person, asked: tuple[str, str], length: timedelta
) -> None:
    sleeper = Sleeper(person)
    person.has_worked(A_STRETCH)
    person.start()
    before = sleeper.types()
    assert person.desk.ask(*asked).returncode == 0
    told = person.times_suggested()
    sleeper.sleeps(length)
    after = person.status()

    assert worked(after) - worked(before) < SLACK
    assert after["pressure"] < before["pressure"]
    over = length > HOUR
    assert (after["paused_until"] is None) is (asked[0] != "pause" or over)
    assert ("break" in after["quiet"]) is (asked[0] == "break" and not over)
    assert ("snoozed" in after["quiet"]) is (asked[0] == "snooze" and not over)
    assert told == person.times_suggested()


@pytest.mark.parametrize("by", [HOUR, -HOUR, timedelta(days=1), timedelta(days=-1), None], ids=str)
def test_a_clock_that_is_set_makes_no_work_and_takes_none_away(person: Person, by: timedelta | None) -> None:
    sleeper = Sleeper(person)
    person.has_worked(20 * MINUTE)
    person.start()
    before = sleeper.types()
    sleeper.sets_clock(by if by is not None else datetime(1970, 1, 2, tzinfo=UTC) - datetime.now(UTC))
    after = sleeper.types()

    assert after["at"][:4] == "1970" or by is not None
    assert abs(after["stretch_s"] - before["stretch_s"]) < SLACK.total_seconds()
    assert after["pressure"] == pytest.approx(before["pressure"], abs=0.5)
    assert after["regime"] == "work"
    assert not person.is_suggested()


def test_after_a_leap_of_the_clock_the_person_says_whether_the_machine_stood_and_that_counts(person: Person) -> None:
    sleeper = Sleeper(person)
    person.has_worked(20 * MINUTE)
    person.start()
    before = sleeper.types()
    sleeper.sets_clock(67 * MINUTE)
    sleeper.types()
    sleeper.waits(6 * SECOND)
    person.sees("Was the computer off?", "the-clock-leapt")
    assert person.desk.ask("was", "work").returncode == 0
    went_on = sleeper.types()

    assert abs(went_on["stretch_s"] - before["stretch_s"]) < SLACK.total_seconds()
    assert went_on["pressure"] == pytest.approx(before["pressure"], abs=0.5)

    sleeper.sets_clock(67 * MINUTE)
    sleeper.types()
    sleeper.waits(6 * SECOND)
    assert person.desk.ask("was", "rest").returncode == 0
    rested = sleeper.types()

    assert rested["stretch_s"] < SLACK.total_seconds()
    assert rested["pressure"] < before["pressure"] - 1
