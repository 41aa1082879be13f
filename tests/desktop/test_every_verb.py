"""Every verb of the command line does its work beside a program that runs on a real desktop."""

import json
from collections.abc import Iterable

import pytest

from tests.cli.every_verb import CASES
from tests.desktop.conftest import Desks
from tests.desktop.harness.desk import Desk
from tests.desktop.harness.waiting import until
from tray.cli.verb_table import VERBS

pytestmark = pytest.mark.desktop

EXPECTED = {"health": {0, 1}, "autostart": {1}, "app-menu": {1}}
"""What a verb may exit with here, where it is not 0: this person has no such entries."""


SILENT = {"open"}
"""What they do is seen."""


def walk() -> Iterable[str]:
    """Every verb that is declared, whether it has a case or not; the one that ends the program comes last."""
    yield from (name for name in VERBS if name != "quit")
    yield "quit"


@pytest.mark.timeout(300)
def test_every_verb_answers_beside_a_running_program(desks: Desks) -> None:
    desk = desks.x11()
    program = desk.backpressure("--no-tray")
    until(lambda: desk.ask("status").returncode == 0, "Backpressure to answer")
    wrong = [each for name in walk() for each in wrong_with(desk, name)]

    assert [] == wrong
    assert 0 == program.wait_to_end(), program.said()


def wrong_with(desk: Desk, name: str) -> Iterable[str]:
    """What is not as it should be with a verb, in words."""
    asked = desk.ask(name, *CASES[name])
    if asked.returncode not in EXPECTED.get(name, {0}):
        yield f"{name} exits with {asked.returncode}: {asked.stderr}{asked.stdout}"
    if not asked.stdout and name not in SILENT:
        yield f"{name} says nothing"
    if asked.stderr:
        yield f"{name} remarks {asked.stderr}"
    if any(option.name == "--json" for option in VERBS[name].options):
        printed = desk.ask(name, *CASES[name], "--json").stdout
        try:
            [json.loads(line) for line in printed.splitlines()]
        except ValueError:
            yield f"{name} --json prints {printed!r}"
