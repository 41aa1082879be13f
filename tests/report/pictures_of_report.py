"""Takes the documents' pictures of the report: ``python -m tests.report.pictures_of_report``.

An ordinary week is put into a history of its own, and a headless browser looks at the reports of a day and of the week.
"""

import io
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

from tests.cli.typed import typed
from tests.report.people import a_week, kept
from tray.cli.verbs.report import report

TARGET = Path(__file__).resolve().parents[2] / ".github" / "pictures"
MONDAY = datetime(2025, 11, 3, 8, tzinfo=UTC)
PICTURES = (
    ("report-day.png", ("--day", "2025-11-04", "--what-if", "walk 15m at 10:40"), "1000,1010", ("--force-dark-mode",)),
    ("report-week.png", ("--week", "2025-11-04"), "1000,1500", ()),
)


def main() -> int:
    """Live, report, look; the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("CONFIG", "DATA", "STATE", "CACHE", "RUNTIME"):
            os.environ[f"BACKPRESSURE_{name}"] = f"{folder}/{name.lower()}"
        os.environ["TZ"] = "Europe/Berlin"
        kept(a_week(MONDAY, seed=5).facts)
        for name, words, size, look in PICTURES:
            page, file = Path(folder, "report.html"), TARGET / name
            report(typed("report", *words, "--out", str(page)), io.StringIO())
            subprocess.run(
                [
                    *("chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", *look),
                    *(f"--user-data-dir={folder}/profile", f"--window-size={size}", "--virtual-time-budget=10000"),
                    *(f"--screenshot={file}", page.as_uri()),
                ],
                check=True,
                capture_output=True,
            )
            with Image.open(file) as taken:
                taken.convert("RGB").quantize(200).save(file, optimize=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
