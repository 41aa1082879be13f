"""The one folder that people install on Windows: icon, menu, status, hooks and the end, with no Python beside it."""

import pytest

from tests.desktop.conftest import Desks
from tests.desktop.wine import test_story_wine
from tests.desktop.wine.desk import WineDesk
from tests.desktop.wine.test_story_wine import PersonOnWindows
from tests.skip_what_is_not_installed import do_without

pytestmark = pytest.mark.wine
_HOOK = """
[[hooks]]
name = "speak"
on = "paused"
run = ["cmd.exe", "/c", "echo from within"]
"""


@pytest.fixture
def desk(desks: Desks) -> WineDesk:
    desk = desks.wine()
    if not desk.frozen.exists():
        do_without("the folder that tests.desktop.wine.freeze makes")
    desk.runs_frozen = True
    return desk


@pytest.fixture
def person(desk: WineDesk) -> PersonOnWindows:
    return PersonOnWindows(desk, "trayer")


class TestFrozen(test_story_wine.TestOnWine):
    """All that holds where a Python runs the program holds without one."""


def test_it_knows_how_it_was_installed_and_runs_hooks_without_a_python_beside_it(
    desk: WineDesk, person: PersonOnWindows
) -> None:
    person.set({}, more=_HOOK)
    person.start()

    assert "from within" in desk.ask("hooks", "test", "speak").stdout
    assert "installed: fine (by frozen)" in desk.ask("doctor").stdout
    person.end("quit")
