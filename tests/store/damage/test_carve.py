"""Rows are carved from pages of which nothing is known."""

import sys

import pytest

from tray.store.damage import carve


@pytest.mark.skipif(sys.platform != "linux", reason="such a file is there on Linux alone")
def test_what_cannot_be_read_has_nothing_to_be_saved() -> None:
    assert b"" == carve.read("/proc/self/mem")


def test_a_number_of_nine_bytes_has_eight_bits_in_its_last() -> None:
    assert ((1 << 64) - 1, 9) == carve._varint(b"\xff" * 9, 0)
    assert (0b10_0000001, 2) == carve._varint(b"\x82\x01", 0)
