"""Agents that say how they're doing: what they hold, when they're forgotten, and the good moment that they make."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.day import Day, day
from tray.core.inquiry.explain import asking, promises
from tray.core.law.law import live
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.core.messages.agent_doing import Doing
from tray.core.messages.effects import Happened
from tray.core.messages.facts import AgentReported, ParametersSet, Suggested, Switched
from tray.core.state.agents import MOST
from tray.core.state.state import advance_to, drive
from tray.settings.defaults.every_setting import Agents, Breaks, Law, Settings
from tray.view.tray import icon_mark_tooltip_clicks
from tray.view.tray.face import Row
from tray.view.words.breaks import body

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
BUSY, ASKS, DONE = Doing.BUSY, Doing.ASKS, Doing.DONE


def says(told: Day, name: str, doing: Doing, expires: timedelta | None = None) -> Day:
    return told.ask(c.ReportAgent(name, doing, expires))


def there(told: Day) -> list[tuple[str, str]]:
    return [(each.name, each.doing.value) for each in told.state.agents.at(told.at)]


def reports(told: Day) -> list[AgentReported]:
    return [each for each in told.facts if isinstance(each, AgentReported)]


def switches(told: Day) -> int:
    return sum(isinstance(each, Switched) for each in told.facts)


# What they hold


def test_one_that_asks_holds_memory_like_half_an_unplanned_commitment_until_it_is_answered() -> None:
    told = day().ask(c.Commit("answer Ada")).work("10m")
    before = told.state.pressure

    says(told, "claude", ASKS)

    assert told.state.live == pytest.approx(live(1, 0, Law(), 0.5))
    assert told.state.pressure == pytest.approx(before + live(1, 0, Law(), 0.5) - live(1, 0, Law()))
    assert (1, 0) == (told.state.unplanned, told.state.planned)

    says(told, "claude", BUSY)

    assert told.state.pressure == pytest.approx(before)


def test_a_busy_one_holds_nothing() -> None:
    told = says(day().work("10m"), "claude", BUSY)

    assert told.state.live == 0.0
    assert [("claude", "busy")] == there(told)


def test_the_weight_is_a_setting_and_acts_at_the_next_look() -> None:
    told = says(day().work("10m"), "claude", ASKS)

    told.settings(replace(Settings(), law=replace(Law(), agent_weight=1.0)))
    assert told.state.live == pytest.approx(live(1, 0, Law()))

    told.settings(replace(Settings(), law=replace(Law(), agent_weight=0.0)))
    assert told.state.live == 0.0


def test_evenings_free_less_while_one_asks_as_they_do_with_commitments() -> None:
    def in_the_evening(doing: Doing) -> float:
        told = says(day().work("6h"), "claude", doing, timedelta(hours=20)).away("5h")
        return told.state.pools.gen1

    assert in_the_evening(ASKS) > in_the_evening(BUSY)


def test_explain_names_each_and_the_parts_add_up() -> None:
    told = says(says(says(day().ask(c.Commit("answer Ada")), "claude", ASKS), "codex", ASKS), "make", BUSY).work("20m")

    held = asking(told.state)

    assert ["claude", "codex"] == [each.agent.name for each in held]
    assert held[0].points == pytest.approx(promises(told.state)[0].points / 2)
    of_those = sum(each.points for each in held) + sum(each.points for each in promises(told.state))
    assert told.state.live == pytest.approx(of_those)


def test_of_an_older_record_nothing_is_known_of_their_weight() -> None:
    told = says(day(), "claude", ASKS)
    values = next(each.values for each in told.facts if isinstance(each, ParametersSet))

    assert values["agent_weight"] == 0.5
    older = {name: value for name, value in values.items() if name != "agent_weight"}
    told.record.append((ParametersSet(told.at, older),))

    assert told.record.state.law.agent_weight == 0.0


def test_the_law_is_cut_where_one_is_forgotten() -> None:
    state = says(day().work("6h"), "claude", ASKS, 4 * HOUR).away("90m").moment.state
    expires = state.agents.known[0].until
    later = expires + 5 * HOUR

    at_once, looked_at = advance_to(state, later), advance_to(advance_to(state, expires), later)

    assert at_once.pools[:3] == pytest.approx(looked_at.pools[:3], abs=1e-12)


# Who is forgotten


@pytest.mark.parametrize(
    "gone",
    [
        pytest.param(lambda told: told.work("4h1m"), id="work goes on"),
        pytest.param(lambda told: told.suspend("4h1m"), id="the machine slept"),
        pytest.param(lambda told: told.restart(gone="4h1m"), id="the program did not run"),
        pytest.param(lambda told: told.unseen("4h1m").happen(e.Looked()), id="nobody looked"),
    ],
)
def test_one_whose_done_never_comes_is_forgotten(gone: Callable[[Day], Day]) -> None:
    told = says(day().work("10m"), "claude", ASKS)

    gone(told)

    assert told.state.agents.at(told.at) == ()
    assert told.state.live == 0.0
    assert drive(told.state).pressing == 0.0


def test_a_restart_and_a_suspend_remember_those_that_are_still_believed() -> None:
    told = says(says(day().work("10m"), "claude", ASKS), "make", BUSY)

    assert [("claude", "asks"), ("make", "busy")] == there(told.restart(gone="20m"))
    assert [("claude", "asks")] == there(told.suspend("20m"))


def test_how_often_anybody_looks_makes_no_difference() -> None:
    looked = says(day().work("6h"), "claude", ASKS, 4 * HOUR).away("10h").work("5m")
    unlooked = says(day().work("6h"), "claude", ASKS, 4 * HOUR).suspend("10h").work("5m")

    assert looked.state.pressure == pytest.approx(unlooked.state.pressure, abs=1e-6)


def test_what_it_says_of_itself_outlasts_the_settings() -> None:
    settings = replace(Settings(), agents=Agents(busy_for=10 * MINUTE, asks_for=20 * MINUTE))
    told = says(says(says(day(settings), "a", BUSY), "b", ASKS), "c", BUSY, HOUR)

    assert [10 * MINUTE, 20 * MINUTE, HOUR] == [each.until - told.at for each in told.state.agents.known]


def test_a_set_clock_neither_ages_nor_rejuvenates_one() -> None:
    told = says(day().work("10m"), "claude", ASKS)
    before, told.at = told.at, told.at + timedelta(days=9)

    told.happen(e.ClockSet(before))

    assert [("claude", "asks")] == there(told)
    assert told.state.agents.known[0].until - told.at == 4 * HOUR


def test_saying_the_same_again_is_no_fact_until_it_makes_a_difference() -> None:
    told = says(day().work("1m"), "claude", BUSY)
    for _ in range(20):
        says(told.work("10s"), "claude", BUSY)

    assert len(reports(told)) == 2

    says(told, "claude", DONE)
    says(told, "claude", DONE)

    assert len(reports(told)) == 3
    assert there(told) == []


def test_one_goes_on_asking_since_it_first_asked() -> None:
    told = says(day().work("1m"), "claude", ASKS)
    since = told.at
    says(told.work("1h"), "claude", ASKS)

    assert told.state.agents.known[0].since == since
    assert told.state.agents.known[0].until == told.at + 4 * HOUR


def test_names_are_one_short_line_that_acts_on_nothing() -> None:
    told = says(day(), "  a \x1b[31m\n\u202ered " + "x" * 200, BUSY)

    name = told.state.agents.known[0].name
    assert name.isprintable()
    assert len(name) <= 60
    assert name.startswith("a [31m red x")

    assert says(told, " \n ", BUSY).refused is not None


def test_there_are_never_more_than_anybody_has() -> None:
    told = day()
    for n in range(MOST + 10):
        says(told, f"agent {n}", BUSY, HOUR + n * MINUTE)

    names = [each.name for each in told.state.agents.known]
    assert len(names) == MOST
    assert names[0] == "agent 10"


# Answering


def test_answering_one_after_another_is_a_switch() -> None:
    told = says(says(day().work("10m"), "claude", ASKS), "codex", ASKS).work("1m")

    says(told, "claude", BUSY)
    assert switches(told) == 0

    says(told.work("1m"), "codex", BUSY)
    assert switches(told) == 1
    assert told.state.switches == 1


def test_a_change_of_window_that_was_seen_is_not_counted_twice() -> None:
    told = says(says(day().work("10m"), "claude", ASKS), "codex", ASKS).work("1m")
    says(told, "claude", BUSY)
    told.happen(e.ContextChanged()).work("11s")
    assert switches(told) == 1

    says(told, "codex", BUSY)

    assert switches(told) == 1


def test_nor_is_one_that_has_not_lasted_yet() -> None:
    told = says(says(day().work("10m"), "claude", ASKS), "codex", ASKS).work("1m")
    says(told, "claude", BUSY)
    told.happen(e.ContextChanged()).work("3s")
    says(told, "codex", BUSY).work("1m")

    assert switches(told) == 1


@pytest.mark.parametrize("rest", ["none", "a rest"])
def test_the_same_agent_and_one_after_a_rest_are_no_switch(rest: str) -> None:
    told = says(says(day().work("10m"), "claude", ASKS), "codex", ASKS)
    says(told, "claude", BUSY)
    if rest == "none":
        says(says(told, "claude", ASKS), "claude", BUSY)
    else:
        says(told.away("10m").work("1m"), "codex", BUSY)

    assert switches(told) == 0


# A good moment


def due(settings: Settings | None = None) -> Day:
    """A break is due in a minute, and somebody types without a pause."""
    return day(settings or Settings(breaks=Breaks(natural_pause=timedelta(minutes=15)))).work("49m30s")


def test_a_due_break_is_offered_once_all_are_busy_and_none_asks() -> None:
    told = says(says(due(), "claude", BUSY), "codex", ASKS).work("5m")
    assert told.state.suggestion is None

    says(told, "codex", BUSY)

    live_one = told.state.suggestion
    assert live_one is not None
    assert live_one.agents == 2
    assert "All 2 agents were busy at 09:54: a good moment." in body(live_one, told.state, told.context)


def test_without_agents_it_waits_for_a_pause_as_ever() -> None:
    told = due().work("5m")

    assert told.state.suggestion is None


def test_nobody_is_asked_before_a_break_is_due() -> None:
    told = says(day().work("20m"), "claude", BUSY).work("5m")

    assert not any(isinstance(each, Suggested) for each in told.facts)


def test_it_is_said_only_the_first_time() -> None:
    told = says(due(), "claude", BUSY).work("5m")
    assert told.state.suggestion is not None
    told.work("11m")

    assert told.state.suggestion is not None
    assert told.state.suggestion.asked > 1
    assert "agent" not in body(told.state.suggestion, told.state, told.context)


def test_agents_alone_never_make_a_sound() -> None:
    told = day().work("10m")
    for n in range(30):
        says(told, f"agent {n}", ASKS)
    for n in range(30):
        says(told, f"agent {n}", DONE)

    assert [each for _, each in told.effects if not isinstance(each, Happened)] == []


# What is shown


def in_the_menu(told: Day) -> dict[str, Row]:
    """The rows about agents, by their words."""
    face = icon_mark_tooltip_clicks.face(told.state, told.moment.senses, told.at, told.context)
    waiting = next(row for row in face.menu if row.key == "waiting")
    return {row.label: row for row in waiting.children if "agent" in row.key}


def test_the_tooltip_says_how_many_ask_and_the_menu_which_and_how_long_each_has_waited() -> None:
    told = says(says(day().work("10m"), "codex", ASKS), "make", BUSY).work("31m")
    says(says(told, "claude", ASKS), "make", BUSY)
    face = icon_mark_tooltip_clicks.face(told.state, told.moment.senses, told.at, told.context)

    assert "2 agents are asking" in face.tooltip
    assert [name for name in ("claude", "codex", "make") if name in face.tooltip] == []
    assert [
        "2 agents are asking",
        "codex (waiting about 30 min)",
        "claude (waiting a few minutes)",
    ] == list(in_the_menu(told))


def test_one_that_nobody_knows_the_name_of_stands_in_the_menu_by_the_word_for_it() -> None:
    told = says(says(day(), "agent-3f2a1c", ASKS), "agent-0b0b0b", ASKS)
    told.context = replace(told.context, agent_names={"agent-3f2a1c": "claude"})

    assert ["2 agents are asking", "claude (waiting a few minutes)", "agent-0b0b0b (waiting a few minutes)"] == list(
        in_the_menu(told)
    )


@pytest.mark.parametrize(("row", "since"), [("I've answered", [("claude", "busy")]), ("It's done", [])])
def test_one_that_asks_is_answered_or_ended_from_the_menu(row: str, since: list[tuple[str, str]]) -> None:
    told = says(day().work("10m"), "claude", ASKS)
    asks = in_the_menu(told)["claude (waiting a few minutes)"]
    (command,) = [each.command for each in asks.children if each.label == row]
    assert command is not None

    told.ask(command)

    assert since == there(told)
    assert told.state.live == 0.0


def test_those_that_have_waited_longest_stand_in_the_menu_and_of_the_rest_how_many_there_are() -> None:
    told = day()
    for n in range(12):
        says(told.work("1m"), f"agent {n}", ASKS)

    first, *_, last, rest = in_the_menu(told).values()
    assert ("12 agents are asking", "And 4 more: backpressure agent list") == (first.label, rest.label)
    assert last.label.startswith("agent 7 ")
    assert not rest.enabled


def test_those_that_are_busy_are_counted_in_the_menu_and_no_more() -> None:
    told = says(says(day(), "claude", BUSY), "codex", BUSY)

    assert ["2 agents are busy"] == list(in_the_menu(told))
