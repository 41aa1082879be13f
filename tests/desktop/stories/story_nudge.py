"""What comes of a suggestion that nobody answers: an afternoon at real desktops, by clocks that a test moves on.

It is one story, since some desktops take seconds to start: asked again and again for an hour, then a lunch at its time,
then a talk over the whole screen that runs past the end of the day.
"""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.desktop.conftest import require
from tests.desktop.harness.acting import eyes
from tests.desktop.harness.clocks import Clocks
from tests.desktop.harness.processes import Program
from tests.desktop.harness.waiting import until
from tests.desktop.stories.person import Person
from tests.desktop.stories.story import A_STRETCH
from tray.core.messages.facts import DayPlanned

MINUTE = timedelta(minutes=1)
AGAIN = (10 * MINUTE, 15 * MINUTE, 20 * MINUTE)
"""After these times somebody who gave no answer is asked again, the settings say."""
LEFT = 45 * MINUTE
"""So long before the end of the day the talk begins; both notices of the end fall into it."""
PAUSED = timedelta(seconds=2)
"""Longer than the pause in the typing that is waited for before anything is said."""
_AT_ONCE = timedelta(seconds=90)
"""More that passes at once is time in which the program was frozen."""
AGED = re.compile(r"%|\bago\b|\d (min|h)\b since")
"""What would be false in words that stand for an hour."""
A_TIME = re.compile(r"\b\d\d:\d\d\b")


class Afternoon:
    """Somebody who works on and answers nothing."""

    def __init__(self, person: Person) -> None:
        require("gcc")
        self.person = person
        self._clocks = Clocks(person.desk)
        self._passed = timedelta(0)

    @property
    def now(self) -> datetime:
        """By the clocks of the story."""
        return datetime.now(UTC) + self._passed

    def works_on(self, length: timedelta = timedelta(0)) -> None:
        """Time passes, and at its end there are a few words."""
        until_then = self._passed + length
        while self._passed < until_then:
            part = min(_AT_ONCE, until_then - self._passed)
            self._lets_it_rest()
            self._clocks.pass_(part)
            self._passed += part
            self.person.status()

        def is_seen() -> bool:
            self.person.desk.hands.type("a few words")
            return self._since_input() < PAUSED

        until(is_seen, "input to be seen")

    def _lets_it_rest(self) -> None:
        """Wait until the program has nothing to do: it reads its clocks one after another.

        Time that passed between two of them would be a sleep or a clock that was set.
        """
        looks: list[str] = []

        def rests() -> bool:
            assert self.person.program
            looks.append(Path(f"/proc/{self.person.program.pid}/schedstat").read_text())
            return looks[-2:-1] == looks[-1:]

        until(rests, "the program to rest")

    def pauses(self) -> None:
        """Type no more until whatever is to be said has been said."""
        until(lambda: self._since_input() > PAUSED, "a pause in the typing")

    def goes_to_a_talk(self) -> Program:
        """Open a window over the whole screen, by the clocks of everybody else."""
        shim = self.person.desk.env.pop("LD_PRELOAD")
        talk = self.person.watches_a_film()
        self.person.desk.env["LD_PRELOAD"] = shim
        return talk

    def _since_input(self) -> timedelta:
        return timedelta(seconds=self.person.status()["since_input_s"])

    def said(self) -> int:
        """How many notifications there were."""
        self.person.log.listen()
        return len(self.person.log.shown)

    def standing(self) -> int:
        """How many notifications there are, on the screen or where a server keeps them."""
        until(lambda: self.standing_now() < 2, lambda: f"one notification; there are {self.standing_now()}")
        return self.standing_now()

    def standing_now(self) -> int:
        log = self.person.log
        log.listen()
        return sum(not one.replaces for one in log.shown) - len({number for number, _ in log.ended})


class NudgeStory:
    """The story; it begins with a fresh desktop."""

    def test_an_afternoon_without_an_answer(self, person: Person) -> None:
        afternoon = Afternoon(person)
        began = afternoon.now - A_STRETCH
        person.set({"tracking.away_after": '"30m"'})  # somebody who reads types now and then
        person.has_worked(A_STRETCH)
        person.start()
        afternoon.works_on()
        first = person.sees("Time for a", "suggestion")
        for count, wait in enumerate(AGAIN, 1):
            before = afternoon.said()
            self.look_away(person)
            afternoon.works_on(wait + MINUTE)
            again = person.sees("How about a", f"again-{count}", after=before)
            assert again.labels == first.labels
            assert (before + 1, 1) == (afternoon.said(), afternoon.standing())
        afternoon.works_on(15 * MINUTE)
        afternoon.pauses()
        assert before + 1 == afternoon.said()
        self.look_at_what_stands(person, "after-an-hour")
        told = person.log.shown[-1]
        words = f"{told.title}\n{told.body}"
        assert not AGED.search(words)
        times = A_TIME.findall(words)
        assert times[0] == f"{person.local(began):%H:%M}"
        assert all(times[0] <= each <= f"{person.local(afternoon.now):%H:%M}" for each in times)

        before = afternoon.said()
        person.set({"breaks.at": f'["{person.local(afternoon.now + 2 * MINUTE):%H:%M} lunch"]'})
        afternoon.works_on(3 * MINUTE)
        person.sees("Time for lunch", "lunch", after=before)
        assert (before + 1, 1) == (afternoon.said(), afternoon.standing())

        self.a_talk_past_the_end_of_the_day(person, afternoon)

    def look_away(self, person: Person) -> None:
        """Let go what does so by itself, where it would be taken for the next one."""

    def look_at_what_stands(self, person: Person, picture: str) -> None:
        """Keep a picture of the notifications that there are."""
        eyes.settled(person.desk)
        person.desk.shot(picture)

    def a_talk_past_the_end_of_the_day(self, person: Person, afternoon: Afternoon) -> None:
        """Nothing is said over it, and the end of the day is asked once afterwards."""
        the_day_ends(person, afternoon.now + LEFT)
        talk = afternoon.goes_to_a_talk()
        person.wait_until(lambda status: "fullscreen" in status["quiet"], "to be left alone")
        until(lambda: not afternoon.standing_now(), "what stood there to make room for the talk")
        before = afternoon.said()
        for length in (LEFT - 29 * MINUTE, 20 * MINUTE, 10 * MINUTE):
            afternoon.works_on(length)
            afternoon.pauses()
            assert before == afternoon.said()
        person.desk.shot("talk")
        talk.kill()
        person.sees("Time to call it a day", "after-the-talk", after=before)
        afternoon.works_on()
        afternoon.pauses()

        assert (before + 1, 1) == (afternoon.said(), afternoon.standing())


def the_day_ends(person: Person, end: datetime) -> None:
    """Set working hours that end then, to the minute, and wait until the program has read them."""
    local = person.local(end).replace(second=0, microsecond=0)
    person.set(
        {
            f"hours.{local:%A}".lower(): f'["{local - timedelta(hours=6):%H:%M}-{local:%H:%M}"]',
            "shutdown.on": "true",
            "breaks.at": "[]",
        }
    )
    assert person.wait_for_fact(DayPlanned, 2).end
