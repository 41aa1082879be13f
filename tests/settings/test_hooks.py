"""``[[hooks]]``: what a hook may be, and what is said of one that is not."""

from datetime import timedelta

import pytest

from tests.settings.problems import FILE, REAL, told
from tray.settings.defaults.every_setting import Hook, Settings
from tray.settings.file.default_file_and_tables import default_file, in_force
from tray.settings.file.load_or_list_mistakes import load

LOCK = """\
[[hooks]]
name = "lock"
on = "day_end"
run = ["loginctl", "lock-session"]
"""


def test_nobody_has_hooks_who_wrote_none() -> None:
    assert () == Settings().hooks == load(REAL, FILE).hooks


def test_a_hook_is_a_name_an_event_and_a_program() -> None:
    assert (Hook("lock", "day_end", ("loginctl", "lock-session"), timedelta(seconds=30), ()),) == load(LOCK, FILE).hooks


def test_hooks_keep_their_order() -> None:
    text = "".join(LOCK.replace('"lock"', f'"{name}"') for name in ("c", "a", "b"))

    assert ["c", "a", "b"] == [hook.name for hook in load(text, FILE).hooks]


def test_all_that_is_wrong_with_hooks_is_told_at_once_each_at_its_line() -> None:
    text = """\
[[hooks]]
name = "a"
on = "day_ends"
run = "loginctl lock-session"
[[hooks]]
name = "a b "
on = "limit"
run = ["notify-send", 7]
timeout = "1h"
when = ["red", "blue"]
colour = "red"
[[hooks]]
name = "c"
"""
    said = told(text)

    assert ["3", "4", "6", "8", "9", "10", "11", "12", "12"] == [each.partition(":")[0] for each in said]
    assert 'did you mean "day_end"?' in said[0]
    assert 'write a list such as ["loginctl", "lock-session"]' in said[1]
    assert "12: hooks: on is missing" in said[7]


def test_two_hooks_of_one_name_are_told_apart_by_their_line() -> None:
    assert ['6: hooks.name: another hook is already called "lock"; give each its own name'] == told(LOCK + LOCK)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ('[hooks]\nname = "lock"\n', "write [[hooks]] in double brackets"),
        (LOCK.replace("hooks", "hook"), 'did you mean "hooks"?'),
        ("hooks = [1]\n", "write [[hooks]] and its settings below it"),
        (LOCK * 51, "up to 50 are allowed"),
    ],
)
def test_what_is_no_list_of_hooks_says_how_to_write_one(text: str, hint: str) -> None:
    assert any(hint in each for each in told(text))


def test_the_overview_holds_the_hooks() -> None:
    text = LOCK + LOCK.replace('"lock"', '"again"') + 'when = ["red"]\n'

    assert load(text, FILE) == load(in_force(text, FILE), FILE)


def test_the_example_of_the_default_file_is_a_hook() -> None:
    example = default_file().partition("#   [[hooks]]")[2].splitlines()
    lines = [line.removeprefix("#   ") for line in example if line.startswith("#   ")]

    assert [Hook()] == list(load("\n".join(["[[hooks]]", *lines]), FILE).hooks)
