"""Several machines of one person, each a whole program above its ports, and one that sees what all of them see."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.core.zones import NO_HOURS
from tests.day import BERLIN, MONDAY, Day
from tray.core.engine import step
from tray.core.inquiry.hours_at_machines import Work, hours
from tray.core.messages import events as e
from tray.core.messages.commands import Command
from tray.core.messages.facts import Recorded
from tray.core.messages.json_form import plain
from tray.core.state.state import State, advance_to
from tray.core.state.stays_at_machines import Stays
from tray.settings.defaults.every_setting import Checkins, Law, Levels, Notifications, Settings

MINUTE = timedelta(minutes=1)
SILENT = Settings(
    hours=NO_HOURS,
    notifications=Notifications(on=False),
    checkins=Checkins(on=False),
    levels=Levels(yellow=95, orange=97, red=98, critical=99),
    law=Law(allocation=6.0),
)
"""Nothing is said, so that all facts are of what was seen; and memory is never full."""
Span = tuple[float, float]
"""Input, from a minute to another, counted from the beginning."""
_QUIET = timedelta(seconds=5)


class Machine(Day):
    """One of them."""

    def __init__(self, name: str, settings: Settings = SILENT, *, ahead: timedelta = timedelta(0)) -> None:
        self.ahead = ahead
        super().__init__(settings, BERLIN, MONDAY + ahead, name)

    def hear(self, *several: Iterable[Recorded]) -> None:
        """Take in what others recorded, in pieces, and then act by it, as the loop does."""
        new = [self.record.take(records, self.at) for records in several]
        if any(new):
            self.moment = replace(self.moment, state=self.record.state)
            self.happen(e.Looked())

    def look(self) -> None:
        """Somebody looks, so that what waited for its time is taken in."""
        if self.record.go_on(self.at):
            self.moment = replace(self.moment, state=self.record.state)
        self.happen(e.Looked())


class Person:
    """Lives at several machines; ``at`` is the true time, in minutes from the beginning."""

    def __init__(self, *machines: Machine) -> None:
        self.machines = machines or (Machine("a"), Machine("b"))
        self.at = MONDAY

    def live(
        self, input_: Sequence[Sequence[Span]], until: float, *, syncs: Iterable[float] = (), order: int = 0
    ) -> Person:
        """Give each machine what of its input comes from now on, and have all hear of one another at ``syncs``."""
        happenings: list[tuple[datetime, Callable[[], object]]] = []
        for machine, spans in zip(self.machines, input_, strict=True):
            for begins, ends in merged(spans):
                happenings.append((_time(begins), _seen(machine)))
                happenings.append((_time(ends) + _QUIET, _stopped(machine)))
        happenings += [(_time(at), lambda: self.sync(order)) for at in syncs]
        for at, happens in sorted(happenings, key=lambda each: each[0]):
            if self.at <= at <= _time(until):
                self._wait(at)
                happens()
        self._wait(_time(until))
        return self

    def do(self, story: Sequence[tuple[float, int, Command | str]], until: float, *, hears: bool = True) -> Person:
        """Have what is asked, or input that begins and ends, happen at one machine or another, at some minute.

        Where they hear of one another, that is each minute.
        """
        happenings = [(_time(at), self.machines[which % len(self.machines)], what) for at, which, what in story]
        for minute in range(int(until)):
            self._wait(_time(minute + 0.3))
            if hears and len(self.machines) > 1:
                self.sync()
            while happenings and happenings[0][0] <= _time(minute + 1):
                at, machine, what = happenings.pop(0)
                self._wait(at)
                if isinstance(what, str):
                    machine.happen(e.InputSeen() if what == "seen" else e.InputStopped(timedelta(0)))
                else:
                    machine.ask(what)
        self._wait(_time(until))
        return self

    def sync(self, order: int = 0) -> None:
        """All hear of all, some facts twice, in one order of arrival or another."""
        told = {each.journal.device: list(each.journal.own()) for each in self.machines}
        for machine in self.machines:
            others = [each for name, own in told.items() if name != machine.journal.device for each in own]
            if order % 2:
                others.reverse()
            half = order * 7 % (len(others) + 1)
            machine.record.heard_of({name: self.at for name in told if name != machine.journal.device})
            machine.hear(others[half:], others)
            machine.look()

    def set_right(self, machine: Machine) -> None:
        """The clock of a machine was wrong, and is set."""
        before, machine.ahead = machine.at, timedelta(0)
        machine.at = self.at
        machine.happen(e.ClockSet(before))

    def _wait(self, at: datetime) -> None:
        for machine in self.machines:
            machine.wait_until(at + machine.ahead)
        self.at = at

    @property
    def states(self) -> list[State]:
        """What each says of the person now."""
        return [replace(advance_to(each.record.state, self.at), machine=None) for each in self.machines]


@contextmanager
def unread() -> Iterator[pytest.MonkeyPatch]:
    """Nobody reads the tooltip, so its words need no look each minute: four fifths of the looks there are.

    Whatever comes to be recorded has a time of its own at which somebody looks.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(step, "words_change", lambda _state, _senses, at: at + step.FARTHEST)
        yield patch


def one(input_: Sequence[Sequence[Span]], until: float, settings: Settings = SILENT) -> Person:
    """One machine that sees all the input."""
    united = [each for spans in input_ for each in spans]
    return Person(Machine("a", settings)).live([united], until)


def spent(machine: Machine) -> dict[str, timedelta]:
    """How long the person worked at each machine since the record began, as one of them has it."""
    stays = Stays()
    start, facts = machine.record.back_to(machine.journal.records[0].fact.at, stays=stays)
    work = Work(start)
    work.take(facts)
    return hours(stays.up_to(machine.at), work.up_to(machine.at), start.at, machine.at)


def bits(state: State) -> dict[str, str]:
    """Every bit of a state, by its fields."""
    return {name: repr(value) for name, value in plain(state).items()}


def merged(spans: Iterable[Span]) -> list[Span]:
    """Input without overlaps."""
    found: list[Span] = []
    for begins, ends in sorted(spans):
        if found and begins <= found[-1][1]:
            found[-1] = (found[-1][0], max(ends, found[-1][1]))
        else:
            found.append((begins, ends))
    return found


def _time(minutes: float) -> datetime:
    return MONDAY + minutes * MINUTE


def _seen(machine: Machine) -> Callable[[], object]:
    return lambda: machine.happen(e.InputSeen())


def _stopped(machine: Machine) -> Callable[[], object]:
    return lambda: machine.happen(e.InputStopped(_QUIET))
