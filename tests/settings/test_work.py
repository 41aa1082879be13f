"""Work on a settings file grows with its length, whatever it says, and there is a bound to it."""

import sys
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Any

import pytest

from tray.errors import SettingsInvalid
from tray.settings.bounds_of_file_hooks_and_break_kinds import LARGEST, MOST_ENTRIES
from tray.settings.defaults.every_setting import Settings
from tray.settings.file.load_or_list_mistakes import MOST_TOLD, load

FILES: dict[str, Callable[[int], str]] = {
    "lists of tables": lambda n: "[[hooks]]\n" * n,
    "lists of tables within each other": lambda n: "[[hooks]]\n[[hooks.a]]\n" * n,
    "hooks in braces": lambda n: f"hooks = [{'{},' * n}]",
    "hooks of one name": lambda n: '[[hooks]]\nname = "a"\non = "session_start"\nrun = ["true"]\n' * n,
    "kinds of one name": lambda n: '[[kinds]]\nname = "tea"\nlength = "5m"\n' * n,
    "unknown sections": lambda n: "".join(f"[t{number}]\n" for number in range(n)),
    "unknown settings": lambda n: "[breaks]\n" + "".join(f"k{number} = 1\n" for number in range(n)),
    "dotted names": lambda n: "".join(f"breaks.a.k{number} = 1\n" for number in range(n)),
    "programs": lambda n: "attention.programs = [" + "".join(f'"{number}",' for number in range(n)) + "]",
    "days off": lambda n: "hours.days_off = [" + "".join(f'"{2000 + number}-01-01",' for number in range(n)) + "]",
    "parts of a command": lambda n: f'[[hooks]]\nname = "a"\non = "session_start"\nrun = [{"1," * n}]',
    "lists within each other": lambda n: f"a = {'[' * n}{']' * n}",
    "quotes": lambda n: '"' * n,
    "a long text": lambda n: f'[breaks]\na = "{"x" * n}"',
    "a long name": lambda n: f"{'x' * n} = 1",
    "escapes": lambda n: f'"{chr(92) * n}u0041" = 1',
    "blanks": lambda n: " " * n + "x",
    "comments": lambda n: "#\n" * n,
    "digits": lambda n: f"a = {'9' * n}",
}
"""Each of a length that grows with the number."""


def work(do: Callable[[str], Any], text: str) -> int:
    """How many functions are called, and generators resumed, to read it."""
    count = 0

    def called(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        with suppress(SettingsInvalid):
            do(text)
    finally:
        sys.setprofile(before)
    return count


def settings_of(text: str) -> Settings:
    return load(text, "settings.toml")


@pytest.mark.parametrize("file", FILES.values(), ids=FILES)
def test_twice_the_file_is_twice_the_work_at_most(file: Callable[[int], str]) -> None:
    for text in (file(800), file(1600)):
        work(settings_of, text)  # what is looked up once, such as a pattern, is known now

    assert work(settings_of, file(1600)) < 2.3 * work(settings_of, file(800)) + 1000


@pytest.mark.parametrize("file", FILES.values(), ids=FILES)
def test_no_file_is_more_work_than_a_second(file: Callable[[int], str]) -> None:
    """A call takes less than a microsecond."""
    many = LARGEST * 100 // len(file(100).encode())
    assert work(settings_of, file(many - 1)) < 1_000_000


def test_a_file_with_far_more_values_than_settings_says_so() -> None:
    with pytest.raises(SettingsInvalid, match=r"^settings\.toml:5462: up to here there are far more"):
        settings_of("[[hooks]]\n" * 20_000)


def test_so_many_problems_are_told_and_the_others_are_counted() -> None:
    with pytest.raises(SettingsInvalid) as raised:
        settings_of("".join(f"k{number} = 1\n" for number in range(2 * MOST_TOLD)))

    assert MOST_TOLD + 1 == len(raised.value.problems)
    assert f"settings.toml: and {MOST_TOLD} more problems" == str(raised.value.problems[-1])


def test_all_that_can_be_said_is_no_more_than_a_file_may_hold() -> None:
    days = "".join(f'"{2000 + day // 336}-{day // 28 % 12 + 1:02}-{day % 28 + 1:02}",' for day in range(1000))
    hook = '[[hooks]]\nname = "{}"\non = "session_start"\nrun = [{}]\ntimeout = "1m"\n'
    hooks = "".join(hook.format(number, '"a",' * 60) for number in range(MOST_ENTRIES))

    found = settings_of(f"hours.days_off = [{days}]\n{hooks}")

    assert (1000, MOST_ENTRIES) == (len(found.hours.days_off), len(found.hooks))
