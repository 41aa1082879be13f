"""Writes what a usual day calls to `assets/usual_day.txt`: ``python -m tests.usual_day``, in a minute and a half.

It plays the day that the bench plays, on a desktop of its own, from the checkout, and reads what the program has noted.
"""

import ast
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from subprocess import run

from tests.bench.contestants import run_once
from tests.desktop.harness.desk import CHECKOUT
from tests.desktop.harness.notification_servers import Xfce4Notifyd
from tests.desktop.harness.x11 import X11Desk
from tray.lib.assets import asset_place
from tray.lib.loading.keep_code import named_lines, origin_of
from tray.lib.loading.kept_code import ran_before

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


def main(words: Sequence[str]) -> int:
    if words:  # as a process of the desktop, whose code is from the same place as that of the program there
        print(written(words[0]), end="")
        return 0
    with X11Desk("usual-day", Path(tempfile.mkdtemp(prefix="usual-day-"))) as desk:
        desk.start_panel("xfce4-panel")
        Xfce4Notifyd(desk).start()
        run_once(desk)
        command = (sys.executable, "-m", "tests.usual_day", str(desk.home / ".cache/backpressure/code"))
        text = run(command, env=desk.env, cwd=CHECKOUT, check=True, capture_output=True, text=True).stdout
    Path(asset_place("usual_day.txt")).write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
