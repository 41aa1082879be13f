"""Random days for hypothesis, told as stories: work, rest, breaks, sessions, promises, answers, clocks that are set."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from tests.day import MONDAY, Day, day
from tray.core.law.values import Regime
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.core.messages.agent_doing import Doing
from tray.core.messages.facts import (
    AgentReported,
    Cause,
    CheckedIn,
    CommitmentClosed,
    CommitmentOpened,
    CommitmentPlanned,
    Corrected,
    Fact,
    Introduced,
    Labelled,
    RegimeBegan,
    SessionStarted,
    Switched,
)

_minutes = st.integers(1, 200)
_labels = st.sampled_from(("mail", "the report", "a \x1b[31mred\x07 label"))

paragraphs = st.one_of(
    st.tuples(st.just("work"), _minutes, st.sampled_from((0, 6, 30))),
    st.tuples(st.just("work"), _minutes, st.sampled_from((0, 12))),
    st.tuples(st.just("away"), st.integers(1, 900)),
    st.tuples(st.just("unseen"), st.integers(1, 900)),
    st.tuples(st.just("suspend"), st.integers(1, 600)),
    st.tuples(st.just("start"), _labels, st.integers(5, 90), st.sampled_from(("light", "normal", "pressed"))),
    st.tuples(st.just("stop")),
    st.tuples(st.just("break"), st.sampled_from(("rest", "walk", "lunch")), st.integers(1, 60)),
    st.tuples(st.just("commit"), st.booleans()),
    st.tuples(st.just("close"), st.integers(1, 4)),
    st.tuples(st.just("agent"), st.sampled_from(("claude", "make")), st.sampled_from(tuple(Doing))),
    st.tuples(st.just("pause"), st.integers(1, 120)),
    st.tuples(st.just("was"), st.sampled_from((Regime.WORK, Regime.RESTORE, Regime.REST))),
    st.tuples(st.just("answer"), st.sampled_from(("fatigue", "rested")), st.integers(0, 10)),
    st.tuples(st.just("clock"), st.integers(-120, 120)),
    st.tuples(st.just("introduced"), st.floats(0, 20)),
    st.tuples(st.just("restart"), st.integers(0, 400)),
)

stories = st.lists(paragraphs, min_size=1, max_size=14)


def tell(told: Day, paragraph: tuple[Any, ...]) -> None:
    """Live through one paragraph."""
    match paragraph:
        case ("work", minutes, rate):
            told.work(f"{minutes}m", switches_per_hour=rate)
        case ("away", minutes):
            told.away(f"{minutes}m")
        case ("unseen", minutes):
            told.unseen(f"{minutes}m")
        case ("suspend", minutes):
            told.suspend(f"{minutes}m")
        case ("start", label, minutes, load):
            told.ask(c.StartSession(label, timedelta(minutes=minutes), load))
        case ("stop",):
            told.ask(c.StopSession())
        case ("break", kind, minutes):
            told.ask(c.TakeBreak(kind, timedelta(minutes=minutes))).away(f"{minutes}m")
        case ("commit", planned):
            told.ask(c.Commit("a promise", told.at + timedelta(days=1) if planned else None))
        case ("close", number):
            told.ask(c.CloseCommitment(number))
        case ("agent", name, doing):
            told.ask(c.ReportAgent(name, doing))
        case ("pause", minutes):
            told.ask(c.Pause(timedelta(minutes=minutes)))
        case ("was", regime):
            told.ask(c.ItWas(regime))
        case ("answer", item, answer):
            told.ask(c.CheckIn(item, answer))
        case ("clock", minutes):
            before, told.at = told.at, told.at + timedelta(minutes=minutes)
            told.happen(e.ClockSet(before))
        case ("introduced", gen2):
            told.moment = replace(told.moment, state=told.record.append((Introduced(told.at, gen2),)))
        case ("restart", minutes):
            told.restart(gone=f"{minutes}m")


def lived(story: list[tuple[Any, ...]]) -> Day:
    """A program that has lived through a story."""
    told = day()
    for paragraph in story:
        tell(told, paragraph)
    return told


@st.composite
def records(draw: st.DrawFn, most: int = 40) -> list[Fact]:
    """Facts in order, whatever they are: quicker than stories, and stranger."""
    facts: list[Fact] = []
    at, promised = MONDAY, 0
    for _ in range(draw(st.integers(1, most))):
        at += timedelta(seconds=draw(st.sampled_from((0.0, 1e-3, 10.0, 300.0, 3000.0, 20_000.0, 90_000.0))))
        match draw(st.integers(0, 13)):
            case 0 | 1 | 2:
                facts.append(RegimeBegan(at, Regime.WORK, Cause.INPUT))
            case 3 | 4:
                facts.append(RegimeBegan(at, draw(st.sampled_from(tuple(Regime))), Cause.AWAY))
            case 5 | 6:
                facts.append(Switched(at))
            case 7:
                facts.append(Labelled(at, draw(st.sampled_from((1.0, 1.15, 1.3))), draw(st.booleans()), False))
            case 8:
                estimate = draw(st.sampled_from((None, timedelta(minutes=10), timedelta(hours=1))))
                load = draw(st.sampled_from(("light", "normal", "pressed")))
                facts.append(SessionStarted(at, draw(_labels), estimate, load))
            case 9:
                promised += 1
                facts.append(CommitmentOpened(at, promised, "a promise"))
            case 10:
                number = draw(st.integers(1, promised + 1))
                closed = draw(st.booleans())
                when = at + timedelta(hours=draw(st.sampled_from((0, 1, 20, 1000))))
                facts.append(CommitmentClosed(at, number) if closed else CommitmentPlanned(at, number, when))
            case 11:
                facts.append(CheckedIn(at, draw(st.sampled_from(("fatigue", "rested"))), draw(st.integers(0, 10))))
            case 12:
                doing = draw(st.sampled_from(tuple(Doing)))
                until = None if doing is Doing.DONE else at + timedelta(seconds=draw(st.sampled_from((1, 600, 15_000))))
                facts.append(AgentReported(at, draw(_labels), doing, until))
            case _:
                regime = draw(st.sampled_from((Regime.WORK, Regime.RESTORE, Regime.REST)))
                until = at + timedelta(seconds=draw(st.floats(1, 9000)))
                said = until + timedelta(minutes=draw(st.integers(0, 600)))
                facts.append(Corrected(at, until, regime, draw(st.sampled_from((None, said)))))
    return facts
