"""Lives the days of a person on a simulated machine: types, pauses, leaves the desk, and answers what is shown."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from tests.lives.machine import START, Machine
from tests.lives.personas.judging import Judge, PopUp, Verdict
from tests.lives.personas.people import Person, Spell
from tests.lives.settings_files import settings_of
from tray.core.law.values import Regime
from tray.core.messages import commands as c
from tray.core.messages.commands import Command
from tray.settings.defaults.every_setting import Settings
from tray.view.tray import notices
from tray.view.tray.face import Notice

_DAY = timedelta(days=1)
_PIECE = timedelta(seconds=20)
"""Somebody looks up from their work so often."""
_GLIMPSE = timedelta(seconds=15)
"""What does not last is on the screen for so long."""


@dataclass
class Life:
    """One person, with one way of answering."""

    person: Person
    way: str
    machine: Machine = field(default_factory=Machine)
    judge: Judge = field(init=False)

    def __post_init__(self) -> None:
        self.random = Random(f"{self.person.name} {self.way}")
        self.judge = Judge(self.machine)
        self.judge.listeners.append(self._noticed)
        self._to_answer: list[tuple[timedelta, PopUp]] = []
        self._at_desk = False
        self._last_of_day = False
        assert isinstance(settings_of(self.person.settings), Settings), settings_of(self.person.settings)
        self.machine.do(("save", self.person.settings))

    def live(self, days: int) -> Verdict:
        """So many days from Monday on, and what the judge makes of them."""
        monday = START.astimezone(self.machine.clock.zone()).date()
        for n in range(days):
            spells = tuple(_plan(self.person, n))
            for number, spell in enumerate(spells):
                self._last_of_day = number == len(spells) - 1
                self._gone_until(self._instant(monday + n * _DAY, spell.begins), night=number == 0)
                self._sit(spell, self._instant(monday + n * _DAY, spell.ends))
        self._leave()
        return self.judge.verdict()

    @property
    def _now(self) -> datetime:
        return self.machine.clock.wall_time

    def _instant(self, day: date, minutes: int) -> datetime:
        naive = datetime.combine(day, time()) + timedelta(minutes=minutes)
        return naive.replace(tzinfo=self.machine.clock.zone())

    # At the desk and away from it

    def _sit(self, spell: Spell, until: datetime) -> None:
        self._at_desk = True
        self.machine.do(("attention", tuple(sorted(spell.attention))))
        self._type(timedelta(seconds=2))
        for command in spell.asks:
            self.judge.ask(command)
        while self._now < until:
            typing, still = (8, 150) if spell.listens else (self.random.randint(30, 280), self.random.randint(1, 20))
            self._type(timedelta(seconds=typing), until)
            self._pause(timedelta(seconds=self.random.randint(1, still)), until)
        self.machine.do(("attention", ()))
        self._at_desk = False

    def _type(self, length: timedelta, until: datetime | None = None) -> None:
        end = self._now + length
        while self._now < min(end, until or end):
            self.machine.do(("work", min(_PIECE, end - self._now) / timedelta(minutes=1), 0.0, 0))
            self._answer()

    def _pause(self, length: timedelta, until: datetime) -> None:
        end = min(self._now + length, until)
        self.machine.do(("idle", 0.0, 0.0))
        while self._now < end:
            self.machine.pass_(min(_PIECE, end - self._now))
            self._answer()

    def _gone_until(self, until: datetime, *, night: bool) -> None:
        """Away from the desk, over night perhaps with the machine off."""
        if self.machine.loop is None:
            self.machine.pass_(max(until - self._now, timedelta(0)))
            self.machine.do(("start",))
        elif until > self._now:
            self._leave(off=night and self.person.starts_anew, at_night=night)
            length = until - self._now
            if self.person.leaves == "suspend" and length > timedelta(minutes=2):
                self.machine.do(("suspend", length.total_seconds(), False))
            else:
                self.machine.pass_(length)
            if self.machine.loop is None:
                self.machine.do(("start",))

    def _leave(self, *, off: bool = False, at_night: bool = False) -> None:
        self.machine.do(("idle", 0.0, 0.0))
        if off:
            self.machine.do(("quit",))
        elif self.person.leaves == "lock" or (at_night and self.person.leaves == "suspend"):
            self.machine.do(("lock",))

    def _rest(self) -> None:
        """Take the break that was just begun, and come back some seconds late."""
        begun = self.machine.loop.present().break_ if self.machine.loop else None
        if begun is None:
            return
        self._at_desk = False
        back = begun.end + timedelta(seconds=self.random.randint(3, 50))
        self._leave()
        self.machine.pass_(back - self._now)
        self._at_desk = True

    # What is shown

    def _noticed(self, pop_up: PopUp) -> None:
        after = timedelta(seconds=self.random.randint(4, 45 if pop_up.notice.lasting else 12))
        self._to_answer.append((pop_up.at + after, pop_up))

    def _answer(self) -> None:
        """Answer what has been read by now; what is no longer on the screen is gone."""
        now = self.machine.clock.elapsed_time
        read, self._to_answer = (
            [each for each in self._to_answer if each[0] <= now],
            [each for each in self._to_answer if each[0] > now],
        )
        for _, pop_up in read:
            shown = self.machine.screen.wanted.get(pop_up.slot)
            gone = not pop_up.notice.lasting and now - pop_up.at > _GLIMPSE + _PIECE
            if shown is not None and shown.appearance == pop_up.notice.appearance and not gone:
                self._reply(pop_up.slot, shown)

    def _reply(self, slot: str, notice: Notice) -> None:
        command = self._break_reply(notice) if slot == notices.SUGGESTION else self._other_reply(slot, notice)
        if command is None:
            return
        if not notice.lasting:
            self.machine.screen.wanted.pop(slot, None)
        self.judge.click(command)
        if isinstance(command, c.TakeBreak):
            self._rest()

    def _break_reply(self, notice: Notice) -> Command | None:
        wanted = {"snooze": c.Snooze, "take": c.TakeBreak}.get(self.way)
        return next((each.command for each in notice.buttons if wanted and isinstance(each.command, wanted)), None)

    def _other_reply(self, slot: str, notice: Notice) -> Command | None:
        match self.person.others:
            case "put away":
                return notice.dismissed
            case "answer":
                return self._honest(slot, tuple(each.command for each in notice.buttons))
            case _:
                return None

    def _honest(self, slot: str, commands: tuple[Command, ...]) -> Command | None:
        """What somebody answers who answers everything: gaps were rests, and the day ends when its work is done."""
        for command in commands:
            match command:
                case c.ItWas(regime=Regime.REST) | c.MoreOnSession() | c.LeaveOpen():
                    return command
                case c.EndDay() if self._last_of_day:
                    return command
                case c.MoreTime() if not self._last_of_day:
                    return command
                case _:
                    pass
        return commands[len(commands) // 2] if slot == notices.QUESTION and commands else None


def _plan(person: Person, day: int) -> Iterator[Spell]:
    """The spells of a day as they come, some minutes early or late where nothing adjoins."""
    random = Random(f"{person.name} {day}")
    spells = person.week[day % len(person.week)]
    starts, ends = ({each.begins for each in spells}, {each.ends for each in spells})
    for each in spells:
        begins = each.begins + (0 if each.begins in ends else random.randint(-3, 4))
        until = each.ends + (0 if each.ends in starts else random.randint(-3, 4))
        yield Spell(begins, until, each.attention, each.listens, each.asks)


def live(person: Person, way: str, days: int = 7) -> Verdict:
    """The verdict on a person's days."""
    return Life(person, way).live(days)
