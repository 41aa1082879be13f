"""The person's own limits: told once, early, with what is left; or refused, with how to go on."""

from datetime import UTC, datetime, time, timedelta

import pytest

from tests.app.test_loop import Desk, ask
from tests.day import BERLIN, Day, day
from tray.core.breaks.quiet_gate_and_budget import APART
from tray.core.context import Context
from tray.core.day.limits import late
from tray.core.messages import commands as c
from tray.core.messages.effects import BreakIsOver, LimitNear
from tray.core.messages.events import Asked
from tray.core.messages.facts import CommitmentOpened
from tray.settings.defaults.every_setting import Breaks, Hours, Limits, Settings, Shutdown
from tray.settings.types.time_ranges_shifts_fixed_breaks import TimeRange
from tray.view.tray import notices
from tray.view.words import limits as limit_words


def told_of(told: Day) -> list[tuple[str, str]]:
    """The local time and the title of each limit that was told."""
    zone, limits = told.context.zone, told.context.settings.limits
    return [
        (f"{at.astimezone(zone):%H:%M}", limit_words.near(effect, limits)[0])
        for at, effect in told.effects
        if isinstance(effect, LimitNear)
    ]


def test_a_stretch_is_told_ten_minutes_before_its_limit_once_a_stretch() -> None:
    limits = Limits(stretch=timedelta(minutes=90))
    told = day(Settings(limits=limits)).work("100m").away("10m").work("85m")

    assert [("10:20", "1 h 20 min without a break"), ("12:10", "1 h 20 min without a break")] == told_of(told)


def test_by_default_nobody_is_told_of_a_stretch_or_of_late_hours() -> None:
    assert [] == told_of(day(at=datetime(2026, 11, 23, 18, 0, tzinfo=UTC)).work("4h30m"))


def test_limits_that_nobody_set_are_called_nobodys_and_leave_longer_hours_alone() -> None:
    patient = Breaks(after=timedelta(hours=4), at_pressure=100)
    told = day(Settings(breaks=patient, shutdown=Shutdown(on=False))).work("8h10m")
    nights = Hours(monday=(TimeRange(time(9), time(21)),))
    shift = day(Settings(hours=nights, breaks=patient, shutdown=Shutdown(on=False))).work("11h40m")

    assert [("17:00", "8 h worked today")] == told_of(told)
    assert [("20:30", "11 h 30 min worked today")] == told_of(shift)
    assert not any("limit" in limit_words.near(e, Limits())[1] for _, e in told.effects if isinstance(e, LimitNear))


def test_whoever_was_told_to_stop_does_not_hear_how_little_is_missing_from_a_full_day() -> None:
    patient = Breaks(after=timedelta(hours=4), at_pressure=100)
    late = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # 10:00, and the day ends at 17:30
    own = Limits(day=timedelta(hours=8, minutes=15))

    assert [("18:30", "8 h 30 min worked today")] == told_of(day(Settings(breaks=patient), at=late).work("8h40m"))
    assert ["17:45"] == [at for at, _ in told_of(day(Settings(breaks=patient, limits=own), at=late).work("8h40m"))]


def test_nobody_is_told_of_the_half_hour_that_a_full_day_lacks_where_less_is_left_of_theirs() -> None:
    patient = Breaks(after=timedelta(hours=4), at_pressure=100)
    early = datetime(2026, 11, 23, 7, 53, tzinfo=UTC)  # 08:53: eight hours are full at 16:53, or with a break at 17:13
    whole, with_break = day(Settings(breaks=patient), at=early), day(Settings(breaks=patient), at=early)

    assert ["16:53"] == [at for at, _ in told_of(whole.work("8h20m"))]
    assert [("17:43", "8 h 30 min worked today")] == told_of(with_break.work("1h").away("20m").work("8h"))


def test_nothing_is_late_inside_the_persons_own_hours() -> None:
    limits = Limits(late_after=time(22))
    night = Hours(monday=(TimeRange(time(22), time(6)),))
    told = day(Settings(limits=limits, hours=night), at=datetime(2026, 11, 23, 20, 30, tzinfo=UTC)).work("8h")

    assert not [title for _, title in told_of(told) if "late" in title]


def test_nothing_is_late_at_three_minutes_past_in_hours_that_begin_after_the_late_hour() -> None:
    split = Hours(monday=(TimeRange(time(9), time(12)), TimeRange(time(22, 1), time(2))))
    context = Context(Settings(limits=Limits(late_after=time(20)), hours=split), BERLIN)

    assert timedelta(0) == late(datetime(2026, 11, 23, 21, 3, tzinfo=UTC), context)
    assert timedelta(minutes=30) == late(datetime(2026, 11, 24, 1, 30, tzinfo=UTC), context)
    assert timedelta(hours=1) == late(datetime(2026, 11, 23, 20, 0, tzinfo=UTC), context)


def test_a_day_and_a_week_are_told_early_once_a_day() -> None:
    limits = Limits(day=timedelta(hours=2), week=timedelta(hours=3), stretch=timedelta(hours=24))
    told = day(Settings(limits=limits)).work("2h30m")

    assert [("10:30", "1 h 30 min worked today"), ("11:00", "2 h worked this week")] == told_of(told)


def test_late_hours_are_told_a_quarter_of_an_hour_before_they_begin() -> None:
    limits = Limits(late_after=time(22))
    told = day(Settings(limits=limits), at=datetime(2026, 11, 23, 20, 40, tzinfo=UTC)).work("40m")  # 21:40 in Berlin

    assert [("21:45", "It'll be late in 15 min")] == told_of(told)


def test_many_switches_are_told_before_there_are_too_many() -> None:
    told = day().work("40m", switches_per_hour=34)

    (title,) = [title for _, title in told_of(told)]
    assert title.endswith("switches an hour")
    assert 32 <= int(title.split()[0]) < 40


def test_the_last_commitment_that_fits_is_told() -> None:
    told = day(Settings(limits=Limits(commitments=3))).work("1m")
    for text in "ab":
        told.ask(c.Commit(text))

    assert ["2 of 3 to-dos are open"] == [title for _, title in told_of(told)]


def test_a_limit_waits_as_long_after_the_word_of_a_break_that_is_over_as_after_any_other() -> None:
    told = day(Settings(limits=Limits(commitments=9))).work("30m").ask(c.Commit("a"))
    told.ask(c.TakeBreak("rest", timedelta(minutes=30))).away("10m").settings(Settings(limits=Limits(commitments=2)))
    told.work("5m")

    (over,) = told.told(BreakIsOver)
    assert [over + APART] == told.told(LimitNear)


@pytest.mark.parametrize("asked", [c.OpenPanel(), c.ShowStatus(), c.OpenSettings()])
def test_a_limit_does_not_wait_for_what_the_person_asked_to_see(asked: c.Command) -> None:
    told = day(Settings(limits=Limits(commitments=9))).work("40m").ask(c.Commit("a")).away("65m").work("11m")
    asked_at = told.ask(asked).at
    told.settings(Settings(limits=Limits(commitments=2))).work("20m")

    assert [asked_at] == told.told(LimitNear)


def test_nobody_is_told_who_is_not_there() -> None:
    assert [] == told_of(day().work("70m").away("2h"))


def capped(*, hard: tuple[str, ...] = ("commitments",)) -> Day:
    """Two commitments, as many as may be."""
    told = day(Settings(limits=Limits(commitments=2, hard=hard)))
    return told.ask(c.Commit("a")).ask(c.Commit("b"))


def test_a_commitment_too_many_is_refused_with_the_cap_and_how_to_go_on() -> None:
    refusal = capped().ask(c.Commit("c")).refused

    assert refusal is not None
    assert 4 == refusal.exit_code
    said = str(refusal)
    assert said.startswith("2 to-dos are open without a time, and your limit is 2.")
    assert all(way in said for way in ("backpressure close N", "backpressure plan N WHEN", "--reason"))


@pytest.mark.parametrize("way", [c.CloseCommitment(1), c.PlanCommitment(2, day().at + timedelta(days=1))])
def test_both_ways_that_are_offered_make_room(way: c.Command) -> None:
    assert capped().ask(way).ask(c.Commit("c")).refused is None


def test_a_reason_overrules_the_cap_and_is_recorded() -> None:
    told = capped().ask(c.Commit("c", reason="she asked"))
    opened = [fact for fact in told.facts if isinstance(fact, CommitmentOpened)]

    assert ("c", "she asked") == (opened[-1].text, opened[-1].reason)


def test_a_soft_cap_refuses_nothing() -> None:
    assert capped(hard=()).ask(c.Commit("c")).refused is None


@pytest.mark.parametrize(
    ("name", "limits"),
    [
        ("stretch", Limits(stretch=timedelta(minutes=30), hard=("stretch",))),
        ("day", Limits(day=timedelta(hours=1), hard=("day",))),
        ("week", Limits(week=timedelta(hours=1), hard=("week",))),
        ("switches", Limits(switches=1, hard=("switches",))),
    ],
)
def test_a_hard_limit_refuses_the_start_of_a_session_and_says_how_to_go_on(name: str, limits: Limits) -> None:
    told = day(Settings(limits=limits)).work("1h", switches_per_hour=5).ask(c.StartSession("more"))

    assert told.refused is not None
    assert f"You've reached limits.{name}" in str(told.refused)
    assert "backpressure commit" in str(told.refused)


def test_what_the_menu_is_refused_is_told_in_a_notification() -> None:
    desk = Desk(Settings(limits=Limits(stretch=timedelta(minutes=30), hard=("stretch",)))).type().run(minutes=40)
    desk.loop.take(Asked(c.StartSession("more")))

    notice = desk.notifier.screen[notices.LIMIT]
    assert "Not now" == notice.title
    assert "You've reached limits.stretch" in notice.body


def test_a_full_memory_is_told_once_in_kind_words_with_what_would_free_most() -> None:
    settings = Settings(breaks=Breaks(after=timedelta(hours=4)))
    desk = Desk(settings)
    ask(desk.loop, c.StartSession("release", load="pressed"))
    desk.type().run(hours=13)
    said = [notice for _, notice in desk.notifier.said if notice.title.startswith("Your pressure is at")]

    assert 1 == len(said)
    assert "not your fault" in said[0].body
    assert "What would help most: no work until" in said[0].body
    assert ["Walk (20 min)", "End the day"] == [button.label for button in said[0].buttons]
