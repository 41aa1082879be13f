"""Writes what a usual day calls to `assets/usual_day.txt`: ``python -m tests.usual_day``, in a minute and a half.

It plays the day that the bench plays, on a desktop of its own, from the checkout, and reads what the program has noted.
"""

import ast
import os
import signal
import sys
import tempfile
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from subprocess import run

from tests.bench.programs_compared import ask_all_day
from tests.desktop.harness.desk import CHECKOUT, Desk
from tests.desktop.harness.notification_servers import Xfce4Notifyd
from tests.desktop.harness.waiting import until
from tests.desktop.harness.x11 import X11Desk
from tray.control.client import ask
from tray.lib.assets import asset_place
from tray.lib.loading.load_code_file import ran_before
from tray.lib.loading.write_code_file import named_lines, origin_of

_KEEPS = timedelta(minutes=1)
"""So long it may take until the code is kept."""
_PROGRAM = """
import sys
from tray.lib.loading import load_code_file
load_code_file.AFTER_SECONDS, load_code_file.AGAIN_SECONDS, load_code_file.FEW, load_code_file.MANY = 5.0, 10.0, 0, 0
from tray.cli.main import main
sys.exit(main([]))
"""
"""The program, which keeps its code sooner than it does, and for less."""
_HEAD = """\
# What a usual day loads and calls, a module a line: the functions whose code comes with it, and the classes of
# libraries. `backpressure prepare` and each first start go by it. Made by `python -m tests.usual_day`.
"""


def written(path: str) -> str:
    """The text of the file, after what the program has noted at ``path``."""
    lines = [_HEAD]
    for module, (_, called) in sorted(ran_before(path).items()):
        if origin := origin_of(module):
            known = named_lines(ast.parse(Path(origin).read_bytes()).body)
            lines.append(" ".join([module, *sorted({name for name, line in known if line in called})]) + "\n")
    return "".join(lines)


def play(desk: Desk) -> None:
    """Play it until the file says all that was called.

    Twice: the first start keeps the code, and the second finds out which functions a start calls, and what a day does:
    somebody types and asks, and what is kept then is looked for as often as it takes.
    """
    kept = desk.home / ".cache/backpressure/code"

    def keeps_code(before: bytes) -> bool:
        return kept.exists() and kept.read_bytes() != before

    def is_awake() -> bool:
        return bool(ask(str(desk.runtime / "backpressure"), "status", {"format": "waybar"}))

    for uses in (False, True):
        before = kept.read_bytes() if kept.exists() else b""
        program = desk.start(sys.executable, "-c", _PROGRAM, name="before")
        until((desk.runtime / "backpressure/control.sock").exists, "a program that serves")
        until(lambda: keeps_code(before), "the code that is kept", _KEEPS)  # noqa: B023
        if uses:
            before = kept.read_bytes()
            desk.hands.key("a")
            ask_all_day(desk)
            until(lambda: is_awake() and keeps_code(before), "what a day has called", _KEEPS)  # noqa: B023
        os.kill(program.pid, signal.SIGTERM)
        until(lambda: program.exit_code is not None, "its end")  # noqa: B023


def main(words: Sequence[str]) -> int:
    if words:  # as a process of the desktop, whose code is from the same place as that of the program there
        print(written(words[0]), end="")
        return 0
    Path(asset_place("usual_day.txt")).write_text(_HEAD)  # so that nothing is taken for called that no longer is
    with X11Desk("usual-day", Path(tempfile.mkdtemp(prefix="usual-day-"))) as desk:
        desk.start_panel("xfce4-panel")
        Xfce4Notifyd(desk).start()
        play(desk)
        command = (sys.executable, "-m", "tests.usual_day", str(desk.home / ".cache/backpressure/code"))
        text = run(command, env=desk.env, cwd=CHECKOUT, check=True, capture_output=True, text=True).stdout
    Path(asset_place("usual_day.txt")).write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
