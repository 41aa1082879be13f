"""What does one change of the icon cost? ``python -m tests.bench.icon``: processor time from the event to the bus.

A day of work passes minute by minute through the program's own loop, law, journal and tray, beside a real XFCE panel:
once at once, and once with a moment between the minutes, after which the processor knows nothing of the program any
more. What the panel asks for then, which is everything at each change, is counted with the rest. Exits 1 above the
bound.
"""

import sys
import time
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from pathlib import Path
from statistics import median
from tempfile import gettempdir, mkdtemp

from tests.desktop.harness.desk import Desk
from tests.desktop.harness.x11 import X11Desk
from tests.desktop.reactor import HandTurnedReactor
from tests.fakes import FakeClock
from tray.app.loop import Loop, World
from tray.core.messages.events import InputSeen
from tray.desktop.common.tray_and_notices_on_displays import LastingTray
from tray.desktop.icon.pictures import Pictures
from tray.desktop.linux.dbus.connection import Bus
from tray.desktop.linux.tray.status_notifier_or_xembed import LinuxTray
from tray.settings.defaults.every_setting import Icon, Settings
from tray.store.opening import open_store
from tray.view.tray.face import Face

MOST_SECONDS = 0.002
_MINUTES = 8 * 60
_MOMENT = timedelta(milliseconds=60)
"""In this time the panel has asked what it asks."""


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at the clock cost, in processor seconds."""

    icon_changed: bool
    """Else only the tooltip and the menu say something else."""
    told: float
    """Until everything was on its way to the panel."""
    rest: float
    """What else the look did, such as noting that somebody is there, and what the panel asked then."""


class TimedTray(LastingTray):
    """Knows when it had last told the panel everything."""

    told_at = 0.0

    def show(self, face: Face) -> None:
        """Show ``face``, and note when that was done."""
        super().show(face)
        self.told_at = time.process_time()


def measured(desk: Desk, settings: Settings, between: timedelta) -> list[Look]:
    """A day of work with this icon, and so long between two minutes; looks at which nothing changed are left out."""
    reactor, clock, found = HandTurnedReactor(), FakeClock(), list[Look]()
    bus = Bus.connect("session", reactor, lost=lambda: None, environment=desk.env)
    pictures = Pictures(settings.icon.palette, settings.icon.panel)
    tray = TimedTray()
    tray.serve(LinuxTray(bus, reactor, pictures, environment=desk.env))
    store = open_store(str(Path(mkdtemp(dir=desk.home), "history.sqlite3")), clock.wall()).store
    world = World(clock, store, lambda: settings, lambda: None, lambda: None, tray=tray)
    loop = Loop(world, settings)
    loop.start()
    loop.take(InputSeen())
    loop.show()
    reactor.run_until(tray.hosted)
    reactor.run_for(timedelta(seconds=1))
    for _ in range(_MINUTES):
        clock.pass_time(minutes=1)
        before, began = loop.face, time.process_time()
        loop.each()
        reactor.run_for(between)
        if before and loop.face and before != loop.face:
            told = tray.told_at - began
            found.append(Look(before.gauge != loop.face.gauge, told, time.process_time() - began - told))
    tray.close()
    store.close()
    reactor.close()
    return found


def costs(*, all_ways: bool = True) -> tuple[list[str], float]:
    """What was measured, in words, and in seconds the median of the changes at once of the icon without a number.

    Not ``all_ways`` is at once and without a number alone, in a fifth of the time.
    """
    said, at_once = [], 0.0
    with X11Desk("icon", Path(gettempdir(), "backpressure-pictures")) as desk:
        desk.show_panel("xfce4-panel")
        ways = product((False, True), (timedelta(0), _MOMENT)) if all_ways else [(False, timedelta(0))]
        for number, between in ways:
            looks = measured(desk, Settings(icon=Icon(number=number)), between)
            some = [look for look in looks if look.icon_changed]
            icon, words = (
                median(look.told for look in looks if look.icon_changed is changed) for changed in (True, False)
            )
            if not between and not number:
                at_once = icon
            said.append(
                f"{'with' if number else 'without'} a number, {'after a moment' if between else 'at once'}:"
                f" {icon * 1000:.2f} ms for a change of the icon ({len(some)}), {words * 1000:.2f} ms for one of words"
                f" ({len(looks) - len(some)}), {median(look.rest for look in some) * 1000:.2f} ms for the rest"
            )
    return said, at_once


def main() -> int:
    """Print what was measured; the exit code."""
    said, at_once = costs()
    print("\n".join(said))
    return int(at_once > MOST_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
