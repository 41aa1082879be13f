"""The window is started when something is to be shown, one at most; that it dies is noticed and does no harm."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

import pytest

from tests.desktop.reactor import HandTurnedReactor
from tray.app.processes import window_process
from tray.app.processes.window_process import WindowProcess
from tray.control.protocol import LEAVES, WINDOW, WINDOW_FACES
from tray.desktop.common.own_command import module_command
from tray.errors import DesktopError
from tray.ports import Reactor, Request

Told = Mapping[str, Any]


class Started:
    """A window's process that a test ends."""

    def __init__(self, ended: Callable[[], None], pid: int) -> None:
        self.pid = pid
        self.ended = ended
        self.asked_to_end = 0
        self.ended_at_once = False

    def end(self, *, at_once: bool = False) -> None:
        self.asked_to_end += 1
        self.ended_at_once = at_once

    def forget(self) -> None:
        pass


class Life:
    """A program with a window."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.installed = True
        monkeypatch.setattr(window_process, "is_installed", lambda: self.installed)
        self.fails = False
        self.broken: Told | None = None
        self.started: list[Started] = []
        self.said_at_start: list[str] = []
        self.heard: list[Told] = []
        self.listens = True
        self.reactor = HandTurnedReactor()
        self.window = WindowProcess(self.reactor, dict, break_shown=lambda: self.broken, start=self.start)

    def start(self, _: Reactor, argv: Sequence[str], environment: Told, ended: Callable[[], None]) -> Started:
        self.said_at_start.append(environment[WINDOW_FACES])
        assert module_command("tray.window") == list(argv)
        if self.fails:
            raise OSError(12, "Cannot allocate memory")
        self.started.append(Started(ended, 100 + len(self.started)))
        return self.started[-1]

    def attach(self) -> "Life":
        self.listens = True
        self.window.answer(Request(WINDOW, {}, lambda _: None, self.hear))
        return self

    def hear(self, answer: Told) -> bool:
        if self.listens:
            self.heard.append(answer["result"])
        return self.listens

    def may_leave(self, number: int) -> bool:
        said: list[Told] = []
        self.window.answer(Request(LEAVES, {"number": number}, said.append))
        return bool(said[0]["result"]["leave"])

    @property
    def faces(self) -> Told:
        found: Told = self.heard[-1]["faces"]
        return found


@pytest.fixture
def life(monkeypatch: pytest.MonkeyPatch) -> Life:
    return Life(monkeypatch)


def test_a_click_starts_the_window_and_says_where_it_was(life: Life) -> None:
    life.window.open_panel(1900, 20)
    life.attach()

    assert 1 == len(life.started)
    assert (1900, 20) == (life.faces["panel"]["x"], life.faces["panel"]["y"])


def test_a_window_that_never_says_it_is_there_is_ended_at_once(life: Life) -> None:
    life.window.open_panel(1900, 20)
    life.reactor.advance(timedelta(seconds=19))
    life.reactor.run_for(timedelta(milliseconds=1))
    (started,) = life.started
    assert not started.ended_at_once

    life.reactor.advance(timedelta(seconds=1))
    life.reactor.run_until(lambda: started.ended_at_once)


def test_it_knows_from_the_start_what_it_is_about_to_show(life: Life) -> None:
    life.window.open_panel()
    assert ["panel"] == life.said_at_start

    life.attach().may_leave(life.heard[-1]["number"])
    life.started[0].ended()
    life.broken = {"since": "x"}
    life.window.look()
    assert ["panel", "break"] == life.said_at_start


def test_clicks_while_it_starts_start_no_second_one(life: Life) -> None:
    for _ in range(5):
        life.window.open_panel()
    life.attach()

    assert 1 == len(life.started)
    assert 5 == life.faces["panel"]["click"]


def test_a_click_while_it_is_there_is_told_to_it(life: Life) -> None:
    life.window.open_panel()
    life.attach().window.open_panel()

    assert [1, 2] == [told["faces"]["panel"]["click"] for told in life.heard]


def test_what_changed_is_told_to_a_panel_and_to_nobody_else(life: Life) -> None:
    life.window.changed()
    life.window.open_panel()
    life.window.changed()
    life.attach().window.changed()

    assert [0, 1] == [told["faces"]["panel"]["changes"] for told in life.heard]


def test_a_window_that_has_heard_all_may_end_and_the_next_click_starts_another(life: Life) -> None:
    life.window.open_panel()
    life.attach()

    assert life.may_leave(life.heard[-1]["number"])
    life.started[0].ended()
    life.window.open_panel()
    assert 2 == len(life.started)


def test_a_window_that_has_not_heard_all_may_not_end(life: Life) -> None:
    life.window.open_panel()
    number = life.attach().heard[-1]["number"]
    life.window.open_panel()

    assert not life.may_leave(number)


def test_a_window_that_can_be_told_nothing_more_may_end(life: Life) -> None:
    life.window.open_panel()
    life.attach()
    life.listens = False
    life.window.open_panel(1900, 20)

    assert life.may_leave(life.heard[-1]["number"])


def test_a_click_while_it_ends_starts_another_when_it_has(life: Life) -> None:
    life.window.open_panel()
    life.attach()
    assert life.may_leave(life.heard[-1]["number"])

    life.window.open_panel()
    assert 1 == len(life.started), "one at most"
    life.started[0].ended()

    assert 2 == len(life.started)
    assert 2 == life.attach().faces["panel"]["click"]


def test_one_that_dies_is_not_started_again_by_itself(life: Life) -> None:
    life.window.open_panel()
    life.attach()
    life.listens = False
    life.started[0].ended()

    assert (1, 0) == (len(life.started), life.window.pid)
    life.window.open_panel()
    assert 2 == len(life.started)


def test_a_click_on_the_icon_of_a_window_that_hears_no_more_starts_another_when_it_has_ended(life: Life) -> None:
    life.window.open_panel()
    life.attach()
    life.listens = False
    life.window.open_panel(1900, 20)
    life.started[0].ended()
    assert 2 == len(life.started)

    life.attach()
    assert (1900, 20) == (life.faces["panel"]["x"], life.faces["panel"]["y"])


def test_one_that_dies_before_it_said_anything_leaves_nothing_behind(life: Life) -> None:
    life.window.open_panel()
    life.started[0].ended()
    life.window.open_panel()

    assert 2 == len(life.started)


def test_a_break_is_put_on_the_screen_and_taken_away(life: Life) -> None:
    life.window.look()
    assert [] == life.started, "no window without need"

    life.broken = {"since": "x"}
    life.window.look()
    life.window.look()
    life.attach()
    assert (1, {"break": {"since": "x"}}) == (len(life.started), life.faces)

    life.broken = None
    life.window.look()
    assert {} == life.faces


def test_a_break_goes_on_without_a_window_that_died(life: Life) -> None:
    life.broken = {"since": "x"}
    life.window.look()
    life.attach().started[0].ended()
    life.window.look()

    assert 1 == len(life.started)


def test_a_break_that_began_while_a_window_was_dying_gets_another(life: Life) -> None:
    life.broken = {"since": "09:00"}
    life.window.look()
    life.broken = None
    life.window.look()
    life.broken = {"since": "10:00"}
    life.window.look()
    assert 1 == len(life.started)

    life.started[0].ended()
    assert 2 == len(life.started)
    life.started[1].ended()
    assert 2 == len(life.started)


def test_a_break_that_was_put_away_stays_away_although_the_window_was_older(life: Life) -> None:
    life.window.open_panel()
    life.attach()
    life.broken = {"since": "10:00"}
    life.window.look()
    assert life.may_leave(life.heard[-1]["number"])
    life.started[0].ended()

    assert 1 == len(life.started)


def test_without_the_library_a_click_says_how_to_get_it_and_a_break_says_nothing(life: Life) -> None:
    life.installed = False
    life.broken = {"since": "x"}
    life.window.look()

    with pytest.raises(DesktopError, match=r"\[window\]"):
        life.window.open_panel()
    assert [] == life.started


def test_a_window_that_cannot_be_started_is_told_and_tried_again(life: Life) -> None:
    life.fails = True
    with pytest.raises(DesktopError, match="memory"):
        life.window.open_panel()
    life.fails = False
    life.window.open_panel()

    assert 1 == len(life.started)


def test_the_end_of_the_program_is_its_end(life: Life) -> None:
    life.window.open_panel()
    life.window.close()

    assert 1 == life.started[0].asked_to_end
