"""Commitments that are kept elsewhere: what comes of their number."""

import pytest

from tests.day import Day, day
from tray.core.inquiry.explain import promises
from tray.core.law.law import live
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.core.messages.facts import CommitmentsCounted
from tray.settings.defaults.every_setting import Limits, Settings


def found(told: Day, source: str, unplanned: int, planned: int = 0) -> Day:
    return told.happen(e.CommitmentsFound(source, unplanned, planned))


def test_their_number_holds_memory_like_those_kept_here() -> None:
    told = found(day(), "files", 3, 1).ask(c.Commit("answer Ada"))

    assert (4, 1) == (told.state.unplanned, told.state.planned)
    assert live(4, 1, told.state.law) == pytest.approx(sum(each.points for each in promises(told.state)))


def test_only_a_changed_number_is_recorded_and_each_source_stands_for_itself() -> None:
    told = found(found(found(found(day(), "files", 0), "files", 3), "files", 3), "command", 5)

    assert [("files", 3), ("command", 5)] == [
        (fact.source, fact.unplanned) for fact in told.facts if isinstance(fact, CommitmentsCounted)
    ]
    assert 5 == found(told, "files", 0).state.unplanned


def test_a_restart_remembers_the_number() -> None:
    assert 7 == found(day(), "files", 7).restart().state.unplanned


def test_the_cap_is_for_those_that_are_made_here() -> None:
    told = found(day(Settings(limits=Limits(commitments=2))), "files", 40).ask(c.Commit("one"))

    assert told.refused is None
