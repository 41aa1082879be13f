"""A shortened day on a real desktop: from the first question to the shutdown with hooks, each by a real click."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from pathlib import Path

import pytest

from tests.desktop.conftest import Desks
from tests.desktop.harness.waiting import PATIENCE, until
from tests.desktop.stories.person import Person
from tray.core.messages.facts import (
    BreakBegan,
    BreakEnded,
    CommitmentClosed,
    CommitmentOpened,
    CommitmentPlanned,
    DayEnded,
    DayEnding,
    DayExtended,
    DayNoticed,
    DayPlanned,
    Introduced,
    LeftOpen,
    QuestionPut,
)
from tray.core.state.wellbeing import WEEKS

pytestmark = pytest.mark.desktop

SOON = timedelta(seconds=40)
"""So long after the beginning the day ends; what comes before takes a third of that where nothing else runs."""
OPEN = ("answer Ada", "book the train", "sort photos")
NONE_YET = {"breaks.after": '"4h"', "shutdown.notices": '["4h"]'}
"""No break is due, and a notice so long before the end would have come before the end was known."""
HOOKS = """
[[hooks]]
name = "push"
on = "day_end"
run = ["sh", "-c", 'echo "$BACKPRESSURE_HOOK $BACKPRESSURE_EVENT $BACKPRESSURE_COMMITMENTS" >> FILE']

[[hooks]]
name = "hangs"
on = "day_end"
run = ["sh", "-c", "trap '' TERM INT HUP; setsid sleep 1000 & wait; sleep 1000"]
timeout = "1s"

[[hooks]]
name = "forks"
on = "day_end"
run = ["sh", "-c", "for n in 1 2 3 4 5; do (sleep 1000 & setsid sleep 1000 &) & done; exit 0"]
timeout = "2s"

[[hooks]]
name = "floods"
on = "day_end"
run = ["yes", "a line without end"]
timeout = "1s"

[[hooks]]
name = "missing"
on = "day_end"
run = ["no-such-command-anywhere"]

[[hooks]]
name = "lock"
on = "day_end"
run = ["sh", "-c", 'echo "$BACKPRESSURE_HOOK" >> FILE']
"""


@pytest.fixture
def person(desks: Desks) -> Person:
    desk = desks.x11(needs=("xfce4-panel", "xfconfd"))
    return Person(desk, "xfce4-panel", desks.server(desk, "xfce4-notifyd"))


@pytest.mark.timeout(300)  # on a loaded machine; 60 s where nothing else runs
def test_a_day_runs_from_the_first_question_to_the_shutdown_with_hooks(person: Person) -> None:
    ran = person.desk.home / "ran"
    zone = about_to_end(person, ran)
    person.start()
    press(person, "Heavy", "How were the last few weeks?")
    assert 14.0 == person.wait_for_fact(Introduced).gen2
    chosen = datetime.now(zone)  # so near the end of the day, no other break is suggested
    set_also(person, ran, {"breaks.at": f'["{chosen:%H:%M} walk"]'})
    person.desk.hands.type("a few words")
    press(person, "Take a break", *comes(person, "Time for a"))
    person.wait_for_fact(BreakBegan)
    person.choose("I'm back")
    person.wait_for_fact(BreakEnded)
    set_also(person, ran, {"shutdown.notices": '["10m"]'})
    person.desk.hands.type("on again")
    assert person.wait_for_fact(DayNoticed).before
    person.told("Your day ends at")
    press(person, "10 s more", *comes(person, "Time to call it a day"))
    extended = person.wait_for_fact(DayExtended)
    press(person, "End the day", *comes(person, "Time to call it a day", len(person.log.shown)))
    assert person.wait_for_fact(DayEnding).at >= extended.until
    press(person, "tomorrow 09:00", "Still open: answer Ada")
    assert "09:00" == f"{person.wait_for_fact(CommitmentPlanned).when.astimezone(zone):%H:%M}"
    press(person, "Done", "Still open: book the train")
    person.wait_for_fact(CommitmentClosed)
    press(person, "Leave it open", "Still open: sort photos")
    person.wait_for_fact(LeftOpen)
    person.wait_for_fact(DayEnded)
    person.sees("Your day has ended", "over")

    assert ["push day_end 2", "lock"] == ran.read_text().splitlines()
    log = person.desk.ask("hooks", "log").stdout
    assert "hangs (day_end): didn't stop by itself" in log
    assert "floods (day_end): never stopped writing and was ended" in log
    assert "forks (day_end): succeeded; what it had started was ended" in log
    assert "missing (day_end): couldn't be started" in log
    assert [] == left_behind(person)
    person.wait_for_colour(None)


def left_behind(person: Person) -> list[str]:
    """The commands of the hooks that are still there, wherever they went."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            here = os.fsencode(f"HOME={person.desk.home}") in (process / "environ").read_bytes().split(b"\0")
            words = (process / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue  # it has ended meanwhile
        if here and words[0] in (b"sh", b"sleep", b"yes"):
            found.append(b" ".join(words).decode())
    return found


def about_to_end(person: Person, ran: Path) -> tzinfo:
    """The day ends soon, which has been known for long; three things are open, and the first question still stands.

    Working hours end at a full minute, so clocks are set so that 16:30 comes when it suits the story; their zone.
    """
    now = datetime.now(UTC).replace(microsecond=0)
    end = now + SOON
    zone = timezone(timedelta(hours=16, minutes=30) - (end - end.replace(hour=0, minute=0, second=0, microsecond=0)))
    local, tomorrow = end.astimezone(zone), (end + timedelta(days=1)).astimezone(zone)
    person.desk.env["TZ"] = posix(zone)
    hours = {
        f"hours.{local:%A}".lower(): '["09:00-16:30"]',
        f"hours.{tomorrow:%A}".lower(): '["09:00-17:00"]',
    }
    set_also(person, ran, {**hours, **NONE_YET, "checkins.on": "true", "shutdown.on": "true", "shutdown.more": '"10s"'})
    known = now - timedelta(hours=2)
    opened = [CommitmentOpened(known, n, text) for n, text in enumerate(OPEN, 1)]
    person.has_worked(timedelta(minutes=20), QuestionPut(known, WEEKS), DayPlanned(known, local.date(), end), *opened)
    return zone


def posix(zone: timezone) -> str:
    """A zone as POSIX writes it in ``TZ``, where west is positive."""
    west = -zone.utcoffset(None).total_seconds()
    return f"<DAY>{'-' if west < 0 else ''}{timedelta(seconds=abs(west))}"


def set_also(person: Person, ran: Path, changes: Mapping[str, str]) -> None:
    """Change settings; the hooks, which write to ``ran``, stay."""
    person.set(changes, HOOKS.replace("FILE", str(ran)))


def comes(person: Person, words: str, after: int = 0) -> tuple[str, int]:
    """Wait for the end of the day to be told, among the notifications from the ``after``-th on."""

    def told() -> bool:
        person.log.listen()
        return any(words in shown.title for shown in person.log.shown[after:])

    until(told, words, SOON + PATIENCE)
    return words, after


def press(person: Person, label: str, words: str, after: int = 0) -> None:
    """Press a button of the notification with these words, by a click where it is drawn."""
    assert person.server
    notice = person.sees(words, words.rpartition(" ")[2].strip("?"), after)
    assert label in notice.labels
    person.server.press(label, notice)
