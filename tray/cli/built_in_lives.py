"""Holds the lives that are built in; each begins on a Monday at 07:00, as the scenarios of law/README.md do."""

from collections.abc import Callable
from datetime import timedelta

from tray.core.law.simulation import Segment, Start
from tray.core.law.values import Pools, Regime
from tray.lib.language.translation import mark

Life = tuple[Start, tuple[Segment, ...]]

_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
_SWITCHES = 12.0
_MONDAY = Start(Pools(gen2=5.89), unplanned=5)


def preset(name: str) -> Life:
    """A built-in life. Raises KeyError when there is none of that name."""
    return _PRESETS[name][0]()


def sentences() -> dict[str, str]:
    """The names of the built-in lives, each with a sentence about it, to be said."""
    return {name: sentence for name, (_, sentence) in _PRESETS.items()}


def _work(length: timedelta, load: float = 1.0) -> Segment:
    return Segment(length, Regime.WORK, load, _SWITCHES)


def _rest(length: timedelta) -> Segment:
    return Segment(length, Regime.REST)


def _off(length: timedelta) -> Segment:
    return Segment(length, Regime.OFF)


def _sleep(length: timedelta) -> Segment:
    return Segment(length, Regime.SLEEP)


def _blocks(total: timedelta, block: timedelta, rest: timedelta, load: float = 1.0) -> list[Segment]:
    """Work in blocks with rests between them, the rests within ``total``; it ends with work."""
    segments: list[Segment] = []
    while total > block:
        segments += [_work(block, load), _rest(rest)]
        total -= block + rest
    return [*segments, _work(total, load)] if total > timedelta() else segments


def _day_off() -> list[Segment]:
    """From 07:00 to 07:00."""
    return [_off(16 * _HOUR), _sleep(8 * _HOUR)]


def _healthy() -> Life:
    """09:00 to 17:45: 3.5 h and 4.5 h at the desk, 50 min of work and 10 min of rest, 45 min of lunch."""
    day = [
        _off(2 * _HOUR),
        *_blocks(3.5 * _HOUR, 50 * _MINUTE, 10 * _MINUTE),
        _rest(45 * _MINUTE),
        *_blocks(4.5 * _HOUR, 50 * _MINUTE, 10 * _MINUTE),
        _off(5 * _HOUR + 15 * _MINUTE),
        _sleep(8 * _HOUR),
    ]
    return _MONDAY, (*day * 5, *_day_off() * 2)


def _crunch() -> Life:
    """09:00 to 21:30: blocks of 2 h, rests of 10 min, 30 min of lunch; 12 h at the desk."""
    day = [
        _off(2 * _HOUR),
        *_blocks(210 * _MINUTE, 2 * _HOUR, 10 * _MINUTE),
        _rest(30 * _MINUTE),
        *_blocks(510 * _MINUTE, 2 * _HOUR, 10 * _MINUTE),
        _off(90 * _MINUTE),
        _sleep(8 * _HOUR),
    ]
    return _MONDAY, (*day * 5, *_day_off() * 2)


def _night() -> Life:
    """22:00 to 06:30 with 30 min for a meal, sleep by day, and switching back at the weekend."""
    shift = [
        *_blocks(1 * _HOUR, 50 * _MINUTE, 10 * _MINUTE),
        *_blocks(3 * _HOUR, 50 * _MINUTE, 10 * _MINUTE, load=1.3),
        _rest(30 * _MINUTE),
        *_blocks(3.5 * _HOUR, 50 * _MINUTE, 10 * _MINUTE, load=1.3),
        _work(30 * _MINUTE),
        _off(90 * _MINUTE),
        _sleep(7 * _HOUR),
        _off(7 * _HOUR),
    ]
    first = [_off(8 * _HOUR), _sleep(2 * _HOUR), _off(5 * _HOUR)]
    return _MONDAY, (*first, *shift * 5, _off(1 * _HOUR), _sleep(8 * _HOUR), *_day_off())


def _holiday() -> Life:
    """Fourteen days off."""
    return Start(Pools(gen2=14.0), unplanned=5), tuple(_day_off() * 14)


_PRESETS: dict[str, tuple[Callable[[], Life], str]] = {
    "healthy": (_healthy, mark("Five days of 8 h, 50 min of work and 10 min of break in turn, and a weekend.")),
    "crunch": (_crunch, mark("Five days of 12 h in blocks of 2 h, and a weekend.")),
    "night": (_night, mark("Five night shifts with sleep by day, and a weekend.")),
    "holiday": (_holiday, mark("Fourteen days off after heavy weeks.")),
}
