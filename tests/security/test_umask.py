"""Every file and every folder is the person's alone, however open or closed the umask of their session is."""

import os
import signal
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.session import Session
from tests.desktop.harness.waiting import until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no umask")

HOOK = """[[hooks]]
name = "echo"
on = "session_start"
run = ["sh", "-c", "echo heard"]
"""


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=lambda umask: f"umask {umask:03o}")
def home(request: pytest.FixtureRequest, session: Session, tmp_path: Path) -> Iterator[Path]:
    """A home in which nothing is yet, and where nobody named another place."""
    before = os.umask(request.param)
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    for name in [each for each in session.environment if each.startswith(("XDG_", "BACKPRESSURE_"))]:
        del session.environment[name]
    session.environment |= {"HOME": str(home), "XDG_RUNTIME_DIR": str(runtime), "PYTHONDONTWRITEBYTECODE": "1"}
    session.runtime = str(runtime / "backpressure")
    yield home
    os.umask(before)


def open_to_others(folder: Path) -> dict[str, str]:
    """What others can enter, read or change, and what the person themselves cannot use as they must."""
    found = {}
    for path in folder.rglob("*"):
        mode = path.lstat().st_mode
        wanted = 0o700 if stat.S_ISDIR(mode) else 0o600
        if not stat.S_ISLNK(mode) and stat.S_IMODE(mode) != wanted:
            found[str(path.relative_to(folder))] = f"{stat.S_IMODE(mode):03o}"
    return found


def test_whatever_is_ever_made_is_the_persons_alone(session: Session, home: Path) -> None:
    session.done("settings", "preset", "pomodoro", "--yes")
    with (home / ".config/backpressure/settings.toml").open("a") as settings:
        settings.write(HOOK)
    program = session.started()
    session.done("start", "one")
    session.done("commit", "two")
    session.done("autostart", "on")
    session.done("app-menu", "on")
    session.done("settings", "preset", "balanced", "--yes")
    until(lambda: "heard" in session.done("hooks", "log"), "the hook to have run")
    facts = home / "facts"
    facts.touch(0o600)
    facts.write_text(session.done("history", "--json"))
    session.done("history", "import", str(facts))
    assert {} == open_to_others(home)
    assert {} == open_to_others(Path(session.runtime))

    session.done("report", "--out", str(home / "page.html"))
    session.done("report", "--png", str(home / "day.png"))
    session.environment["PATH"] = "/nowhere"
    session.ask("report")
    program.send_signal(signal.SIGKILL)
    program.wait()
    history = home / ".local/share/backpressure/history.sqlite3"
    history.write_bytes(bytes(100) + history.read_bytes()[100:])
    session.started()
    session.end_kindly()
    session.done("purge", "--yes")

    assert {
        ".local/share/applications/io.github.backpressure.tray.desktop",
        ".config/autostart/backpressure.desktop",
    } <= {str(each.relative_to(home)) for each in home.rglob("*")}
    assert {} == open_to_others(home)
