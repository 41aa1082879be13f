"""What a break is accompanied by: it fits the stretch and the break, takes turns, and never comes twice in a row."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.day import Day, day
from tray.core.breaks import guidance
from tray.core.breaks.guidance import NEEDS, Exercise, choose
from tray.core.messages import commands as c
from tray.core.state.ongoing import Break
from tray.settings.defaults.every_setting import BreakKind, Breaks, Settings

MINUTE = timedelta(minutes=1)
CALM = Settings(breaks=Breaks(after=timedelta(hours=4), at_pressure=100))
EYES, EYES_TOO = Exercise("far", ("eyes",)), Exercise("blink", ("eyes",))
BACK, BACK_TOO = Exercise("back", ("back",)), Exercise("stand", ("back",))
WALK = Exercise("walk", ("walk",), ("walk",), 3 * MINUTE)


def needs(told: Day) -> tuple[str, ...]:
    return guidance.needs(told.state, told.in_force)


def a_break(kind: str = "rest", length: timedelta = 5 * MINUTE) -> Break:
    return Break(kind, day().at, length, 30.0)


def test_after_a_short_stretch_eyes_and_hands_come_first_and_after_a_long_one_the_back() -> None:
    assert "eyes" == needs(day(CALM).work("20m").ask(c.TakeBreak()))[0]
    assert "hands" == needs(day(CALM).work("35m").ask(c.TakeBreak()))[0]
    assert "back" == needs(day(CALM).work("70m").ask(c.TakeBreak()))[0]


def test_after_reading_it_is_for_the_eyes_and_after_a_talk_not_for_hands_that_typed_nothing() -> None:
    read = day(CALM).ask(c.StartSession("a long report", away_after=30 * MINUTE)).work("70m").ask(c.TakeBreak())
    by_hand = day(CALM).ask(c.StartSession("a workshop", by_hand=True)).work("70m").ask(c.TakeBreak())

    assert "eyes" == needs(read)[0]
    assert not {"hands", "eyes"} & set(needs(by_hand))


def test_whoever_carries_much_is_calmed_first() -> None:
    assert "calm" == needs(day(CALM).work("9h").ask(c.TakeBreak()))[0]


def test_a_walk_is_a_walk_after_whatever_stretch() -> None:
    tea = Settings(kinds=(BreakKind("tea", regime="restore"),), breaks=CALM.breaks)

    assert ("walk",) == needs(day(CALM).work("20m").ask(c.TakeBreak("walk")))
    assert ("walk",) == needs(day(tea).work("70m").ask(c.TakeBreak("tea")))


def test_what_is_made_for_a_kind_comes_each_time_with_that_kind() -> None:
    known = (EYES, WALK, BACK, BACK_TOO)

    assert {WALK} == {choose(known, a_break("walk"), ("walk",), turn) for turn in range(6)}


def test_a_break_that_is_too_short_for_an_exercise_gets_another_or_none() -> None:
    short = a_break("walk", MINUTE)

    assert EYES == choose((WALK, EYES), short, ("walk",), 4)
    assert choose((WALK,), short, ("walk",), 4) is None
    assert choose((), a_break(), ("eyes",), 0) is None


def test_in_turn_everything_that_is_good_for_it_comes() -> None:
    known = (EYES, EYES_TOO, BACK, BACK_TOO)

    assert {EYES, EYES_TOO} == {choose(known, a_break(), ("eyes",), turn) for turn in range(4)}
    assert set(known) == {choose(known, a_break(), ("eyes", "back"), turn) for turn in range(4)}


@given(
    st.lists(st.sets(st.sampled_from(NEEDS), min_size=1), min_size=2, max_size=12),
    st.lists(st.sets(st.sampled_from(NEEDS), min_size=1), min_size=2, max_size=12),
    st.integers(0, 1000),
)
def test_no_two_breaks_in_a_row_are_alike_whatever_the_stretches(
    known: list[set[str]], wanted: list[set[str]], turn: int
) -> None:
    exercises = [Exercise(str(n), tuple(each)) for n, each in enumerate(known)]
    chosen = [choose(exercises, a_break(), tuple(each), turn + n) for n, each in enumerate(wanted)]

    assert all(one != next_ for one, next_ in pairwise(chosen))


def test_breaks_are_counted_for_good() -> None:
    told = day(CALM).work("20m").ask(c.TakeBreak()).away("6m").work("20m").ask(c.TakeBreak("walk"))

    assert 2 == told.state.breaks_begun == told.restart().state.breaks_begun
