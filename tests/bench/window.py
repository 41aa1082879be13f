"""Measures the first paint of the panel after it is asked for, beside a bare window of Qt; and what the tray weighs.

The processor time that either took until then is the fairer figure where the machine is busy with something else.

python -m tests.bench.window [TIMES]   on the X server of DISPLAY
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from Xlib import X, Xatom
from Xlib.display import Display

from tests.window.test_window_lives import Program, until
from tray.core.law.values import Regime
from tray.core.messages import commands as c
from tray.core.messages.facts import Cause, RegimeBegan, Switched
from tray.store.files.places import Places
from tray.store.opening import open_store

_BARE = """
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
window = QWidget()
window.resize(380, 520)
window.show()
app.exec()
"""
_AT_REST_SECONDS = 7
"""By then the program has given back what its start took."""
_NO_DOUBLE_CLICK_SECONDS = 1
"""A click that comes later closes the panel."""
_LEAST = 200
"""Pixels; anything smaller is a helper of the toolkit."""


class Screen:
    """Sees windows appear."""

    def __init__(self) -> None:
        self._display = Display()
        self._root = self._display.screen().root
        self._process = self._display.intern_atom("_NET_WM_PID")
        self._root.change_attributes(event_mask=X.SubstructureNotifyMask)
        self._display.sync()

    def painted(self) -> float:
        """Wait until a window has come and was drawn.

        What its process has spent on that: read at once, since it goes on with what may come after the first picture.
        """
        while True:
            event = self._display.next_event()
            if event.type == X.MapNotify:
                found = event.window.get_geometry()
                if found.width > _LEAST:
                    break
        while True:
            data = event.window.get_image(0, 0, found.width, found.height, X.ZPixmap, 0xFFFFFFFF).data
            if any(data):
                return spent(event.window.get_full_property(self._process, Xatom.CARDINAL).value[0])

    def forget(self) -> None:
        """What has come until now is old."""
        self._display.sync()
        while self._display.pending_events():
            self._display.next_event()


class AfterADay(Program):
    """With seven hours of work on record, in which the person went to another program each minute."""

    def start(self) -> None:
        now = datetime.now(UTC)
        began = now - timedelta(hours=7)
        work = RegimeBegan(began, Regime.WORK, Cause.INPUT)
        store = open_store(Places(self.env).history, now).store
        store.append([work, *(Switched(began + timedelta(seconds=40 + 60 * n)) for n in range(400))])
        store.saw(now)
        store.close()
        super().start()


def memory(pid: int) -> float:
    """Memory of a process alone in MiB; what lies in files may be shared with others, and comes and goes with them."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Anonymous")) / 1024


def spent(pid: int) -> float:
    """Processor time of a process until now, in seconds."""
    tasks = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(each.read_text().split()[0]) for each in tasks) / 1e9


def main() -> None:
    """Print medians and the best in milliseconds."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    screen = Screen()
    with tempfile.TemporaryDirectory() as folder:
        program = AfterADay(Path(folder), platform="xcb")
        try:
            time.sleep(_AT_REST_SECONDS)
            before = memory(program.process.pid)
            panel, bare, panel_spent, bare_spent = [], [], [], []
            for _ in range(times):
                screen.forget()
                began = time.perf_counter()
                program.say(c.OpenPanel())
                panel_spent.append(screen.painted())
                panel.append(time.perf_counter() - began)
                time.sleep(_NO_DOUBLE_CLICK_SECONDS)
                program.say(c.OpenPanel())
                until(lambda: not program.windows(), "the window to end")
                screen.forget()
                began = time.perf_counter()
                process = subprocess.Popen((sys.executable, "-c", _BARE), env={**os.environ, "QT_QPA_PLATFORM": "xcb"})
                bare_spent.append(screen.painted())
                bare.append(time.perf_counter() - began)
                process.kill()
                process.wait()
            after = memory(program.process.pid)
        finally:
            program.close()
    for what, some, others in (("first paint", panel, bare), ("processor time", panel_spent, bare_spent)):
        for how, of in (("median", statistics.median), ("best", min)):
            ours, theirs = (1000 * of(each) for each in (some, others))
            both = f"panel {ours:.0f} ms, bare window of Qt {theirs:.0f} ms"
            print(f"{what}, {how} of {times}: {both}, {ours / theirs:.2f} ×")
    print(f"memory of the program: {before:.2f} MiB before, {after:.2f} MiB after {times} panels")


if __name__ == "__main__":
    main()
