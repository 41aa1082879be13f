"""What does the program hold after a working day of use? ``python -m tests.bench.day [SECONDS]`` prints a table.

The real program runs 240 times as fast on a desktop of its own (X11, openbox, the panel and the server of XFCE), from
the code that an earlier start kept. Somebody types, answers nothing and is asked again and again; a status bar asks
twice a second. What hurries the program weighs a little itself.
"""

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import gettempdir

from tests.bench.memory_and_wakeups import memory
from tests.bench.programs_compared import ASKS_OFTEN, run_once
from tests.desktop.harness.notification_servers import Xfce4Notifyd
from tests.desktop.harness.waiting import until
from tests.desktop.harness.x11 import X11Desk
from tray.control.client import ask
from tray.core.messages.facts import AskedAgain, Suggested
from tray.store.opening import look_into

SECONDS = 150.0
"""Ten hours of the program's own."""
SPEED = 240.0
_SETTLED_SECONDS, _KEY_EVERY_SECONDS = 8.0, 0.1
_KEYS_BETWEEN_ASKING, _KEYS_BETWEEN_LOOKS = 5, 300


_PROGRAM = f"""
import sys, time
from tray.lib.loading.load_code_file import KeptCode
from tray.store.files.places import Places
sys.meta_path.insert(0, KeptCode(Places().kept_code, lightens=True))
from datetime import datetime
from tests.soak.program import main
sys.exit(main({SPEED}, datetime.now().astimezone(), time.monotonic()))
"""
"""The program itself, hurried, and nothing of what drives it."""


def measured(seconds: float) -> tuple[list[tuple[float, float]], int]:
    """After how many hours it holds how many MiB, and how often it has asked for a break."""
    held = []
    with X11Desk("day", Path(gettempdir(), "backpressure-pictures")) as desk:
        desk.start_panel("xfce4-panel")
        Xfce4Notifyd(desk).start()
        run_once(desk)
        settings = desk.home / ".config/backpressure/settings.toml"
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text(ASKS_OFTEN)
        program = desk.start(sys.executable, "-c", _PROGRAM, name="day")
        runtime = desk.runtime / "backpressure"
        until((runtime / "control.sock").exists, "a program that serves")
        time.sleep(_SETTLED_SECONDS)
        began, keys = time.monotonic(), 0
        while (passed := time.monotonic() - began) < seconds:
            if keys % _KEYS_BETWEEN_LOOKS == 0:
                held.append((passed * SPEED / 3600, memory(program.pid).uss))
            if keys % _KEYS_BETWEEN_ASKING == 0:
                ask(str(runtime), "status", {"format": "waybar"})
            desk.hands.key("a")
            keys += 1
            time.sleep(_KEY_EVERY_SECONDS)
        held.append((passed * SPEED / 3600, memory(program.pid).uss))
        store = look_into(str(desk.home / ".local/share/backpressure/history.sqlite3"))
        asked = sum(isinstance(each.fact, Suggested | AskedAgain) for each in store.facts())
        store.close()
    return held, asked


def main(words: Sequence[str]) -> int:
    """Print what it holds in the course of the day; the exit code."""
    held, asked = measured(float(words[0]) if words else SECONDS)
    print("| hours | USS MiB |\n|---|---|")
    print("\n".join(f"| {hours:.1f} | {uss:.2f} |" for hours, uss in held))
    print(f"\n{asked} times it asked for a break.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
