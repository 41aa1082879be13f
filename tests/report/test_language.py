"""The report in another language: nothing on its page is said beside the words, and it reads in its direction."""

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.catalogues import pseudo
from tests.cli.typed import typed
from tests.day import day
from tests.report.people import BERLIN, a_week, kept
from tests.skip_what_is_not_installed import require_the_extra_report
from tray.cli.verbs.report import report
from tray.core.messages import commands as c
from tray.core.messages.facts import WarningRaised
from tray.lib.language.formats import Formats
from tray.lib.language.translation import speak

require_the_extra_report()
pytestmark = pytest.mark.usefixtures("nowhere")
MONDAY = datetime(2025, 11, 3, 8, tzinfo=UTC)
OWN = re.compile("Backpressure|mail|the report|the 4th|<br>|WHO/ILO|Pencavel")
"""What is no message: names, and labels that the person gave."""


@pytest.fixture(autouse=True)
def _in_brackets() -> Iterator[None]:
    pseudo.put_in_force()
    yield
    speak(None)


@pytest.fixture
def week(nowhere: Path) -> None:
    assert nowhere.is_dir()
    lived = a_week(MONDAY)
    friday = MONDAY + timedelta(days=4, hours=1)
    numbers = {"now": 3600.0, "usual": 0.0, "spread": 600.0}
    warned = WarningRaised(friday, "stopping", "trend", numbers)
    kept(sorted([*lived.facts, warned], key=lambda fact: fact.at))


def made(folder: Path, *words: str) -> str:
    file = folder / "report.html"
    assert 0 == report(typed("report", *words, "--out", str(file)), io.StringIO())
    return file.read_text("utf-8")


def spoken_from_the_right() -> None:
    written = replace(Formats(), right_to_left=True, decimal="٫")
    speak(pseudo.Catalogue(), written, tag="ar/ar_EG/ar_EG", from_the_right=True)


def embedded(page: str) -> str:
    """The figures, as the page holds them."""
    found = re.search(r'<script type="application/json" id="figures">(.*?)</script>', page, re.DOTALL)
    assert found
    return found[1]


def shown(page: str) -> Iterator[str]:
    """Every text of the page: between tags, for who hears it, and in its plots."""
    own = re.sub(r"<(style|script)\b.*?</\1>", "", page, flags=re.DOTALL)
    yield from map(unescape, re.findall(r'aria-label="([^"]*)"', own))
    yield from (unescape(each).strip() for each in re.split(r"<[^>]*>", own) if each.strip())
    for figure in json.loads(embedded(page)).values():
        yield from texts(figure["data"])
        yield from texts(figure["layout"])


def texts(value: Any, key: str = "") -> Iterator[str]:
    """What a plot shows: names in its legend, what it says to the pointer, and its axes."""
    match value:
        case dict():
            if "ticksuffix" in value:
                yield f"{value['tickprefix']}1{value['ticksuffix']}"
            for name, each in value.items():
                yield from texts(each, name)
        case list():
            for each in value:
                yield from texts(each, key)
        case str() if key in ("customdata", "text", "ticktext"):
            yield value


def bare(page: str) -> set[str]:
    """The texts of the page of which something was said beside the words."""
    return {text for text in shown(page) if pseudo.outside(OWN.sub("", text))}


@pytest.mark.usefixtures("week")
@pytest.mark.parametrize(
    "words",
    [
        ("--day", "2025-11-04", "--what-if", "walk 15m at 11:00"),
        ("--week", "2025-11-04"),
        ("--month", "2025-11"),
        ("--year", "2025"),
        ("--day", "2020-02-29"),
    ],
)
def test_every_word_of_the_page_is_said(words: tuple[str, ...], tmp_path: Path) -> None:
    page = made(tmp_path, *words)

    assert set() == bare(page)
    assert ("<figure>" in page) == (words[1] != "2020-02-29")


def test_an_incident_and_answers_are_said_too(tmp_path: Path) -> None:
    heavy = day(zone=BERLIN, at=MONDAY)
    heavy.ask(c.Commit("the 4th")).work("9h", switches_per_hour=60)
    for answer in (2, 7, 4):
        heavy.ask(c.CheckIn("fatigue", answer)).away("30m").work("90m")
    kept(heavy.facts, seen=heavy.at)

    assert set() == bare(made(tmp_path, "--day", "2025-11-03"))


@pytest.mark.usefixtures("week")
def test_the_page_names_its_language_and_its_direction(tmp_path: Path) -> None:
    assert '<html lang="pseudo" dir="ltr">' in made(tmp_path, "--week", "2025-11-04")

    spoken_from_the_right()
    page = made(tmp_path, "--week", "2025-11-04")

    assert '<html lang="ar" dir="rtl">' in page
    hours = json.loads(embedded(page))["hours"]["layout"]
    assert "٫\u202f" == hours["separators"]
    assert pseudo.BEGINS == hours["yaxis"]["tickprefix"]
    assert " h" == hours["yaxis"]["ticksuffix"].rstrip(f"~{pseudo.ENDS}")


@pytest.mark.usefixtures("week")
@pytest.mark.parametrize("from_the_right", [False, True])
def test_the_picture_begins_its_lines_where_the_language_does(from_the_right: bool, tmp_path: Path) -> None:
    if from_the_right:
        spoken_from_the_right()
    file = tmp_path / "day.png"

    assert 0 == report(typed("report", "--day", "2025-11-04", "--png", str(file)), io.StringIO())

    with Image.open(file) as picture:
        title = picture.convert("L").crop((0, 40, 1200, 100)).point(lambda shade: 255 if shade > 128 else 0).getbbox()
    assert title is not None
    left, right = title[0], 1200 - title[2]
    assert (55 < right < 70 < left) if from_the_right else (55 < left < 70 < right)
