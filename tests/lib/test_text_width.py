"""A column is as wide as the terminal draws it, and a line ends where a reader of its script would end it."""

import pytest

from tray.lib.text_width import cut, fit, to_the_right, width, wrapped


def test_wide_characters_take_two_columns() -> None:
    assert 6 == width("休憩ab")
    assert "休憩ab  " == fit("休憩ab", 8)
    assert "   休憩" == to_the_right("休憩", 7)
    assert "休…" == cut("休憩です", 4)


def test_what_is_too_long_for_its_place_on_the_right_stays_whole() -> None:
    assert "12345" == to_the_right("12345", 3)


def test_a_line_is_broken_between_words_and_the_next_is_indented() -> None:
    assert "  one two\n    three" == wrapped("  one two three", 10, "    ")


def test_a_path_that_is_too_long_stays_whole() -> None:
    assert "see\n  /a/very/long/path\n  there" == wrapped("see /a/very/long/path there", 10, "  ")


@pytest.mark.parametrize("columns", [10, 11, 14, 20])
def test_a_script_without_spaces_is_broken_behind_its_characters(columns: int) -> None:
    text = "休憩まであと五分です。続けますか、休みますか？"
    lines = wrapped(text, columns).split("\n")

    assert text == "".join(lines)
    assert all(width(line) <= columns for line in lines)
    assert all(line[0] not in "、。？" for line in lines)


def test_words_of_a_wide_script_keep_the_spaces_between_them() -> None:
    assert "休憩 break です" == wrapped("休憩 break です", 40)
