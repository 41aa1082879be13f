"""Days at several machines, all from one number: work and rest, and what gets between a machine and its folder."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from random import Random

from tests.lives.machines.household import Action
from tray.core.law.values import Regime
from tray.core.messages import commands as c

_Surprise = Callable[[Random, int], Iterator[Action]]
_LATE = (*[0.0] * 4, *[600.0] * 3, *[1800.0] * 9)
_DAY = 24 * 60.0


def life(random: Random, machines: int, days: int, *, plain: bool, disks: bool = False) -> Iterator[Action]:
    """The actions of a life. In a ``plain`` one there is only input: whatever else goes on, goes on with files.

    With ``disks``, images of whole disks are taken in others, and put back.
    """
    for which in range(machines):
        yield ("start", which)
    images_at = random.randrange(1, max(days // 2, 2)) if disks and not plain else None
    apart_from = random.randrange(2, max(days - 8, 3))
    for day in range(days):
        if day == apart_from:
            yield ("online", random.randrange(machines), False)
        if day == apart_from + 7:
            yield ("joined",)
        if day == images_at:
            for which in range(machines):
                yield ("image", which)
        if images_at is not None and random.random() < 0.1:
            yield from _disk(random, machines)
        yield from _day(random, machines, plain)
    yield ("joined",)


def _day(random: Random, machines: int, plain: bool) -> Iterator[Action]:
    begins = random.gauss(9, 1) * 60
    spent = max(begins, 30.0)
    yield from _gap(random, machines, spent, plain)
    if random.random() < 0.5:
        for _ in range(random.randint(1, 3)):
            if random.random() < 0.6:
                yield from random.choice(_FILES if plain else (*_FILES, *_WILD, *_ASKED))(random, machines)
            minutes = random.choice((3, 20, 52, 55, 75, 110))
            rest = random.choice((0.5, 2, 4, 8, 15, 45, 70))
            yield from _work(random, machines, minutes)
            spent += minutes + rest
            yield ("idle", rest, 0.0)
    yield from _gap(random, machines, max(_DAY - spent, 10.0), plain)


def _work(random: Random, machines: int, minutes: float) -> Iterator[Action]:
    late = random.choice(_LATE)
    which, beside = random.sample(range(machines), 2)
    match random.randint(0, 5):
        case 0:
            yield ("work", which, minutes, late, 0, beside)
        case 1:
            yield ("work", which, minutes / 2, late, 0)
            yield ("work", beside, minutes / 2, late, 1)
        case 2:
            yield ("work", which, minutes, late, random.choice((0, 2)))
            yield ("work", beside, 0.5, late, 0)
            yield ("work", which, 2, late, 0)
        case _:
            yield ("work", which, minutes, late, random.choice((0, 0, 1)))


def _gap(random: Random, machines: int, minutes: float, plain: bool) -> Iterator[Action]:
    yield ("idle", 0.2, 0.0)
    for which in range(machines):
        match random.randint(0, 9):
            case 0 | 1 | 2:
                yield ("sleep", which, plain)
            case 3:
                yield ("quit", which)
                yield ("start", which)
            case _:
                pass
    yield ("idle", minutes - 0.2, random.choice((3600.0, 4 * 3600.0)))


def _offline(random: Random, machines: int) -> Iterator[Action]:
    yield ("online", random.randrange(machines), random.random() < 0.6)


def _rough(random: Random, machines: int) -> Iterator[Action]:
    del machines
    yield ("engine", random.random() < 0.7, random.choice((0.5, 1.0, 10.0, 60.0)))


def _old_folder(random: Random, machines: int) -> Iterator[Action]:
    which = random.randrange(machines)
    yield ("back_up", which, True)
    if random.random() < 0.6:
        yield ("restore", random.randrange(machines), True)


def _emptied(random: Random, machines: int) -> Iterator[Action]:
    yield ("empty", random.randrange(machines))


_FILES: tuple[_Surprise, ...] = (_offline, _offline, _rough, _rough, _old_folder, _emptied)


def _kill(random: Random, machines: int) -> Iterator[Action]:
    which = random.randrange(machines)
    yield ("kill", which, random.choice((0, 1, 2, 3, 5, 8, 13, 25)))
    yield from random.choice(_ASKED)(random, machines)
    yield ("work", which, random.choice((1, 5, 30)), 60.0, 1)
    yield ("dead", which)
    yield ("idle", random.choice((0.1, 1, 5, 100)), 0.0)
    yield ("start", which)


def _clock(random: Random, machines: int) -> Iterator[Action]:
    which = random.randrange(machines)
    yield ("clock", which, random.choice((3, -3, 600, -600, 3600, -3600, 86_000, -86_000, random.uniform(-9e4, 9e4))))
    if random.random() < 0.7:
        yield from _work(random, machines, random.choice((5, 30)))
        yield ("idle", random.choice((1, 10, 100)), 0.0)
        yield ("clock_right", which)


def _home(random: Random, machines: int) -> Iterator[Action]:
    which = random.randrange(machines)
    if random.random() < 0.5:
        yield ("back_up", which, False)
    else:
        yield ("restore", which, False, random.choice(("old", "new", "none")))


def _disk(random: Random, machines: int) -> Iterator[Action]:
    """An image of a whole disk, as of a virtual machine, is taken, or put back and started, also where nobody hears."""
    which = random.randrange(machines)
    if random.random() < 0.25:
        yield ("image", which)
        return
    is_unheard = random.random() < 0.6
    if is_unheard:
        yield ("online", which, False)
    yield ("put_back", which)
    if is_unheard:
        for _ in range(random.randint(0, 2)):
            yield ("work", which, random.choice((1, 5, 30)), 0.0, random.choice((0, 2)))
            yield ("idle", random.choice((1, 5, 30)), 0.0)
            yield ("quit", which)
            yield ("start", which)
        yield ("work", which, random.choice((1, 5, 30)), 0.0, random.choice((0, 2)))
        if random.random() < 0.3:
            yield ("put_back", which)
        yield ("online", which, True)


def _purge(random: Random, machines: int) -> Iterator[Action]:
    if random.random() < 0.4:
        yield ("purge", random.randrange(machines), random.uniform(0.1, 100), random.uniform(0.1, 50))


def _membership(random: Random, machines: int) -> Iterator[Action]:
    which = random.randrange(machines)
    match random.randint(0, 3):
        case 0:
            yield ("leave", which)
            yield from _work(random, machines, 20)
            yield ("join", which)
        case 1:
            yield ("forget", which, (which + 1) % machines)
        case _:
            yield from _rough(random, machines)


_WILD: tuple[_Surprise, ...] = (_kill, _kill, _clock, _home, _home, _purge, _membership)


def _promise(random: Random, machines: int) -> Iterator[Action]:
    which = random.randrange(machines)
    match random.randint(0, 4):
        case 0 | 1:
            yield ("ask", which, c.Commit(f"promise {random.random()}"))
        case 2 | 3:
            yield ("plan", which, random.randrange(5), None)
        case _:
            yield ("plan", which, random.randrange(5), random.uniform(1, 50))


def _command(random: Random, machines: int) -> Iterator[Action]:
    yield (
        "ask",
        random.randrange(machines),
        random.choice(
            (
                c.Snooze(_minutes(random, 1, 60)),
                c.Skip(),
                c.Pause(_minutes(random, 1, 240)),
                c.Pause(until_tomorrow=True),
                c.Resume(),
                c.StartSession(f"label {random.randint(1, 6)}", _minutes(random, 5, 200)),
                c.StartSession("by hand", by_hand=True),
                c.StopSession(),
                c.StopSession(),
                c.EndDay(),
                c.MoreTime(_minutes(random, 1, 90)),
                c.NotToday(),
                c.CheckIn(random.choice(("fatigue", "rested", "engaged")), random.randint(0, 10)),
                c.ItWas(random.choice((Regime.WORK, Regime.REST))),
                c.TakeBreak("rest", _minutes(random, 1, 30)),
                c.TakeBreak("walk", _minutes(random, 1, 30)),
                c.EndBreak(),
                c.BeginMeeting(_minutes(random, 5, 60)),
            )
        ),
    )


def _click(random: Random, machines: int) -> Iterator[Action]:
    for which in range(machines):
        yield ("click", which, random.randint(0, 5))


_ASKED: tuple[_Surprise, ...] = (_promise, _promise, _command, _command, _click)


def _minutes(random: Random, least: int, most: int) -> timedelta:
    return timedelta(minutes=random.randint(least, most))
