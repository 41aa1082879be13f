"""What is shown acts on no terminal, has colours only where they are wanted, and names the program as it was called."""

import io
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.session import Session
from tests.view.terminal.statuses import HOSTILE
from tray.cli.main import main
from tray.cli.terminal import Harmless, colourful, columns, print_coloured, print_path, print_text, shown_in
from tray.lib.text import harmless

pytestmark = pytest.mark.usefixtures("nowhere")
PASTED = HOSTILE[:100]


class Terminal(io.StringIO):
    """A terminal that tells no width."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("text", ["plain", "a\n  b\tc", "é — 漢字 █░"])
def test_what_is_harmless_stays_as_it_is(text: str) -> None:
    assert text == harmless(text)


def test_what_acts_is_replaced_letter_by_letter() -> None:
    assert "\ufffd[31m\ufffd2J\ufffd\ufffd" == harmless("\x1b[31m\x9b2J\u202e\x07")


@pytest.mark.parametrize("out", [Terminal(), io.StringIO()], ids=["terminal", "pipe"])
def test_our_own_colours_pass_and_nothing_else_does(out: io.StringIO) -> None:
    print_coloured("\x1b[1;35mred\x1b[0m \x1b[2J \x1b]0;title\x07", shown_in(out))
    print("\x1b[1;35mred", file=shown_in(out))

    assert "\x1b[1;35mred\x1b[0m \ufffd[2J \ufffd]0;title\ufffd\n\ufffd[1;35mred\n" == out.getvalue()


def test_a_program_gets_every_byte_of_a_path_and_a_terminal_none_that_acts(tmp_path: Path) -> None:
    with (tmp_path / "out").open("w") as out:
        print("before", file=out)
        print_path(os.fsdecode(b"/home/\xff\x1b[2J"), shown_in(out))
        print("after", file=out)
    terminal = Terminal()
    print_path(os.fsdecode(b"/home/\xff\x1b[2J"), shown_in(terminal))

    assert b"before\n/home/\xff\x1b[2J\nafter\n" == (tmp_path / "out").read_bytes()
    assert "/home/\ufffd\ufffd[2J\n" == terminal.getvalue()


@pytest.mark.parametrize(
    "words",
    [
        [PASTED],
        ["help", PASTED],
        ["break", PASTED],
        ["snooze", PASTED],
        ["checkin", PASTED, "3"],
        ["plan", "1", PASTED],
        ["status", "--format", PASTED],
        ["health", PASTED],
        ["simulate", PASTED],
        ["settings", "set", PASTED, PASTED],
        ["history", "import", PASTED],
        ["completion", PASTED],
    ],
)
def test_a_message_repeats_nothing_that_acts(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) in (1, 2, 3, 64)
    said = capsys.readouterr()

    assert "" == said.out
    assert all(line.isprintable() for line in said.err.splitlines())


@pytest.mark.parametrize(
    ("out", "variables", "expected"),
    [
        (Terminal(), {}, True),
        (Terminal(), {"NO_COLOR": "1"}, False),
        (Terminal(), {"TERM": "dumb"}, False),
        (Harmless(Terminal()), {}, True),
        (io.StringIO(), {}, False),
    ],
)
def test_colours_are_for_terminals_and_never_against_a_wish(
    out: Terminal, variables: dict[str, str], expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert expected == colourful(out)


def test_a_terminal_that_tells_no_width_is_taken_to_be_ordinary() -> None:
    assert 80 == columns(Terminal())


@pytest.mark.parametrize("verb", [["--help"], ["help", "start"], ["completion", "bash"], ["settings", "default"]])
def test_a_reader_that_goes_away_is_no_fault(verb: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    run = subprocess.run([sys.executable, "-m", "tray", *verb], stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)

    assert (0, b"") == (run.returncode, run.stderr)


def test_a_full_disk_is_said_in_words(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("only Linux has a file that is always full")
    with Path("/dev/full").open("w") as full:
        run = subprocess.run(
            [sys.executable, "-m", "tray", "--help"], stdout=full, stderr=subprocess.PIPE, cwd=tmp_path, check=False
        )

    assert 1 == run.returncode
    assert b"no space is left" in run.stderr


def test_ctrl_c_ends_quietly(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    places = {f"BACKPRESSURE_{name}": str(tmp_path / name) for name in ("CONFIG", "DATA", "STATE", "CACHE", "RUNTIME")}
    waits = [sys.executable, "-c", "import sys; sys.path[0:0] = sys.argv[1:]; import tests.cli.waiting"]
    run = subprocess.Popen(
        [*waits, str(Path(__file__).parents[2])], env=os.environ | places, stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    assert b"waits" in os.read(ours, 100)
    run.send_signal(2)

    assert 130 == run.wait()
    os.close(ours)


@pytest.mark.skipif(sys.platform == "win32", reason="a script that names its program is of Unix")
def test_hints_of_the_command_line_and_of_the_running_program_can_be_typed_as_they_stand(session: Session) -> None:
    script = session.folder / "my bin" / "backpressure"
    script.parent.mkdir()
    script.write_text(f"#!{sys.executable}\nimport sys\nfrom tray.cli.main import main\nsys.exit(main())\n")
    script.chmod(0o755)
    session.environment["PYTHONPATH"] = str(Path(__file__).parents[2])
    session.program = (str(script),)
    called = f"'{script}'"

    assert f"`{called}` starts it" in session.ask("back").stderr
    assert f"`{called} status --help`" in session.ask("status", "--jsn").stderr
    assert f"`{called} --help` lists them" in session.ask("staus").stderr
    program = session.started()
    assert f"`{called} break` begins one" in session.ask("back").stderr
    assert f"`{called} ease off` undoes it" in session.ask("ease").stdout
    assert "Backpressure has quit.\n" == session.done("quit")
    greeting, _ = program.communicate(timeout=60)
    assert f"`{called} quit`" in greeting


def test_sentences_end_lines_between_words_on_a_terminal_and_stay_whole_in_a_file() -> None:
    text = "  12  " + "a long sentence about breaks " * 6
    terminal, file = Terminal(), io.StringIO()

    print_text(text, terminal)
    print_text(text, file)

    assert all(len(line) <= 80 and line.startswith("  ") for line in terminal.getvalue().splitlines())
    assert text.split() == terminal.getvalue().split()
    assert f"{text}\n" == file.getvalue()
