"""Does Windows get a picture and words that it can take? What needs no Windows to be known."""

import struct
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from tray.desktop.windows.tray_and_session import _be_sharp, _fitting, _resource


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


@pytest.mark.parametrize("length", [0, 1, 126, 127, 128, 129, 1000])
def test_no_tooltip_is_longer_than_windows_takes_and_none_ends_in_half_a_letter(length: int) -> None:
    for letter in ("x", "ä", "😀"):
        cut = _fitting(letter * length, 127)
        assert len(cut.encode("utf-16-le")) // 2 <= 127
        assert cut == letter * len(cut)


@pytest.mark.parametrize(
    ("system", "expected"),
    [
        ({"SetProcessDpiAwarenessContext": 1}, ["SetProcessDpiAwarenessContext"]),
        ({"SetProcessDpiAwarenessContext": 0}, ["SetProcessDpiAwarenessContext", "SetProcessDPIAware"]),
        ({}, ["SetProcessDPIAware"]),
    ],
    ids=["today's Windows", "a Windows that refuses", "an old Windows"],
)
def test_windows_is_told_that_we_draw_sharply_ourselves(system: dict[str, int], expected: list[str]) -> None:
    called: list[str] = []

    def answering(name: str, answer: int) -> Callable[..., int]:
        def answered(*_: object) -> int:
            called.append(name)
            return answer

        return answered

    answers = {"SetProcessDPIAware": 1, **system}
    _be_sharp(
        SimpleNamespace(user32=SimpleNamespace(**{name: answering(name, each) for name, each in answers.items()}))
    )

    assert expected == called
