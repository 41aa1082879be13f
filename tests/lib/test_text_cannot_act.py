"""A text that somebody wrote can do nothing but be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tray.lib.text import one_line, plain, shortened


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pressure 67 % → 40 %, “fine”", "Pressure 67 % → 40 %, “fine”"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\tb", "a b"),
        ("\x1b[31mred\x07\0", "\ufffd[31mred\ufffd\ufffd"),
        ("left\u202etfel", "lefttfel"),
        ("half \ud83d", "half \ufffd"),
    ],
)
def test_only_what_can_be_read_is_left(text: str, expected: str) -> None:
    assert plain(text) == expected


@given(st.text(alphabet=st.characters()))
def test_every_text_can_be_sent_and_holds_no_control_character(text: str) -> None:
    sent = one_line(text).encode()

    assert not any(byte < 32 or byte == 127 for byte in sent)


@pytest.mark.parametrize(("most", "expected"), [(5, "abcde"), (4, "abc…"), (1, "…")])
def test_what_is_missing_is_marked(most: int, expected: str) -> None:
    assert shortened("abcde", most) == expected
