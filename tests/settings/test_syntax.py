"""A file that is not TOML has one problem, with its line and with words that help."""

import pytest

from tests.settings.problems import told


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("after = “50m”", 'a left double quotation mark (U+201C) “ on this line; write a plain " instead'),
        ('after = "50m”\n', 'a right double quotation mark (U+201D) ” on this line; write a plain " instead'),
        ("after\u00a0= 1", "there is a no-break space (U+00A0) on this line; write an ordinary space instead"),
        ("\u00a0after = 1", "there is a no-break space (U+00A0) on this line; write an ordinary space instead"),
        ("\u200bafter = 1", "there is an invisible zero width space (U+200B) on this line; delete it"),
        ("after = 50m", 'a text, a time or a duration needs quotes, such as "50m"; a number has none'),
        ("on = True", "write true or false, in small letters and without quotes, or another word in quotes"),
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
    ],
)
def test_what_two_lines_are_involved_in_is_told_at_the_later(text: str, problem: str) -> None:
    assert [problem] == told(text)


def test_what_was_not_saved_as_a_text_is_told() -> None:
    assert ["2: byte 0xE9 is not UTF-8; save the file as UTF-8"] == told("# fine\n# caf\xe9".encode("latin-1"))
    assert ["the file is saved as UTF-16; save it as UTF-8"] == told("a = 1".encode("utf-16"))
    assert ["2: there's a zero byte here; the file is damaged, or isn't text"] == told("a = 1\n\0\0\0")
