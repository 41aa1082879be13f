"""The command line finds who serves a verb, shows no traceback, and exits with 4 for limits of the person only."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tray import __version__
from tray.cli import main as cli
from tray.cli.main import main
from tray.cli.verb_table import VERBS

pytestmark = pytest.mark.usefixtures("nowhere")
CORE = Path(__file__).parents[2] / "tray" / "core"


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


def test_who_types_a_topic_of_the_manual_is_told_how_to_read_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert 2 == main(["calendar"])
    assert 'Did you mean "help calendar"?' in capsys.readouterr().err


def test_status_of_nothing_is_silent_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert 3 == main(["status", "--json"])
    assert "" == capsys.readouterr().out


def test_a_fault_of_ours_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def broken(_: list[str]) -> int:
        raise ZeroDivisionError("nothing")

    monkeypatch.setattr(cli, "_serve", broken)

    assert 1 == main(["status"])
    assert 1 == len(capsys.readouterr().err.splitlines())


def refusals() -> Iterator[tuple[str, str]]:
    """Where ``Refused`` is raised, and what stands in its text."""
    for file in sorted(CORE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if (
                isinstance(node, ast.Raise)
                and isinstance(node.exc, ast.Call)
                and ast.unparse(node.exc.func) == "Refused"
            ):
                yield f"{file.name}:{node.lineno}", ast.unparse(node.exc)


def test_whatever_is_refused_by_a_limit_names_the_setting() -> None:
    found = dict(refusals())

    assert found
    assert {} == {place: text for place, text in found.items() if "limits." not in text and "breaks." not in text}


@pytest.mark.parametrize(
    "line", ["checkin fatigue 11", "checkin fatigue -1", "checkin tired 5", "weeks busy", "close x"]
)
def test_wrong_use_is_told_before_anybody_is_asked(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert 2 == main(line.split())
    assert "such as `backpressure " in capsys.readouterr().err
