"""What an X server says first, read to the screen that is asked for."""

import struct

import pytest

from tray.desktop.linux.display.x11 import HEADER_BYTES, Welcome, read_welcome

ROOTS = (0x111, 0x222, 0x333)


def screen(root: int, *visuals_of_depths: int) -> bytes:
    """A screen with so many visuals of each of its depths."""
    said = struct.pack("=I", root) + b"\xff" * 35 + bytes((len(visuals_of_depths),))
    for visuals in visuals_of_depths:
        said += struct.pack("=BxHxxxx", 24, visuals) + b"\xff" * 24 * visuals
    return said


def welcome() -> bytes:
    """Of three screens, none of which is as long as another."""
    vendor = b"Tests"
    head = struct.pack("=BxHHH", 1, 11, 0, 0)
    head += struct.pack("=IIIIHHBB", 1, 0x400000, 0x1FFFFF, 0, len(vendor), 0xFFFF, len(ROOTS), 2)
    head += bytes(40 - len(head)) + vendor + bytes(3) + b"\xff" * 8 * 2
    return head + screen(ROOTS[0], 2, 0, 3) + screen(ROOTS[1]) + screen(ROOTS[2], 1)


@pytest.mark.parametrize(("number", "root"), [*enumerate(ROOTS), (7, ROOTS[-1])])
def test_the_root_is_that_of_the_screen_which_the_display_names(number: int, root: int) -> None:
    assert Welcome(0x400000, 0x1FFFFF, root) == read_welcome(welcome(), number)


def test_a_server_that_refuses_is_asked_no_more() -> None:
    reason = b"No protocol specified"
    answer = struct.pack("=BBHHH", 0, len(reason), 11, 0, 6) + reason + bytes(3)

    assert HEADER_BYTES + 4 * 6 == len(answer)
    assert "it doesn't let Backpressure in (No protocol specified)" == read_welcome(answer, 0)


def test_a_server_that_refuses_without_a_word_is_told_so() -> None:
    assert "it doesn't let Backpressure in, and gives no reason" == read_welcome(
        struct.pack("=BBHHH", 0, 0, 11, 0, 0), 0
    )
