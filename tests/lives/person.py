"""How does somebody live whose whole life follows from one number? Days of work and rest, and what gets in between."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from random import Random

from tests.lives.machine import Action
from tests.lives.settings_files import BAD, GOOD
from tray.core.law.values import Regime
from tray.core.messages import commands as c

ZONES = (
    "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Antarctica/Troll", "America/Santiago",
    "Africa/Cairo", "Asia/Kathmandu", "Pacific/Chatham", "Asia/Tokyo", "America/St_Johns", "Pacific/Apia",
    "Asia/Kolkata", "Asia/Tehran", "Australia/Eucla", "Pacific/Marquesas", "Pacific/Kiritimati", "Etc/GMT+12",
    "Asia/Gaza", "America/Nuuk", "Europe/Chisinau", "Antarctica/Casey", "Africa/Casablanca",
)  # fmt: skip
LOST_CLOCKS = ("1970-01-01T00:05:00+00:00", "2036-11-02T00:59:30+00:00", "2038-01-19T03:14:00+00:00")
_Surprise = Callable[[Random], Iterator[Action]]
_LATE = (0.0, *[600.0] * 2, *[1800.0] * 20, *[3600.0] * 20)
"""Seconds by which timers may be late in a time: nothing that matters may hang on a punctual one."""


def life(seed: int, days: int, *, plain: bool = False) -> Iterator[Action]:
    """The actions of a life of so many days. A ``plain`` one sets no clock, changes no zone and is never killed."""
    random = Random(seed)
    kind = random.choice(("steady", "steady", "night", "wild"))
    yield ("start",)
    yield ("ask", c.Commit(f"promise of life {seed}"))
    for _ in range(days):
        yield from _day(random, kind, plain)


def _day(random: Random, kind: str, plain: bool) -> Iterator[Action]:
    begins = {"steady": random.gauss(9, 1), "night": random.gauss(20, 2), "wild": random.uniform(0, 20)}[kind]
    works = random.random() > 0.25
    yield from _gap(random, max(begins, 0.2) * 60)
    left = 24 * 60 - begins * 60
    for _ in range(random.randint(1, 3) if works else random.randint(0, 1)):
        if random.random() < 0.5:
            yield from _surprise(random, plain)
        minutes = min(random.choice((3, 20, 52, 52, 75, 110, 170)), left - 1)
        if minutes < 1:
            break
        yield ("work", minutes, random.choice(_LATE), random.choice((0, 0, 0, 1, 2)))
        rest = min(random.choice((0.5, 2, 4, 8, 8, 15, 45, 70)), left - minutes)
        left -= minutes + rest
        yield from _pause(random, rest)
    if left > 1:
        yield from _gap(random, left)


def _gap(random: Random, minutes: float) -> Iterator[Action]:
    """Hours without anybody."""
    late = random.choice((3600.0, 4 * 3600.0, 8 * 3600.0))
    match random.randint(0, 4):
        case 0 | 1:
            yield ("suspend", minutes * 60, False)
        case 2:
            yield ("lock",)
            yield ("idle", minutes, late)
        case 3:
            yield ("quit",)
            yield ("idle", minutes, late)
            yield ("start",)
        case _:
            yield ("idle", minutes, late)


def _pause(random: Random, minutes: float) -> Iterator[Action]:
    late = random.choice((0.0, *[1800.0] * 30))
    match random.randint(0, 6):
        case 0:
            yield ("lock",)
            yield ("idle", minutes, late)
        case 1:
            yield ("suspend", minutes * 60, random.random() < 0.4)
        case 2:
            yield ("ask", c.TakeBreak(random.choice(("rest", "walk", "lunch")), _minutes(random, 1, 90)))
            yield ("idle", minutes, late)
        case 3:
            yield ("click", random.randint(0, 5))
            yield ("idle", minutes, late)
        case _:
            yield ("idle", minutes, late)


def _surprise(random: Random, plain: bool) -> Iterator[Action]:
    choices: list[Callable[[Random], Iterator[Action]]] = [
        _command,
        _command,
        _command,
        _click,
        _edit,
        _attention,
        _nap,
        _poll,
    ]
    if not plain:
        choices += [_clocks, _travel, _kill, _kill, _restart, _disk, _servers, _source]
    yield from random.choice(choices)(random)


def _command(random: Random) -> Iterator[Action]:
    number = random.randint(1, 6)
    yield (
        "ask",
        random.choice(
            (
                c.Snooze(_minutes(random, 1, 60)),
                c.Skip(),
                c.Pause(_minutes(random, 1, 240)),
                c.Pause(until_tomorrow=True),
                c.Resume(),
                c.Resume(),
                c.StartSession(f"label {number}", _minutes(random, 5, 200), random.choice(("light", "pressed"))),
                c.StartSession("by hand", by_hand=True),
                c.StartSession("a paper", away_after=_minutes(random, 1, 40)),
                c.StopSession(),
                c.StopSession(),
                c.Commit(f"promise {random.random()}"),
                c.CloseCommitment(number),
                c.EndDay(),
                c.MoreTime(_minutes(random, 1, 90)),
                c.NotToday(),
                c.CheckIn(random.choice(("fatigue", "rested", "engaged")), random.randint(0, 10)),
                c.ItWas(random.choice((Regime.WORK, Regime.REST, Regime.RESTORE))),
                c.EndBreak(),
                c.TakeBreak(),
            )
        ),
    )


def _click(random: Random) -> Iterator[Action]:
    yield ("click", random.randint(0, 5))


def _edit(random: Random) -> Iterator[Action]:
    yield ("save", random.choice((*GOOD, *BAD, "")))
    if random.random() < 0.5:
        yield ("save", "")


def _attention(random: Random) -> Iterator[Action]:
    yield ("attention", random.choice((("do-not-disturb",), ("meeting",), ("film",), ("fullscreen", "film"))))
    minutes = random.randint(1, 300)
    yield ("idle", minutes, 600.0) if random.random() < 0.5 else ("work", minutes, 600.0, 0)
    yield ("attention", ())


def _nap(random: Random) -> Iterator[Action]:
    """The machine is suspended, amid whatever goes on."""
    yield from random.choice((_command, _break, _click, _poll))(random)
    length = random.choice((1, 2, 30, 59, 61, 170, 3600, 30_000, 200_000, 3 * 86_400))
    yield ("suspend", length * random.uniform(0.9, 1.0) if length > 2 else length, random.random() < 0.5)
    yield from _poll(random)


def _break(random: Random) -> Iterator[Action]:
    breaks = (c.TakeBreak("walk", _minutes(random, 3, 40)), c.Snooze(), c.Pause(_minutes(random, 1, 60)))
    yield ("ask", random.choice(breaks))
    yield ("idle", random.uniform(0.1, 30), 0.0)


def _poll(random: Random) -> Iterator[Action]:
    """Somebody asks for the status now and then, shortly before something falls due."""
    for _ in range(random.randint(1, 4)):
        yield ("poll", random.choice((0.0, 0.0005, 0.005, 0.021, 0.5, 3)))


def _clocks(random: Random) -> Iterator[Action]:
    if random.random() < 0.3:
        yield ("clock_at", random.choice(LOST_CLOCKS))
        yield from random.choice((_command, _break, _poll))(random)
        yield ("work", random.randint(1, 20), 0.0, 0)
        yield ("clock_right",)
        return
    by = random.choice((3600, -3600, 86_400, -86_400, 10, -10, 7 * 86_400, 1.5, -2.5, random.uniform(-1e5, 1e5)))
    yield ("clock", by)
    if random.random() < 0.6:
        yield ("idle", random.randint(1, 100), 600.0)
        yield ("clock", -by)


def _travel(random: Random) -> Iterator[Action]:
    yield ("zone", random.choice(ZONES))


def _kill(random: Random) -> Iterator[Action]:
    yield ("kill", random.randint(0, random.choice((3, 8, 60))))
    yield from random.choice((_command, _click, _poll, _clocks, _edit))(random)
    yield ("work", random.randint(1, 60), 60.0, 0)
    yield ("dead",)
    yield ("idle", random.choice((0.1, 1, 5, 100)), 0.0)
    if random.random() < 0.2:
        yield from _travel(random)
    yield ("start",)


def _restart(random: Random) -> Iterator[Action]:
    yield ("quit",)
    if random.random() < 0.4:
        yield from random.choice((_travel, _clocks))(random)
    yield ("start",)


def _disk(random: Random) -> Iterator[Action]:
    yield ("disk", True)
    yield ("work", random.randint(1, 90), 600.0, 0)
    yield from _command(random)
    yield ("suspend", random.choice((30, 4000)), random.random() < 0.5)
    yield ("disk", False)


def _servers(random: Random) -> Iterator[Action]:
    what = random.choice(("panel", "server"))
    yield (what, False)
    yield ("work", random.randint(1, 90), 600.0, 0)
    yield (what, True)


def _source(random: Random) -> Iterator[Action]:
    yield ("source", False)
    yield ("work", random.randint(1, 120), 600.0, 0)
    yield ("source", True)


def _minutes(random: Random, least: int, most: int) -> timedelta:
    return timedelta(minutes=random.randint(least, most))
