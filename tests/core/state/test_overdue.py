"""A planned time that has passed plans nothing: the commitment holds what an unplanned one holds, and says so."""

from datetime import date, timedelta

import pytest

from tests.core.inquiry.parts import accounted
from tests.day import MONDAY, Day, day
from tray.core.day import limits, shutdown
from tray.core.engine import step
from tray.core.inquiry.explain import explain, promises
from tray.core.law.law import live
from tray.core.law.levels_and_gauge_steps import Level
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.core.sensing.presence import Senses
from tray.core.state.state import State, advance_to
from tray.core.state.walk_through_record import Stage, walk
from tray.desktop.to_dos.due_date_marks_and_items import Items
from tray.desktop.to_dos.markdown import in_markdown
from tray.desktop.to_dos.recount_on_change import found_in
from tray.desktop.to_dos.todo_txt_org_taskpaper_json import in_todo_txt
from tray.settings.defaults.every_setting import Law, Settings
from tray.view.tray.menu import queue, rows
from tray.view.values.commitments import commitments
from tray.view.words import end_of_day

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
AS_PLANNED = Settings(law=Law(deadline_weight=0.0))
"""A time that comes near presses no more than one far away."""


def planned(told: Day, text: str, after: timedelta) -> Day:
    return told.ask(c.Commit(text, told.at + after))


def files(*texts: str) -> e.CommitmentsFound:
    return found_in("files", [in_markdown(text) for text in texts])


def test_it_holds_as_much_again_as_one_without_a_time_when_its_time_comes() -> None:
    told = planned(day(AS_PLANNED).work("1m"), "answer Ada", HOUR)
    before = advance_to(told.state, told.at + HOUR - timedelta(seconds=1))
    after = advance_to(told.state, told.at + HOUR)

    assert (0, 1) == (before.unplanned, before.planned)
    assert (1, 0) == (after.unplanned, after.planned)
    assert after.pressure - before.pressure > 0.7
    assert after.held >= after.pressure


def test_the_law_is_cut_where_a_time_passes() -> None:
    told = planned(day().work("1m"), "answer Ada", 20 * HOUR)
    at = told.at
    told.away("30h")
    facts = told.facts
    edges = [each.after.at for each in walk(State(at=facts[0].at), facts, told.at) if isinstance(each, Stage)]

    assert at + 20 * HOUR in edges


def test_the_schedule_wakes_when_a_time_passes() -> None:
    told = planned(day().away("4h"), "answer Ada", 7 * MINUTE)
    when = told.at + 7 * MINUTE

    assert step.next_look(told.moment, when - timedelta(seconds=1), told.context) == when


def test_what_is_held_is_explained_by_what_is_overdue() -> None:
    told = planned(planned(day(AS_PLANNED).work("1m"), "one", HOUR), "two", 9 * HOUR).work("2h")
    one, two = promises(told.state)

    assert one.points > 3 * two.points
    assert live(1, 1, told.state.law) == pytest.approx(one.points + two.points)
    found = explain(State(at=told.facts[0].at), told.facts, told.at, since=told.facts[0].at)
    assert told.state.pressure == pytest.approx(accounted(found))


def test_it_is_planned_again_at_the_end_of_the_day_and_in_the_menu() -> None:
    told = planned(planned(day().work("1m"), "one", HOUR), "two", 30 * HOUR).ask(c.Commit("three")).work("2h")
    assert [1, 3, 2] == [each.number for each in queue(told.state)]
    menu = rows(told.state, Senses(), Level.GREEN, told.at, told.context)
    labels = [row.label for part in menu for row in (part, *part.children)]
    assert any("one (overdue since 10:01)" in label for label in labels)
    told.ask(c.EndDay())
    offered = shutdown.offered(told.state)

    assert offered is not None
    assert 1 == offered.number
    assert "Overdue: one" == end_of_day.stays_open(offered, (1, 2), told.context.settings.shutdown, told.at)[0]


def test_commitments_say_what_is_overdue_and_how_it_gets_another_time() -> None:
    told = planned(day().work("1m"), "one", HOUR).work("2h")
    found = commitments(told.state, told.context.zone, 80)

    assert found["commitments"][0]["overdue"] is True
    assert "one  (overdue since today 10:01)" in found["text"]
    assert "`backpressure plan 1 WHEN`" in found["text"]


def test_it_counts_towards_the_cap_again() -> None:
    told = planned(day().work("1m"), "one", HOUR)
    assert 0 == limits.made_here(told.state)

    assert 1 == limits.made_here(told.work("2h").state)


def test_another_time_makes_it_planned_again() -> None:
    told = planned(day().work("1m"), "one", HOUR).work("2h")
    told.ask(c.PlanCommitment(1, told.at + HOUR))

    assert (0, 1) == (told.state.unplanned, told.state.planned)


@pytest.mark.parametrize("command", [c.Commit("one", MONDAY), c.PlanCommitment(1, MONDAY)])
def test_a_time_that_is_over_is_refused(command: c.Commit | c.PlanCommitment) -> None:
    told = day().ask(c.Commit("known")).work("10m").ask(command)

    assert "still to come" in str(told.refused)


# What is kept elsewhere


def test_of_several_dates_on_a_line_the_last_one_counts() -> None:
    assert Items(0, ((date(2026, 12, 1), 1),)) == in_todo_txt("(B) 2026-11-03 a t:2026-11-20 due:2026-12-01\n")
    assert Items(1) == in_markdown("- [ ] no such day 2026-19-39\n")


def test_a_date_that_is_over_plans_nothing() -> None:
    told = day().happen(files("- [ ] x 2026-11-01\n- [ ] y 2026-11-23\n", "- [ ] z 2026-11-24\n"))

    assert (1, 2) == (told.state.unplanned, told.state.planned)


def test_a_date_is_over_with_its_day_though_nobody_counts_again() -> None:
    told = day().happen(files("- [ ] y 2026-11-23\n- [ ] z 2026-11-24\n"))
    assert (0, 2) == (told.state.unplanned, told.state.planned)

    assert (1, 1) == (told.until("04:01").state.unplanned, told.state.planned)
    recorded = len(told.facts)
    told.happen(files("- [ ] y 2026-11-23\n- [ ] z 2026-11-24\n"))
    assert recorded == len(told.facts)


def test_a_restart_remembers_when_the_dates_are_over() -> None:
    told = day().happen(files("- [ ] y 2026-11-23\n")).work("1m")
    told.record.keep()

    assert 1 == told.restart(gone="20h").state.unplanned
