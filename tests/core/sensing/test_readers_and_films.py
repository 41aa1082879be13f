"""Who is at work without touching anything: readers, and those before a film."""

from datetime import timedelta

from tests.core.sensing.test_presence import MINUTE, regimes
from tests.day import day
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.settings.defaults.every_setting import Settings, Tracking


def test_whoever_reads_may_have_longer_before_they_count_as_away() -> None:
    reading = c.StartSession("a paper", away_after=timedelta(minutes=20))
    told = day().ask(reading).work("10m").away("19m").work("10m").away("21m")

    assert [(timedelta(0), "work"), (39 * MINUTE, "rest")] == regimes(told)
    assert [(timedelta(0), "work"), (10 * MINUTE, "rest")] == regimes(day().work("10m").away("19m"))


def test_a_session_never_has_less_than_the_settings_give() -> None:
    told = day().ask(c.StartSession("a page", away_after=MINUTE)).work("10m").away("2m").work("1m")

    assert [(timedelta(0), "work")] == regimes(told)


def test_nobody_reads_for_five_hours() -> None:
    told = day().ask(c.StartSession("a novel", away_after=timedelta(hours=5)))

    assert told.refused
    assert "at most 4 h" in str(told.refused)


FILM = e.AttentionChanged(frozenset({"film"}))
OVER = e.AttentionChanged(frozenset())


def test_a_film_is_time_off_from_the_last_input_on() -> None:
    told = day().work("10m").happen(FILM).away("50m").happen(OVER).away("4m")

    assert [(timedelta(0), "work"), (10 * MINUTE, "off"), (60 * MINUTE, "rest")] == regimes(told)


def test_a_film_that_begins_within_a_rest_is_time_off_from_then_on() -> None:
    told = day().work("10m").away("20m").happen(FILM).away("90m").happen(OVER).away("10m")

    assert [(10 * MINUTE, "rest"), (30 * MINUTE, "off")] == regimes(told)[1:]


def test_a_film_is_work_for_three_hours_at_most_where_the_settings_say_so() -> None:
    course = Settings(tracking=Tracking(film="work"))
    told = day(course).work("10m").happen(FILM).away("2h").happen(OVER).away("4m")

    assert (130 * MINUTE, "rest") == regimes(told)[-1]

    told = day(course).work("10m").happen(FILM).away("9h")

    assert (190 * MINUTE, "rest") == regimes(told)[1]


def test_a_film_before_a_locked_screen_is_none() -> None:
    told = day().work("10m").happen(FILM).happen(e.Locked()).away("10m")

    assert (10 * MINUTE, "rest") == regimes(told)[-1]


def test_a_film_keeps_nothing_from_being_suggested() -> None:
    assert day().work("40m").happen(FILM).work("20m").state.suggestion
