"""The report in a real browser: it draws without a fault or a request, and everybody can read it."""

import io
import json
import os
import re
import signal
import subprocess
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tests.cli.typed import typed
from tests.desktop.conftest import require
from tests.report.people import HOSTILE, a_week, kept, one_minute
from tests.skip_what_is_not_installed import require_the_extra_report
from tray.cli.verbs.history import history
from tray.cli.verbs.report import report
from tray.core.messages.facts import WarningRaised
from tray.lib.text import clean

require_the_extra_report()
pytestmark = [pytest.mark.desktop, pytest.mark.usefixtures("nowhere")]
MONDAY = datetime(2025, 11, 3, 8, tzinfo=UTC)
CHECKS = Path(__file__).parents[1] / "data" / "page_checks.js"
_LISTENING = """<head><script>
window.__errors = [];
addEventListener("error", (event) => __errors.push(String(event.message)));
addEventListener("unhandledrejection", (event) => __errors.push(String(event.reason)));
addEventListener("securitypolicyviolation", (event) => __errors.push("refused " + event.violatedDirective));
window.alert = (text) => __errors.push("alert " + text);
</script>"""
_LOOKS = {"light": ("1100,900",), "dark": ("1100,900", "--force-dark-mode"), "narrow": ("500,900",)}


def made(folder: Path, *words: str) -> Path:
    file = folder / "report.html"
    assert 0 == report(typed("report", *words, "--out", str(file)), io.StringIO())
    return file


def seen(page: Path, look: str = "light") -> dict[str, Any]:
    """What the browser makes of a page; it is ended whatever happens."""
    require("chromium")
    watched = page.with_name("watched.html")
    text = page.read_text("utf-8").replace("<head>", _LISTENING, 1)
    watched.write_text(
        text.replace("</body>", f"<script>{CHECKS.read_text('utf-8')}</script></body>"), encoding="utf-8"
    )
    size, *more = _LOOKS[look]
    command = [
        *(
            "chromium",
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--no-first-run",
        ),
        *(f"--user-data-dir={page.parent / 'profile'}", f"--window-size={size}", "--virtual-time-budget=10000"),
        *("--host-resolver-rules=MAP * ~NOTFOUND", *more, "--dump-dom", watched.as_uri()),
    ]
    browser = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        dom = browser.communicate(timeout=100)[0].decode("utf-8")
    finally:
        if browser.poll() is None:
            os.killpg(browser.pid, signal.SIGKILL)
            browser.wait()
    found = re.search(r'<script type="application/json" id="found">(.*?)</script>', dom, re.DOTALL)
    assert found, dom[-2000:]
    values: dict[str, Any] = json.loads(unescape(found[1]))
    return values


@pytest.fixture
def week(nowhere: Path) -> None:
    assert nowhere.is_dir()
    kept(a_week(MONDAY, label=HOSTILE).facts)


@pytest.mark.usefixtures("week")
@pytest.mark.parametrize("look", _LOOKS)
@pytest.mark.parametrize("words", [("--day", "2025-11-03", "--what-if", "walk 15m at 11:00"), ("--week", "2025-11-03")])
def test_everybody_can_read_it_and_nothing_is_loaded(words: tuple[str, ...], look: str, tmp_path: Path) -> None:
    found = seen(made(tmp_path, *words), look)

    assert [] == found["errors"]
    assert [] == found["requests"]
    assert [] == found["wrong"]
    assert (look == "dark") is found["dark"]
    assert all(count > 0 for _, count in found["drawn"]), found["drawn"]
    assert len(found["drawn"]) == (3 if words[0] == "--day" else 8)


@pytest.mark.parametrize("look", _LOOKS)
def test_a_month_with_warnings_can_be_read_by_everybody(look: str, tmp_path: Path) -> None:
    friday = MONDAY + timedelta(days=4, hours=1)
    numbers = {"now": 3600.0, "usual": 0.0, "spread": 600.0}
    raised = [WarningRaised(friday, name, "trend", numbers) for name in ("stopping", "stretches")]
    kept(sorted([*a_week(MONDAY, label=HOSTILE).facts, *raised], key=lambda fact: fact.at))

    found = seen(made(tmp_path, "--month", "2025-11"), look)

    assert ([], [], []) == (found["errors"], found["requests"], found["wrong"])
    drawn = dict(found["drawn"])
    assert {"plot-calendar", "plot-warning-0", "plot-warning-1"} <= drawn.keys()
    assert all(drawn.values()), drawn


@pytest.mark.usefixtures("week")
def test_the_pointer_is_told_what_was_done_and_what_each_rest_freed(tmp_path: Path) -> None:
    said = seen(made(tmp_path, "--day", "2025-11-03"))["pointed"]

    assert len(said["work"]) > 3
    assert all(re.search(r"\d\d:\d\d–\d\d:\d\d: .+ of work", each) for each in said["work"]), said["work"]
    assert len(said["rest"]) > 3
    assert all(re.search(r"\d+% → \d+%, \d+ points? freed", each) for each in said["rest"]), said["rest"]


@pytest.mark.usefixtures("week")
def test_a_year_has_its_calendar_and_the_numbers_are_those_of_history(tmp_path: Path) -> None:
    out = io.StringIO()
    history(typed("history", "year", "2025", "--json"), out)

    found = seen(made(tmp_path, "--year", "2025"))

    assert ([], [], []) == (found["errors"], found["requests"], found["wrong"])
    assert json.loads(out.getvalue()) == found["totals"]
    assert "34 h 24 min" in found["tiles"]
    assert "plot-calendar" in dict(found["drawn"])


@pytest.mark.usefixtures("week")
def test_hostile_labels_stay_text(tmp_path: Path) -> None:
    found = seen(made(tmp_path, "--day", "2025-11-03"))

    assert [] == found["errors"]
    assert 0 == found["images"]
    assert 7 == found["scripts"]
    assert any(text.startswith(clean(HOSTILE)[:25]) for text in found["labels"]), found["labels"]


def test_a_page_about_nothing_and_one_about_a_minute_are_whole(tmp_path: Path) -> None:
    assert ([], []) == ((nothing := seen(made(tmp_path)))["errors"], nothing["wrong"])
    kept(one_minute(MONDAY))
    minute = seen(made(tmp_path, "--day", "2025-11-03"))
    assert ([], []) == (minute["errors"], minute["wrong"])
