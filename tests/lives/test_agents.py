"""Lives with agents that ask, are killed, and often never say that they're done: no rule is broken, nothing is lost."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

import pytest

from tests.lives.machine import START, Action, Machine
from tests.lives.many import Tally, live
from tests.lives.person import life
from tray.core.messages import commands as c
from tray.core.messages.agent_doing import Doing
from tray.core.messages.commands import ReportAgent
from tray.core.messages.facts import AgentReported
from tray.core.state.fold import fold
from tray.core.state.state import State

DAYS = 20
pytestmark = pytest.mark.timeout(900)
_NAMES = ("claude 3a4c", "claude 91fe", "codex", "make test", "deploy \x1b[31m")
_LONG = (None, None, timedelta(minutes=5), timedelta(hours=9), timedelta(days=3))


def with_agents(seed: int, days: int) -> Iterator[Action]:
    """A life in which agents speak between whatever else happens; a third of them never says that it's done."""
    random = Random(f"agents of {seed}")
    for action in life(seed, days):
        yield action
        for _ in range(random.choice((0, 0, 0, 1, 1, 2, 5))):
            doing = random.choice((Doing.BUSY, Doing.BUSY, Doing.ASKS, Doing.ASKS, Doing.DONE))
            yield ("ask", ReportAgent(random.choice(_NAMES), doing, random.choice(_LONG)))
        if random.random() < 0.2:
            yield ("ask", c.Commit("a step", None, "there is always one more"))
            yield ("ask", c.PlanCommitment(random.randint(1, 9), _soon(random)))


def _soon(random: Random) -> datetime:
    return START + timedelta(hours=random.uniform(1, DAYS * 24))


@pytest.mark.parametrize("seed", range(10))
def test_no_life_with_agents_breaks_a_rule(seed: int, capsys: pytest.CaptureFixture[str]) -> None:
    tally = Tally(DAYS)
    tally.add(seed * 3, with_agents(seed * 3, DAYS))
    with capsys.disabled():
        print(f"\n{tally}")

    assert [] == tally.broken
    assert tally.facts > 100


@pytest.mark.parametrize("seed", [1, 5])
def test_days_after_the_last_word_nothing_of_them_is_left_but_the_record(seed: int) -> None:
    machine = live(Machine(), [*with_agents(seed, 10), ("start",), ("idle", 4 * 24 * 60, 3600.0)])
    assert machine.loop is not None

    state = machine.loop.present()
    heard = [each.fact for each in machine.disk.records if isinstance(each.fact, AgentReported)]

    assert len(heard) > 20
    assert state.agents.at(state.at) == ()
    assert state.asking_at(state.at) == 0.0
    facts = [each.fact for each in machine.disk.records if not isinstance(each.fact, AgentReported)]
    alone = fold(State(at=facts[0].at), facts)
    assert (alone.commitments, alone.day and alone.day.worked) == (state.commitments, state.day and state.day.worked)
