"""Purged facts are gone, from the bytes too."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from tests.history.naive import CONTEXT, STEPS, any_fact
from tests.store.stories import LONG, NOW, a_life, all_of, at, killed_with_life, opened, promised, switched
from tray.core.inquiry.totals import days
from tray.core.law.values import Regime
from tray.core.messages.facts import Cause, ClockStepped, Fact, Recorded, RegimeBegan
from tray.core.messages.order_of_several_machines import in_order
from tray.errors import StoreError
from tray.history.record import Record
from tray.ports import Snapshot
from tray.store.journal.journal import Journal
from tray.store.journal.memory import MemoryStore
from tray.store.machines import purging
from tray.store.machines.purged_spans import read, written
from tray.store.opening import look_into, open_store

CANARY = "visit the oncologist"


def bytes_beside(file: Path) -> bytes:
    return b"".join(entry.read_bytes() for entry in file.parent.iterdir() if entry.is_file())


def with_canary(file: Path) -> None:
    journal = opened(file)
    journal.append(a_life(500))
    journal.append([promised(600, CANARY)])
    journal.keep(Snapshot((at(600), "x", 501), {"commitments": {"1": CANARY}}))
    journal.saw(at(600))
    journal.append(a_life(500, start=700))
    journal.close()


def test_after_a_purge_the_text_is_nowhere_in_the_bytes(file: Path) -> None:
    with_canary(file)
    journal = opened(file)
    assert CANARY.encode() in bytes_beside(file)

    assert journal.purge() == 1001

    assert CANARY.encode() not in bytes_beside(file)
    assert [] == list(journal.facts())
    assert journal.snapshot() is None
    assert journal.last_seen() is None


def test_a_purge_of_a_range_takes_its_facts_only(file: Path) -> None:
    with_canary(file)
    journal = opened(file)

    assert journal.purge(at(600), at(601)) == 1

    assert CANARY.encode() not in bytes_beside(file)
    assert len(list(journal.facts())) == 1000
    assert journal.snapshot() is None


def test_a_purge_takes_the_copies_of_rescues_and_migrations_too(file: Path) -> None:
    with_canary(file)
    file.write_bytes(bytes(100) + file.read_bytes()[100:])
    found = open_store(str(file), NOW)
    file.with_name("history.sqlite3.v0-20250101T000000").write_bytes(CANARY.encode())
    assert "kept as" in found.remarks[0]
    journal = found.store

    journal.purge()

    assert CANARY.encode() not in bytes_beside(file)


def test_numbers_are_not_given_again_after_a_purge(file: Path) -> None:
    journal = opened(file)
    journal.append(a_life(5))
    journal.purge()
    journal.close()

    assert [6] == [record.n for record in opened(file).append([switched(0)])]


def test_a_purge_says_so_when_a_reader_holds_on_to_old_pages(file: Path) -> None:
    with_canary(file)
    journal = opened(file)
    reader = iter(look_into(str(file)).facts())
    next(reader)

    with pytest.raises(StoreError, match="reading the history"):
        journal.purge()


def test_a_kill_after_a_purge_is_no_damage(file: Path) -> None:
    from tests.store.stories import in_child

    def story() -> None:
        journal = opened(file)
        journal.append(a_life(50))
        journal.purge(end=at(20))
        import os

        os._exit(0)

    assert in_child(story) == 0
    assert opened(file) is not None
    assert len(all_of(file)) == 30


def test_a_killed_history_can_be_purged(file: Path) -> None:
    killed_with_life(file, 300)

    assert opened(file).purge() == 300
    assert b"answer the letter" not in bytes_beside(file)


WRONG, RIGHT = datetime(2033, 3, 1, tzinfo=UTC), datetime(2026, 11, 21, tzinfo=UTC)


def began(day: datetime, hour: float, regime: Regime) -> Fact:
    return RegimeBegan(day + timedelta(hours=hour), regime, Cause.INPUT)


def of_a_wrong_clock(device: str) -> list[Recorded]:
    """Work from 9 to 11 by a clock that is years ahead, then it is set right at noon, and work from 13 to 14."""
    stepped = ClockStepped(RIGHT + timedelta(hours=12), WRONG + timedelta(hours=12))
    work, off = Regime.WORK, Regime.OFF
    before = [began(WRONG, 9, work), began(WRONG, 10.5, work), began(WRONG, 11, off)]
    after = [began(RIGHT, 13, work), began(RIGHT, 14, off)]
    return [Recorded(device, n, int(n > 3), fact) for n, fact in enumerate([*before, stepped, *after], 1)]


def worked(store: Journal | MemoryStore) -> dict[str, float]:
    """The hours of each day on which something is shown."""
    now = RIGHT + timedelta(days=2)
    start, facts = Record(store, now).back_to(datetime(1970, 1, 2, tzinfo=UTC))
    found = days(start, facts, now, CONTEXT)
    return {f"{each.day}": each.worked / timedelta(hours=1) for each in found if each.worked}


@pytest.mark.parametrize("kept", ["on disk", "in memory"])
def test_a_purge_across_the_setting_of_a_clock_takes_what_is_shown_in_its_span(file: Path, kept: str) -> None:
    store = opened(file) if kept == "on disk" else MemoryStore()
    store.take(of_a_wrong_clock("elsewhere"))
    assert {"2026-11-21": 3} == worked(store)

    removed = store.purge(RIGHT + timedelta(hours=10), RIGHT + timedelta(hours=13.5))

    assert 3 == removed
    assert [1, 4, 6] == [each.n for each in store.facts()], "what says how the clock was set is needed by the first"
    assert RIGHT + timedelta(hours=9) == next(iter(store.facts())).order[0]


def test_a_machine_alone_on_record_is_shown_by_the_clock_of_then_and_so_it_is_purged(file: Path) -> None:
    alone = opened(file)
    alone.take(of_a_wrong_clock(alone.device))
    assert {"2033-03-01": 2, "2026-11-21": 1} == worked(alone)

    assert 1 == alone.purge(RIGHT, RIGHT + timedelta(hours=13.5))
    assert 3 == alone.purge(WRONG, WRONG + timedelta(days=1))
    assert [6] == [each.n for each in alone.facts() if not isinstance(each.fact, ClockStepped)]
    assert 1 == alone.purge(RIGHT, RIGHT + timedelta(hours=13.5)), "nothing needs the setting of the clock any more"


def test_what_says_how_a_clock_was_set_goes_with_the_last_that_needs_it(file: Path) -> None:
    journal = opened(file)
    journal.take(of_a_wrong_clock("elsewhere"))

    assert 4 == journal.purge(RIGHT, RIGHT + timedelta(hours=12.5))
    assert [5, 6] == [each.n for each in journal.facts()]


def a_record(chance: Random, devices: Iterable[str]) -> list[Recorded]:
    """Weeks of several machines, of which each sets its clock now and then, and learns some things late."""
    found: list[Recorded] = []
    for device in devices:
        at, set_at, era = NOW, NOW, 0
        for n in range(1, chance.randint(2, 60)):
            at += timedelta(minutes=chance.uniform(1, 900))
            fact = any_fact(at if chance.random() < 0.8 else max(set_at, at - timedelta(hours=5)), chance)
            if chance.random() < 0.15:
                before, at = at, at + chance.choice(STEPS)
                fact, set_at, era = ClockStepped(at, before, chance.random() < 0.3), at, era + 1
            found.append(Recorded(device, n, era, fact))
    return found


@pytest.mark.parametrize("seed", range(400 if LONG else 40))
def test_whatever_clocks_were_set_what_is_shown_in_a_span_goes_and_the_rest_is_shown_as_before(
    tmp_path: Path, seed: int
) -> None:
    chance = Random(seed)
    devices = ["one", "two", "three"][: chance.randint(1, 3)]
    record = a_record(chance, devices)
    own = "one" if len(devices) == 1 and chance.random() < 0.5 else "none of these"
    store, told = MemoryStore(record, own), MemoryStore(record, "another")
    journal = opened(tmp_path / "journal")
    journal.take(record)
    is_united = store.is_united

    def shown(each: Recorded) -> datetime:
        return each.order[0] if is_united else each.fact.at

    before = in_order(record)
    some = chance.choice(before), chance.choice(before)
    start, end = sorted(shown(each) for each in some)
    end += timedelta.resolution
    first = chance.choice((start, start, None))
    device = chance.choice((None, None, devices[0]))

    def goes(each: Recorded) -> bool:
        return (first is None or first <= shown(each)) and shown(each) < end and device in {None, each.device}

    store.purge(first, end, device)
    if is_united:
        span = purging.remember(journal, str(tmp_path / "machines.json"), first, end, device, NOW)
        span = read(written([span]))[0]
        assert list(store.facts()) == [each for each in before if not span.holds(each)]
        assert len(record) - len(list(store.facts())) == journal.purge(first, end, device)
        assert list(store.facts()) == list(journal.facts())
        # Set again meanwhile, a clock shows all that was before elsewhere; and all the same goes.
        late = ClockStepped(NOW, NOW + timedelta(hours=1))
        told.take([Recorded(each, 1000, 1000, late) for each in devices])
        told.purge(span.start, span.end, span.device, span.upto, span.clocks)
        assert {(each.device, each.n) for each in store.facts()} == {
            (each.device, each.n) for each in told.facts() if each.n < 1000
        }

    left = list(store.facts())
    assert [each.order for each in before if not goes(each)] == [
        each.order for each in left if not (isinstance(each.fact, ClockStepped) and goes(each))
    ]
    stay = [each for each in left if isinstance(each.fact, ClockStepped) and goes(each)]
    for step in stay:
        assert any(each.device == step.device and each.era < step.era and not goes(each) for each in before)
