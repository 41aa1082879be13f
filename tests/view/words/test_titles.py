"""No title of a notification is longer than 33 letters where no words of the person's own are in it.

swaync cuts titles of 35 letters; one letter for an ellipsis, and one to be sure.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from tests.day import day
from tray.core.law.levels import Level
from tray.core.messages import commands as c
from tray.core.messages.effects import DayIsOver, LimitNear
from tray.core.state.ongoing import Break, Day
from tray.errors import Problem
from tray.settings.catalogue.catalogue import Limits, Settings
from tray.settings.catalogue.presets import EVERY, PRESETS
from tray.view.tray import full_notice, notices
from tray.view.words import (
    acknowledgements,
    checkins,
    end_of_day,
    insights,
    limits,
    questions,
    suggestions,
    warnings,
    wording,
)
from tray.view.words.welcome import TITLES

LONGEST = 33
AT = datetime(2026, 11, 26, 10, 30, tzinfo=UTC)
LENGTHS = [timedelta(seconds=20), *(timedelta(minutes=n) for n in (1, 8, 11, 15, 59, 85, 90, 150))]
LONG = timedelta(hours=10, minutes=55)


def of_suggestions() -> Iterator[str]:
    told = day().work("53m")
    live = told.state.suggestion
    assert live is not None
    for kind in ("rest", "walk", "lunch"):
        yield suggestions.soon(LONG, kind)[0]
        yield suggestions.on_break(Break(kind, AT, LONG, 40.0), Settings(), UTC)[0]
        for length in LENGTHS:
            for asked in (1, 2):
                yield suggestions.title(replace(live, kind=kind, length=length, asked=asked), told.state)
    yield suggestions.title(replace(live, enough=False), replace(told.state, day=None))
    yield from (suggestions.break_over(completed=completed) for completed in (True, False))


def of_limits() -> Iterator[str]:
    for left in (LONG, None):
        for name, value in (
            ("stretch", LONG.total_seconds()),
            ("day", LONG.total_seconds()),
            ("week", 9 * LONG.total_seconds()),
            ("late_after", 0.0),
            ("commitments", 999.0),
            ("switches", 999.0),
        ):
            yield limits.near(LimitNear(name, left, value), Limits(late_after=time(21)))[0]
    yield limits.refused("")[0]


def of_days() -> Iterator[str]:
    yield end_of_day.soon(AT, UTC)[0]
    yield end_of_day.end(Day(AT.date(), AT, AT), UTC)[0]
    yield end_of_day.over(DayIsOver(LONG, 12, 100.0, 3, 4))[0]


def of_answers() -> Iterator[str]:
    yield from (checkins.question(item) for item in (*TITLES, *checkins.ITEMS))
    yield checkins.eased(LONG, LONG)[0]
    yield checkins.gain_set_back(1.2, 1.0)[0]
    yield questions.how_long(LONG)[0]
    yield insights.title()
    for key in (*warnings.NAMES, *warnings.TRENDS):
        signal, _, rule = key.partition(" ")
        yield warnings.title(signal, rule)


def of_the_program() -> Iterator[str]:
    yield full_notice.full(100.0, (), AT, UTC)[0]
    yield from (wording.number(100.0, level) for level in Level)
    for name in (preset.name for preset in (*PRESETS, *EVERY)):
        yield from (acknowledgements.preset_applied(name, "", changed=changed)[0] for changed in (True, False))
        yield acknowledgements.preset_undone(name)[0]
    problem = Problem("settings.toml", 1, "breaks.after", "this is no length")
    yield from (notices.settings_problems((problem,) * count).title for count in (1, 2))
    told = day().work("1h").ask(c.CheckIn("fatigue", 3))
    assert told.state.answered is not None
    yield notices.answered(told.state.answered).title


@pytest.mark.parametrize("titles", [of_suggestions, of_limits, of_days, of_answers, of_the_program])
def test_titles_are_short_enough_for_every_server(titles: object) -> None:
    assert callable(titles)

    assert [] == [title for title in titles() if len(title) > LONGEST]
