"""The command line finds who serves a verb, and never shows a traceback."""

import pytest

from tray import __version__
from tray.cli import main as cli
from tray.cli.main import main
from tray.cli.table import VERBS

pytestmark = pytest.mark.usefixtures("nowhere")


def test_the_version_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["--version"])
    assert f"backpressure {__version__}\n" == capsys.readouterr().out


def test_help_names_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["--help"])
    text = capsys.readouterr().out
    for verb in VERBS:
        assert f"  {verb} " in text


def test_a_mistyped_verb_is_wrong_use_with_a_hint(capsys: pytest.CaptureFixture[str]) -> None:
    assert 2 == main(["staus"])
    said = capsys.readouterr()
    assert "" == said.out
    assert 'Did you mean "status"?' in said.err


def test_status_of_nothing_is_silent_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert 3 == main(["status", "--json"])
    assert "" == capsys.readouterr().out


def test_a_fault_of_ours_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def broken(_: list[str]) -> int:
        raise ZeroDivisionError("nothing")

    monkeypatch.setattr(cli, "_serve", broken)

    assert 1 == main(["status"])
    assert 1 == len(capsys.readouterr().err.splitlines())
