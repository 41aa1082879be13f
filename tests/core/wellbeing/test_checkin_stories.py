"""Questions come seldom, at a pause in the typing, and a bad answer makes today easier."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from tests.day import Day, day
from tray.core.breaks.due import due
from tray.core.day import shutdown
from tray.core.day.limits import standing
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.core.messages.effects import TodayIsEased
from tray.core.messages.facts import CheckedIn, EasingUndone, QuestionDropped, QuestionPut, TodayEased
from tray.core.state.wellbeing import FIRST
from tray.core.wellbeing.questions import good_moment
from tray.settings.defaults.every_setting import Breaks, Checkins, Hours, Settings, Shutdown
from tray.settings.types.time_ranges_shifts_fixed_breaks import TimeRange, WeekHours, WeekRange

CALM = Settings(breaks=Breaks(after=timedelta(hours=4), at_pressure=100.0, apart=timedelta(minutes=1)))
"""Nothing but questions."""


def hours(told: Day, count: int) -> Day:
    """Work with a pause in the typing every five minutes and a rest every hour."""
    for _ in range(count):
        for _ in range(11):
            told.work("5m").away("10s")
        told.away("3m")
    return told


def put(told: Day) -> list[str]:
    return [fact.item for fact in told.facts if isinstance(fact, QuestionPut) and fact.item not in FIRST]


def morning(settings: Settings = CALM) -> Day:
    """The second day, at 09:06, after a night; the first question is dealt with."""
    return day(settings).ask(c.Introduce("normal")).work("8h").away("16h").work("6m")


def test_the_morning_is_asked_how_rested_at_a_pause_in_the_typing() -> None:
    told = morning()
    assert [] == put(told)
    told.away("10s")

    assert ["rested"] == put(told)


def test_nobody_is_asked_how_rested_they_are_after_an_afternoon_off() -> None:
    told = morning().away("10s").ask(c.DropQuestion()).work("4h").away("6h").work("6m").away("10s")

    assert 1 == put(told).count("rested")


def test_nobody_is_asked_in_the_first_minutes_or_while_typing() -> None:
    told = day(CALM).ask(c.Introduce("normal")).work("8h").away("16h")
    before = put(told)
    told.work("3m").away("10s").work("20m")

    assert before == put(told)


@pytest.mark.parametrize("reason", ["meeting", "fullscreen", "do-not-disturb"])
def test_nobody_is_asked_in_a_meeting_or_when_not_to_be_disturbed(reason: str) -> None:
    told = day(CALM).ask(c.Introduce("normal")).work("8h").away("16h").happen(e.AttentionChanged(frozenset({reason})))
    before = put(told)
    told.work("10m").away("10s").work("10m").away("10s")

    assert before == put(told)


def test_a_meeting_that_begins_takes_the_question_away() -> None:
    told = morning().away("10s").happen(e.AttentionChanged(frozenset({"meeting"})))

    assert told.state.health.question is None
    assert isinstance(told.facts[-1], QuestionDropped)


def test_a_question_that_nobody_answers_goes_away_and_is_not_put_again_that_day() -> None:
    told = morning().away("10s").work("11m")
    assert told.state.health.question is None
    for _ in range(8):
        told.away("10s").work("5m")

    assert 1 == put(told).count("rested")


def test_an_answer_takes_the_question_away() -> None:
    told = morning().away("10s").ask(c.CheckIn("rested", 8))

    assert told.state.health.question is None
    assert "rested" == [fact for fact in told.facts if isinstance(fact, CheckedIn)][-1].item


def test_who_answered_by_themselves_is_not_asked() -> None:
    told = day(CALM).ask(c.Introduce("normal")).work("8h").away("16h").work("1m").ask(c.CheckIn("rested", 8))
    before = put(told)
    told.work("6m").away("10s").work("10m").away("10s")

    assert before == put(told)


def test_a_long_stretch_is_asked_about_once() -> None:
    told = day(CALM).ask(c.Introduce("normal")).work("88m").away("10s")
    assert [] == put(told)
    told.work("3m").away("10s").work("1h").away("10s")

    assert ["fatigue"] == put(told)


def test_the_end_of_the_day_is_asked_about_between_its_notices() -> None:
    told = day(replace(CALM, checkins=Checkins(items=("fatigue",), long_stretch=timedelta(hours=12))))
    hours(told.ask(c.Introduce("normal")), 8)
    while not told.state.health.question:
        told.work("1m").away("10s")

    assert "17:05" <= f"{told.at.astimezone(told.context.zone):%H:%M}" <= "17:20"


def test_a_week_ends_with_how_engaged_and_the_next_begins_with_how_switched_off() -> None:
    told = day(CALM).ask(c.Introduce("normal"))
    asked: dict[str, list[str]] = {}
    for _ in range(8):
        before = len(put(told))
        hours(told, 8).work("10m").away("10s").work("5m").away("10s")
        asked[told.local_day] = put(told)[before:]
        told.until("09:00")

    assert asked["2026-11-27"][-1] == "engaged"
    assert "switched_off" in asked["2026-11-30"]
    assert all("engaged" not in items for name, items in asked.items() if name != "2026-11-27")
    assert all(len(items) <= 3 for items in asked.values())


def test_at_most_as_many_questions_a_day_as_the_settings_say() -> None:
    told = day(replace(CALM, checkins=Checkins(per_day=1))).ask(c.Introduce("normal")).work("8h").away("16h")
    before = len(put(told))
    for _ in range(100):
        told.work("5m").away("10s")

    assert 1 == len(put(told)) - before


def test_items_and_all_questions_can_be_turned_off() -> None:
    for checkins in (Checkins(items=("engaged",)), Checkins(on=False)):
        told = day(replace(CALM, checkins=checkins)).work("8h").away("16h")
        for _ in range(20):
            told.work("5m").away("10s")
        assert [] == put(told)


def test_a_suggestion_comes_before_a_question() -> None:
    often = Settings(breaks=Breaks(after=timedelta(minutes=5), apart=timedelta(minutes=1)))
    told = day(often).ask(c.Introduce("normal")).work("2m").away("24h").work("6m").away("10s")

    assert told.state.suggestion
    assert "rested" not in put(told)


def test_a_bad_answer_makes_today_easier_and_says_so_once() -> None:
    told = day().work("10m").ask(c.CheckIn("fatigue", 8))

    assert 1 == len(told.told(TodayIsEased))
    assert due(told.state, told.at, told.in_force) is None
    told.work("27m")
    assert due(told.state, told.at, told.in_force) is not None
    limit = next(each.limit for each in standing(told.state, told.at, told.in_force) if each.name == "day")
    assert timedelta(hours=6).total_seconds() == limit


def test_a_bad_night_makes_today_easier_and_a_good_answer_does_not() -> None:
    assert day().work("10m").ask(c.CheckIn("rested", 3)).told(TodayIsEased)
    assert not day().work("10m").ask(c.CheckIn("rested", 4)).told(TodayIsEased)
    assert not day().work("10m").ask(c.CheckIn("fatigue", 6)).told(TodayIsEased)
    assert not day().work("10m").ask(c.CheckIn("engaged", 0)).told(TodayIsEased)


def test_one_command_undoes_it_for_the_day_whatever_is_answered_then() -> None:
    told = day().work("10m").ask(c.CheckIn("fatigue", 8)).ask(c.AsUsual())
    assert isinstance(told.facts[-1], EasingUndone)
    assert told.context == told.in_force
    told.ask(c.CheckIn("fatigue", 10))

    assert told.context == told.in_force


def test_an_easier_day_is_no_easier_for_being_asked_for_again() -> None:
    told = day().work("10m").ask(c.EaseToday())
    once = told.in_force
    told.ask(c.EaseToday()).ask(c.CheckIn("fatigue", 10)).ask(c.EaseToday())

    assert once == told.in_force
    assert 1 == sum(isinstance(fact, TodayEased) for fact in told.facts)


def test_a_day_that_was_made_usual_again_can_be_eased_again() -> None:
    told = day().work("10m").ask(c.EaseToday())
    once = told.in_force
    told.ask(c.AsUsual()).ask(c.EaseToday())

    assert once == told.in_force


def test_undoing_what_is_as_usual_is_refused_with_the_way_on() -> None:
    told = day().work("10m").ask(c.AsUsual())

    assert told.refused
    assert "`backpressure ease`" in str(told.refused)


def test_tomorrow_goes_as_usual() -> None:
    told = day().work("10m").ask(c.EaseToday())
    assert told.context != told.in_force
    told.away("24h")

    assert told.context == told.in_force


def test_late_in_the_day_nothing_is_made_easier() -> None:
    told = day().work("8h").ask(c.CheckIn("fatigue", 9))

    assert [] == [fact for fact in told.facts if isinstance(fact, TodayEased)]


def test_the_easier_limit_leaves_an_hour_at_least() -> None:
    told = day(replace(Settings(), shutdown=Shutdown(on=False))).work("5h30m").ask(c.CheckIn("fatigue", 9))

    assert timedelta(hours=6, minutes=30) == told.in_force.settings.limits.day


def test_easier_never_means_later() -> None:
    told = day(Settings(breaks=Breaks(after=timedelta(minutes=25)))).work("1m").ask(c.EaseToday())
    told.settings(Settings(breaks=Breaks(after=timedelta(minutes=15))))

    assert timedelta(minutes=15) == told.in_force.settings.breaks.after


def asked_on(told: Day, days: int) -> list[str]:
    """Work on so many days, and tell on which of them it was asked how engaged the person is."""
    asked = []
    for _ in range(days):
        before, today = len(put(told)), told.local_day
        hours(told, 8).work("15m").away("10s").work("5m").away("10s")
        asked += [today] * put(told)[before:].count("engaged")
        told.until("09:00")
    return asked


def test_without_hours_the_week_is_asked_about_on_its_fourth_day_of_work() -> None:
    told = day(replace(CALM, hours=Hours(week=WeekHours(free=True)))).ask(c.Introduce("normal"))

    assert ["2026-11-26"] == asked_on(told, 6)


def test_who_works_from_sunday_to_thursday_is_asked_about_the_week_on_thursday() -> None:
    sunday_to_thursday = WeekHours((WeekRange(TimeRange(time(9), time(17, 30)), 6, 3),))
    told = day(replace(CALM, hours=Hours(week=sunday_to_thursday)), at=datetime(2026, 11, 22, 8, tzinfo=UTC))

    assert ["2026-11-26"] == asked_on(told.ask(c.Introduce("normal")), 5)


def test_a_suggestion_that_may_come_over_a_full_screen_opens_it_for_no_question() -> None:
    told = day().work("20m").away("10s")
    long_full = replace(
        told.moment.senses, attention=frozenset({"fullscreen"}), fullscreen_since=told.at - timedelta(hours=3)
    )
    answered = replace(told.state, health=replace(told.state.health, question=None))

    assert good_moment(answered, told.moment.senses, told.at, told.context)
    assert not good_moment(answered, long_full, told.at, told.context)


def test_nothing_is_asked_of_how_somebody_is_while_the_end_of_the_day_asks() -> None:
    told = day().work("20m").away("10s")
    answered = replace(told.state, health=replace(told.state.health, question=None))
    assert answered.day
    asking = replace(answered, day=replace(answered.day, noticed=(*answered.day.noticed, timedelta(0))))

    assert shutdown.asks(asking)
    assert good_moment(answered, told.moment.senses, told.at, told.context)
    assert not good_moment(asking, told.moment.senses, told.at, told.context)


def test_before_1970_no_day_can_go_easier() -> None:
    told = day(at=datetime(1970, 1, 1, 0, 20, tzinfo=UTC)).work("5m").ask(c.EaseToday())

    assert (None, None) == (told.state.day, told.refused)
    assert [] == told.facts_of(TodayEased)
