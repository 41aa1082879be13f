"""Every verb that is declared is served, explains itself, and does what is right when nothing runs."""

import json

import pytest

from tests.cli.every_verb import CASES, an_hour_of_work
from tray.cli.help import of, usage
from tray.cli.main import main
from tray.cli.verb_places_and_options import PROGRAM, RECORD, Verb
from tray.cli.verb_table import VERBS

pytestmark = pytest.mark.usefixtures("nowhere")

CHANGING = [name for name, verb in VERBS.items() if verb.needs == PROGRAM]
READING = [name for name, verb in VERBS.items() if verb.needs == RECORD and name != "status"]


def test_every_verb_has_a_case() -> None:
    assert sorted(VERBS) == sorted(CASES)


@pytest.mark.parametrize("verb", [verb for verb in VERBS.values() if verb.serve], ids=lambda verb: verb.name)
def test_every_verb_has_a_server(verb: Verb) -> None:
    module, _, function = verb.serve.partition(":")

    assert callable(getattr(__import__(module, fromlist=[function]), function))


@pytest.mark.parametrize("name", VERBS)
def test_every_verb_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    verb = VERBS[name]
    for asked in ([name, "--help"], [name, "-h"], ["help", name]):
        assert 0 == main(asked)
        said = capsys.readouterr().out
        assert said.startswith(f"backpressure {name}")
        assert all(f"  {option.name}" in said for option in verb.options)
        assert all(f"  {below.name}" in said for below in verb.verbs)
        assert all(f"backpressure {example}" in said for example in verb.examples)


def test_a_verb_below_a_verb_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["settings", "set", "--help"])
    assert capsys.readouterr().out.startswith("backpressure settings set KEY VALUE\n")


def test_where_no_such_verb_follows_the_one_above_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["settings", "sett", "--help"])
    assert capsys.readouterr().out.startswith("backpressure settings VERB …\n")


def test_every_example_is_of_its_verb() -> None:
    assert all(example.partition(" ")[0] == name for name, verb in VERBS.items() for example in verb.examples)


@pytest.mark.parametrize("width", [40, 60, 120])
def test_help_fits_into_the_terminal(width: int) -> None:
    texts = (usage(width), *(of(name, width=width) for name in VERBS if name != "simulate"))
    lines = [
        line
        for text in texts
        for line in text.splitlines()
        if not line.strip().startswith(("backpressure ", "--", "[--"))
    ]

    assert [] == [line for line in lines if len(line) > width and " " in line.strip()]


@pytest.mark.parametrize("name", CHANGING)
def test_what_changes_something_says_how_to_start_when_nothing_runs(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert 3 == main([name, *CASES[name]])
    said = capsys.readouterr()
    assert "" == said.out
    assert "`backpressure` starts it" in said.err


@pytest.mark.parametrize("name", READING)
def test_what_only_reads_works_with_nothing_running(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    an_hour_of_work()

    assert 0 == main([name, *CASES[name]])
    assert capsys.readouterr().out


def test_status_says_what_was_known_last_and_that_nothing_runs(capsys: pytest.CaptureFixture[str]) -> None:
    an_hour_of_work()

    assert 3 == main(["status", "--json"])
    said = capsys.readouterr()
    assert json.loads(said.out)["pressure"] > 0
    assert "isn't running" in said.err

    assert 3 == main(["status"])
    assert "Missing here" not in capsys.readouterr().out
