"""How does the real program run a hundred times as fast? With a clock that hurries, on a real desktop, by real input.

``python -m tests.soak.program SPEED START BEGAN``: it was START, an instant with its zone, when the monotonic clock of
the machine said BEGAN. Only what is measured outside of the program in real time is turned into its own time.
"""

import sys
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.soak.plan import ZONE
from tray.app.app import App
from tray.app.demo import FastClock
from tray.core.messages.events import Event, InputStopped
from tray.desktop.linux import desktop
from tray.desktop.linux.dbus.connection import Bus
from tray.desktop.linux.input.input import LinuxInput
from tray.ports import Reactor


class Hurried:
    """A reactor to whose sources a second is ``speed`` seconds."""

    def __init__(self, reactor: Reactor, speed: float) -> None:
        self._reactor = reactor
        self._speed = speed

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reactor, name)

    def post(self, event: Event) -> None:
        """Put an event into the inbox, with its length as the program counts it."""
        self._reactor.post(InputStopped(event.quiet * self._speed) if isinstance(event, InputStopped) else event)


def main(speed: float, start: datetime, began: float) -> int:
    """Run until somebody ends it."""

    def hurried(reactor: Reactor, bus: Bus | None, quiet: timedelta, environment: Mapping[str, str]) -> LinuxInput:
        return LinuxInput(Hurried(reactor, speed), bus, quiet / speed, environment)

    setattr(desktop, "LinuxInput", hurried)  # noqa: B010
    return App(wants_tray=True, out=sys.stdout, clock=FastClock(speed, start, began), speed=speed).run()


if __name__ == "__main__":
    sys.exit(
        main(float(sys.argv[1]), datetime.fromisoformat(sys.argv[2]).astimezone(ZoneInfo(ZONE)), float(sys.argv[3]))
    )
