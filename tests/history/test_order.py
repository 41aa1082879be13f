"""Every reading of the past says what folding all facts says, whatever clocks were set and whoever recorded what."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.day import MONDAY
from tests.history.naive import CONTEXT, Lived, judge
from tests.random_seed import dice
from tests.store.stories import LONG, opened
from tray.core.inquiry.explain import explain
from tray.core.law.values import Regime
from tray.core.messages import facts as f
from tray.core.messages.facts import Fact, Recorded
from tray.core.messages.order_of_several_machines import in_order
from tray.history.past import Past
from tray.history.record import Record
from tray.history.replay import replay
from tray.ports import Store
from tray.store.journal.memory import MemoryStore

HOUR = timedelta(hours=1)
RECORDS = 5000 if LONG else 40


@pytest.fixture(params=["on disk", "in memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return opened(tmp_path / "history.sqlite3") if request.param == "on disk" else MemoryStore()


def four_days(store: Store, step: timedelta) -> Past:
    """Three hours of work on each of four days, each of which ends tidily; then the clock is set."""
    at = MONDAY
    record = Record(store, at)
    for day in range(4):
        at = MONDAY + day * timedelta(days=1)
        work: list[Fact] = [
            f.RegimeBegan(at, Regime.WORK, f.Cause.INPUT),
            f.RegimeBegan(at + 3 * HOUR, Regime.OFF, f.Cause.AWAY),
        ]
        record.append(work)
        record.keep()
    at += 4 * HOUR
    record.append([f.ClockStepped(at + step, at)])
    record.keep()
    return Past(Record(store, at + step), at + step + HOUR, CONTEXT)


@pytest.mark.parametrize("seconds", [3, -3, 7200, -7200])
def test_a_clock_that_was_set_hides_no_day(store: Store, seconds: int) -> None:
    past = four_days(store, timedelta(seconds=seconds))
    first = past.today - timedelta(days=3)

    assert [3 * HOUR] * 4 == [each.worked for each in past.days(first, past.today)]
    assert [3 * HOUR] == [each.worked for each in past.days(first, first)]


def recorded(device: str, n: int, era: int, fact: Fact) -> Recorded:
    return Recorded(device, n, era, fact)


def test_a_second_device_has_its_facts_between_those_of_one_whose_clock_was_set(store: Store) -> None:
    worked = [f.RegimeBegan(MONDAY, Regime.WORK, f.Cause.INPUT), f.RegimeBegan(MONDAY + HOUR, Regime.OFF, f.Cause.AWAY)]
    record = Record(store, MONDAY)
    record.append([f.ClockStepped(MONDAY, MONDAY - timedelta(seconds=3)), *worked])
    tuesday = MONDAY + timedelta(days=1)
    theirs: list[Fact] = [
        f.RegimeBegan(tuesday, Regime.WORK, f.Cause.INPUT),
        f.RegimeBegan(tuesday + HOUR, Regime.OFF, f.Cause.AWAY),
    ]
    record.take([recorded("desk", n, 0, fact) for n, fact in enumerate(theirs, 1)], tuesday + 2 * HOUR)
    past = Past(record, tuesday + 2 * HOUR, CONTEXT)

    assert [HOUR, HOUR] == [each.worked for each in past.days(past.today - timedelta(days=1), past.today)]


def test_what_was_recorded_on_a_wrong_clock_has_its_place_where_the_right_one_puts_it() -> None:
    wrong = MONDAY.replace(year=1970)
    mine = [
        recorded("board", 1, 0, f.Switched(wrong)),
        recorded("board", 2, 1, f.ClockStepped(MONDAY + HOUR, wrong + HOUR)),
    ]
    theirs = [recorded("desk", 1, 0, f.Switched(MONDAY - HOUR)), recorded("desk", 2, 0, f.Switched(MONDAY + 2 * HOUR))]

    assert [("desk", 1), ("board", 1), ("board", 2), ("desk", 2)] == [
        (each.device, each.n) for each in in_order([*theirs, *mine])
    ]


def test_a_board_that_starts_in_1970_each_time_moves_nothing_of_before() -> None:
    boots = MONDAY.replace(year=1970)
    evening, morning = MONDAY + 9 * HOUR, MONDAY + 24 * HOUR
    found = in_order(
        [
            recorded("board", 1, 0, f.Switched(MONDAY)),
            recorded("board", 2, 1, f.ClockStepped(boots, evening, unseen=True)),
            recorded("board", 3, 2, f.ClockStepped(morning, boots + timedelta(seconds=30))),
        ]
    )

    assert [timedelta(0), morning - boots - timedelta(seconds=30), timedelta(0)] == [each.moved for each in found]
    assert [1, 2, 3] == [each.n for each in found]


def test_a_clock_found_set_back_at_a_start_keeps_the_order_of_its_device() -> None:
    ahead = MONDAY + timedelta(days=365)
    found = in_order(
        [
            recorded("one", 1, 0, f.Switched(ahead)),
            recorded("one", 2, 1, f.ClockStepped(MONDAY, ahead, unseen=True)),
            recorded("one", 3, 1, f.Switched(MONDAY + HOUR)),
        ]
    )

    assert [1, 2, 3] == [each.n for each in found]


@pytest.mark.timeout(7200 if LONG else 600)
def test_every_reading_of_the_past_says_what_folding_all_facts_says(
    tmp_path: Path, counted: Callable[[str], None]
) -> None:
    for seed in range(RECORDS):
        chance = dice(seed)
        journal: Store = opened(tmp_path / f"{seed}.sqlite3") if seed % 2 else MemoryStore()
        with closing(journal):
            lived = Lived(journal, chance)
            lived.live(chance.randint(5, 40))
            try:
                judge(journal, lived.at + timedelta(minutes=1), chance)
            except AssertionError as error:
                raise AssertionError(f"seed {seed}: {error}") from error
        for file in tmp_path.glob(f"{seed}.sqlite3*"):
            file.unlink()
    counted(f"{RECORDS} random records, every reading as the naive fold")


ABSURD: dict[str, Fact] = {
    "before all machines": f.Switched(datetime(1, 1, 1, tzinfo=UTC)),
    "the last microsecond": f.Switched(datetime.max.replace(tzinfo=UTC)),
    "a holiday to the end of time": f.HolidayBegan(MONDAY, MONDAY.date(), date(9999, 12, 31)),
    "a clock set by all years": f.ClockStepped(MONDAY, datetime(1, 1, 1, tzinfo=UTC)),
    "a break as long as time": f.BreakBegan(MONDAY, "rest", timedelta(days=999_999)),
    "a correction to the end of time": f.Corrected(MONDAY, datetime.max.replace(tzinfo=UTC), Regime.WORK),
    "a law of another world": f.ParametersSet(MONDAY, {"allocation": 1e308, "k0": 0.0}),
    "a law in words": f.ParametersSet(MONDAY, {"allocation": "much"}),  # type: ignore[dict-item]
    "a law of yes and no": f.ParametersSet(MONDAY, {"allocation": True}),
    "infinite weeks": f.Introduced(MONDAY, 1e308),
    "an estimate of nothing, negative": f.SessionStarted(MONDAY, "x", timedelta(days=-1)),
}


@pytest.mark.parametrize("fact", ABSURD.values(), ids=ABSURD)
def test_an_absurd_fact_on_record_is_passed_over_by_every_reading(store: Store, fact: Fact) -> None:
    past = four_days(store, timedelta(seconds=3))
    before = [each.worked for each in past.days(past.today - timedelta(days=3), past.today)]

    store.take([recorded("other", 1, 0, fact)])
    record = Record(store, past.now)
    record.append([f.RegimeBegan(past.now, Regime.WORK, f.Cause.INPUT)])
    found = Past(record, past.now, CONTEXT)

    assert 1 == record.implausible
    assert before == [each.worked for each in found.days(found.today - timedelta(days=3), found.today)]
    assert replay(store).proven
    explain(*record.back_to(MONDAY), past.now, since=MONDAY)


def test_what_another_device_dates_later_than_now_waits_for_its_time(store: Store) -> None:
    record = Record(store, MONDAY)
    record.append([f.RegimeBegan(MONDAY, Regime.WORK, f.Cause.INPUT)])
    ahead = MONDAY + 24 * HOUR
    store.take([recorded("ahead", 1, 0, f.CommitmentOpened(ahead, 1, "letter"))])

    record = Record(store, MONDAY + HOUR)
    record.append([f.Switched(MONDAY + 2 * HOUR)])
    assert (MONDAY + 2 * HOUR, 0) == (record.state.at, len(record.state.commitments))

    assert not record.go_on(MONDAY + 3 * HOUR)
    assert record.go_on(ahead)
    assert 1 == len(record.state.commitments)


def test_what_waited_counts_before_what_is_recorded_after_its_time_though_nobody_looked(store: Store) -> None:
    record = Record(store, MONDAY)
    record.append([f.RegimeBegan(MONDAY, Regime.WORK, f.Cause.INPUT)])
    store.take([recorded("ahead", 1, 0, f.CommitmentOpened(MONDAY + 24 * HOUR, 1, "letter"))])

    record = Record(store, MONDAY + HOUR)
    record.append([f.Switched(MONDAY + 25 * HOUR)])

    assert (MONDAY + 25 * HOUR, 1, 0) == (record.state.at, len(record.state.commitments), record.waiting_count)
