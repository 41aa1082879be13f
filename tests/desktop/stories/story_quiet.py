"""When does Backpressure leave somebody alone, and what comes when that is over? The same on every desktop."""

from datetime import timedelta

from tests.desktop.harness.waiting import until
from tests.desktop.stories.person import Person
from tray.core.messages.facts import Cause, RegimeBegan

A_STRETCH = timedelta(minutes=55)
"""Longer than the stretch after which a break is due."""
SUGGESTED = "Time for a"
LOCK = ("sleep:shutdown", "Backpressure", "Saves how much you worked", "delay")


class QuietStory:
    """The stories; each begins with a fresh desktop."""

    def test_do_not_disturb_holds_a_suggestion_until_it_ends(self, person: Person) -> None:
        assert person.server
        person.server.disturb(False)
        person.has_worked(A_STRETCH)
        person.start()
        person.desk.hands.type("a few words")
        person.wait_until(lambda status: ["do-not-disturb"] == status["quiet"], "to be left alone")
        assert not person.is_suggested()
        person.server.disturb(True)

        person.sees(SUGGESTED, "after-do-not-disturb")
        assert 1 == person.times_suggested()

    def test_a_film_over_the_whole_screen_holds_a_suggestion_until_it_ends(self, person: Person) -> None:
        person.has_worked(A_STRETCH)
        person.start()
        film = person.watches_a_film()
        person.desk.hands.type("a few words")
        person.wait_until(lambda status: ["fullscreen"] == status["quiet"], "to be left alone")
        assert not person.is_suggested()
        person.desk.shot("film")
        film.kill()

        person.sees(SUGGESTED, "after-the-film")
        assert 1 == person.times_suggested()

    def test_a_locked_screen_is_a_rest_and_nobody_is_asked_there(self, person: Person) -> None:
        login = person.login()
        person.has_worked(timedelta(minutes=20))
        person.start()
        person.desk.hands.type("a few words")
        person.wait_until(lambda status: status["regime"] == "work", "work to be seen")
        login.lock(True)
        begun = person.wait_for_fact(RegimeBegan, 2)
        assert Cause.LOCK is begun.cause
        person.wait_until(lambda status: "locked" in status["quiet"], "the lock to be seen")
        login.lock(False)
        person.desk.hands.type("a few words")

        person.wait_until(lambda status: status["regime"] == "work", "work to be seen again")

    def test_the_machine_sleeps_at_once_and_everything_is_on_disk(self, person: Person) -> None:
        login = person.login()
        person.has_worked(timedelta(minutes=20))
        person.start()
        until(lambda: [LOCK] == login.held(), "the delay lock")
        person.desk.hands.type("a few words")
        assert person.desk.ask("start", "report").returncode == 0
        login.sleep(True)
        until(lambda: not login.held(), "the machine to be let sleep")
        person.end("kill")
        person.start()
        assert person.status()["session"]
        login.sleep(False)

        until(lambda: [LOCK] == login.held(), "the delay lock again")

        def is_open() -> bool:
            login.lock(False)  # some desktops lock before they sleep, and take their time
            return person.icon_now() is not None

        until(is_open, "the icon")
