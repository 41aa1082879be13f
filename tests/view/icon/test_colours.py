"""Everybody can tell the colours apart, on every panel."""

from itertools import combinations, pairwise

import pytest

from tests.view.icon.colour_vision import VISIONS, contrast, difference, lab, luminance
from tray.core.law.levels_and_gauge_steps import Level
from tray.view.icon.colours import LEVELS, Colour, colours, dye
from tray.view.icon.roles_and_mixes import INKS, SHADES, Role, ingredients, ink

DARK: Colour = (0x26, 0x28, 0x2E, 255)
LIGHT: Colour = (0xEC, 0xED, 0xF0, 255)
GROUNDS = [("dark", DARK), ("auto", DARK), ("auto", LIGHT), ("light", LIGHT)]
KINDS = [*Level, None]


def test_the_distance_of_colours_is_that_of_its_authors() -> None:
    measured = difference((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485))

    assert measured == pytest.approx(2.0425, abs=1e-4)
    assert difference((50.0, 2.49, -0.001), (50.0, -2.49, 0.0011)) == pytest.approx(7.2195, abs=1e-4)


@pytest.mark.parametrize("vision", VISIONS)
def test_any_two_levels_are_told_apart_at_a_glance(vision: str) -> None:
    for one, other in combinations(LEVELS.values(), 2):
        assert difference(lab(one, vision), lab(other, vision)) >= 12


def test_neighbouring_levels_differ_in_lightness_alone() -> None:
    for lower, higher in pairwise(Level):
        assert contrast(LEVELS[lower], LEVELS[higher]) >= 1.5


def test_from_yellow_to_red_it_darkens() -> None:
    lights = [luminance(LEVELS[level]) for level in (Level.YELLOW, Level.ORANGE, Level.RED)]

    assert lights == sorted(lights, reverse=True)


def test_critical_is_not_dim_on_a_dark_panel() -> None:
    assert contrast(LEVELS[Level.CRITICAL], DARK) > 4.5
    assert contrast(LEVELS[Level.CRITICAL], DARK) > contrast(LEVELS[Level.RED], DARK)


@pytest.mark.parametrize("palette", ["standard", "mono"])
@pytest.mark.parametrize(("panel", "ground"), GROUNDS)
@pytest.mark.parametrize("level", KINDS)
def test_the_frame_stands_against_the_panel(palette: str, panel: str, ground: Colour, level: Level | None) -> None:
    of = colours(palette, panel, level)

    assert max(contrast(of[Role.LINE], ground), contrast(of[Role.RIM], ground)) >= 3
    assert contrast(of[Role.PIN], ground) >= 3


@pytest.mark.parametrize("palette", ["standard", "mono"])
@pytest.mark.parametrize(("panel", "ground"), GROUNDS)
@pytest.mark.parametrize("level", KINDS)
def test_marks_and_fill_stand_against_the_glass(palette: str, panel: str, ground: Colour, level: Level | None) -> None:
    of = colours(palette, panel, level)
    glass = of[Role.GLASS] if of[Role.GLASS][3] else ground

    assert contrast(of[Role.MARK], glass) >= 4.5
    assert contrast(of[Role.FILL], glass) >= 3


@pytest.mark.parametrize("level", KINDS)
def test_one_colour_is_one_colour(level: Level | None) -> None:
    for panel in ("dark", "light"):
        shown = {colour for colour in colours("mono", panel, level).values() if colour[3]}

        assert len(shown) == 1


def test_each_ink_is_known_by_its_ingredients() -> None:
    assert INKS <= 256
    for number in range(INKS):
        assert ink(*ingredients(number)) == number


def test_order_does_not_matter_in_a_mix() -> None:
    assert ink(Role.RIM, Role.CLEAR, 3) == ink(Role.CLEAR, Role.RIM, SHADES - 3)


def test_a_mix_with_nothing_keeps_its_colour_and_loses_weight() -> None:
    quarter = ink(Role.RIM, Role.CLEAR, SHADES // 4)

    pixel = dye("standard", "dark", Level.GREEN).rgba(bytes([quarter]))

    assert bytes([*LEVELS[Level.GREEN][:3], 64]) == pixel
