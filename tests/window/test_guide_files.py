"""The exercises of a break: those that come with the program are whole, and bad ones of one's own are told by line."""

import os
import threading
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
import tomli

from tray.core.breaks.guidance import NEEDS, choose
from tray.core.state.ongoing import Break
from tray.lib.assets import asset
from tray.window import guide_files, guide_words
from tray.window.guide_files import LARGEST_PICTURE, LARGEST_TEXT, MOST_GUIDES, MOST_STEPS

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><path d="M0 0h4v3z"/></svg>'
TEA = """\
title = "Make some tea"
needs = ["calm", "walk"]
kinds = ["tea"]
least = "3m"

[[steps]]
say = "Put the kettle on."
picture = "tea-1.svg"
lasts = "30s"
"""
MINUTE = timedelta(minutes=1)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "tea-1.svg").write_text(DRAWING)
    return tmp_path


def told(own: Path, text: str, name: str = "tea") -> list[str]:
    """What is wrong with a guide of this text, without the folder."""
    (own / f"{name}.toml").write_text(text)
    return [str(each).removeprefix(f"{own}{os.sep}") for each in guide_files.read(str(own)).problems]


def names(own: str = "") -> list[str]:
    return [each.exercise.name for each in guide_files.read(own).known]


# Those that come with the program


def test_there_are_exercises_for_everything_that_a_break_can_be_good_for() -> None:
    found = guide_files.read()
    good_for = {need for each in found.known for need in each.exercise.needs}

    assert () == found.problems
    assert set(NEEDS) == good_for
    assert {"breathing", "far", "neck", "shoulders", "wrists", "back", "walk", "unplug"} <= set(names())
    assert all(2 <= len(each.steps) <= 4 for each in found.known)


def test_every_sentence_can_be_translated() -> None:
    said = {each.title for each in guide_files.read().known} | {
        step.sentence for each in guide_files.read().known for step in each.steps
    }

    assert set(guide_words.SENTENCES) == said


def test_every_drawing_is_shown_in_some_step() -> None:
    files = list(asset("guides").iterdir())
    used = [
        step["picture"] for each in files if each.suffix == ".toml" for step in tomli.loads(each.read_text())["steps"]
    ]

    assert sorted(used) == sorted(each.name for each in files if each.suffix == ".svg")


@pytest.mark.parametrize(
    ("kind", "length"), [("eyes", 20), ("micro", 30), ("rest", 60), ("walk", 300), ("lunch", 3600)]
)
def test_breaks_of_every_kind_and_length_get_one_and_never_the_same_twice_in_a_row(kind: str, length: int) -> None:
    known = [each.exercise for each in guide_files.read().known]
    begun = Break(kind, datetime(2026, 3, 2, 9, tzinfo=UTC), timedelta(seconds=length), 30.0)
    wanted = ("walk",) if kind == "walk" else ("eyes", "hands")
    chosen = [choose(known, begun, wanted, turn) for turn in range(24)]

    assert None not in chosen
    assert all(one != after for one, after in pairwise(chosen))


# Those of one's own


def test_a_folder_of_ones_own_adds_to_them_and_a_file_of_the_same_name_takes_the_place(own: Path) -> None:
    assert [] == told(own, TEA)
    assert [] == told(own, TEA.replace("Make some tea", "Look at the sea"), "far")
    known = {each.exercise.name: each for each in guide_files.read(str(own)).known}

    assert (("calm", "walk"), ("tea",), 3 * MINUTE) == (
        known["tea"].exercise.needs,
        known["tea"].exercise.kinds,
        known["tea"].exercise.least,
    )
    assert DRAWING.encode() == known["tea"].steps[0].picture
    assert "Look at the sea" == known["far"].title
    assert 13 == len(known)


def test_everything_that_is_wrong_is_told_by_name_and_line_and_the_others_serve(own: Path) -> None:
    text = TEA.replace('"walk"]', '"wlak"]').replace('"3m"', '"3x"').replace("lasts", "last").replace("tea-1", "no")

    assert [
        'tea.toml:2: needs: "wlak" is not one of "eyes", "hands", "neck", "back", "walk", "calm"; did you mean "walk"?',
        'tea.toml:4: least: "3x" is not a duration such as "1m"',
        "tea.toml:8: steps.0.picture: no.svg can't be read: No such file or directory.",
        "tea.toml:9: steps.0.last: There is no such key. There are: say, picture, lasts.",
    ] == sorted(told(own, text))
    assert "tea" not in names(str(own))
    assert 12 == len(names(str(own)))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("title = ", "tea.toml:1"),
        (TEA.replace('title = "Make some tea"\n', ""), "tea.toml: title: This is missing."),
        (TEA.split("[[steps]]")[0], "steps: This has to be one or more tables, each below a line [[steps]]."),
        ('steps = ["x"]\n' + TEA.split("[[steps]]")[0], "tea.toml:1: steps: This has to be one or more tables"),
        (TEA.replace('needs = ["calm", "walk"]', "needs = []"), "tea.toml:2: needs: This has to be a list"),
        (TEA.replace("least", "breath = [4]\nleast"), "tea.toml:4: breath: This has to be the seconds in and"),
        (TEA.replace("tea-1.svg", "../tea-1.svg"), "tea.toml:8: steps.0.picture: This has to be the name of a drawing"),
        (TEA.replace("tea-1.svg", "/etc/passwd"), "tea.toml:8: steps.0.picture: This has to be the name of a drawing"),
        (TEA.replace("kettle", "kettle\\u202e"), "tea.toml:7: steps.0.say:"),
        (TEA + TEA[TEA.index("[[steps]]") :] * MOST_STEPS, f"steps: There can be up to {MOST_STEPS} steps."),
    ],
)
def test_a_mistake_is_told_where_it_stands(own: Path, text: str, says: str) -> None:
    assert any(each.startswith(says) or f": {says}" in each for each in told(own, text)), told(own, text)


@pytest.mark.parametrize(
    "drawing",
    [
        '<!DOCTYPE svg [<!ENTITY a "b">]><svg/>',
        '<svg><image href="/etc/passwd"/></svg>',
        '<svg><use xlink:href="file:///etc/passwd"/></svg>',
        "<svg><path fill='url(http://a.example/b)'/></svg>",
        "<html/>",
        "<svg>" + " " * LARGEST_PICTURE,
    ],
)
def test_a_drawing_that_is_none_is_too_large_or_draws_on_others_is_not_shown(own: Path, drawing: str) -> None:
    (own / "tea-1.svg").write_text(drawing)

    assert ["tea.toml:8: steps.0.picture"] == [": ".join(each.split(": ")[:2]) for each in told(own, TEA)]


def test_a_drawing_may_refer_to_itself(own: Path) -> None:
    (own / "tea-1.svg").write_text("<svg><use href=\"#a\"/><path fill='url(#b)'/><path fill='url(\"#c\")'/></svg>")

    assert [] == told(own, TEA)


def test_a_file_that_is_far_too_long_is_told_and_not_taken_apart(own: Path) -> None:
    assert ["tea.toml: The file is larger than 64 KB."] == told(own, f"{TEA}# {'x' * LARGEST_TEXT}")


def test_nobody_waits_for_a_pipe_that_lies_there(own: Path) -> None:
    os.mkfifo(own / "tea.toml")
    os.mkfifo(own / "coffee-1.svg")
    (own / "coffee.toml").write_text(TEA.replace("tea-1", "coffee-1"))
    found: list[guide_files.Guides] = []
    reader = threading.Thread(target=lambda: found.append(guide_files.read(str(own))), daemon=True)
    reader.start()
    reader.join(20)

    assert found
    assert 2 == len(found[0].problems)


def test_a_folder_that_is_not_there_is_told_and_the_others_serve(tmp_path: Path) -> None:
    found = guide_files.read(str(tmp_path / "none"))

    assert [str(tmp_path / "none")] == [each.file for each in found.problems]
    assert 12 == len(found.known)


def test_a_folder_that_holds_far_too_much_is_read_up_to_a_bound(own: Path) -> None:
    for n in range(MOST_GUIDES + 5):
        (own / f"g{n:03}.toml").write_text(TEA)
    found = guide_files.read(str(own))

    assert 12 + MOST_GUIDES == len(found.known)
    assert f"Only the first {MOST_GUIDES} are read." in str(found.problems[0])
