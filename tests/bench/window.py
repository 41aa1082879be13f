"""Measures the first paint of the panel after it is asked for, beside a bare window of Qt; and what the tray weighs.

python -m tests.bench.window [TIMES]   on the X server of DISPLAY
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from Xlib import X
from Xlib.display import Display

from tests.window.test_window_lives import Program, until
from tray.core.messages import commands as c

_BARE = """
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
window = QWidget()
window.resize(380, 520)
window.show()
app.exec()
"""
_LEAST = 200
"""Pixels; anything smaller is a helper of the toolkit."""


class Screen:
    """Sees windows appear."""

    def __init__(self) -> None:
        self._display = Display()
        self._root = self._display.screen().root
        self._root.change_attributes(event_mask=X.SubstructureNotifyMask)
        self._display.sync()

    def painted(self) -> None:
        """Wait until a window has come that holds more than one colour, or is plain and was drawn."""
        while True:
            event = self._display.next_event()
            if event.type == X.MapNotify:
                found = event.window.get_geometry()
                if found.width > _LEAST:
                    break
        while True:
            data = event.window.get_image(0, 0, found.width, found.height, X.ZPixmap, 0xFFFFFFFF).data
            if len(set(data[::4])) > 1 or any(data):
                return

    def forget(self) -> None:
        """What has come until now is old."""
        self._display.sync()
        while self._display.pending_events():
            self._display.next_event()


def memory(pid: int) -> float:
    """Private memory of a process in MiB."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private")) / 1024


def main() -> None:
    """Print medians in milliseconds."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    screen = Screen()
    with tempfile.TemporaryDirectory() as folder:
        program = Program(Path(folder), platform="xcb")
        try:
            before = memory(program.process.pid)
            panel, bare = [], []
            for _ in range(times):
                screen.forget()
                began = time.perf_counter()
                program.say(c.OpenPanel())
                screen.painted()
                panel.append(time.perf_counter() - began)
                program.say(c.OpenPanel())
                until(lambda: not program.windows(), "the window to end")
                screen.forget()
                began = time.perf_counter()
                process = subprocess.Popen((sys.executable, "-c", _BARE), env={**os.environ, "QT_QPA_PLATFORM": "xcb"})
                screen.painted()
                bare.append(time.perf_counter() - began)
                process.kill()
                process.wait()
            after = memory(program.process.pid)
        finally:
            program.close()
    ours, theirs = (1000 * statistics.median(each) for each in (panel, bare))
    print(
        f"first paint, median of {times}: panel {ours:.0f} ms, bare window of Qt {theirs:.0f} ms, {ours / theirs:.2f} ×"
    )
    print(f"private memory of the program: {before:.2f} MiB before, {after:.2f} MiB after {times} panels")


if __name__ == "__main__":
    main()
