"""A shortened day on a real desktop: from its first notice to the shutdown with hooks, each button by a real click."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.desktop.conftest import Desks
from tests.desktop.harness.waiting import until
from tests.desktop.person import Person
from tray.core.facts import (
    CommitmentClosed,
    CommitmentOpened,
    CommitmentPlanned,
    DayEnded,
    DayEnding,
    DayPlanned,
    LeftOpen,
)

pytestmark = pytest.mark.desktop

OPEN = ("answer Ada", "book the train", "sort photos")
HOOKS = """
[[hooks]]
name = "push"
on = "day_end"
run = ["sh", "-c", 'echo "$BACKPRESSURE_HOOK $BACKPRESSURE_EVENT $BACKPRESSURE_COMMITMENTS" >> FILE']

[[hooks]]
name = "hangs"
on = "day_end"
run = ["sh", "-c", "trap '' TERM; setsid sleep 1000 & wait; sleep 1000"]
timeout = "1s"

[[hooks]]
name = "lock"
on = "day_end"
run = ["sh", "-c", 'echo "$BACKPRESSURE_HOOK" >> FILE']
"""


@pytest.fixture
def person(desks: Desks) -> Person:
    desk = desks.x11(needs=("xfce4-panel", "xfconfd"))
    return Person(desk, "xfce4-panel", desks.server(desk, "xfce4-notifyd"))


def test_a_day_runs_from_its_first_notice_to_the_shutdown_with_hooks(person: Person) -> None:
    ran = person.desk.home / "ran"
    about_to_end(person, ran)
    person.start()
    person.desk.hands.type("a few words")
    person.sees("Your day ends in", "soon")
    until(lambda: is_told(person, "Your day ends here"), "the end of the day", timedelta(seconds=90))
    press(person, "Shut down the day", "Your day ends here")
    person.wait_for_fact(DayEnding)
    press(person, "Tomorrow 09:00", "Still open: answer Ada")
    assert "09:00" == f"{person.local(person.wait_for_fact(CommitmentPlanned).when):%H:%M}"
    press(person, "It is done", "Still open: book the train")
    person.wait_for_fact(CommitmentClosed)
    press(person, "Leave it open", "Still open: sort photos")
    person.wait_for_fact(LeftOpen)
    person.wait_for_fact(DayEnded)
    person.sees("The day is shut down", "over")

    assert ["push day_end 2", "lock"] == ran.read_text().splitlines()
    assert "hangs (day_end): did not end by itself" in person.desk.ask("hooks", "log").stdout
    person.wait_for_colour(None)


def about_to_end(person: Person, ran: Path) -> None:
    """The day ends with the next minute but ten seconds, which has been known for long; three things are open."""
    now = datetime.now(UTC)
    end = (now + timedelta(seconds=75)).replace(second=0, microsecond=0)
    local, tomorrow = person.local(end), person.local(end + timedelta(days=1))
    hours = {
        f"hours.{local:%A}".lower(): f'["{local - timedelta(hours=4):%H:%M}-{local:%H:%M}"]',
        f"hours.{tomorrow:%A}".lower(): '["09:00-17:00"]',
    }
    person.set({**hours, "shutdown.on": "true", "shutdown.notices": '["2m"]', "breaks.after": '"4h"'})
    file = person.desk.home / ".config/backpressure/settings.toml"
    person.write_settings(file.read_text() + HOOKS.replace("FILE", str(ran)))
    known = now - timedelta(hours=2)
    opened = [CommitmentOpened(known, n, text) for n, text in enumerate(OPEN, 1)]
    person.has_worked(timedelta(minutes=20), DayPlanned(known, local.date(), end), *opened)


def is_told(person: Person, words: str) -> bool:
    """Whether a notification with these words came."""
    person.log.listen()
    return any(words in shown.title for shown in person.log.shown)


def press(person: Person, label: str, words: str) -> None:
    """Press a button of the notification with these words, by a click where it is drawn."""
    assert person.server
    notice = person.sees(words, words.rpartition(" ")[2])
    assert label in notice.labels
    person.server.press(label, notice)
