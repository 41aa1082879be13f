"""The record proves the state, bit for bit, and says where it does not."""

from bisect import insort
from collections.abc import Iterator
from datetime import timedelta

from tests.day import MONDAY, Day, MemoryJournal, day
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.core.messages.facts import Place, Recorded, Switched
from tray.history.record import restored
from tray.history.replay import replay
from tray.ports import Snapshot


def three_days() -> Day:
    told = day().ask(c.Commit("send the slides"))
    for _ in range(3):
        told.work("2h", switches_per_hour=12).away("10m").ask(c.CheckIn("fatigue", 6)).work("3h")
        told.record.keep()
        told.away("18h50m")
    return told.work("10m")


def test_a_record_and_its_snapshots_agree() -> None:
    told = three_days()
    found = replay(told.journal)

    assert (len(told.journal.records), len(told.journal.snapshots)) == (found.facts, found.equal)
    assert (found.equal >= 3, found.proven) == (True, True)


def test_a_clock_that_was_set_changes_nothing_of_that() -> None:
    told = three_days()
    before, told.at = told.at, told.at - timedelta(hours=5)
    told.happen(e.ClockSet(before)).work("1h")
    told.record.keep()
    told.work("1h")

    found = replay(told.journal)

    assert (len(told.journal.snapshots), True) == (found.equal, found.proven)


def test_nothing_on_record_is_proven() -> None:
    found = replay(MemoryJournal())

    assert (0, 0, True) == (found.facts, found.equal, found.proven)


def test_a_snapshot_that_is_off_by_the_last_bit_is_found() -> None:
    told = three_days()
    kept = told.journal.snapshots[1]
    state = restored(kept)
    assert state is not None
    form = dict(kept.state)
    wrong = {**form["state"], "held": float.fromhex("0x1.0000000000001p+0") * form["state"]["held"]}
    told.journal.snapshots[1] = Snapshot(kept.order, {**form, "state": wrong})
    found = replay(told.journal)

    assert (len(told.journal.snapshots) - 1, (kept.order,), False) == (found.equal, found.unequal, found.proven)
    assert found.same_end  # the snapshot after it is right


def test_it_goes_on_from_the_latest_snapshot_as_a_start_does_whether_that_is_right_or_not() -> None:
    told = three_days()
    kept = told.journal.snapshots[-1]
    told.journal.snapshots[-1] = Snapshot(kept.order, told.journal.snapshots[0].state)
    found = replay(told.journal)

    assert (len(told.journal.snapshots) - 1, (kept.order,)) == (found.equal, found.unequal)
    assert not found.same_end


def slip_in(journal: MemoryJournal) -> None:
    fact = Recorded("test", 10_000, 0, Switched(MONDAY + timedelta(minutes=7)))
    insort(journal.records, fact, key=lambda each: each.order)


def test_a_fact_that_was_slipped_in_is_found() -> None:
    told = three_days()
    slip_in(told.journal)
    found = replay(told.journal)

    assert (0, len(told.journal.snapshots)) == (found.equal, len(found.unequal))
    assert not found.proven


def test_snapshots_of_another_version_are_passed_over() -> None:
    told = three_days()
    told.journal.snapshots = [
        Snapshot(each.order, {**each.state, "rules": each.state["rules"] + 1}) for each in told.journal.snapshots
    ]
    found = replay(told.journal)

    assert (0, len(told.journal.snapshots), True) == (found.equal, found.passed_over, found.proven)


def test_a_fact_learnt_late_by_a_program_that_runs_beside_it_is_no_fault() -> None:
    class Beside(MemoryJournal):
        """At the first look, the program learns a fact late just after the snapshots were looked up."""

        looks = 0

        def facts(self, after: Place | None = None) -> Iterator[Recorded]:
            self.looks += 1
            if self.looks == 1:
                slip_in(self)
            elif self.looks == 2:
                self.snapshots.clear()
            return super().facts(after)

    told = three_days()
    beside = Beside()
    beside.records, beside.snapshots = told.journal.records, list(told.journal.snapshots)
    found = replay(beside)

    assert (2, True) == (beside.looks, found.proven)
