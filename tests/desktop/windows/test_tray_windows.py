"""Does Windows get a picture and words that it can take? What needs no Windows to be known."""

import struct

from tray.desktop.windows.tray import _fitting, _resource


def test_an_icon_resource_is_upside_down_in_blue_green_red_alpha() -> None:
    pixels = [bytes([255, 1, 2, 3]), bytes([254, 4, 5, 6]), bytes([253, 7, 8, 9]), bytes([252, 10, 11, 12])]

    size, data = _resource([(2, 2, b"".join(pixels)), (64, 64, bytes(64 * 64 * 4))], 2)

    assert size == 2
    assert struct.unpack("<IiiHH", data[:16]) == (40, 2, 4, 1, 32)
    assert list(data[40:56]) == [9, 8, 7, 253, 12, 11, 10, 252, 3, 2, 1, 255, 6, 5, 4, 254]
    assert len(data) == 40 + 16 + 8


def test_the_nearest_size_is_taken_and_the_larger_of_two() -> None:
    pixmaps = [(size, size, bytes(size * size * 4)) for size in (16, 24, 32)]

    assert [_resource(pixmaps, wanted)[0] for wanted in (16, 20, 48)] == [16, 24, 32]


def test_a_tooltip_is_cut_where_windows_ends_counting() -> None:
    assert _fitting("x" * 200, 127) == "x" * 127
    assert _fitting("😀" * 100, 127) == "😀" * 63
