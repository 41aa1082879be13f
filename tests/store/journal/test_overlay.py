"""What is imagined lies on top of the store, in its place, and is never written."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.store.stories import at, opened, set_back, switched
from tray.core.messages.facts import CommitmentOpened, Fact
from tray.errors import StoreError
from tray.lib.steps import whole
from tray.ports import Snapshot
from tray.store.journal.overlay import OnTop
from tray.store.opening import look_into


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite3"


def facts_of(store: OnTop) -> list[Fact]:
    return [each.fact for each in store.facts()]


def test_imagined_facts_come_in_their_order_among_the_recorded_ones(file: Path) -> None:
    journal = opened(file)
    journal.append([switched(1), switched(5)])
    above = OnTop(journal)
    above.append([switched(7), switched(3)])

    assert [at(1), at(3), at(5), at(7)] == [fact.at for fact in facts_of(above)]
    assert [at(5), at(7)] == [each.fact.at for each in above.facts((at(4), "", 0))]
    assert [at(1), at(5)] == [each.fact.at for each in journal.facts()]


def test_of_one_instant_the_imagined_fact_is_last(file: Path) -> None:
    journal = opened(file)
    journal.append([switched(1), CommitmentOpened(at(1), 1, "recorded")])
    above = OnTop(journal)
    above.append([CommitmentOpened(at(1), 2, "imagined")])

    assert ["recorded", "imagined"] == [fact.text for fact in facts_of(above) if isinstance(fact, CommitmentOpened)]
    assert ["recorded", "imagined"] == [
        each.fact.text for each in above.of_kind("commitment_opened") if isinstance(each.fact, CommitmentOpened)
    ]


def test_they_belong_to_the_era_of_the_last_fact(file: Path) -> None:
    journal = opened(file)
    journal.append([switched(100), set_back(50)])
    above = OnTop(journal)
    above.append([switched(60)])

    assert [at(100), at(50), at(60)] == [fact.at for fact in facts_of(above)]


def test_a_snapshot_from_after_an_imagined_fact_is_not_used(file: Path) -> None:
    journal = opened(file)
    first, last = journal.append([switched(1), switched(5)])
    journal.keep(Snapshot(last.order, {}))
    above = OnTop(journal)
    before = above.snapshot()
    above.append([switched(3)])

    assert before is not None
    assert above.snapshot() is None
    assert first.order < last.order


def test_it_stands_on_a_history_that_may_only_be_read(file: Path) -> None:
    journal = opened(file)
    journal.append([switched(1)])
    journal.close()
    reading = look_into(str(file))
    with pytest.raises(StoreError):
        reading.append([switched(2)])
    above = OnTop(reading)
    above.append([switched(2)])
    above.keep(Snapshot((at(2), "x", 1), {}))
    above.saw(at(3))

    assert 2 == len(facts_of(above))
    assert above.last_seen() is None
    above.close()
    assert 1 == len(list(look_into(str(file)).facts()))


def test_it_stands_on_nothing_at_all(file: Path) -> None:
    above = OnTop(look_into(str(file)))
    above.append([switched(1)])

    assert [switched(1)] == facts_of(above)
    assert not file.exists()


def test_only_what_is_imagined_can_be_added_to_a_history_that_may_only_be_read(file: Path) -> None:
    journal = opened(file)
    (other,) = journal.append([switched(1)])
    journal.close()
    above = OnTop(look_into(str(file)))
    changes: list[Callable[[], int]] = [
        lambda: above.take([replace(other, device="another")]),
        lambda: whole(above.taking([replace(other, device="another")])),
        above.purge,
    ]
    for change in changes:
        with pytest.raises(StoreError, match="Nothing may write to the history"):
            change()

    assert [switched(1)] == facts_of(above)
