"""Says what is a key or a value elsewhere: levels and presets by their names, percent, lengths, moments.

Everything shown is rounded in one way: the whole down, its parts to whole numbers that add up to it. Rounded down, a
level's number never shows before its colour, and whoever reads the number in two places reads the same.

A memory is full at 100%, and no percentage that is shown is more: whoever has read 240% knows nothing that helps beyond
that it is full. The law goes on counting, since the rest that is owed is as long as what was put in; what it counts is
shown in points, where every point is itemised, and in JSON.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from math import floor

from tray.lib.language.formats import formats
from tray.lib.language.translation import mark, say, say_many
from tray.lib.text import clean

_SECOND = timedelta(seconds=1)
_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)

_IN_DAYS_FROM = 4 * _DAY
"""Shorter ones are said in hours: a week of work is 42 h, not 1 day 18 h."""
_CLOCK_SAYS_ENOUGH = 4 * _HOUR
_NEAR_DAYS = (mark("yesterday"), mark("today"), mark("tomorrow"))


def length(value: timedelta) -> str:
    """``2 h 30 min``, ``7 min``, ``45 s``: to the nearest second, from 1 min on minute, from 4 days on day.

    A negative length, such as what is left of something overdue, reads as ``0 s``.
    """
    seconds = max(_rounded(value, _SECOND), timedelta())
    if seconds < _MINUTE:
        return say("{seconds} s", seconds=seconds // _SECOND)
    return _in_words(_rounded(value, _MINUTE))


def in_minutes(value: timedelta) -> str:
    """``2 h 30 min``, ``0 min``: to the nearest minute, for what is measured by minutes or hours."""
    return _in_words(_rounded(value, _MINUTE))


def length_of_work(value: timedelta) -> str:
    """In hours, however much it is: a day of work is no day of 24 hours."""
    return length(value) if value < _IN_DAYS_FROM else say("{hours} h", hours=round(value / _HOUR))


def coarse(value: timedelta) -> str:
    """``about 40 min``, ``about 2 h 30 min``, for places that should seldom change.

    Steps of 10 min up to an hour, of 30 min up to 10 h, then of hours, from 4 days on of days.
    """
    if value < 5 * _MINUTE:
        return say("a few minutes")
    step = 10 * _MINUTE if value < _HOUR else 30 * _MINUTE if value < 10 * _HOUR else _HOUR
    return say("about {length}", length=_in_words(_rounded(value, step)))


def more_time(more: timedelta) -> str:
    """The button that makes a day, a session or a break longer: ``15 more minutes``, ``1 h more``."""
    minutes = more // timedelta(minutes=1)
    if 1 < minutes < 60:
        return say_many("{count} more minute", "{count} more minutes", minutes)
    return say("{length} more", length=length(more))


def clock(when: datetime, zone: tzinfo) -> str:
    """``17:30``, or ``5:30 PM`` where people write it so."""
    return formats().clock(when.astimezone(zone))


def clock_in(said: str) -> str:
    """The time of day in a moment as values for scripts have it, in the zone that is written there."""
    return formats().clock(datetime.fromisoformat(said))


def moment(when: datetime, at: datetime, zone: tzinfo) -> str:
    """``17:30`` where the clock says enough, else with the day as `day_and_clock` says it; ``at`` is now.

    That is on the same date, and over midnight for the next four hours: a break begun at 23:50 ends at 00:05.
    """
    same_date = _date(when, zone) == _date(at, zone)
    if same_date or timedelta() <= when - at < _CLOCK_SAYS_ENOUGH:
        return clock(when, zone)
    return day_and_clock(when, at, zone)


def day_and_clock(when: datetime, at: datetime, zone: tzinfo) -> str:
    """``today 17:30``, ``tomorrow 09:00``, ``Fri 09:00``, ``Fri 4 Dec 09:00``, ``4 Dec 2027 09:00``; ``at`` is now."""
    return say("{day} {clock}", day=day(_date(when, zone), _date(at, zone)), clock=clock(when, zone))


def day(value: date, today: date) -> str:
    """``today``, ``yesterday``, ``tomorrow``, a weekday alone for the rest of the coming week, else with its date."""
    ahead = (value - today).days
    if -1 <= ahead <= 1:
        return say(_NEAR_DAYS[ahead + 1])
    if 0 < ahead < 7:
        return formats().weekdays[value.weekday()]
    own = formats()
    return own.dated(own.weekday_and_date if value.year == today.year else own.date_of_year, value)


def span(since: datetime, until: datetime, at: datetime, zone: tzinfo) -> str:
    """``Thursday 26 November, 15:00–16:00``, with a day at either end where it is over midnight; ``at`` is now."""
    first, last, today = _date(since, zone), _date(until, zone), _date(at, zone)
    begins, ends = clock(since, zone), clock(until, zone)
    if first == last:
        return say("{day}, {begin}–{end}", day=full_day(first, today), begin=begins, end=ends)
    return say(
        "{day}, {begin}–{last_day}, {end}",
        day=full_day(first, today),
        begin=begins,
        last_day=full_day(last, today),
        end=ends,
    )


def full_day(value: date, today: date) -> str:
    """``Thursday 26 November``, with its year where that is another one."""
    own = formats()
    with_year = value.year != today.year
    return own.dated(own.full_weekday_and_date_of_year if with_year else own.full_weekday_and_date, value)


def _date(when: datetime, zone: tzinfo) -> date:
    return when.astimezone(zone).date()


def _rounded(value: timedelta, step: timedelta) -> timedelta:
    """To the nearest multiple of ``step``, halves up."""
    return (value + step / 2) // step * step


def _in_words(minutes: timedelta) -> str:
    """A length of whole minutes."""
    if minutes >= _IN_DAYS_FROM:
        return say_many("{count} day", "{count} days", _rounded(minutes, _DAY) // _DAY)
    hours, left = divmod(minutes, _HOUR)
    if hours and left:
        return say("{hours} h {minutes} min", hours=hours, minutes=left // _MINUTE)
    return say("{hours} h", hours=hours) if hours else say("{minutes} min", minutes=left // _MINUTE)


FULL = 100
POOLS = ("gen0", "gen1", "gen2", "live")
"""What the pressure is made of, in the order in which it is told."""


def whole(value: float) -> int:
    """A number of points, or of percent, as it is shown."""
    return floor(value)


def of_100(value: float) -> int:
    """A percentage as a whole number, of 100 at most."""
    return min(whole(value), FULL)


def percent(value: float) -> str:
    """``6%``, or ``6 %`` where people write it so."""
    return formats().in_percent(of_100(value))


def change(before: float, after: float) -> str:
    """``22% → 15%``; in points where both are more than full."""
    if min(whole(before), whole(after)) < FULL or whole(before) == whole(after):
        return say("{before} → {after}", before=percent(before), after=percent(after))
    points, full = abs(whole(before) - whole(after)), percent(FULL)
    if after < before:
        return say_many("still {full}, {count} point less", "still {full}, {count} points less", points, full=full)
    return say_many("still {full}, {count} point more", "still {full}, {count} points more", points, full=full)


def fine_percent(value: float) -> str:
    """``6.3%``, for an imagined life alone, whose numbers are those of the model and of nobody."""
    return formats().in_percent(min(floor(value * 10.0), FULL * 10) / 10, 1)


def shared(total: int, values: Sequence[float]) -> list[int]:
    """``values``, which sum up to about ``total``, in whole numbers that add up to it: each within one of what it is.

    All are rounded down; those that lose most by it are rounded up instead, as many as it takes.
    """
    down = [floor(value) for value in values]
    by_loss = sorted(range(len(values)), key=lambda index: down[index] - values[index])
    missing = total - sum(down)
    for index in by_loss[:missing] if missing > 0 else by_loss[missing:] if missing else ():
        down[index] += 1 if missing > 0 else -1
    return down


def held(pressure: float, pools: Mapping[str, float]) -> dict[str, int]:
    """What holds the pressure, pool by pool: these add up to the number shown. Beyond it, each is its share of 100."""
    share = FULL / pressure if whole(pressure) > FULL else 1.0
    return dict(zip(POOLS, shared(of_100(pressure), [pools[name] * share for name in POOLS]), strict=True))


LEVELS: Mapping[str, str] = {
    "green": mark("green"),
    "yellow": mark("yellow"),
    "orange": mark("orange"),
    "red": mark("red"),
    "critical": mark("critical"),
}
"""How much the pressure is."""
REGIMES: Mapping[str, str] = {
    "work": mark("work"),
    "rest": mark("break"),
    "restore": mark("walk or the like"),
    "off": mark("off work"),
    "sleep": mark("sleep"),
}
"""What somebody does, in a table or a legend."""
POOL_NAMES: Mapping[str, str] = {
    "gen0": mark("this stretch"),
    "gen1": mark("today"),
    "gen2": mark("last weeks"),
    "live": mark("to do"),
}
"""Where the pressure comes from."""


def level(key: str) -> str:
    """The name of a level, in the middle of a sentence."""
    return say(LEVELS[key])


def regime(key: str) -> str:
    """What somebody does, in a word or two."""
    return say(REGIMES[key])


_PRESETS: Mapping[str, str] = {
    "balanced": mark("Balanced"),
    "pomodoro": mark("Pomodoro"),
    "52-17": mark("52 and 17"),
    "eyes": mark("Eyes"),
    "rsi": mark("Hands (RSI)"),
    "shifts": mark("Night shifts"),
    "free": mark("Free hours"),
    "gentle": mark("Gentle"),
}


def preset(key: str) -> str:
    """The name of a preset in the menu."""
    return say(_PRESETS[key])


def own_words(text: str) -> str:
    """What a person wrote, on one line; where it stays on the machine that it was written at, that it has no name."""
    return clean(text) or say("without a name")


def clipped(text: str, most: int = 40) -> str:
    """What a person wrote, on one line and short enough for a menu or a title."""
    line = own_words(text)
    return line if len(line) <= most else f"{line[: most - 1]}…"
