"""Texts that somebody wrote: what joins letters stays whole, what acts is taken out."""

from datetime import timedelta

import pytest

from tray.lib.text import clean, cut_at, harmless, is_inert, one_line, shortened
from tray.lib.text_width import cut, fit, width
from tray.settings.file.load_or_list_mistakes import load

FAMILY = "\U0001f469\u200d\U0001f4bb"
PERSIAN = "می\u200cخواهم"
HEART = "\u2764\ufe0f"
SOFT = "Pau\u00adse"


@pytest.mark.parametrize("text", [f"{FAMILY} deploy", PERSIAN, f"{HEART} \U0001f44d\U0001f3fd", SOFT, "क्\u200dष"])
def test_what_joins_letters_stays_at_every_door(text: str) -> None:
    assert is_inert(text)
    for door in (clean, harmless, one_line):
        assert text == door(text)
    kind = f'[[kinds]]\nname = "tea"\ntext = "{text}"\nevery = "2h"\nlength = "5m"\n'
    settings = f'{kind}[commitments]\nfiles = ["~/{text}.md"]\n'
    loaded = load(settings, "settings.toml")
    assert (f"~/{text}.md",) == loaded.commitments.files
    assert (text, timedelta(hours=2)) == (loaded.kinds[0].text, loaded.kinds[0].every)


@pytest.mark.parametrize("sign", ["\u202e", "\x1b", "\u2066", "\x85", "\ud800", "\u2028"])
def test_what_acts_is_in_no_setting(sign: str) -> None:
    assert not is_inert(f"a{sign}b")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("\x1b[31mred\x1b[0m\n", "\x1b[31mred\x1b[0m\n"),
        ("\x1b[38;2;1;2;3m\x07", "\x1b[38;2;1;2;3m\ufffd"),
        ("\x1b[2J", "\ufffd[2J"),
        ("\x1b[", "\ufffd["),
        ("\x1b\x1b[1mx", "\ufffd\x1b[1mx"),
        ("\x1b]0;title\x07", "\ufffd]0;title\ufffd"),
    ],
)
def test_of_what_speaks_to_a_terminal_only_our_own_colours_are_left(text: str, left: str) -> None:
    assert left == harmless(text, colours=True)
    assert "\x1b" not in harmless(text)


def test_a_text_is_not_cut_within_what_is_one_letter_to_the_eye() -> None:
    assert f"{FAMILY}…" == shortened(FAMILY * 3, 5)
    assert "…" == shortened(FAMILY * 3, 3)
    assert "ab…" == shortened(f"ab{HEART}cd", 4)
    assert 1 == cut_at("ae\u0301x", 2)
    assert 3 == cut_at("ae\u0301x", 3)


def test_a_column_is_not_cut_within_it_either() -> None:
    assert f"{FAMILY}…" == cut(FAMILY * 3, 6)
    assert 8 == width(fit(FAMILY * 3, 8))
