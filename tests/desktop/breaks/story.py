"""A break on the screen, at real desktops with two monitors: seen, pressed, and gone when it would be in the way."""

import os
import signal
import time
from datetime import UTC, datetime, timedelta

from tests.desktop.breaks.onlooker import Onlooker
from tests.desktop.conftest import require
from tests.desktop.harness.acting.eyes import Box
from tests.desktop.harness.clocks import Clocks
from tests.desktop.harness.screen_reader import LAUNCHER, ScreenReader
from tests.desktop.harness.waiting import until
from tests.desktop.linux.sound_servers import SoundServer, end
from tray.core.messages.facts import BreakBegan, BreakEnded, BreakExtended, Skipped

COUNTDOWN = "Time left in this break"
"""What a screen reader calls it."""

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

    def changes_monitors(self, onlooker: Onlooker) -> None:
        """Plug one in or out, where that can be done."""

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

    def test_after_a_suspend_it_is_right_or_gone(self, onlooker: Onlooker) -> None:
        machine = Machine(onlooker)
        onlooker.starts("full")
        onlooker.takes_a_break("30m")
        sleeps_through_it(onlooker, machine)

    def test_a_call_that_begins_takes_it_away_within_a_second(self, onlooker: Onlooker) -> None:
        with sound(onlooker) as microphone:
            onlooker.starts("full")
            onlooker.takes_a_break()
            microphone.record("mic")
            onlooker.person.wait_until(lambda status: "meeting" in status["quiet"], "the call to be noticed")
            onlooker.wait_until_it_is_gone(A_SECOND)

    def test_a_card_makes_room_for_a_film_a_lock_and_a_call_too_and_is_right_after_a_suspend(
        self, onlooker: Onlooker
    ) -> None:
        machine, login = Machine(onlooker), onlooker.person.login()
        with sound(onlooker) as microphone:
            onlooker.starts("card")

            onlooker.takes_a_break()
            film = onlooker.person.watches_a_film()
            makes_room(onlooker, "fullscreen")
            film.kill()
            is_over(onlooker, "fullscreen")

            onlooker.takes_a_break()
            login.lock(True)
            makes_room(onlooker, "locked")
            login.lock(False)
            is_over(onlooker, "locked")

            onlooker.takes_a_break()
            call = microphone.record("mic")
            makes_room(onlooker, "meeting")
            end(call)
            is_over(onlooker, "meeting")

            onlooker.takes_a_break("30m")
            sleeps_through_it(onlooker, machine, breaks=4)

    def test_a_break_that_is_not_to_be_on_the_screen_goes_on_unseen_whatever_happens_meanwhile(
        self, onlooker: Onlooker
    ) -> None:
        machine, login = Machine(onlooker), onlooker.person.login()
        with sound(onlooker) as microphone:
            onlooker.starts("none")
            onlooker.begins("30m")

            film = onlooker.person.watches_a_film()
            goes_on_unseen(onlooker, "fullscreen")
            film.kill()
            goes_on_unseen(onlooker)

            login.lock(True)
            goes_on_unseen(onlooker, "locked")
            login.lock(False)
            goes_on_unseen(onlooker)

            call = microphone.record("mic")
            goes_on_unseen(onlooker, "meeting")
            end(call)
            goes_on_unseen(onlooker)

            self.changes_monitors(onlooker)
            goes_on_unseen(onlooker)

            machine.sleeps(timedelta(minutes=40))
            assert onlooker.person.wait_for_fact(BreakEnded).completed
            assert [] == onlooker.windows()


class Machine:
    """That on which somebody works, from before anything starts there; it can be suspended."""

    def __init__(self, onlooker: Onlooker) -> None:
        require(LAUNCHER)
        self._clocks, self._login = Clocks(onlooker.desk), onlooker.person.login()
        self._reader = ScreenReader(onlooker.desk)
        self._slept = timedelta(0)

    def sleeps(self, length: timedelta) -> None:
        """As long as that, and wakes."""
        self._login.sleep(True)
        self._clocks.sleep(length)
        self._slept += length
        self._login.sleep(False)

    def counts_down_to(self, end: datetime) -> bool:
        """Whether each countdown on the screen leads to this moment."""
        left = end - datetime.now(UTC) - self._slept
        shown = [each.description for each in self._reader.shown("backpressure") if each.name == COUNTDOWN]
        return bool(shown) and all(abs(_length(each) - left) <= 2 * A_SECOND for each in shown)


def sleeps_through_it(onlooker: Onlooker, machine: Machine, breaks: int = 1) -> None:
    """Ten minutes, and then the rest of the last of some breaks, which takes half an hour."""
    machine.sleeps(timedelta(minutes=10))
    until(
        lambda: is_on_break(onlooker) is onlooker.sees_it(),
        "a screen that shows whether the break is still on",
    )
    if is_on_break(onlooker):
        begun = onlooker.person.wait_for_fact(BreakBegan, breaks)
        until(lambda: machine.counts_down_to(begun.at + begun.length), "the countdown to be right")
    onlooker.desk.shot("after ten minutes of sleep")
    machine.sleeps(timedelta(minutes=30))
    onlooker.wait_until_it_is_gone()
    assert onlooker.person.wait_for_fact(BreakEnded, breaks).completed


def is_on_break(onlooker: Onlooker) -> bool:
    return bool(onlooker.person.status()["next"]["what"] == "break over")


def goes_on_unseen(onlooker: Onlooker, *reasons: str) -> None:
    onlooker.person.wait_until(
        lambda status: {*reasons} == {*status["quiet"]} & {"fullscreen", "locked", "meeting"},
        f"{reasons} to be noticed",
    )
    assert is_on_break(onlooker)
    assert [] == onlooker.windows()


def makes_room(onlooker: Onlooker, reason: str) -> None:
    onlooker.person.wait_until(lambda status: reason in status["quiet"], f"{reason} to be noticed")
    onlooker.wait_until_it_is_gone(A_SECOND)


def is_over(onlooker: Onlooker, reason: str) -> None:
    onlooker.person.wait_until(lambda status: reason not in status["quiet"], f"the end of {reason} to be noticed")
    assert onlooker.card() is None, "not within this break any more"
    assert onlooker.desk.ask("back").returncode == 0


def _length(text: str) -> timedelta:
    """Of ``4:05``."""
    minutes, seconds = map(int, text.split(":"))
    return timedelta(minutes=minutes, seconds=seconds)


def sound(onlooker: Onlooker) -> SoundServer:
    """Microphones that can be listened to."""
    require("pulseaudio", "parec")
    folder = onlooker.desk.folder / "sound"
    onlooker.desk.env["PULSE_SERVER"] = f"unix:{folder}/pulse/native"
    return SoundServer(folder, onlooker.desk, "pulseaudio")


def _a_moment(n: int) -> None:
    """Wait for another moment each time, up to a second."""
    began = time.monotonic()
    until(lambda: time.monotonic() - began >= n * 37 % 100 / 100, "a moment more")


def _within(box: Box, monitor: Box) -> bool:
    x, y = box.centre
    return monitor.left <= x < monitor.right and monitor.top <= y < monitor.bottom
