"""Does the icon answer while the command line asks on and on? ``python -m tests.bench.control [SECONDS]``

On a real X11 desktop the menu of the icon is asked for twenty times a second, as a click does, while others ask for the
status a hundred times a second. Exits with 1 when an answer of the icon took longer than 50 ms.
"""

import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from jeepney import DBusAddress

from tests.desktop.harness.waiting import until
from tests.desktop.harness.x11 import WATCHER, X11Desk
from tests.desktop.stories.person import Person
from tray.control.client import ask

SECONDS = 60.0
A_SECOND = 100
MOST_SECONDS = 0.05
_LOOKS_A_SECOND = 20
_AT_WATCHER = DBusAddress("/StatusNotifierWatcher", WATCHER, WATCHER)


def answers(person: Person, seconds: float) -> list[float]:
    """How long each request for the menu took, in seconds."""
    bus = person.desk.session_bus
    name, _, place = bus.property(_AT_WATCHER, "RegisteredStatusNotifierItems")[0].partition("/")
    at_item = DBusAddress(f"/{place}", name, "org.kde.StatusNotifierItem")
    menu = DBusAddress(bus.property(at_item, "Menu"), name, "com.canonical.dbusmenu")
    return paced(seconds, _LOOKS_A_SECOND, lambda: bus.ask(menu, "GetLayout", "iias", 0, -1, []))


def paced(seconds: float, a_second: int, call: Callable[[], object]) -> list[float]:
    """Call so often for so long; how long each call took."""
    took: list[float] = []
    start = time.perf_counter()
    while (began := time.perf_counter()) < start + seconds:
        call()
        took.append(time.perf_counter() - began)
        time.sleep(max(0.0, start + len(took) / a_second - time.perf_counter()))
    return took


def loaded(person: Person, seconds: float) -> tuple[list[float], list[float]]:
    """The icon's answers under load, and those to the command line."""
    folder, asked = person.places.runtime, list[float]()
    crowd = threading.Thread(target=lambda: asked.extend(paced(seconds, A_SECOND, lambda: ask(folder, "status"))))
    crowd.start()
    found = answers(person, seconds)
    crowd.join()
    return found, asked


def main(arguments: list[str]) -> int:
    """Print what was measured; the exit code."""
    seconds = float(arguments[0]) if arguments else SECONDS
    desk = X11Desk("bench", Path(tempfile.gettempdir(), "backpressure-pictures"))
    with desk:
        person = Person(desk, "xfce4-panel")
        person.start()
        until(person.icon_now, "the icon")
        idle = answers(person, min(seconds, 5.0))
        busy, asked = loaded(person, seconds)
    for name, took in (("the icon, idle", idle), ("the icon, under load", busy), ("status", asked)):
        ranked = sorted(took)
        print(
            f"{name:<22}{len(took):6} answers, {len(took) / max(seconds, 5.0):5.1f} a second;"
            f" median {median(took) * 1000:5.1f} ms, 99 % {ranked[len(took) * 99 // 100] * 1000:5.1f} ms,"
            f" most {ranked[-1] * 1000:5.1f} ms"
        )
    return int(max(busy) > MOST_SECONDS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
