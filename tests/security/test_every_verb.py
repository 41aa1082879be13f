"""Whatever is on record, in the settings or in a path, no verb shows anything that acts on a terminal."""

import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.every_verb import CASES
from tests.cli.session import PLACES, Session
from tests.security.texts import ACTING
from tray.cli.main import main
from tray.core.law.values import Regime
from tray.core.messages import facts as f
from tray.store.files.places import Places
from tray.store.opening import open_store
from tray.view.terminal.status_bars import BARS

THEIRS = "\x1b[38;5;123m"
"""A colour that is never ours."""
TEXT = f"=1+1 \x1b]0;gotcha\x07{THEIRS}red \x9b2J\u202egnp.exe \u2066x\x85y\x00z\x7f"
NAME = f"n\x1b]0;gotcha\x07{THEIRS}\u202ex"
"""As much of it as the name of a file can hold."""
READING: tuple[tuple[str, ...], ...] = (
    *((name, *CASES[name]) for name in CASES if name not in ("report", "quit", "doctor")),
    *((name, "--json") for name in ("status", "health", "explain", "warnings", "incidents", "sessions", "commitments")),
    *(("status", "--format", bar) for bar in BARS),
    ("status", "--format", "{session.label} {level}"),
    ("history", "--json"),
    ("history", "--csv"),
    *(("history", length, *form) for length in ("day", "week", "month", "year") for form in ((), ("--json",))),
    ("what-if", "walk 15m", "--json"),
    ("what-if", "close 1"),
    ("what-if", f"break {TEXT}"),
    ("explain", "--formula"),
    ("settings", "check"),
    ("settings", "check", NAME),
    ("settings", "show"),
    ("settings", "set", "away_after", TEXT),
    ("settings", "preset", NAME),
    ("hooks", "log"),
    ("hooks", "test", "listen"),
    ("hooks", "test", NAME),
    ("simulate", NAME),
    ("history", "import", NAME),
    ("help", NAME),
    (NAME,),
    (f"--{NAME}",),
)
CHANGING: tuple[tuple[str, ...], ...] = (
    ("break", TEXT),
    ("break", "walk", TEXT),
    ("skip", "--reason", TEXT),
    ("start", TEXT, "--estimate", "2h"),
    ("estimate", TEXT),
    ("sessions",),
    ("status",),
    ("status", "--json"),
    *(("status", "--format", bar) for bar in BARS),
    ("commit", TEXT, "--reason", TEXT),
    ("plan", "1", "2h"),
    ("close", "1"),
    ("commit", TEXT, "--plan", "1h"),
    ("stop",),
    ("was", TEXT),
    ("end-day",),
    ("commitments",),
)
HOOKS = """[[hooks]]
name = "listen"
on = "session_start"
run = ["printf", '\\033]0;gotcha\\007\\033[38;5;123m']
"""

Said = Callable[[tuple[str, ...]], str]


class Terminal(io.StringIO):
    """Takes colours, and tells no width."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(params=["on a terminal", "through a pipe"])
def said(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Said:
    """What a verb prints, and says of what went wrong."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)

    def asked(words: tuple[str, ...]) -> str:
        kind = Terminal if request.param == "on a terminal" else io.StringIO
        out, err = kind(), kind()
        with monkeypatch.context() as patch:
            patch.setattr("sys.stdout", out)
            patch.setattr("sys.stderr", err)
            patch.setattr("sys.stdin", io.StringIO())
            main(words)
        return out.getvalue() + err.getvalue()

    return asked


def acting(text: str) -> set[str]:
    """What of a text acts on a terminal; colours of our own do not count."""
    return (set(re.sub(r"\x1b\[[0-9;]*m", "", text)) & ACTING) | ({THEIRS} if THEIRS in text else set())


def a_record_full_of_it() -> None:
    """Every kind of fact that takes a text has it; as after an import."""
    end = datetime.now(UTC)
    at = [end - timedelta(hours=2) + timedelta(minutes=each) for each in range(60)]
    store = open_store(Places().history, at[0]).store
    store.append(
        [
            f.RegimeBegan(at[0], Regime.WORK, f.Cause.INPUT),
            f.SessionStarted(at[1], TEXT, timedelta(minutes=5)),
            f.CommitmentOpened(at[2], 1, TEXT, TEXT),
            f.CommitmentOpened(at[3], 2, TEXT),
            f.CommitmentPlanned(at[3], 2, at[4]),
            f.CommitmentsCounted(at[4], TEXT, 3, 1),
            f.LimitTold(at[5], TEXT),
            f.HeadsUpGiven(at[7], timedelta(minutes=5), TEXT),
            f.Skipped(at[8], TEXT),
            f.SessionEnded(at[9]),
            f.SessionStarted(at[10], TEXT),
            f.CheckedIn(at[11], "fatigue", 6),
            f.IncidentRecorded(at[13], 101.0),
            f.BreakBegan(at[14], TEXT, timedelta(hours=3)),
        ]
    )
    store.saw(end)
    store.close()


@pytest.mark.usefixtures("nowhere")
def test_no_verb_shows_what_acts_of_a_record_full_of_it(said: Said) -> None:
    a_record_full_of_it()
    settings = Path(Places().settings_file)
    settings.parent.mkdir(mode=0o700)
    settings.write_text(HOOKS)

    assert {} == {words: found for words in READING if (found := acting(said(words)))}


@pytest.mark.usefixtures("nowhere")
def test_no_error_of_the_settings_shows_what_acts(said: Said) -> None:
    settings = Path(Places().settings_file)
    settings.parent.mkdir(mode=0o700)
    for line in (f'away_after = "{NAME}"', f'"{NAME}" = 1', f"{NAME} = 1", f'[breaks]\nmessage = """{TEXT}"""'):
        for escaped in (line, json.dumps(line)[1:-1].replace('\\"', '"')):
            settings.write_text(escaped)
            for words in (("settings", "check"), ("settings", "show"), ("hooks",), ("settings", "preset", "gentle")):
                assert not acting(said(words))


@pytest.mark.usefixtures("nowhere")
def test_no_path_acts(said: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in PLACES:
        monkeypatch.setenv(f"BACKPRESSURE_{name}", str(tmp_path / NAME / name))
    of_paths = [
        ("settings", "check"),
        ("hooks",),
        ("history",),
        ("status",),
        ("autostart", "status"),
        ("purge", "--yes"),
    ]
    assert {} == {words: found for words in of_paths if (found := acting(said(words)))}


@pytest.fixture
def running(session: Session, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    for name in PLACES:
        monkeypatch.setenv(f"BACKPRESSURE_{name}", session.environment[f"BACKPRESSURE_{name}"])
    session.started()
    yield session
    said, _ = session.end_kindly()
    assert not acting(said)


@pytest.mark.usefixtures("running")
def test_no_answer_of_the_running_program_acts(said: Said) -> None:
    assert {} == {words: found for words in CHANGING if (found := acting(said(words)))}


def test_the_running_program_says_in_its_terminal_nothing_that_acts(session: Session) -> None:
    session.set(f"[tracking]\naway_after = {json.dumps(NAME)}\n")
    session.started()

    said, _ = session.end_kindly()

    assert "tracking.away_after" in said
    assert not acting(said)
