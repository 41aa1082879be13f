"""Whole days under the presets that speak of hours, and with breaks over the end of a week."""

from datetime import UTC, datetime, timedelta

from tests.core.day.test_shutdown import noticed
from tests.day import day
from tests.settings.problems import FILE
from tray.core.messages.facts import LimitTold, Suggested
from tray.settings.defaults.every_setting import Settings
from tray.settings.file.load_or_list_mistakes import load
from tray.settings.file.preset import wanted, with_preset


def under(name: str, text: str = "") -> Settings:
    """The settings of somebody who chose a preset."""
    return load(with_preset(text, wanted(name), FILE), FILE)


def test_a_night_of_twelve_hours_is_one_day_inside_its_hours_and_ends_in_the_morning() -> None:
    told = day(under("shifts"), at=datetime(2026, 11, 23, 18, 0, tzinfo=UTC))
    for _ in range(12):
        told.work("50m").away("10m")

    assert [("Tue 06:30", 30), ("Tue 06:50", 10)] == noticed(told)[:2]
    assert told.state.day is not None
    assert (10 * timedelta(hours=1), "2026-11-23") == (told.state.day.worked, str(told.state.day.day))
    assert {"day", "late_after"}.isdisjoint(f.name for f in told.facts if isinstance(f, LimitTold))


def test_without_fixed_hours_no_day_has_an_end_and_nothing_is_late() -> None:
    told = day(under("free"), at=datetime(2026, 11, 28, 8, 0, tzinfo=UTC))
    for _ in range(14):
        told.work("50m").away("10m")

    assert [] == noticed(told)
    assert told.state.day is not None
    assert told.state.day.planned is None
    assert "late_after" not in [f.name for f in told.facts if isinstance(f, LimitTold)]


def test_lunch_from_sunday_to_thursday_comes_on_sundays_and_not_on_fridays() -> None:
    settings = load('breaks.at = ["sun-thu 12:30 lunch"]\nhours.week = "free"', FILE)

    def kinds(of_day: int) -> list[str]:
        told = day(settings, at=datetime(2026, 11, of_day, 11, 0, tzinfo=UTC)).work("40m")
        return [fact.kind for fact in told.facts if isinstance(fact, Suggested)]

    assert "lunch" in kinds(22)
    assert "lunch" in kinds(23)
    assert "lunch" not in kinds(27)
