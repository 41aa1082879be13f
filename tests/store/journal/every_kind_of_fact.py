"""A fact of each kind, with what is hard to write down."""

from datetime import date, timedelta
from pathlib import Path

from tests.store.stories import all_of, at, opened, set_back, switched
from tray.core.law.values import Regime
from tray.core.messages.facts import (
    BreakBegan,
    Cause,
    CommitmentOpened,
    CommitmentPlanned,
    DayEnded,
    Fact,
    Labelled,
    ParametersSet,
    Paused,
    Recorded,
    RegimeBegan,
    SessionStarted,
)

KINDS: list[Fact] = [
    RegimeBegan(at(0), Regime.REST, Cause.LOCK),
    Labelled(at(1), 1 / 3, inside=True, available=False),
    ParametersSet(at(2), {"fill": 0.1, "stretch": 1e-9}),
    SessionStarted(at(3), 'größer "quoted", ☕\n\u202e', timedelta(hours=1, microseconds=1), by_hand=True),
    Paused(at(4), None),
    BreakBegan(at(5), "walk", timedelta(minutes=7)),
    CommitmentOpened(at(6), 3, "=HYPERLINK(1)", "@reason"),
    CommitmentPlanned(at(7), 3, at(900)),
    DayEnded(at(8), date(2026, 11, 22)),
    set_back(-100),
    switched(-99),
]


def recorded(file: Path, found: list[Fact]) -> list[Recorded]:
    journal = opened(file)
    journal.append(found)
    journal.close()
    return all_of(file)
