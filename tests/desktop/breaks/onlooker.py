"""What somebody sees of a break on the screen, and where they press: found by looking, on every monitor."""

import os
import signal
from datetime import timedelta
from pathlib import Path

from PIL import Image

from tests.desktop.harness.acting import eyes
from tests.desktop.harness.acting.eyes import Box
from tests.desktop.harness.waiting import until
from tests.desktop.stories.person import Person

GROUND, ACCENT = "#14181d", "#35c7a2"
BUTTON = "#2a3038"
LIGHT_GROUND, LIGHT_ACCENT = "#fbfbfa", "#0b7a5f"
_MOST = 0.6
"""So much of a monitor shows nothing but the ground, where a break covers it."""
_LEAST_BUTTON = (50, 20)
_MINUTE = timedelta(minutes=1)


class Onlooker:
    """A person whose breaks are on the screen, and their monitors."""

    pressed = 1
    """The monitor on which buttons are pressed, where it is all the same."""

    def __init__(self, person: Person, monitors: tuple[Box, ...]) -> None:
        self.person, self.monitors = person, monitors
        self.desk = person.desk

    def starts(self, screen: str, **settings: str) -> None:
        """Have breaks on the screen in this way, and some work behind oneself."""
        self.person.set({"breaks.screen": f'"{screen}"', **settings})
        self.person.has_worked(35 * _MINUTE)
        self.person.start()

    def takes_a_break(self, length: str = "5m") -> None:
        """Begin a break, and wait until it is on the screen."""
        self.begins(length)
        until(self.sees_it, "the break on the screen")
        until(lambda: self._buttons(ACCENT if self.covers_all() else LIGHT_ACCENT), "its first button")

    def begins(self, length: str = "5m") -> None:
        """Begin a break."""
        assert self.desk.ask("break", length).returncode == 0

    def sees_it(self) -> bool:
        """Whether a break is on the screen, as a card or everywhere."""
        return self.covers_all() or self.card() is not None

    def covers_all(self) -> bool:
        """Whether it covers every monitor."""
        picture = self.desk.look()
        return all(self.is_covered(picture, each) for each in self.monitors)

    def covers_any(self) -> bool:
        """Whether it covers a monitor."""
        picture = self.desk.look()
        return any(self.is_covered(picture, each) for each in self.monitors)

    def card(self) -> Box | None:
        """Where the card is, on a light desktop."""
        found = [
            box for box in eyes.coloured(self.desk.look(), LIGHT_GROUND, 4) if box.width > 150 and box.height > 150
        ]
        return max(found, key=lambda each: each.width * each.height, default=None)

    def wait_until_it_is_gone(self, within: timedelta = timedelta(seconds=10)) -> None:
        """Wait until nothing of it is on any monitor."""
        until(lambda: not self.covers_any() and self.card() is None, "the break to leave the screen", within)

    def presses(self, which: int, monitor: int = 0) -> None:
        """Click one of its buttons, counted from the first, on a monitor."""
        # A button below the pointer has another colour; and one from which it is gone at once may miss the click.
        self.desk.hands.move(self.desk.aside)
        until(lambda: len(self.buttons(monitor)) > which, "the button")
        self.desk.hands.click(self.buttons(monitor)[which].centre)

    def buttons(self, monitor: int = 0) -> list[Box]:
        """Where its buttons are on a monitor, in the order in which they are read."""
        full = self.covers_all()
        first = self._buttons(ACCENT if full else LIGHT_ACCENT)
        others = self._buttons(BUTTON if full else "#e7e9ec", 4)
        there = [each for each in (*first, *others) if self._is_on(each, self.monitors[monitor])]
        return sorted(there, key=lambda each: (each.top // 12, each.left))

    def windows(self) -> list[int]:
        """The processes of the window."""
        return [pid for pid in self.desk.household.everybody() if _runs(pid, "tray.window")]

    def kills_the_window(self) -> None:
        """As a crash does."""
        for pid in self.windows():
            os.kill(pid, signal.SIGKILL)
        until(lambda: not self.windows(), "the window to be gone")

    def _buttons(self, colour: str, tolerance: int = 24) -> list[Box]:
        picture = self.desk.look()
        wide, high = _LEAST_BUTTON
        return [
            box
            for box in eyes.coloured(picture, colour, tolerance, least=400)
            if wide <= box.width and high <= box.height <= 80 and eyes.share(picture, box, colour, tolerance) > _MOST
        ]

    @staticmethod
    def is_covered(picture: Image.Image, monitor: Box) -> bool:
        """Whether a break covers this monitor."""
        return eyes.share(picture, monitor, GROUND, 4) > _MOST

    @staticmethod
    def _is_on(box: Box, monitor: Box) -> bool:
        x, y = box.centre
        return monitor.left <= x < monitor.right and monitor.top <= y < monitor.bottom


def _runs(pid: int, module: str) -> bool:
    try:
        return module.encode() in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
