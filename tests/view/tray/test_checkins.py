"""How the person is asked: by buttons, by rows of the menu, and by one notification at a time."""

from datetime import time, timedelta

import pytest

from tests.day import MONDAY, Day, day
from tray.core.law.levels_and_gauge_steps import Level
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.core.messages.facts import QuestionPut, WarningRaised
from tray.core.sensing.presence import Senses
from tray.settings.defaults.every_setting import Breaks, Checkins, Hours, Settings
from tray.settings.types.time_ranges_shifts_fixed_breaks import TimeRange, WeekHours, WeekRange
from tray.view.tray import notices
from tray.view.tray.face import Notice, Row
from tray.view.tray.menu import rows


def asked(item: str) -> Day:
    """A question that was just put."""
    told = day().ask(c.Introduce("normal")).work("10m")
    told.moment = told.moment.__class__(told.record.append((QuestionPut(told.at, item),)), told.moment.senses)
    return told


def shown(told: Day) -> dict[str, Notice]:
    return notices.standing(told.state, told.in_force)


def menu(told: Day) -> list[Row]:
    def flat(each: Row) -> list[Row]:
        return [each, *(inner for child in each.children for inner in flat(child))]

    return [row for top in rows(told.state, Senses(), Level.GREEN, told.at, told.in_force) for row in flat(top)]


def test_the_welcome_says_what_this_is_and_fits_on_a_banner() -> None:
    notice = shown(day())[notices.QUESTION]

    assert "Backpressure is running" == notice.title
    assert ["Show me", "OK"] == [button.label for button in notice.buttons]
    assert all(word in notice.body for word in ("chip fills", "empties", "50 min"))
    assert len(notice.body) <= 105  # two lines of GNOME's banner, three of mako


def test_the_question_about_the_weeks_before_says_what_is_not_done() -> None:
    notice = shown(asked("weeks"))[notices.QUESTION]

    assert ("Calm", "Normal", "Heavy") == tuple(button.label for button in notice.buttons)
    assert "no keys" in notice.body
    assert "sends nothing" in notice.body
    assert c.DropQuestion() == notice.dismissed


@pytest.mark.parametrize("item", ["fatigue", "rested", "engaged", "switched_off"])
def test_three_buttons_stand_for_ranges_and_say_so(item: str) -> None:
    notice = shown(asked(item))[notices.QUESTION]

    assert [c.CheckIn(item, n) for n in (2, 5, 8)] == [button.command for button in notice.buttons]
    assert ["0–3", "4–6", "7–10"] == [button.label.partition("(")[2].rstrip(")") for button in notice.buttons]


def test_the_menu_has_the_same_answers_and_at_any_time_every_number() -> None:
    commands = [row.command for row in menu(asked("fatigue"))]
    assert c.CheckIn("fatigue", 5) in commands
    assert c.DropQuestion() in commands

    commands = [row.command for row in menu(day().ask(c.Introduce("normal")))]
    assert all(c.CheckIn(item, n) in commands for item in ("fatigue", "rested", "engaged") for n in range(11))
    assert c.DropQuestion() not in commands


def test_the_first_question_is_in_the_menu_too() -> None:
    assert [c.Introduce(word) for word in ("calm", "normal", "heavy")] == [
        row.command for row in menu(asked("weeks")) if isinstance(row.command, c.Introduce)
    ]


def test_a_suggestion_is_shown_alone_and_the_welcome_does_not_come_back_after_it() -> None:
    told = day(Settings(breaks=Breaks(after=timedelta(minutes=5)))).work("6m").away("10s")
    assert [notices.SUGGESTION] == list(shown(told))

    told.ask(c.Skip())
    assert [] == list(shown(told))
    assert "Backpressure is running" in [row.label for row in menu(told)]


def test_an_easier_day_is_undone_and_a_holiday_ended_from_the_menu() -> None:
    told = day(Settings(checkins=Checkins(on=False))).work("10m")
    assert c.EaseToday() in [row.command for row in menu(told)]
    assert c.AsUsual() in [row.command for row in menu(told.ask(c.EaseToday()))]
    assert c.EndHoliday() in [row.command for row in menu(told.ask(c.BeginHoliday()))]


def test_the_menu_says_that_today_is_eased() -> None:
    told = day().work("10m").ask(c.EaseToday())

    assert "Back to a usual day (breaks after 37 min today)" in [row.label for row in menu(told)]


@pytest.mark.parametrize(("first", "ends"), [(0, 6), (6, 5)])
@pytest.mark.parametrize("days", range(7))
def test_a_holiday_ends_with_a_week_of_the_person_and_none_is_over_today(days: int, first: int, ends: int) -> None:
    office = WeekHours((WeekRange(TimeRange(time(9), time(17, 30)), first, (first + 4) % 7),))
    told = day(Settings(hours=Hours(week=office)), at=MONDAY + timedelta(days=days)).work("10m")
    today = told.at.date()
    lasts = [row.command.last for row in menu(told) if isinstance(row.command, c.BeginHoliday) and row.command.last]

    assert [ends, ends] == [each.weekday() for each in lasts]
    assert [True, False] == [timedelta(0) < each - today <= timedelta(days=7) for each in lasts]


def test_the_menu_names_the_warnings_of_the_last_seven_days() -> None:
    told = day().work("10m")
    told.record.append((WarningRaised(told.at, "stopping", "trend", {"now": 1.0, "usual": 0.0, "spread": 0.1}),))
    told.moment = told.moment.__class__(told.record.state, told.moment.senses)
    told.happen(e.Looked())
    assert "Your days end later than planned" in [row.label for row in menu(told)]

    assert "Your days end later than planned" not in [row.label for row in menu(told.away("169h"))]
