"""``backpressure help`` lists the topics of the manual and prints each page."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tray.cli.main import main
from tray.cli.manual import TOPICS, page
from tray.cli.verb_table import VERBS
from tray.lib.text_width import width
from tray.view.terminal.manual_page import Code, blocks, text


def test_every_page_is_a_topic() -> None:
    folder = Path(__file__).resolve().parents[2] / "assets" / "manual"

    assert sorted(TOPICS) == sorted(path.stem for path in folder.iterdir())


def test_help_lists_every_topic_with_what_it_is_about(capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["help"])
    below = capsys.readouterr().out.partition("The manual: `backpressure help TOPIC`\n\n")[2]

    assert list(TOPICS) == [line.split()[0] for line in below.splitlines() if line[2] != " "]


def test_the_option_help_only_says_where_the_topics_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["--help"])

    assert "The manual: `backpressure help` lists its topics." == capsys.readouterr().out.splitlines()[-1]


@pytest.mark.parametrize("topic", TOPICS)
def test_help_prints_the_page_of_a_topic(topic: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["help", topic])
    said = capsys.readouterr().out

    assert page(topic).partition("\n")[0].removeprefix("# ").upper() in said.splitlines()
    assert said.startswith(f"backpressure {topic}") is (topic in VERBS)


def test_a_verb_asked_for_its_help_has_no_page_behind_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["hooks", "--help"])

    assert "HOOKS" not in capsys.readouterr().out.splitlines()


def test_a_word_that_is_neither_verb_nor_topic_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert 2 == main(["help", "desktop"])

    assert 'Did you mean "desktops"?' in capsys.readouterr().err


@pytest.mark.parametrize("topic", TOPICS)
def test_a_page_fits_into_80_columns_but_for_its_code(topic: str) -> None:
    code = {line.strip() for block in blocks(page(topic)) if isinstance(block, Code) for line in block.lines}
    lines = [line for line in text(page(topic), 80).splitlines() if line.strip() not in code]

    assert [] == [line for line in lines if width(line) > 80 and " " in line.strip()]


@pytest.mark.parametrize(("pager", "by"), [("sed s/^/paged:/", "paged:"), ("there-is-no-such-pager", ""), ("", "")])
def test_a_long_page_goes_through_the_pager_that_the_person_has(pager: str, by: str) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "tray", "help", "hooks"]
    environment = os.environ | {"PAGER": pager, "TERM": "dumb"}
    done = subprocess.Popen(command, stdin=theirs, stdout=theirs, env=environment)
    os.close(theirs)
    said = _all_of(ours)
    assert 0 == done.wait(20)

    assert f"\n{by}A hook runs a command of yours when something happens." in said


def _all_of(terminal: int) -> str:
    said = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # nobody is at the other end any more
            piece = b""
        if not piece:
            os.close(terminal)
            return said.decode().replace("\r\n", "\n")
        said += piece
