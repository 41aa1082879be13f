"""No text makes the loader do anything but load, or say in bounded time what is wrong."""

import random
import time
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.random_seed import dice
from tests.settings.problems import FILE, REAL, told
from tray.errors import SettingsInvalid
from tray.settings.bounds_of_file_hooks_and_break_kinds import LARGEST
from tray.settings.defaults.every_setting import Settings
from tray.settings.file.default_file_and_tables import default_file
from tray.settings.file.load_or_list_mistakes import load

MUTANTS = 10_000
PIECES = [
    "[",
    "]",
    "{",
    "}",
    '"',
    "'",
    '"""',
    "=",
    ".",
    ",",
    "#",
    "\n",
    "\r\n",
    "\0",
    "\\",
    "“",
    "\u00a0",
    "\ufeff",
    "-1",
]
PIECES += ["nan", "1e400", "true", "3x", "[[", "]]", " ", "\t", "9" * 30, "\u202e", "\ud800", "25:61", "0x", "é"]


def mutants(seed: int, number: int) -> Iterator[str]:
    """The real file with one to four accidents."""
    chance = dice(seed)
    for _ in range(number):
        text = REAL
        for _ in range(chance.randint(1, 4)):
            text = accident(text, chance)
        yield text


def accident(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    end = min(len(text), at + chance.choice((1, 1, 2, 8, 40)))
    lines = text.split("\n")
    line = chance.randrange(len(lines))
    return chance.choice(
        (
            text[:at] + text[end:],
            text[:at] + chance.choice(PIECES) + text[at:],
            text[:at] + chance.choice(PIECES) + text[end:],
            text[:at] + text[at:end] * 2 + text[end:],
            text[:at],
            "\n".join([*lines[:line], *lines[line + 1 :]]),
            "\n".join([*lines[:line], lines[line], lines[line], *lines[line + 1 :]]),
            "\n".join([*lines[line:], *lines[:line]]),
        )
    )


def outcome(text: str | bytes) -> Settings | SettingsInvalid:
    try:
        return load(text, FILE)
    except SettingsInvalid as invalid:
        return invalid


def test_ten_thousand_damaged_files_load_or_are_told(counted: Callable[[str], None]) -> None:
    began = time.process_time()
    outcomes = [outcome(mutant) for mutant in mutants(seed=20261124, number=MUTANTS)]

    assert 20 > time.process_time() - began
    refused = [result for result in outcomes if isinstance(result, SettingsInvalid)]
    counted(f"{MUTANTS:,} damaged settings files, {len(refused):,} refused with a reason, the others loaded")
    # Both must occur, or the accidents teach nothing.
    assert MUTANTS * 0.3 < len(refused) < MUTANTS * 0.95
    for invalid in refused:
        assert invalid.problems
        assert all("\n" not in str(problem) for problem in invalid.problems)
        assert all(problem.line is None or problem.line >= 1 for problem in invalid.problems)


def test_a_mistake_in_a_damaged_file_has_a_line() -> None:
    told_without_line = [
        problem
        for mutant in mutants(seed=7, number=500)
        if isinstance(result := outcome(mutant), SettingsInvalid)
        for problem in result.problems
        if problem.line is None
    ]

    assert [] == told_without_line


@given(st.binary(max_size=300))
def test_any_bytes_load_or_are_told(data: bytes) -> None:
    assert isinstance(outcome(data), Settings | SettingsInvalid)


@given(st.text(max_size=300))
@settings(max_examples=200)
def test_any_text_loads_or_is_told(text: str) -> None:
    assert isinstance(outcome(text), Settings | SettingsInvalid)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a = " + "[" * 1000 + "]" * 1000, "1: more than 32 lists or tables are nested here"),
        ("a = " + "{a=" * 1000, "1: more than 32 lists or tables are nested here"),
        ("a = [\n" * 30_000, "33: more than 32 lists or tables are nested here"),
        (".".join("a" * 20_000) + " = 1", "1: a name here has more than 64 parts"),
        (" . ".join(["'a.b'"] * 100) + " = 1", "1: a name here has more than 64 parts"),
        ("\n[" + ".".join("a" * 20_000) + "]", "2: a name here has more than 64 parts"),
        ("a = {" + ".".join("a" * 20_000) + " = 1}", "1: a name here has more than 64 parts"),
        ("#" * (LARGEST + 1), "the file is larger than 256 KB, too large to be a settings file"),
    ],
    ids=["arrays", "tables", "lines", "dots", "quoted", "header", "inline", "large"],
)
def test_what_would_choke_the_parser_is_refused_before_it(text: str, problem: str) -> None:
    began = time.process_time()
    found = told(text)

    assert 1 > time.process_time() - began
    assert [problem] == found


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"key{number} = 1\n" for number in range(20_000)),
        "".join(f"[s{number}.a.b.c]\n" for number in range(15_000)),
        "[hours]\ndays_off = [" + '"2026-05-01",' * 15_000 + "]",
        "[hours]\ndays_off = [" + '"x",' * 60_000 + "]",
        "breaks." + "a" * 200_000 + " = 1",
        ".".join(["a" * 4000] * 60) + " = 1",
        ("x" + ".a" * 60 + "%d = 1\n") * 1500 % tuple(range(1500)),
        'a = "' + '\\"' * 100_000,
        'a = """' + '"" ' * 80_000,
        "a = '''" + "'' " * 80_000,
        "a = [" + "[]," * 80_000 + "]",
        "a = [" + "{}," * 80_000 + "]",
        "[" * 200_000,
        "\n" * 250_000,
        "=" * 250_000,
        '"' * 250_001,
        "'" * 250_000,
        "\\" * 250_000,
    ],
    ids=range(18),
)
def test_a_large_and_odd_file_takes_no_more_than_moments(text: str) -> None:
    began = time.process_time()
    outcome(text[:LARGEST])

    assert 3 > time.process_time() - began


@pytest.mark.parametrize(
    "text",
    [
        "# " + "[{" * 100,
        'notice = "' + "[{" * 100 + '"',
        'notice = """\n' + "[{\n" * 100 + '"""',
        "notice = '''" + "a.b." * 100 + "'''",
        "# " + "a." * 100,
        'notice = "\\"' + "[" * 100 + '"',
    ],
)
def test_brackets_and_dots_in_texts_and_comments_are_not_counted(text: str) -> None:
    assert not any("more than" in problem for problem in told(text))


def test_dots_are_counted_for_each_name_anew() -> None:
    assert [] == told("[law]\n" + "".join(f"{key} = 1.25\n" for key in ("gain", "pressed", "night")) + "# .\n" * 99)
    assert not any("more than" in problem for problem in told("a = [" + "1.5, " * 99 + "]\n" + "b.c = 1.5\n" * 99))


def test_a_header_without_its_bracket_does_not_count_into_the_next_line() -> None:
    first, *more = told("[breaks\n" * 100)

    assert "1: the ] after the section's name is missing" == first
    assert 20 == 1 + len(more)


def test_the_default_file_is_far_from_the_bounds() -> None:
    assert len(default_file()) < LARGEST / 8
