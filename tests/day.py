"""Days told as stories, for tests: ``day().work("90m").away("10m")``. Everything above the ports runs, in no time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TypeVar
from zoneinfo import ZoneInfo

from tray.core import days_and_nights
from tray.core.appointments import Appointment
from tray.core.context import Context
from tray.core.engine.step import Moment, last_seen, next_look, step
from tray.core.messages import events as e
from tray.core.messages.commands import Command
from tray.core.messages.effects import Effect
from tray.core.messages.facts import Fact
from tray.core.sensing.presence import Senses
from tray.core.state.state import State, advance_to
from tray.core.wellbeing import easing
from tray.errors import Refused
from tray.history.record import Record
from tray.ports import Snapshot
from tray.settings.defaults.every_setting import Hook, Settings
from tray.settings.types.duration import parse
from tray.store.journal.memory import MemoryStore

_Kind = TypeVar("_Kind")

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
"""09:00 in Berlin, on a Monday."""


class MemoryJournal(MemoryStore):
    """The store of a machine where nothing can be written; it outlives the program, and keeps every snapshot."""

    def __init__(self, device: str = "test") -> None:
        super().__init__(device=device)

    def keep(self, snapshot: Snapshot) -> None:
        self.snapshots.append(snapshot)


class Day:
    """A person's time, as the program lives it; each method is a paragraph of the story."""

    def __init__(self, settings: Settings, zone: tzinfo, at: datetime, device: str = "test") -> None:
        self.context = Context(settings, zone)
        self.at = at
        self.journal = MemoryJournal(device)
        self.record = Record(self.journal, at)
        self.moment = Moment(self.record.state, Senses())
        self.effects: list[tuple[datetime, Effect]] = []
        self.refused: Refused | None = None
        self.peak = 0.0
        self.looks_every: timedelta | None = None
        self.happen(e.Started(None))

    # What happens

    def work(self, length: str, *, switches_per_hour: float = 0.0) -> Day:
        """Input without a pause of five seconds."""
        self.happen(e.InputSeen())
        end = self.at + parse(length)
        if switches_per_hour:
            count = int(parse(length) / timedelta(hours=1) * switches_per_hour + 1e-9)
            start = self.at
            for k in range(count):
                self.wait_until(start + timedelta(hours=(k + 0.5) / switches_per_hour))
                self.happen(e.ContextChanged())
        return self.wait_until(end)

    def away(self, length: str) -> Day:
        """No input; somebody looks when there is something to see."""
        end = self.at + parse(length)
        quiet = self.context.settings.breaks.typing_quiet
        start = self.at
        if start + quiet <= end:
            self.wait_until(start + quiet)
            self.happen(e.InputStopped(quiet))
        return self.wait_until(end)

    def unseen(self, length: str) -> Day:
        """Time in which the program does not run at all, as in a suspend that nobody reports."""
        self.at += parse(length)
        return self

    def suspend(self, length: str) -> Day:
        """The machine sleeps, and says so on waking."""
        self.at += parse(length)
        return self.happen(e.Slept(parse(length)))

    def ask(self, command: Command) -> Day:
        """The person asks for something."""
        return self.happen(e.Asked(command))

    def restart(self, *, gone: str = "0s") -> Day:
        """The program is killed, and started again."""
        self.journal.saw(last_seen(self.moment, self.at))
        self.at += parse(gone)
        self.record = Record(self.journal, self.at)
        self.moment = Moment(self.record.state, Senses())
        return self.happen(e.Started(self.journal.last_seen()))

    def settings(self, settings: Settings) -> Day:
        """The settings file is saved."""
        self.context = replace(self.context, settings=settings)
        return self.happen(e.SettingsSaved())

    def calendar(self, *appointments: Appointment) -> Day:
        """The person's calendars are read."""
        self.context = replace(self.context, appointments=appointments)
        return self.happen(e.CalendarRead())

    def meeting(self, start: str, end: str) -> Appointment:
        """A meeting of this day, by the local clock."""
        local = self.at.astimezone(self.context.zone)
        times = (local.replace(hour=int(each[:-3]), minute=int(each[-2:]), second=0) for each in (start, end))
        begins, ends = (each.replace(microsecond=0).astimezone(UTC) for each in times)
        return Appointment(begins, ends, busy=True)

    def until(self, clock: str) -> Day:
        """Nothing happens until a local time of this day or the next."""
        hour, minute = map(int, clock.split(":"))
        local = self.at.astimezone(self.context.zone)
        target = local.replace(hour=hour, minute=minute, second=0, microsecond=0)
        return self.wait_until((target if target > local else target + timedelta(days=1)).astimezone(UTC))

    # How it runs

    def happen(self, event: e.Event) -> Day:
        outcome = step(self.moment, event, self.at, self.context, self.record.append, past=self.record.back_to)
        self.moment = outcome.moment
        self.effects += [(self.at, effect) for effect in outcome.effects]
        self.refused = outcome.refusal
        self.peak = max(self.peak, self.state.pressure)
        return self

    def wait_until(self, end: datetime) -> Day:
        """Look whenever the schedule says, as the loop does."""
        while self.at < end:
            self.at = min(end, next_look(self.moment, self.at, self.context))
            self.happen(e.Looked())
        return self

    # What can be seen

    @property
    def state(self) -> State:
        """As of now."""
        return advance_to(self.moment.state, self.at)

    @property
    def in_force(self) -> Context:
        """What holds today, as a bad answer or a holiday changes the settings."""
        return easing.in_force(self.state, self.context)

    @property
    def facts(self) -> list[Fact]:
        """The record, in the order of what it speaks about."""
        return [each.fact for each in self.journal.facts()]

    def facts_of(self, kind: type[_Kind]) -> list[_Kind]:
        """Those of one kind, in that order."""
        return [each for each in self.facts if isinstance(each, kind)]

    def told(self, kind: type[Effect]) -> list[datetime]:
        """When an effect of this kind came."""
        return [at for at, effect in self.effects if isinstance(effect, kind)]

    @property
    def local_day(self) -> str:
        """The local day, as a word."""
        return str(days_and_nights.day_of(self.at, self.context.zone, self.context.settings.hours))


def day(settings: Settings | None = None, *, zone: tzinfo = BERLIN, at: datetime = MONDAY) -> Day:
    """A program that was just started for the first time."""
    return Day(settings or Settings(), zone, at)


def hooked(settings: Settings | None = None) -> Settings:
    """With a hook: where there is none, nothing is worked out for hooks."""
    return replace(settings or Settings(), hooks=(Hook("say", "day_end", ("true",)),))
