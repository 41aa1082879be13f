"""Who follows the status is told of each change, once, and of nothing else."""

from collections.abc import Mapping
from typing import Any

from tests.view.terminal.statuses import STATUS, status
from tray.app.followers import Followers, steady
from tray.ports import Request


class Life:
    """A status that a test changes, and somebody who follows it."""

    def __init__(self, **arguments: Any) -> None:
        self.values = status()
        self.asked = 0
        self.followers = Followers(self.look)
        self.heard: list[Mapping[str, Any]] = []
        self.refused: list[Mapping[str, Any]] = []
        self.listens = True
        self.followers.add(Request("follow", arguments, self.refused.append, self.hear))

    def look(self) -> Mapping[str, Any]:
        self.asked += 1
        return self.values

    def hear(self, answer: Mapping[str, Any]) -> bool:
        if self.listens:
            self.heard.append(answer["result"])
        return self.listens

    def becomes(self, **changes: Any) -> "Life":
        self.values = self.values | changes
        self.followers.look()
        return self

    @property
    def lines(self) -> list[str]:
        return [each["text"] for each in self.heard]


def test_the_first_line_comes_at_once() -> None:
    assert ["yellow 47%"] == Life(format="{level} {percent}%", follow=True).lines


def test_a_line_comes_at_each_change_and_nothing_between() -> None:
    life = Life(format="{level} {percent}%", follow=True)
    life.becomes().becomes(pressure=47.95).becomes(pressure=48.0).becomes(pressure=48.5).becomes(level="orange")

    assert ["yellow 47%", "yellow 48%", "orange 48%"] == life.lines


def test_json_comes_when_something_is_different_that_does_not_merely_flow() -> None:
    life = Life(json=True, follow=True)
    life.becomes(at="2026-11-23T10:02:04+01:00", stretch_s=2821.0).becomes(problems=["x"])

    assert [[], ["x"]] == [each["values"]["problems"] for each in life.heard]


def test_who_has_gone_is_asked_no_more() -> None:
    life = Life(follow=True)
    life.listens = False
    life.becomes(level="red")
    asked = life.asked
    life.becomes(level="green")

    assert asked == life.asked


def test_a_format_that_is_none_is_refused_and_not_followed() -> None:
    life = Life(format="{presure}", follow=True)
    life.becomes(level="red")

    assert [] == life.heard
    assert [2] == [each["exit_code"] for each in life.refused]


def test_bars_that_take_several_lines_ask_for_themselves() -> None:
    assert "Leave out --follow" in Life(format="i3blocks", follow=True).refused[0]["error"]


def test_seconds_that_pass_are_no_change_worth_a_line() -> None:
    later = status(at="2026-11-23T10:02:04+01:00", pressure=47.95, stretch_s=2821.0, since_input_s=0.0)

    assert steady(STATUS) == steady(later)
    assert steady(STATUS) != steady(status(pressure=48.0))
    assert steady(STATUS) != steady(status(commitments=STATUS["commitments"] | {"planned": 2}))
