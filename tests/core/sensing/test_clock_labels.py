"""What the clock says of work holds from when it said so: a journey, an edit or a set clock rewrites nothing."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from tests.core.zones import every_day
from tests.day import Day, day
from tray.core import days_and_nights
from tray.core.messages import events as e
from tray.core.messages.facts import Labelled
from tray.core.sensing.clock_labels import LABELLED_BACK
from tray.settings.defaults.every_setting import Settings

TOKYO = ZoneInfo("Asia/Tokyo")


def labels(told: Day) -> list[tuple[timedelta, bool]]:
    """When the clock said what of working hours, from the first fact on."""
    return [(f.at - told.facts[0].at, f.inside) for f in told.facts if isinstance(f, Labelled)]


def test_a_journey_relabels_nothing_that_was_before_it() -> None:
    told = day().work("2h")
    told.context = replace(told.context, zone=TOKYO)
    told.work("1h")

    assert [(timedelta(0), True), (timedelta(hours=2), False)] == labels(told)


def test_hours_that_pass_asleep_before_a_journey_ends_are_those_of_the_old_place() -> None:
    told = day().work("8h")
    told.at += timedelta(hours=2)
    told.context = replace(told.context, zone=TOKYO)
    told.happen(e.Slept(timedelta(hours=2)))

    assert [(timedelta(0), True), (timedelta(hours=8, minutes=30), False)] == labels(told)[:2]


def test_edited_hours_act_from_now_on() -> None:
    told = day().work("2h").settings(Settings(hours=every_day("10:30-20:00"))).work("1h")

    assert [(timedelta(0), True), (timedelta(hours=2), True)] == labels(told)


def test_a_clock_that_is_set_says_what_it_says() -> None:
    told = day().work("1h")
    before = told.at
    told.at += timedelta(hours=9)
    told.happen(e.ClockSet(before)).work("10m")

    assert not told.state.inside_hours


def test_of_half_a_century_that_a_wrong_clock_left_only_the_end_is_labelled() -> None:
    told = day().work("1h").unseen("488400h")
    told.happen(e.Started(None)).work("10m")

    labelled = [fact for fact in told.facts if isinstance(fact, Labelled)]
    assert 1 + LABELLED_BACK.days < len(labelled) < 6 * LABELLED_BACK.days
    assert all(told.at - fact.at <= LABELLED_BACK + timedelta(hours=1) for fact in labelled[1:])
    assert labelled[1].at == told.at - timedelta(minutes=10) - LABELLED_BACK
    assert (
        told.state.inside_hours
        == days_and_nights.label(told.at, told.context.zone, Settings().hours, Settings().law).inside
    )
