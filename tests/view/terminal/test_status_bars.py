"""Each status bar gets what it understands, and nothing that a person wrote acts on it."""

import json
import re
from xml.etree import ElementTree

import pytest

from tests.view.terminal.statuses import HOSTILE, STATUS, status
from tray.errors import UsageError
from tray.view.terminal.status_bars import BARS, SEVERAL_LINES, line, sign

HOSTILE_STATUS = status(session=STATUS["session"] | {"label": HOSTILE})


def test_waybar_gets_json_with_classes_for_its_style_sheet() -> None:
    said = json.loads(line("waybar", STATUS))

    assert ("47%", "yellow", ["yellow"], 47) == (said["text"], said["alt"], said["class"], said["percentage"])
    assert [
        "Pressure 47% (yellow)",
        "From this stretch 24, today 14, last weeks 6, to do 3",
        "Session: report",
        "Next: a break is due at 10:05",
    ] == said["tooltip"].split("\n")


@pytest.mark.parametrize("key", ["text", "tooltip"])
def test_waybar_gets_pango_that_is_well_formed(key: str) -> None:
    said = json.loads(line("waybar", HOSTILE_STATUS))

    assert said[key].isprintable() or key == "tooltip"
    assert "<b>" in "".join(ElementTree.fromstring(f"<t>{said['tooltip']}</t>").itertext())


def test_i3blocks_gets_three_lines_the_last_a_colour() -> None:
    assert ["47%", "47%", "#ffe14d"] == line("i3blocks", STATUS).split("\n")


def test_polybar_colours_the_block_only() -> None:
    assert "%{F#ffe14d}▄%{F-} 47%" == line("polybar", STATUS)


def test_tmux_gets_a_style_and_its_end() -> None:
    assert "#[fg=#ffe14d]▄#[default] 47%" == line("tmux", STATUS)


def test_claude_code_gets_one_coloured_line_that_says_what_is_next_and_who_asks() -> None:
    said = line("claude", STATUS)

    assert said == "\x1b[38;2;255;225;77m▄ 47%\x1b[0m · a break is due at 10:05 · 2 agents are asking · 1 agent is busy"


def test_xfce_gets_tags_with_pango_in_them() -> None:
    found = ElementTree.fromstring(f"<all>{line('xfce', HOSTILE_STATUS)}</all>")

    assert ["txt", "bar", "tool"] == [tag.tag for tag in found]
    assert ("47%", "47") == ("".join(found[0].itertext()), found[1].text)
    assert "#ffe14d" == found[0][0].get("foreground")


@pytest.mark.parametrize("bar", BARS)
def test_no_bar_is_told_what_would_act_on_it(bar: str) -> None:
    said = line(bar, HOSTILE_STATUS)

    assert len(said) < 1000
    if bar == "claude":
        said = re.sub("^\x1b\\[38;2;[0-9;]+m(.*)\x1b\\[0m", r"\1", said)  # it has a colour of ours, and that alone
    assert all(letter.isprintable() or letter == "\n" for letter in said)
    assert ("gotcha" in said) == (bar in ("waybar", "xfce"))
    assert bar in SEVERAL_LINES or "\n" not in said


@pytest.mark.parametrize(
    ("changes", "expected", "text"),
    [
        ({}, "", "47%"),
        ({"tracking": "paused", "quiet": ["paused"]}, "paused", "47% paused"),
        ({"quiet": ["break", "just-suggested"]}, "break", "47% break"),
        ({"quiet": ["away", "day-ended"]}, "off", "47% off"),
        ({"quiet": ["away"]}, "away", "47%"),
        ({"quiet": ["away"], "tracking": "off"}, "unknown", "47% ?"),
    ],
)
def test_a_bar_shows_what_the_icon_marks(changes: dict[str, object], expected: str, text: str) -> None:
    assert expected == sign(status(**changes))
    assert text == line("i3blocks", status(**changes)).partition("\n")[0]


def test_the_number_is_rounded_down_as_in_the_icon() -> None:
    assert "59%" in line("tmux", status(pressure=59.99))


@pytest.mark.parametrize("pressure", [-0.0, 0.0, 100.0, 140.0])
@pytest.mark.parametrize("bar", BARS)
def test_every_pressure_can_be_shown(bar: str, pressure: float) -> None:
    assert f"{min(pressure, 100):.0f}%".replace("-", "") in line(bar, status(pressure=pressure))


def test_a_bar_that_is_not_known_is_refused_with_the_one_that_may_be_meant() -> None:
    with pytest.raises(UsageError, match='Did you mean "waybar"'):
        line("wabar", STATUS)
