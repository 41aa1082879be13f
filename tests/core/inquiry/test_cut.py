"""In which order what is to do is gone through."""

from datetime import timedelta

import pytest

from tests.day import MONDAY, Day, day
from tray.core.inquiry.cut import Kept, ranked, room_for
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.errors import NotPossible

HOUR = timedelta(hours=1)


def a_queue() -> tuple[Day, Kept]:
    told = day().ask(c.Commit("old")).ask(c.Commit("planned", MONDAY + 90 * HOUR))
    told.ask(c.Commit("late", MONDAY + 2 * HOUR)).ask(c.Commit("later", MONDAY + HOUR))
    told.away("3h").ask(c.Commit("new")).happen(e.CommitmentsFound("files", 7, 1))
    return told, Kept(
        {each.identity: MONDAY + (0 if each.text != "new" else 3) * HOUR for each in told.state.commitments}
    )


def test_the_longest_overdue_comes_first_then_points_then_age() -> None:
    told, kept = a_queue()

    assert ["later", "late", "old", "new", "planned"] == [each.commitment.text for each in ranked(told.state, kept)]


def test_each_holds_its_points_and_what_is_kept_elsewhere_is_not_ours() -> None:
    told, kept = a_queue()
    points = {each.commitment.text: each.points for each in ranked(told.state, kept)}

    assert told.state.law.planned_weight == pytest.approx(points["planned"] / points["new"])
    assert 5 == len(points)


def test_what_is_given_back_waits_for_what_came_before_it_alone() -> None:
    told, kept = a_queue()
    named, found = room_for(told.state, kept, told.context, 4)

    assert named is not None
    assert ("later", 2) == (named.text, found.waiting)


def test_what_is_planned_has_its_own_time() -> None:
    told, kept = a_queue()

    assert MONDAY + 90 * HOUR == room_for(told.state, kept, told.context, 2)[1].when


def test_nothing_is_given_back_that_is_not_open() -> None:
    told, kept = a_queue()
    with pytest.raises(NotPossible, match=r"no open to-do number 9\. The open ones are: 1, 2, 3, 4, 5"):
        room_for(told.state, kept, told.context, 9)
