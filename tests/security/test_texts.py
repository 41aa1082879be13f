"""What somebody wrote stays text wherever the command line, bars and hooks show it."""

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli.session import PROGRAM, Session
from tests.desktop.harness.waiting import until
from tests.security.texts import A_MEGABYTE, ACTING, HOSTILE
from tray.view.terminal.status_bars import BARS

HOOK = """[[hooks]]
name = "listen"
on = "session_start"
run = ["sh", "-c", "cat > heard.json; env -0 > heard.env; touch done"]
"""
SHOWN = (["status"], ["sessions"], ["commitments"], ["explain"], ["history", "day"], ["hooks", "log"], ["doctor"])
COLOUR = re.compile(r"\x1b\[[0-9;]*m")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="these stories need a terminal of Unix")


@pytest.fixture
def home(session: Session) -> Iterator[Path]:
    """Where hooks run."""
    place = session.folder / "home"
    place.mkdir()
    session.environment |= {"HOME": str(place), "TERM": "xterm-256color"}
    session.set(HOOK)
    session.started()
    yield place
    assert not list(session.folder.rglob("PWNED"))


def on_a_terminal(session: Session, words: list[str]) -> str:
    """What a verb writes to a terminal."""
    ours, theirs = pty.openpty()
    program = subprocess.Popen([*PROGRAM, *words], env=session.environment, stdout=theirs, stderr=theirs)
    os.close(theirs)
    said = b""
    with suppress(OSError):  # its end is told so
        while part := os.read(ours, 65536):
            said += part
    os.close(ours)
    program.wait()
    return said.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_text_acts_on_no_terminal_bar_or_hook(session: Session, home: Path, text: str) -> None:
    session.done("start", text, "--estimate", "1h")
    session.done("commit", text, "--reason", text)

    for words in SHOWN:
        said = COLOUR.sub("", on_a_terminal(session, words))
        assert said
        assert ACTING.isdisjoint(said), words
    for bar in BARS:
        line = COLOUR.sub("", session.done("status", "--format", bar))
        assert ACTING.isdisjoint(line), bar
        assert "touch" not in line or bar in ("waybar", "xfce"), "only tooltips show a label"
    waybar = json.loads(session.done("status", "--format", "waybar"))
    for part in (waybar["text"], waybar["tooltip"]):
        assert not list(ElementTree.fromstring(f"<markup>{part}</markup>"))
    assert text == json.loads(session.done("status", "--json"))["session"]["label"]
    until((home / "done").exists, "the hook to have listened")
    assert text == json.loads((home / "heard.json").read_text())["session"]
    assert f"BACKPRESSURE_SESSION={text}".encode() in (home / "heard.env").read_bytes().split(b"\0")
    log = session.folder / "state" / "backpressure.log"
    assert not log.exists() or text not in log.read_text()
    assert text not in session.ask("health", "--metrics").stdout


@pytest.mark.usefixtures("home")
def test_a_megabyte_is_refused_by_every_door_and_changes_nothing(session: Session) -> None:
    text = "m" * A_MEGABYTE
    session.done("commit", "a promise")
    before = session.done("history", "--json")
    fact = json.loads(before.splitlines()[-1]) | {"device": "elsewhere", "text": text}
    file = session.folder / "facts.json"
    file.write_text(json.dumps(fact))

    assert 2 == session.ask("history", "import", str(file)).returncode
    assert 2 == session.ask("commit", text[:100_000]).returncode
    assert 2 == session.ask("start", text[:1001]).returncode
    assert before == session.done("history", "--json")
    assert "a promise" in session.done("commitments")
