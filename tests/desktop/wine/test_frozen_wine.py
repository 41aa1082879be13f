"""The one folder that people install on Windows: icon, menu, status, hooks and the end, with no Python beside it."""

import pytest

from tests.desktop.conftest import Desks
from tests.desktop.wine.desk import WineDesk
from tests.desktop.wine.test_story_wine import PersonOnWindows, TestOnWine
from tests.missing import do_without

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


test_typing_colours_the_icon = TestOnWine.test_typing_colours_the_icon_and_a_break_takes_the_colour_back
test_a_break_of_each_kind_begins_from_the_menu = TestOnWine.test_a_break_of_each_kind_begins_from_the_menu
test_the_number_in_words_comes_on_a_left_click = TestOnWine.test_the_number_in_words_comes_on_a_left_click
test_quit_leaves_no_process = TestOnWine.test_a_pause_greys_the_icon_and_quit_takes_it_away_and_leaves_no_process


def test_it_knows_how_it_was_installed_and_runs_hooks_without_a_python_beside_it(
    desk: WineDesk, person: PersonOnWindows
) -> None:
    person.set({}, more=_HOOK)
    person.start()

    assert "from within" in desk.ask("hooks", "test", "speak").stdout
    assert "installed: fine (by frozen)" in desk.ask("doctor").stdout
    person.end("quit")
