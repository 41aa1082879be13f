"""Near the planned end of the day no break is suggested for which it is too late, and nobody who goes on lacks one.

Days begin at 09:00 and end at 17:30; where nothing else is said, a break is due after 50 minutes and takes five.
"""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from tests.day import Day, day
from tray.core.breaks.due import coming
from tray.core.day.shutdown import asks
from tray.core.messages import commands as c
from tray.core.messages.effects import BreakSoon
from tray.core.messages.facts import AskedAgain, DayNoticed, Fact, GapAsked, HeadsUpGiven, Suggested, Withdrawn
from tray.settings.defaults.every_setting import BreakKind, Breaks, Hours, Levels, Settings, Shutdown
from tray.settings.types.duration import parse
from tray.settings.types.time_ranges_shifts_fixed_breaks import ClockBreak, TimeRange

FIVE = timedelta(minutes=5)
FIXED = Settings(breaks=Breaks(length=FIVE))
SPLIT = replace(FIXED, hours=replace(Hours(), monday=(TimeRange(time(9), time(14)), TimeRange(time(16), time(20)))))


def of_20_minutes() -> Settings:
    return replace(SPLIT, breaks=Breaks(length=timedelta(minutes=20)))


def clocks(told: Day, *kinds: type[Fact]) -> list[str]:
    """The local times at which facts of these kinds were recorded."""
    return [f"{fact.at.astimezone(told.context.zone):%H:%M}" for fact in told.facts if isinstance(fact, kinds)]


def asked(told: Day, after: str = "16:00") -> list[str]:
    """When a break was suggested or asked about again."""
    return [clock for clock in clocks(told, Suggested, AskedAgain) if clock >= after]


def at_desk_from(clock: str, settings: Settings = FIXED) -> Day:
    return day(settings).until(clock)


def test_no_break_is_suggested_eight_minutes_before_the_end_of_the_day() -> None:
    told = at_desk_from("16:30").work("59m")

    assert [] == asked(told)
    assert ["17:00", "17:20"] == clocks(told, DayNoticed)


def test_a_break_that_is_suggested_as_the_notice_before_the_end_comes_goes_first() -> None:
    told = at_desk_from("16:09").work("75m")
    at_once = at_desk_from("16:20").work("65m")

    assert ["17:01"] == asked(told)[:1]
    assert ["17:03", "17:20"] == clocks(told, DayNoticed)
    assert ["17:00", "17:20"] == clocks(at_once, DayNoticed)


@pytest.mark.parametrize(
    ("since", "told_at"), [("12:52", "13:44"), ("12:56", "13:48"), ("13:01", "14:07"), ("13:13", "14:07")]
)
def test_none_is_suggested_right_before_the_hours_pause_and_whoever_goes_on_hears_of_it_then(
    since: str, told_at: str
) -> None:
    assert [told_at] == asked(at_desk_from(since, SPLIT).work("75m"), "13:00")[:1]


def test_whoever_leaves_as_their_hours_pause_is_not_asked() -> None:
    told = at_desk_from("13:03", SPLIT).work("57m").away("2h").work("45m")

    assert [] == asked(told, "13:00")


def test_before_a_pause_of_the_hours_the_next_break_is_then() -> None:
    told = at_desk_from("13:03", SPLIT).work("30m")
    soon = coming(told.state, told.at, told.context)

    assert soon is not None
    assert "14:05" == f"{soon[0].astimezone(told.context.zone):%H:%M}"


def test_a_pause_of_the_hours_that_is_no_longer_than_the_break_keeps_nobody_from_it() -> None:
    close = replace(Hours(), monday=(TimeRange(time(9), time(14)), TimeRange(time(14, 5), time(20))))
    told = at_desk_from("13:03", replace(FIXED, hours=close)).work("57m")

    assert ["13:55"] == asked(told, "13:00")


def test_the_last_part_of_a_day_ends_as_any_day_does() -> None:
    told = at_desk_from("19:03", SPLIT).work("57m")

    assert [] == asked(told, "19:00")
    assert ["19:30", "19:50", "20:00"] == clocks(told, DayNoticed)


def test_what_stands_goes_as_the_hours_pause() -> None:
    told = at_desk_from("12:52", SPLIT).work("67m")

    assert ["13:44"] == asked(told, "13:00")
    assert [] == clocks(told, Withdrawn)
    assert ["13:44", "14:07"] == asked(told.work("12m"), "13:00")
    assert ["14:00"] == clocks(told, Withdrawn)


@pytest.mark.parametrize(
    ("since", "told_at"), [("12:40", "13:32"), ("12:55", "13:47"), ("13:01", "14:07"), ("13:13", "14:07")]
)
def test_a_long_one_waits_no_longer_for_a_pause_of_the_hours_than_a_short_one(since: str, told_at: str) -> None:
    assert [told_at] == asked(at_desk_from(since, of_20_minutes()).work("75m"), "13:00")[:1]


def test_one_that_is_longer_than_what_is_left_goes_on_into_the_pause_of_the_hours() -> None:
    told = at_desk_from("12:55", of_20_minutes()).work("57m")
    assert told.state.suggestion
    told.ask(c.TakeBreak()).away("2h10m").work("1m")

    assert ["13:47"] == asked(told, "13:00")
    assert [] == clocks(told, Withdrawn)


def test_in_red_no_break_waits_for_a_pause_of_the_hours() -> None:
    low = Levels(yellow=5, orange=10, red=20, critical=90)
    told = at_desk_from("13:03", replace(of_20_minutes(), levels=low)).work("75m")

    assert told.state.held >= low.red
    assert ["13:55", "14:07"] == asked(told, "13:50")
    assert [] == clocks(told, Withdrawn)


def test_a_time_that_the_person_chose_right_before_a_pause_of_the_hours_is_theirs_and_stays() -> None:
    walk = replace(SPLIT, breaks=Breaks(length=FIVE, again=(), at=(ClockBreak(time(13, 55), "walk"),)))
    told = at_desk_from("13:40", walk).work("30m")

    assert ["13:57"] == asked(told, "13:40")
    assert [] == clocks(told, Withdrawn)


@pytest.mark.parametrize("heads_up", ["3m", "5m", "20m"])
def test_nobody_is_told_beforehand_of_a_break_that_comes_only_if_they_go_on_in_the_pause_of_the_hours(
    heads_up: str,
) -> None:
    early = replace(SPLIT, breaks=Breaks(length=FIVE, heads_up=parse(heads_up)))

    assert [] == clocks(at_desk_from("13:03", early).work("62m"), HeadsUpGiven)
    assert 1 == len(clocks(at_desk_from("12:30", early).work("49m"), HeadsUpGiven))


def test_one_that_leaves_ten_minutes_of_the_day_is() -> None:
    assert ["17:12"] == asked(at_desk_from("16:20").work("60m"))


def test_a_long_one_is_not_suggested_where_a_short_one_is() -> None:
    long = Settings(breaks=Breaks(length=timedelta(minutes=20)))

    assert [] == asked(at_desk_from("16:20", long).work("60m"))
    assert ["16:57"] == asked(at_desk_from("16:05", long).work("70m"))


def test_seconds_for_the_eyes_are_offered_until_the_end() -> None:
    eyes = BreakKind(name="eyes", length=timedelta(seconds=20), every=timedelta(minutes=10))
    told = at_desk_from("17:01", Settings(kinds=(eyes,))).work("28m")

    assert ["17:13", "17:25"] == asked(told)


def test_a_short_break_is_not_dropped_for_a_longer_one_that_the_end_of_the_day_takes_away() -> None:
    eyes = BreakKind(name="eyes", length=timedelta(seconds=20), every=timedelta(minutes=45))
    told = at_desk_from("16:35", Settings(breaks=Breaks(length=FIVE), kinds=(eyes,))).work("54m")

    assert ["eyes"] == [fact.kind for fact in told.facts if isinstance(fact, Suggested)]


def test_a_time_that_the_person_chose_so_near_the_end_is_theirs() -> None:
    walk = Settings(breaks=Breaks(length=FIVE, at=(ClockBreak(time(17, 22), "walk"),)))
    told = at_desk_from("17:00", walk).work("29m")

    assert 1 == len([f for f in told.facts if isinstance(f, Suggested) and f.kind == "walk"])


def test_one_at_a_fixed_time_that_was_put_off_until_the_end_is_left() -> None:
    walk = Settings(breaks=Breaks(at=(ClockBreak(time(16, 45), "walk"),)))
    told = at_desk_from("16:40", walk).work("8m").ask(c.Snooze(timedelta(minutes=35))).work("61m")

    assert ["16:47"] == asked(told)
    assert "17:50" <= asked(told.work("5m"))[1] <= "17:52"


def test_what_stands_goes_when_it_could_not_be_over_by_then_and_is_not_asked_again_before() -> None:
    told = at_desk_from("16:20").work("69m")

    assert ["17:12"] == asked(told)
    assert ["17:25"] == clocks(told, Withdrawn)


def test_a_break_before_meetings_is_left_too() -> None:
    told = at_desk_from("16:40")
    told.calendar(told.meeting("17:27", "18:30")).work("46m")

    assert [] == asked(told)


def test_the_day_ends_next_and_no_break_is_told_of() -> None:
    told = at_desk_from("16:30", Settings(breaks=Breaks(length=FIVE, heads_up=FIVE))).work("48m")
    soon = coming(told.state, told.at, told.context)

    assert soon is not None
    assert told.state.day is not None
    assert told.state.day.end is not None
    assert soon[0] > told.state.day.end
    assert [] == [effect for _, effect in told.effects if isinstance(effect, BreakSoon)]


def test_without_an_end_of_the_day_there_is_nothing_to_leave_it_for() -> None:
    told = at_desk_from("16:30", Settings(breaks=Breaks(length=FIVE), shutdown=Shutdown(on=False))).work("55m")

    assert ["17:22"] == asked(told)


def test_an_end_that_has_passed_keeps_nobody_from_breaks() -> None:
    assert ["18:52", "19:04"] == asked(at_desk_from("18:00").work("70m"))


def test_a_question_about_the_day_that_nobody_answered_is_not_followed_by_a_break_that_soon() -> None:
    told = at_desk_from("16:00").work("3h")

    assert "17:30" == clocks(told, DayNoticed)[-1]
    after = asked(told, "17:20")
    assert "17:50" <= after[0] <= "17:52"
    assert asks(told.state)


@pytest.mark.parametrize("pieces", [2, 4])
def test_a_day_that_is_made_longer_piece_by_piece_has_breaks_all_the_same(pieces: int) -> None:
    told = at_desk_from("16:00").work("91m")
    for _ in range(pieces):
        told.ask(c.MoreTime()).work("15m10s")

    after = asked(told, "17:20")
    assert after
    assert "17:50" <= after[0] <= "17:52"


def test_an_hour_more_is_a_day_with_an_end_of_its_own() -> None:
    told = at_desk_from("16:45").work("46m").ask(c.MoreTime(timedelta(hours=1)))
    told.away("5m").work("54m")

    assert told.state.day is not None
    assert told.state.day.end is not None
    assert told.at < told.state.day.end + timedelta(minutes=1)
    assert [] == asked(told, "17:35")


def test_not_today_is_no_end_any_more() -> None:
    told = at_desk_from("16:45").work("46m").ask(c.NotToday()).work("15m")

    assert asked(told, "17:31")


def test_what_the_person_chose_to_be_told_in_a_rhythm_comes_again_sooner() -> None:
    eyes = BreakKind(name="eyes", length=timedelta(seconds=20), every=timedelta(minutes=5))
    told = at_desk_from("17:00", Settings(kinds=(eyes,))).work("50m")

    assert "17:40" <= asked(told, "17:30")[0] <= "17:42"


def test_a_gap_is_asked_about_ten_minutes_after_the_end_of_the_day_all_the_same() -> None:
    told = day().work("7h").suspend("90m").work("14m")

    assert ["17:40"] == clocks(told, GapAsked)


def test_what_stands_and_is_too_long_by_now_makes_room_for_a_short_one() -> None:
    eyes = BreakKind(name="eyes", length=timedelta(seconds=20), every=timedelta(minutes=10))
    told = at_desk_from("16:10", Settings(breaks=Breaks(length=timedelta(minutes=14), again=()), kinds=(eyes,)))
    told.work("69m")

    kinds = [fact.kind for fact in told.facts if isinstance(fact, Suggested)]
    assert ["rest", "eyes"] == kinds[-2:]
    assert "17:02" == clocks(told, Suggested)[-2]
    assert "17:06" <= clocks(told, Suggested)[-1] <= "17:15"
