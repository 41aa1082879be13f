"""Breaks on the screen of somebody on X11 with two monitors."""

from datetime import timedelta

import pytest

from tests.desktop.breaks.onlooker import Onlooker
from tests.desktop.breaks.story import A_SECOND, BreakStory
from tests.desktop.conftest import Desks
from tests.desktop.harness.acting.eyes import Box
from tests.desktop.harness.clocks import Clocks
from tests.desktop.harness.desk import Desk
from tests.desktop.harness.programs import path_of
from tests.desktop.harness.waiting import until
from tests.desktop.linux.sound_servers import SoundServer, end
from tests.desktop.stories.person import Person
from tray.core.messages.facts import BreakEnded, BreakExtended

pytestmark = pytest.mark.desktop

LEFT, RIGHT = Box(0, 0, 544, 768), Box(544, 0, 1024, 768)


@pytest.fixture
def onlooker(desks: Desks) -> Onlooker:
    desk = desks.x11(needs=("xrandr", "xdotool", "pulseaudio", "parec"))
    person = Person(desk, "")
    found = Onlooker(person, (LEFT, RIGHT))
    plug(desk, "left", LEFT, "screen")
    plug(desk, "right", RIGHT, "none")
    return found


def plug(desk: Desk, name: str, area: Box, output: str) -> None:
    """Have a monitor there."""
    place = f"{area.width}/200x{area.height}/200+{area.left}+{area.top}"
    desk.start(path_of("xrandr"), "--setmonitor", name, place, output).wait_to_end()


class TestOnX11(BreakStory):
    """With openbox."""

    def goes_to_the_window(self, onlooker: Onlooker) -> None:
        found = onlooker.desk.start(path_of("xdotool"), "search", "--class", "backpressure", "windowactivate", "--sync")
        found.wait_to_end()

    def test_a_monitor_that_is_unplugged_or_plugged_in_meanwhile_is_followed(self, onlooker: Onlooker) -> None:
        onlooker.starts("full")
        onlooker.takes_a_break()
        onlooker.desk.start(path_of("xrandr"), "--delmonitor", "right").wait_to_end()
        until(lambda: not onlooker.is_covered(onlooker.desk.look(), RIGHT), "the monitor that is gone to be clear")
        assert onlooker.is_covered(onlooker.desk.look(), LEFT)
        onlooker.desk.shot("unplugged")
        plug(onlooker.desk, "right", RIGHT, "none")
        until(onlooker.covers_all, "both monitors to be covered again")

    def test_a_card_whose_monitor_is_unplugged_comes_on_another_and_is_pressed_there(self, onlooker: Onlooker) -> None:
        onlooker.starts("card")
        onlooker.desk.hands.move(RIGHT.centre)
        onlooker.takes_a_break()
        until(lambda: is_on(onlooker.card(), RIGHT), "the card where the pointer is")
        onlooker.desk.start(path_of("xrandr"), "--delmonitor", "right").wait_to_end()
        until(lambda: is_on(onlooker.card(), LEFT), "the card on the monitor that is left")
        onlooker.desk.shot("unplugged")
        assert "break over" == onlooker.person.status()["next"]["what"]
        onlooker.presses(1, 0)
        onlooker.person.wait_for_fact(BreakExtended)
        onlooker.presses(0, 0)
        onlooker.wait_until_it_is_gone()
        onlooker.person.wait_for_fact(BreakEnded)

    def test_whoever_types_elsewhere_goes_on_typing_there(self, onlooker: Onlooker) -> None:
        onlooker.starts("full")
        onlooker.takes_a_break()
        for key in ("space", "Return", "a"):
            onlooker.desk.hands.key(key)

        assert onlooker.covers_all()
        assert onlooker.person.status()["next"]["what"] == "break over"

    def test_after_a_suspend_it_is_right_or_gone(self, onlooker: Onlooker) -> None:
        clocks = Clocks(onlooker.desk)
        onlooker.starts("full")
        onlooker.takes_a_break("30m")
        self.sleeps_through_it(onlooker, clocks)

    def test_a_call_that_begins_takes_it_away_within_a_second(self, onlooker: Onlooker) -> None:
        with sound(onlooker) as microphone:
            onlooker.starts("full")
            onlooker.takes_a_break()
            microphone.record("mic")
            onlooker.person.wait_until(lambda status: "meeting" in status["quiet"], "the call to be noticed")
            onlooker.wait_until_it_is_gone(A_SECOND)

    def sleeps_through_it(self, onlooker: Onlooker, clocks: Clocks, breaks: int = 1) -> None:
        """Ten minutes, and then the rest of the last of some breaks, which takes half an hour."""
        clocks.sleep(timedelta(minutes=10))
        until(
            lambda: self.is_on_break(onlooker) is onlooker.sees_it(),
            "a screen that shows whether the break is still on",
        )
        onlooker.desk.shot("after ten minutes of sleep")
        clocks.sleep(timedelta(minutes=30))
        onlooker.wait_until_it_is_gone()
        assert onlooker.person.wait_for_fact(BreakEnded, breaks).completed

    def is_on_break(self, onlooker: Onlooker) -> bool:
        return bool(onlooker.person.status()["next"]["what"] == "break over")

    def test_a_card_makes_room_for_a_film_a_lock_and_a_call_too_and_is_right_after_a_suspend(
        self, onlooker: Onlooker
    ) -> None:
        clocks, login = Clocks(onlooker.desk), onlooker.person.login()
        with sound(onlooker) as microphone:
            onlooker.starts("card")

            onlooker.takes_a_break()
            film = onlooker.person.watches_a_film()
            self.makes_room(onlooker, "fullscreen")
            film.kill()
            self.is_over(onlooker, "fullscreen")

            onlooker.takes_a_break()
            login.lock(True)
            self.makes_room(onlooker, "locked")
            login.lock(False)
            self.is_over(onlooker, "locked")

            onlooker.takes_a_break()
            call = microphone.record("mic")
            self.makes_room(onlooker, "meeting")
            end(call)
            self.is_over(onlooker, "meeting")

            onlooker.takes_a_break("30m")
            self.sleeps_through_it(onlooker, clocks, breaks=4)

    def test_a_break_that_is_not_to_be_on_the_screen_goes_on_unseen_whatever_happens_meanwhile(
        self, onlooker: Onlooker
    ) -> None:
        clocks, login = Clocks(onlooker.desk), onlooker.person.login()
        with sound(onlooker) as microphone:
            onlooker.starts("none")
            onlooker.begins("30m")

            film = onlooker.person.watches_a_film()
            self.goes_on_unseen(onlooker, "fullscreen")
            film.kill()
            self.goes_on_unseen(onlooker)

            login.lock(True)
            self.goes_on_unseen(onlooker, "locked")
            login.lock(False)
            self.goes_on_unseen(onlooker)

            call = microphone.record("mic")
            self.goes_on_unseen(onlooker, "meeting")
            end(call)
            self.goes_on_unseen(onlooker)

            onlooker.desk.start(path_of("xrandr"), "--delmonitor", "right").wait_to_end()
            plug(onlooker.desk, "right", RIGHT, "none")
            self.goes_on_unseen(onlooker)

            clocks.sleep(timedelta(minutes=40))
            assert onlooker.person.wait_for_fact(BreakEnded).completed
            assert [] == onlooker.windows()

    def goes_on_unseen(self, onlooker: Onlooker, *reasons: str) -> None:
        onlooker.person.wait_until(
            lambda status: {*reasons} == {*status["quiet"]} & {"fullscreen", "locked", "meeting"},
            f"{reasons} to be noticed",
        )
        assert self.is_on_break(onlooker)
        assert [] == onlooker.windows()

    def makes_room(self, onlooker: Onlooker, reason: str) -> None:
        onlooker.person.wait_until(lambda status: reason in status["quiet"], f"{reason} to be noticed")
        onlooker.wait_until_it_is_gone(A_SECOND)

    def is_over(self, onlooker: Onlooker, reason: str) -> None:
        onlooker.person.wait_until(lambda status: reason not in status["quiet"], f"the end of {reason} to be noticed")
        assert onlooker.card() is None, "not within this break any more"
        assert onlooker.desk.ask("back").returncode == 0


def is_on(box: Box | None, monitor: Box) -> bool:
    return box is not None and monitor.left <= box.left and box.right <= monitor.right


def sound(onlooker: Onlooker) -> SoundServer:
    """Microphones that can be listened to."""
    folder = onlooker.desk.folder / "sound"
    onlooker.desk.env["PULSE_SERVER"] = f"unix:{folder}/pulse/native"
    return SoundServer(folder, onlooker.desk, "pulseaudio")
