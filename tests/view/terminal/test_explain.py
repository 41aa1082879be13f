"""What a person reads where the number comes from: it adds up, fits a terminal, and no text of theirs can act on it."""

import re
from datetime import timedelta
from itertools import pairwise
from math import floor
from typing import Any
from unicodedata import east_asian_width

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.lives import records
from tests.day import BERLIN, MONDAY, Day, day
from tray.core.context import Context
from tray.core.inquiry.explain import explain
from tray.core.messages import commands as c
from tray.core.messages.facts import Fact
from tray.core.state.state import State
from tray.lib.text import acts
from tray.lib.text_width import cut, fit, width
from tray.settings.defaults.every_setting import Settings
from tray.view.terminal.explain import explanation_text
from tray.view.values.explain import explanation

AROUND = Context(Settings(), BERLIN)


def values_of(facts: list[Fact], at: Any) -> dict[str, Any]:
    return explanation(explain(State(at=facts[0].at), facts, at, since=facts[0].at), AROUND)


def of(told: Day) -> dict[str, Any]:
    return values_of(told.facts, told.at)


def text_of(told: Day, *, formula: bool = False) -> str:
    return explanation_text(of(told), colour=False, formula=formula)


def columns(text: str) -> list[list[float]]:
    """The numbers of each line of the table: put in, freed, left, stretch, today, weeks; empty ones are 0."""
    table = text[text.index("weeks\n") + 6 : text.index("\n\nput in")]
    lines = [line for line in table.splitlines() if line[:1] in (" ", "P")]
    edges = (0, 8, 15, 22, 30, 36, 42)
    numbers = [_beyond(line, 37).ljust(42) for line in lines]
    return [[float(line[a:b].strip() or 0) for a, b in pairwise(edges)] for line in numbers]


def _beyond(line: str, columns: int) -> str:
    """What of a line comes after so many columns of a terminal."""
    return line[max(n for n in range(len(line) + 1) if width(line[:n]) <= columns) :]


def three_days() -> Day:
    told = day().ask(c.Commit("send the slides")).ask(c.Commit("a room", MONDAY + timedelta(days=9)))
    for _ in range(2):
        told.work("3h", switches_per_hour=12).away("45m").work("4h", switches_per_hour=20).away("16h15m")
    told.ask(c.StartSession("mail")).work("50m", switches_per_hour=30).away("10m")
    return told.ask(c.StartSession("report", timedelta(hours=1), "pressed")).work("150m", switches_per_hour=12)


def test_who_likes_it_reads_the_columns_in_the_words_of_a_runtime() -> None:
    found = of(three_days())
    plain, runtime = (explanation_text(found, colour=False, runtime=runtime) for runtime in (False, True))

    assert "gen0" not in plain
    assert re.search(r"left +gen0 +gen1 +gen2\n", runtime)
    assert re.search(r"left +stretch +today +weeks\n", plain)


def test_every_column_adds_up() -> None:
    *rows, total = columns(text_of(three_days()))

    for row in (*rows, total):
        put, freed, left, *_ = row
        assert freed == pytest.approx(put - left) or put == 0
    for column in (2, 3, 4, 5):
        assert total[column] == pytest.approx(sum(row[column] for row in rows))
    assert floor(three_days().state.pressure) == total[2]


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(records())
def test_what_is_shown_adds_up_whatever_the_record_says(facts: list[Fact]) -> None:
    values = values_of(facts, facts[-1].at)
    *rows, total = columns(explanation_text(values, colour=False))

    assert values["pressure"] == pytest.approx(sum(part["points"] for part in values["parts"]), abs=1e-9)
    assert floor(values["pressure"]) == total[2]
    for put, freed, left, *_ in rows:
        assert freed == pytest.approx(put - left) or put == freed == 0
    for column in (2, 3, 4, 5):
        assert total[column] == pytest.approx(sum(row[column] for row in rows), abs=1e-9)


def test_the_table_names_the_stretches_of_today_the_days_before_and_the_commitments() -> None:
    text = text_of(three_days())

    for named in (
        "before Mon 23 Nov",
        "yesterday   2 stretches of work",
        "09:00–09:50  mail",
        "10:00–12:30  report",
        "25 switches",
        "under pressure",
        "past its estimate",
        "  1  send the slides",
        "a room (planned)",
        "Most of it comes from report, 10:00–12:30: 56 points.",
    ):
        assert named in text


def test_a_day_that_has_just_begun_is_explained_too() -> None:
    text = text_of(day())

    assert "before today" in text
    assert "Today" not in text.splitlines()
    assert "Most of it" not in text


def test_the_formula_comes_with_the_numbers_of_now() -> None:
    told = day().ask(c.StartSession("report", load="pressed")).work("1h")
    text = text_of(told, formula=True)

    assert "1.25·40·(1 − " in text
    assert "Lmax·(1 − e^(−n/n0))" in text
    assert "Lmax" not in text_of(told)
    assert max(map(width, text.splitlines())) <= 80


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=120), st.text(max_size=120))
def test_no_text_of_the_person_breaks_the_table_or_acts_on_the_terminal(label: str, promise: str) -> None:
    told = day().ask(c.Commit(promise)).ask(c.StartSession(label, timedelta(minutes=20))).work("1h")
    text = text_of(told)

    assert not any(acts(each) for each in text if each != "\n")
    assert max(map(width, text.splitlines())) <= 80
    assert floor(told.state.pressure) == columns(text)[-1][2]


def test_colour_is_only_there_where_it_is_wanted() -> None:
    values = of(day().work("1h"))

    assert "\x1b" not in explanation_text(values, colour=False, formula=True)
    coloured = explanation_text(values, colour=True, formula=True)
    assert explanation_text(values, colour=False, formula=True) == re.sub(r"\x1b\[[0-9;]*m", "", coloured)


def test_the_values_for_scripts_are_unrounded_and_carry_their_times() -> None:
    told = three_days()
    values = of(told)

    assert told.state.pressure == values["pressure"] == pytest.approx(sum(values["pools"].values()))
    assert "2026-11-25T12:30:00+01:00" == values["at"]
    work = [part for part in values["parts"] if part["kind"] == "work"][-1]
    assert ("2026-11-25T10:00:00+01:00", "2026-11-25T12:30:00+01:00") == (work["from"], work["to"])
    assert work["put"] - work["freed"] == pytest.approx(work["points"])
    assert ["send the slides", "a room"] == [p["label"] for p in values["parts"] if p["kind"] == "commitment"]
    assert values["formula"]["u"] == pytest.approx(1.25 * 1.5)


@settings(max_examples=300)
@given(st.text(), st.integers(1, 40))
def test_a_text_fits_its_column_exactly(text: str, columns: int) -> None:
    assert columns == width(fit(text, columns))
    assert cut(text, columns) == text or cut(text, columns).endswith("…")


def test_wide_letters_take_two_columns() -> None:
    assert east_asian_width("報") == "W"
    assert 4 == width("報告")
    assert "報…" == cut("報告書", 4)


def test_a_short_time_off_and_a_heavy_week_are_said_in_a_line_each() -> None:
    told = day()
    for _ in range(7):
        told.work("14h").away("10h")
    told.work("1h")
    said = explanation_text(values_of(told.facts, told.at), colour=False).splitlines()

    assert any(each.startswith("You had only 10 h off, so work adds pressure 40% faster today.") for each in said)
    assert "You've worked 98 h in 7 days, so work adds pressure 15% faster today." in said


def test_who_had_no_hour_off_for_a_day_and_a_night_reads_just_that() -> None:
    told = day()
    for _ in range(5):
        told.work("4h").away("10m")
    said = " ".join(text_of(told.work("1h")).split())

    assert "You haven't had an hour off in the last 16 hours, so work adds pressure 60% faster today." in said
    assert "You had only" not in said


def test_a_light_week_makes_work_a_little_lighter() -> None:
    told = day()
    for _ in range(8):
        told.work("1h").away("23h")

    assert "It's a light week, so work adds pressure 5% slower today." in text_of(told.work("1h")).splitlines()


def test_what_the_person_said_of_the_weeks_before_is_named_in_full() -> None:
    line = next(each for each in text_of(day().ask(c.Introduce("heavy")).work("1h")).splitlines() if "answer" in each)

    assert line.startswith("  your answer about the last weeks ")
    assert ["14", "0", "14", "14"] == line.split()[-4:]


def test_an_ordinary_day_says_nothing_of_labels() -> None:
    told = day().work("4h").away("45m").work("3h")

    assert "faster today" not in explanation_text(values_of(told.facts, told.at), colour=False)
    assert [1.0, 1.0] == [each["factor"] for each in values_of(told.facts, told.at)["labels"]]


def test_what_is_called_most_of_it_is_more_than_half() -> None:
    text = text_of(day().work("8m"))

    assert "Most of it" not in text
    assert "5 of 11 points come from your work, 09:00–09:08." in text
    assert "Most of it comes from your work, 09:00–09:50: 25 points." in text_of(day().work("50m"))


def test_more_points_than_are_shown_elsewhere_are_explained() -> None:
    text = " ".join(text_of(day().work("11h")).split())

    assert "That's 108 points in all. Elsewhere you see 100% at most, and each part as its share of that." in text
    assert "Elsewhere you see" not in text_of(day().work("50m"))
