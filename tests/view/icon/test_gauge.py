"""The gauge says what it should, in every size, to the pixel."""

from functools import cache
from itertools import combinations, pairwise

import pytest
from PIL import Image

from tests.view.icon.gauges import all_kinds, usual
from tray.core.law.levels_and_gauge_steps import Level
from tray.view.icon.colours import level_of
from tray.view.icon.digits import MOST, written
from tray.view.icon.gauge import drawn as draw
from tray.view.icon.gauge import image
from tray.view.icon.layout_of_chip import FULL, SHAPES, SIGNS, SIZES, Shape, chip, number_of, shape_of
from tray.view.icon.roles_and_mixes import INKS, SHADES, Role, ingredients, ink
from tray.view.tray.face import STEPS, Gauge, Mark

HALF = ink(Role.FILL, Role.GLASS, SHADES // 2)
drawn = cache(draw)
MARKED = [sign for sign in SIGNS if sign is not Mark.NONE]


def column(plate: bytes, size: int) -> bytes:
    """The inside of the chip from top to bottom, along its left wall."""
    left, top, _, bottom = chip(size).inside
    return plate[top * size + left + size // 8 : bottom * size : size]


def plates(size: int) -> list[bytes]:
    return [drawn(Shape(step, Mark.NONE), size) for step in range(STEPS + 1)]


def silhouette(plate: bytes) -> bytes:
    """Where there is nothing, where the outer edge is, and where anything else."""
    return bytes(pixel if pixel in (Role.CLEAR, Role.LINE) else Role.RIM for pixel in plate)


@pytest.mark.parametrize("size", SIZES)
def test_every_gauge_fills_its_size_and_no_more(size: int) -> None:
    for gauge in all_kinds():
        picture = image(gauge, size)

        assert (size, size) == picture.size
        assert (0, 0, size, size) == picture.getchannel("A").getbbox()
        alpha = picture.getchannel("A").tobytes()
        assert {0} == {alpha[0], alpha[size - 1], alpha[-size], alpha[-1]}


@pytest.mark.parametrize("size", SIZES)
def test_it_fills_from_the_bottom_row_by_row(size: int) -> None:
    for step, plate in enumerate(plates(size)):
        full, half = chip(size).filled(step)
        rows = column(plate, size)

        assert bytes([Role.FILL]) * full == rows[len(rows) - full :]
        assert half == (HALF in rows)
        assert len(rows) - full - half == rows.count(Role.GLASS)


@pytest.mark.parametrize("size", SIZES)
def test_empty_is_empty_and_full_is_full(size: int) -> None:
    _, top, _, bottom = chip(size).inside

    assert (0, False) == chip(size).filled(0)
    assert (bottom - top, False) == chip(size).filled(STEPS)


@pytest.mark.parametrize("size", SIZES)
def test_a_higher_step_never_stands_lower(size: int) -> None:
    heights = [chip(size).filled(step) for step in range(STEPS + 1)]

    assert sorted(heights) == heights


@pytest.mark.parametrize("size", [size for size in SIZES if size >= 22])
def test_from_22_pixels_each_step_is_seen(size: int) -> None:
    heights = [chip(size).filled(step) for step in range(STEPS + 1)]

    assert STEPS + 1 == len(set(heights))
    assert all(lower != higher for lower, higher in pairwise(plates(size)))


@pytest.mark.parametrize("size", SIZES)
def test_straight_edges_lie_between_pixels(size: int) -> None:
    layout = chip(size)
    round_rows = int(layout.corner + 0.9)
    for plate in plates(size):
        for row in range(round_rows, size - round_rows):
            pixels = plate[row * size + 1 : (row + 1) * size - 1]

            assert all(pixel < len(Role) or pixel == HALF for pixel in pixels)


@pytest.mark.parametrize("size", SIZES)
def test_only_outer_curves_are_half_transparent(size: int) -> None:
    layout = chip(size)
    _, top, _, bottom = layout.inside
    for shape in SHAPES:
        plate = drawn(shape, size)
        inner = plate[top * size : bottom * size]
        rows = [
            inner[row * size + layout.pin + layout.line : (row + 1) * size - layout.pin - layout.line]
            for row in range(layout.notch + int(layout.corner), bottom - top - int(layout.corner))
        ]

        assert not any(Role.CLEAR in ingredients(pixel)[:2] for row in rows for pixel in row)


@pytest.mark.parametrize("size", SIZES)
def test_the_chip_is_the_same_on_the_left_and_on_the_right(size: int) -> None:
    for plate in plates(size):
        picture = Image.frombytes("L", (size, size), plate)

        assert plate == picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT).tobytes()


def test_at_16_pixels_no_two_marks_are_alike() -> None:
    for step in (0, 10, STEPS):
        pictures = [drawn(Shape(step, sign), 16) for sign in MARKED if sign is not Level.CRITICAL]
        for one, other in combinations([*pictures, drawn(FULL, 16)], 2):
            light = [(a == Role.MARK) != (b == Role.MARK) for a, b in zip(one, other, strict=True)]

            assert sum(light) >= 12


@pytest.mark.parametrize("size", SIZES)
def test_a_mark_never_touches_what_is_not_glass(size: int) -> None:
    """So it is seen on any fill and on any panel."""
    for shape in SHAPES:
        plate = drawn(shape, size)
        for place, pixel in enumerate(plate):
            if pixel == Role.MARK:
                context = (plate[place - 1], plate[place + 1], plate[place - size], plate[place + size])

                assert not {Role.FILL, Role.BACK, Role.RIM, Role.CLEAR, HALF} & set(context)


@pytest.mark.parametrize("size", SIZES)
def test_marks_and_numbers_stay_within_the_chip(size: int) -> None:
    empty = silhouette(drawn(Shape(0, Mark.NONE), size))
    for shape in SHAPES:
        assert empty == silhouette(drawn(shape, size))
    for number in range(MOST + 1):
        assert empty == silhouette(written(drawn(Shape(0, Mark.NONE), size), size, usual(0, number=number)))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("level", [Level.GREEN, Level.CRITICAL])
def test_every_number_is_written_differently(size: int, level: Level) -> None:
    plate = drawn(Shape(STEPS, Mark.NONE), size)

    pictures = {written(plate, size, Gauge(STEPS, level, Mark.NONE, number)) for number in range(MOST + 1)}

    assert MOST + 1 == len(pictures)


def test_a_number_beyond_all_measure_is_written_as_the_most() -> None:
    assert image(usual(20, number=MOST), 22) == image(usual(20, number=5000), 22)


def test_a_mark_goes_before_the_number() -> None:
    assert number_of(usual(9, Mark.BREAK, number=45)) is None
    assert image(usual(9, Mark.BREAK), 22) == image(usual(9, Mark.BREAK, number=45), 22)


def test_critical_is_a_full_chip_whatever_the_band() -> None:
    assert FULL == shape_of(Gauge(12, Level.CRITICAL, Mark.NONE))
    assert Shape(STEPS, Mark.NONE) == shape_of(Gauge(19, Level.CRITICAL, Mark.NONE, 97))


def test_a_break_shows_how_far_the_chip_has_emptied_even_from_critical() -> None:
    assert Shape(19, Mark.BREAK) == shape_of(Gauge(19, Level.CRITICAL, Mark.BREAK))


def test_what_is_not_tracked_is_grey() -> None:
    assert {Mark.PAUSED, Mark.OFF, Mark.UNKNOWN} == {
        mark for mark in Mark if level_of(Gauge(5, Level.RED, mark)) is None
    }


def test_the_frame_carries_the_level_when_the_chip_is_empty() -> None:
    for size in SIZES:
        plate = drawn(Shape(0, Mark.NONE), size)

        assert plate.count(Role.RIM) >= 2 * size


@pytest.mark.parametrize("size", [17, 18, 20, 21, 28, 36, 40, 96, 128])
def test_sizes_that_are_not_in_the_table_are_drawn_too(size: int) -> None:
    for gauge in (usual(0), usual(13), usual(20), usual(9, Mark.BREAK), usual(9, number=45), usual(20, number=100)):
        picture = image(gauge, size)

        assert (0, 0, size, size) == picture.getchannel("A").getbbox()


def test_all_inks_of_all_shapes_are_known() -> None:
    assert max(max(drawn(shape, size)) for shape in SHAPES for size in (16, 64)) < INKS
