"""The days of a soak: what somebody does, and the suggestions, breaks and ends of days that must come of it.

Days of 9 to 17:34 from Monday to Friday, in a week in which the clocks go forward, with every rest long enough to begin
a new stretch. A break is due after 50 minutes, and its suggestion waits at most two more for a pause in the typing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tray.core.messages import commands as c
from tray.core.messages.facts import BreakBegan, DayEnded, Fact, Snoozed, Suggested

ZONE = "Europe/Berlin"
START = datetime(2026, 3, 23, 8, 50, tzinfo=ZoneInfo(ZONE))
WEEK = timedelta(days=7)
DUE = timedelta(minutes=50)
EARLY, LATE = timedelta(minutes=1), timedelta(minutes=5)
"""How far from its time an expected fact may lie: the wait for a pause in the typing, and a machine that is busy."""
KINDS = (Suggested, BreakBegan, Snoozed, DayEnded)
"""The facts of which exactly the expected ones must be there."""
SETTINGS = """[tracking]
away_after = "5m"
[breaks]
after = "50m"
at_pressure = 100
typing_quiet = "60s"
[limits]
switches = {switches}
[[hooks]]
name = "noted"
on = "break_start"
run = ["true"]
"""


@dataclass(frozen=True)
class Expected:
    """A fact that must be recorded, at about ``at``."""

    kind: type[Fact]
    at: datetime


@dataclass(frozen=True)
class Block:
    """Work without a rest, from ``begins`` to ``ends``."""

    begins: datetime
    ends: datetime
    asks: tuple[tuple[datetime, c.Command], ...] = ()
    expects: tuple[Expected, ...] = ()


def blocks(length: timedelta) -> list[Block]:
    """The work of all days of a soak; what would not be over before its end is left out."""
    days = (START.date() + timedelta(days=number) for number in range(length.days + 2))
    end = START.astimezone(UTC) + length
    return [block for day in days if day.weekday() < 5 for block in _day(day) if block.ends + LATE < end]


def expected(length: timedelta) -> list[Expected]:
    """All that must come of a soak, in order."""
    return [one for block in blocks(length) for one in block.expects]


def _day(day: date) -> Iterator[Block]:
    yield _with_break(_at(day, 9, 0))
    yield _without(_at(day, 10, 15), 55)
    yield _without(_at(day, 11, 30), 30)
    yield _with_snooze(_at(day, 12, 45))
    yield _with_break(_at(day, 14, 30))
    yield _without(_at(day, 15, 45), 35)
    yield _until_the_end(_at(day, 17, 0))


def _at(day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(hour, minute), ZoneInfo(ZONE)).astimezone(UTC)


def _with_break(begins: datetime) -> Block:
    """The suggested break is taken."""
    ends = begins + timedelta(minutes=55)
    expects = (Expected(Suggested, begins + DUE), Expected(BreakBegan, ends))
    return Block(begins, ends, ((ends, c.TakeBreak()),), expects)


def _without(begins: datetime, minutes: int) -> Block:
    """Nobody answers what is suggested, if anything is."""
    ends = begins + timedelta(minutes=minutes)
    return Block(begins, ends, (), (Expected(Suggested, begins + DUE),) if ends - begins > DUE else ())


def _with_snooze(begins: datetime) -> Block:
    """The suggestion is put off by five minutes, and comes again."""
    snoozed = begins + timedelta(minutes=55)
    again = snoozed + timedelta(minutes=5)
    expects = (Expected(Suggested, begins + DUE), Expected(Snoozed, snoozed), Expected(Suggested, again))
    return Block(begins, begins + timedelta(minutes=75), ((snoozed, c.Snooze(timedelta(minutes=5))),), expects)


def _until_the_end(begins: datetime) -> Block:
    """The end of the day is announced at 17:30, and taken."""
    over = begins + timedelta(minutes=33)
    ended = Expected(DayEnded, over)
    return Block(begins, begins + timedelta(minutes=34), ((over, c.EndDay()),), (ended,))
