"""A break on the screen, at real desktops with two monitors: seen, pressed, and gone when it would be in the way."""

import os
import signal
import time
from datetime import timedelta

from tests.desktop.breaks.onlooker import Onlooker
from tests.desktop.harness.acting.eyes import Box
from tests.desktop.harness.waiting import until
from tray.core.messages.facts import BreakBegan, BreakEnded, BreakExtended, Skipped

A_SECOND = timedelta(seconds=1)
KILLS = 100 if os.environ.get("BACKPRESSURE_LONG") else 6


class BreakStory:
    """What holds on every desktop; ``onlooker`` is its fixture."""

    def test_a_break_covers_every_monitor_and_a_click_on_any_of_them_ends_it(self, onlooker: Onlooker) -> None:
        onlooker.starts("full")
        onlooker.takes_a_break()
        onlooker.desk.shot("covered")
        onlooker.presses(0, onlooker.pressed)
        onlooker.wait_until_it_is_gone()

        assert not onlooker.person.wait_for_fact(BreakEnded).completed
        until(lambda: not onlooker.windows(), "the window's process to end")

    def test_more_minutes_and_skip_do_what_they_say(self, onlooker: Onlooker) -> None:
        onlooker.starts("full")
        onlooker.takes_a_break()
        onlooker.presses(1)
        assert timedelta(minutes=7) == onlooker.person.wait_for_fact(BreakExtended).length
        onlooker.desk.shot("longer")
        onlooker.presses(2)
        onlooker.person.wait_for_fact(Skipped)
        onlooker.wait_until_it_is_gone()

    def test_a_card_is_small_and_its_buttons_work(self, onlooker: Onlooker) -> None:
        onlooker.starts("card")
        onlooker.takes_a_break()
        onlooker.desk.shot("card")
        card = onlooker.card()
        assert card is not None
        assert not onlooker.covers_any()
        assert card.width * card.height < sum(each.width * each.height for each in onlooker.monitors) / 3
        onlooker.presses(0, next(n for n, each in enumerate(onlooker.monitors) if _within(card, each)))
        onlooker.wait_until_it_is_gone()
        onlooker.person.wait_for_fact(BreakEnded)

    def test_the_keyboard_alone_is_enough(self, onlooker: Onlooker) -> None:
        onlooker.starts("card")
        onlooker.takes_a_break()
        self.goes_to_the_window(onlooker)
        for key in ("tab", "tab", "tab", "enter"):
            onlooker.desk.hands.key(key)

        onlooker.person.wait_for_fact(Skipped)
        onlooker.wait_until_it_is_gone()

    def goes_to_the_window(self, onlooker: Onlooker) -> None:
        """By the keys of the desktop; a compositor that gives a new window the focus needs none."""

    def test_a_film_over_the_whole_screen_takes_it_away_within_a_second(self, onlooker: Onlooker) -> None:
        onlooker.starts("full")
        onlooker.takes_a_break()
        film = onlooker.person.watches_a_film()
        onlooker.person.wait_until(lambda status: "fullscreen" in status["quiet"], "the film to be seen")
        onlooker.wait_until_it_is_gone(A_SECOND)
        film.kill()
        onlooker.person.wait_until(lambda status: "fullscreen" not in status["quiet"], "the film to be gone")

        assert not onlooker.covers_any()

    def test_a_locked_screen_takes_it_away_and_it_does_not_come_back(self, onlooker: Onlooker) -> None:
        login = onlooker.person.login()
        onlooker.starts("full")
        onlooker.takes_a_break()
        login.lock(True)
        onlooker.person.wait_until(lambda status: "locked" in status["quiet"], "the lock to be seen")
        onlooker.wait_until_it_is_gone(A_SECOND)
        login.lock(False)
        onlooker.person.wait_until(lambda status: "locked" not in status["quiet"], "the screen to be open")

        assert not onlooker.covers_any()

    def test_when_the_program_is_killed_it_is_gone_within_two_seconds(self, onlooker: Onlooker) -> None:
        onlooker.starts("full")
        onlooker.takes_a_break()
        onlooker.person.end("kill")
        onlooker.wait_until_it_is_gone(2 * A_SECOND)
        until(lambda: not onlooker.windows(), "the window's process to end", 3 * A_SECOND)

    def test_when_the_window_is_killed_at_any_moment_the_break_goes_on(self, onlooker: Onlooker) -> None:
        onlooker.starts("full")
        for n in range(KILLS):
            onlooker.begins()
            until(onlooker.windows, "the window's process")
            _a_moment(n)
            onlooker.kills_the_window()
            assert onlooker.person.status()["next"]["what"] == "break over"
            onlooker.wait_until_it_is_gone(A_SECOND)
            assert onlooker.desk.ask("back").returncode == 0

        onlooker.person.wait_for_fact(BreakBegan, KILLS)
        onlooker.takes_a_break()

    def test_when_the_program_is_killed_at_any_moment_no_window_is_left(self, onlooker: Onlooker) -> None:
        onlooker.starts("full")
        for n in range(KILLS):
            onlooker.begins()
            _a_moment(n)
            onlooker.person.end("kill")
            until(lambda: not onlooker.windows(), "the window's process to end", timedelta(seconds=5))
            onlooker.wait_until_it_is_gone(A_SECOND)
            onlooker.person.start()
            onlooker.desk.ask("back")

        onlooker.person.wait_for_fact(BreakBegan, KILLS)

    def test_a_window_that_hangs_keeps_nobody_from_the_break(self, onlooker: Onlooker) -> None:
        onlooker.starts("card")
        onlooker.takes_a_break()
        for pid in onlooker.windows():
            os.kill(pid, signal.SIGSTOP)

        assert onlooker.desk.ask("back").returncode == 0
        assert not onlooker.person.wait_for_fact(BreakEnded).completed
        for pid in onlooker.windows():
            os.kill(pid, signal.SIGCONT)
        onlooker.wait_until_it_is_gone()


def _a_moment(n: int) -> None:
    """Wait for another moment each time, up to a second."""
    began = time.monotonic()
    until(lambda: time.monotonic() - began >= n * 37 % 100 / 100, "a moment more")


def _within(box: Box, monitor: Box) -> bool:
    x, y = box.centre
    return monitor.left <= x < monitor.right and monitor.top <= y < monitor.bottom
