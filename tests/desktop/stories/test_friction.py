"""Somebody on a real desktop is let off as easily as they asked for, and no easier."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.desktop.conftest import Desks
from tests.desktop.stories.person import Person
from tray.core.messages.facts import BreakBegan, Skipped, Snoozed, Suggested

pytestmark = pytest.mark.desktop

MINUTE = timedelta(minutes=1)
REFUSED = 4
TWENTY = {"breaks.shortest": '"20m"', "breaks.longest": '"20m"'}


@pytest.fixture
def person(desks: Desks) -> Person:
    desk = desks.x11(needs=("xfce4-panel", "xfconfd"))
    return Person(desk, "xfce4-panel", desks.server(desk, "xfce4-notifyd"))


def test_firm_after_two_snoozes_offers_none_and_a_longer_break(person: Person) -> None:
    person.set({"breaks.friction": '"firm"', **TWENTY})
    now = datetime.now(UTC)
    person.has_worked(60 * MINUTE, *snoozed(now - 25 * MINUTE), *snoozed(now - 12 * MINUTE))
    person.start()
    person.desk.hands.type("a few words")
    notice = person.sees("How about a", "firm")
    assert ("Take a break", "Skip") == notice.labels
    refused = person.desk.ask("snooze")
    assert (REFUSED, True) == (refused.returncode, "Take the break, or skip it." in refused.stderr)
    person.answer_that_tells("Take a break", notice)

    assert 30 * MINUTE == person.wait_for_fact(BreakBegan).length


def test_strict_lets_off_by_a_typed_reason_alone(person: Person) -> None:
    person.set({"breaks.friction": '"strict"'})
    person.has_worked(60 * MINUTE)
    person.start()
    person.desk.hands.type("a few words")
    assert ("Take a break",) == person.sees("Time for a", "strict").labels
    assert 'To skip it: backpressure skip --reason "…"' in person.offered()
    refused = person.desk.ask("skip")
    assert (REFUSED, True) == (refused.returncode, "skip --reason" in refused.stderr)
    assert 0 == person.desk.ask("skip", "--reason", "the train leaves").returncode
    person.wait_for_clear_screen()

    assert "the train leaves" == person.wait_for_fact(Skipped).reason


def snoozed(at: datetime) -> tuple[Suggested, Snoozed]:
    """A break was suggested, and put off for ten minutes."""
    made = Suggested(at, 20 * MINUTE, True, 50 * MINUTE, 30.0, 50 * MINUTE)
    return made, Snoozed(at + MINUTE, at + 11 * MINUTE)
