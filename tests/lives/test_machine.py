"""A machine to which anything may happen in any order; hypothesis looks for the shortest way to break a rule.

Each run of the tests tries a few lives of it; ``BACKPRESSURE_LONG=1`` many more. See ``test_found``.
"""

import os
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.lives.machine import Machine
from tests.lives.person import LOST_CLOCKS, ZONES
from tests.lives.record_agrees import judge_settled, judge_whole
from tests.lives.rules import Watcher, judge_record, judge_totals
from tests.lives.settings_files import BAD, GOOD
from tray.core.law.values import Regime
from tray.core.messages import commands as c

minutes = st.sampled_from((1, 3, 20, 52, 120))
late = st.sampled_from((0.0, 1800.0, 3600.0))
spans = minutes.map(lambda count: timedelta(minutes=count))
commands = st.one_of(
    st.builds(c.Snooze, spans),
    st.builds(c.Skip),
    st.builds(c.Pause, st.none() | spans),
    st.builds(c.Resume),
    st.builds(c.StartSession, st.just("report"), st.none() | spans, by_hand=st.booleans()),
    st.builds(c.StopSession),
    st.builds(c.Commit, st.text(max_size=4)),
    st.builds(c.CloseCommitment, st.integers(1, 3)),
    st.builds(c.TakeBreak, st.sampled_from(("rest", "walk", "lunch")), st.none() | spans),
    st.builds(c.EndBreak),
    st.builds(c.EndDay),
    st.builds(c.MoreTime),
    st.builds(c.CheckIn, st.just("fatigue"), st.integers(0, 10)),
    st.builds(c.ItWas, st.sampled_from((Regime.WORK, Regime.REST))),
)


class AnyLife(RuleBasedStateMachine):
    """Every rule is something that happens; the invariants are those of every life."""

    @initialize()
    def begin(self) -> None:
        self.machine = Machine()
        Watcher(self.machine)
        self.machine.settled.append(judge_settled)
        self.machine.do(("start",))

    @rule(minutes=minutes, late=late, switches=st.integers(0, 2))
    def work(self, minutes: int, late: float, switches: int) -> None:
        self.machine.do(("work", minutes, late, switches))

    @rule(minutes=minutes | st.just(600), late=late)
    def idle(self, minutes: int, late: float) -> None:
        self.machine.do(("idle", minutes, late))

    @rule()
    def lock(self) -> None:
        self.machine.do(("lock",))

    @rule(seconds=st.sampled_from((1, 2, 59, 61, 1800, 30_000, 260_000)), typing=st.booleans())
    def suspend(self, seconds: int, typing: bool) -> None:
        self.machine.do(("suspend", seconds, typing))

    @rule(seconds=st.sampled_from((-3600, 3600, -86_400, 86_400, -2.5, 1.5)))
    def set_clock(self, seconds: float) -> None:
        self.machine.do(("clock", seconds))

    @rule(to=st.sampled_from(LOST_CLOCKS))
    def lose_the_clock(self, to: str) -> None:
        self.machine.do(("clock_at", to))
        self.machine.do(("idle", 1, 0.0))
        self.machine.do(("clock_right",))

    @rule(name=st.sampled_from(ZONES))
    def travel(self, name: str) -> None:
        self.machine.do(("zone", name))

    @rule(text=st.sampled_from((*GOOD, *BAD)))
    def save(self, text: str) -> None:
        self.machine.do(("save", text))

    @rule(command=commands)
    def ask(self, command: c.Command) -> None:
        self.machine.do(("ask", command))

    @rule(which=st.integers(0, 5))
    def click(self, which: int) -> None:
        self.machine.do(("click", which))

    @rule(effects=st.integers(0, 12), minutes=minutes, command=commands)
    def kill(self, effects: int, minutes: int, command: c.Command) -> None:
        for action in (
            ("kill", effects), ("ask", command), ("work", minutes, 60.0, 0), ("dead",), ("idle", minutes, 0.0),
            ("start",),
        ):  # fmt: skip
            self.machine.do(action)

    @rule(early=st.sampled_from((0.0, 0.0005, 0.005, 0.021, 3)))
    def poll(self, early: float) -> None:
        self.machine.do(("poll", early))

    @rule(minutes=st.sampled_from((0, 1, 100)))
    def restart(self, minutes: int) -> None:
        self.machine.do(("quit",))
        if minutes:
            self.machine.do(("idle", minutes, 0.0))
        self.machine.do(("start",))

    @rule(minutes=minutes, command=commands, seconds=st.sampled_from((30, 4000)))
    def fill_the_disk(self, minutes: int, command: c.Command, seconds: int) -> None:
        for action in (
            ("disk", True), ("work", minutes, 600.0, 0), ("ask", command), ("suspend", seconds, False), ("disk", False),
        ):  # fmt: skip
            self.machine.do(action)

    @rule(reasons=st.sampled_from(((), ("meeting",), ("film",), ("do-not-disturb",))))
    def attend(self, reasons: tuple[str, ...]) -> None:
        self.machine.do(("attention", reasons))

    @rule(what=st.sampled_from(("panel", "server", "source")), there=st.booleans())
    def come_or_go(self, what: str, there: bool) -> None:
        self.machine.do((what, there))

    @invariant()
    def the_record_holds(self) -> None:
        if hasattr(self, "machine"):
            judge_record(self.machine)
            judge_totals(self.machine)

    def teardown(self) -> None:
        if hasattr(self, "machine") and self.machine.loop and "store" not in self.machine.loop.problems:
            judge_whole(self.machine)


EXAMPLES = 200 if os.environ.get("BACKPRESSURE_LONG") else 20
TestAnyLife = pytest.mark.timeout(1800)(AnyLife.TestCase)
TestAnyLife.settings = settings(
    max_examples=EXAMPLES, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
