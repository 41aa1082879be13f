"""A home whose name is not text in UTF-8 is a home like any other: every verb works in it, and says its name."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.every_verb import CASES, an_hour_of_work
from tests.cli.session import PLACES, Session
from tray.control.client import comes_up

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every path is text")

BYTE = os.fsdecode(b"\xff")
FORMS: tuple[tuple[str, ...], ...] = (
    *((name, *words) for name, words in CASES.items() if name not in ("report", "quit")),
    ("history",),
    ("history", "--json"),
    ("explain", "--json"),
    ("incidents", "--json"),
    ("warnings", "--json"),
    ("status", "--json"),
    ("status", "--format", "waybar"),
    ("health", "--json"),
    ("history", "--csv"),
    ("history", "day"),
    ("history", "week", "--json"),
    ("settings", "check"),
    ("settings", "show"),
    ("settings", "set", "breaks.after", "40m"),
    ("settings", "preset", "pomodoro", "--yes"),
    ("settings", "preset", "--undo", "--yes"),
    ("hooks", "test", "note"),
    ("hooks", "log"),
    ("autostart", "on"),
    ("autostart", "status", "--json"),
    ("autostart", "off"),
    ("app-menu", "on"),
    ("app-menu", "off"),
    ("doctor",),
)
UNWELL = {"health": 1, "doctor": 1, "autostart": 1, "app-menu": 1, "weeks": 2}
"""What these come to where there is no desktop, no entry, and somebody has worked before."""
HOOK = """[[hooks]]
name = "note"
on = "session_start"
run = ["sh", "-c", "echo $HOME > noted"]
"""


class Home(Session):
    """Somebody whose home has such a byte, and so has every folder of theirs."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.home = folder / f"home{BYTE}"
        self.runtime = str(self.home / "run" / "backpressure")
        for place in PLACES:
            del self.environment[f"BACKPRESSURE_{place}"]
        self.environment = {name: value for name, value in self.environment.items() if not name.startswith("XDG_")}
        self.environment |= {"HOME": str(self.home), "XDG_RUNTIME_DIR": str(self.home / "run"), "VISUAL": "true"}
        (self.home / "run").mkdir(mode=0o700, parents=True)
        settings = self.home / ".config" / "backpressure" / "settings.toml"
        settings.parent.mkdir(mode=0o700, parents=True)
        settings.write_text(HOOK)

    def says(self, *words: str) -> tuple[int, bytes, bytes]:
        """What a verb comes to, prints, and says of what went wrong."""
        came = subprocess.run(
            [*self.program, *words], env=self.environment, capture_output=True, check=False, cwd=self.home, timeout=60
        )
        return came.returncode, came.stdout, came.stderr


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    made = Home(tmp_path)
    for name in [name for name in os.environ if name.startswith(("XDG_", "BACKPRESSURE_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(made.home))
    an_hour_of_work()
    yield made
    made.end()


def wrong(home: Home, allowed: tuple[int, ...]) -> dict[tuple[str, ...], tuple[int, bytes, bytes]]:
    """The verbs that fail, or speak of a fault."""
    all_of = {words: home.says(*words) for words in FORMS}
    return {
        words: came
        for words, came in all_of.items()
        if came[0] not in (*allowed, UNWELL.get(words[0], 0))
        or b"not JSON" in came[2]
        or b"is a bug in Backpressure" in came[1] + came[2]
    }


def test_every_verb_works_beside_the_running_program(home: Home) -> None:
    home.start()
    assert comes_up(home.runtime, 60)

    found = wrong(home, (0,))

    assert {} == found
    assert all(json.loads(home.says(verb, "--json")[1].decode()) for verb in ("doctor", "status", "health"))
    assert b"\\ud" not in home.says("doctor", "--json")[1]
    assert (2, b"", b"backpressure: What you typed isn't text in UTF-8.\n") == home.says("start", BYTE)
    facts = home.says("history", "--json")[1]
    assert b"commitment_closed" in facts
    (home.home / f"facts{BYTE}").write_bytes(facts)
    code, said, _ = home.says("history", "import", f"facts{BYTE}")
    assert (0, True) == (code, said.startswith(b"0 records imported"))
    assert b"\xff\n" == (home.home / "noted").read_bytes()[-2:]
    assert b"backpressure/settings.toml\n" == home.says("settings", "path")[1].partition(b"\xff/.config/")[2]
    program, code = home.end_kindly()
    assert code == 0
    assert "settings.toml" in program


def test_every_verb_that_reads_works_with_nothing_running(home: Home) -> None:
    found = wrong(home, (0, 3))

    assert {} == found
    assert json.loads(home.says("status", "--json")[1])["pressure"] > 0


def test_files_that_are_named_may_have_such_names(home: Home) -> None:
    for name in (f"out{BYTE}", str(home.home / "page")):
        assert 0 == home.says("report", "--day", "--out", name)[0]
        assert (home.home / name).stat().st_size > 1000
    assert 0 == home.says("report", "--day", "--png", f"png{BYTE}")[0]
    code, _, error = home.says("history", "import", f"nowhere{BYTE}")
    assert code == 2
    assert "nowhere\ufffd can't be read" in error.decode()
    code, said, error = home.says("settings", "check", f"nowhere{BYTE}")
    assert (2, "nowhere\ufffd: there is no such file\n") == (code, said.decode())
    assert 2 == home.says("simulate", f"nowhere{BYTE}")[0]


def test_mistakes_are_told_with_the_face_of_their_file(home: Home) -> None:
    (home.home / ".config" / "backpressure" / "settings.toml").write_text("[breaks]\nafter = 5\nmessage = [\n")
    home.start()
    assert comes_up(home.runtime, 60)

    code, said, error = home.says("status", "--json")

    assert (0, b"") == (code, error)
    assert any("home\ufffd" in each for each in json.loads(said)["problems"])
    assert 0 == home.says("status")[0]
