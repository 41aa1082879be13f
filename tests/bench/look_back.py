"""What does looking back cost? ``python -m tests.bench.look_back``: the report of a year, as a whole process.

The year has at least 25,000 facts, with the snapshots that the program keeps on the way.
"""

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.fold import filled

BOUND_SECONDS = 5.0


def main() -> int:
    """Print the figure; 1 when the bound is passed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        Path(filled(folder, 1)).rename(folder / "history.sqlite3")
        places = {f"BACKPRESSURE_{each}": name for each in ("CONFIG", "DATA", "STATE", "CACHE", "RUNTIME")}
        page = folder / "year.html"
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, "-m", "tray", "report", "--year", "2027", "--out", str(page)]
        subprocess.run(command, check=True, env={**os.environ, **places}, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        size = page.stat().st_size / 1e6
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"the report of a year takes {seconds:.2f} s of a processor (bound {BOUND_SECONDS:g} s) and {size:.1f} MB")
    return int(seconds > BOUND_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
