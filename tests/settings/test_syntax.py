"""Each line that is not TOML is told, with words that help, and what the others have wrong is told with it."""

import pytest

from tests.settings.problems import told
from tray.settings.file.syntax import without_position


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("after = “50m”", 'a left double quotation mark (U+201C) “ on this line; write a plain " instead'),
        ('after = "50m”\n', 'a right double quotation mark (U+201D) ” on this line; write a plain " instead'),
        ("after\u00a0= 1", "there is a no-break space (U+00A0) on this line; write an ordinary space instead"),
        ("\u00a0after = 1", "there is a no-break space (U+00A0) on this line; write an ordinary space instead"),
        ("\u200bafter = 1", "there is an invisible zero width space (U+200B) on this line; delete it"),
        ("after = 50m", 'a text, a time or a duration needs quotes, such as "50m"; a number has none'),
        ("on = True", "write true or false, in lowercase and without quotes, or another word in quotes"),
        ('after = "50m', 'the closing quote " is missing'),
        ('after = "50m\n', 'the closing quote " is missing'),
        ("after = '50m", "the closing quote ' is missing"),
        ("[breaks\nafter = 1", "the ] after the section's name is missing"),
        ("after: 50m", "write = instead of : between a setting and its value"),
        ("after", "there must be an = after a setting's name"),
        ("after =", 'a value such as "50m", 60, true or ["30m", "10m"] must follow the ='),
        ("= 1", 'a line is [section], or setting = value such as after = "50m"'),
        ('a = "x" "y"', "there's something after the value; write each setting on a line of its own"),
        ("a = 1\rb = 2", "carriage return within this line"),
        ('a = "\\q"', "the text has a single \\"),
        ("a = [1, 2", "a list is not closed; its ] is missing"),
        ("a = {b = 1", "a table is not closed; its } is missing"),
        ('after = "50m",', "there's a comma after the value; delete it"),
        ("yellow = 40,5", "write a point instead of the comma, such as 40.5"),
        ("yellow = 40%", "write the number without %, such as 40"),
        ('at = ["12:30" "15:30"]', "a comma is missing between two values of a list"),
        ('guides = "C:\\Users\\me"', "write \\\\, or put the text between ' and '"),
        ("; a comment", "a comment begins with #"),
        ("// a comment", "a comment begins with #"),
    ],
)
def test_a_mistake_is_explained(text: str, problem: str) -> None:
    (only,) = told(text)

    assert only.startswith("1: ")
    assert problem in only


def test_a_typographic_quote_in_a_comment_is_not_blamed() -> None:
    (problem,) = told("after = 50m  # “nice”")

    assert problem == '1: a text, a time or a duration needs quotes, such as "50m"; a number has none'


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[breaks]\nper_hour = 1\nper_hour = 2", "3: this is set twice; keep one of the two lines"),
        ("[icon]\n[law]\n[icon]", "3: this section is in the file twice; put its settings under the first one"),
        (
            'breaks.after = "25m"\n\n[breaks]',
            "3: this section is in the file twice; put its settings under the first one",
        ),
        ('a = [\n1,\n2\nb = "x"\n', "4: a list is not closed; its ] is missing (it begins on line 1)"),
        ("a = {b = 1\nc = 2\n", "2: a table is not closed; its } is missing (it begins on line 1)"),
    ],
)
def test_what_two_lines_are_involved_in_is_told_at_the_later(text: str, problem: str) -> None:
    assert [problem] == told(text)


def test_what_was_not_saved_as_a_text_is_told() -> None:
    (latin,) = told("# fine\n# caf\xe9".encode("latin-1"))
    assert latin.startswith("2: byte 0xE9 is not UTF-8")
    assert '"é"; save it as UTF-8' in latin
    assert ["1: byte 0x80 is not UTF-8; save the file as UTF-8"] == told(b"# \x80")
    assert ["the file is saved as UTF-16; save it as UTF-8"] == told("a = 1".encode("utf-16"))
    assert ["2: there's a zero byte here; the file is damaged, or isn't text"] == told("a = 1\n\0\0\0")


def test_every_line_that_is_not_toml_is_told_at_once_and_so_is_the_rest() -> None:
    file = """[breaks]
after = 50m
buys = “20m”
[levels]
yellow = 40,5
red = "x"
[brakes]
[breaks]
buys = 20m
[icon]
size = 1
"""
    assert ["2", "3", "5", "6", "7", "8", "11"] == [problem.partition(":")[0] for problem in told(file)]


def test_of_a_list_over_several_lines_only_what_is_sure_is_told() -> None:
    (only,) = told('[breaks]\nat = ["12:30 lunch",\nafter = "50m"\n[levels]\nyellow = 30\n')

    assert "3: a list is not closed; its ] is missing (it begins on line 2)" == only


def test_a_hook_of_which_a_line_is_not_toml_is_not_told_to_miss_it() -> None:
    assert ["4"] == [
        problem.partition(":")[0] for problem in told('[[hooks]]\nname = "lock"\non = "day_end"\nrun = loginctl\n')
    ]


@pytest.mark.parametrize("place", [" (at line 3, column 17)", " (at end of document)", ""])
def test_where_a_parser_says_in_words_where_a_mistake_is_it_is_told_without_them(place: str) -> None:
    assert "Invalid value (at all)" == without_position(f"Invalid value (at all){place}")
