"""Says lengths of time and moments as people do.

The words are the same in every locale, as all the words of this program are.
"""

from datetime import date, datetime, timedelta, tzinfo

_SECOND = timedelta(seconds=1)
_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)

_IN_DAYS_FROM = 4 * _DAY
"""Shorter ones are said in hours: a week of work is 42 h, not 1 day 18 h."""
_CLOCK_SAYS_ENOUGH = 4 * _HOUR
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_FULL_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_FULL_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November"),
    "December",
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def length(value: timedelta) -> str:
    """``2 h 30 min``, ``7 min``, ``45 s``: to the nearest second, from 1 min on minute, from 4 days on day.

    A negative length, such as what is left of something overdue, reads as ``0 s``.
    """
    seconds = max(_rounded(value, _SECOND), timedelta())
    if seconds < _MINUTE:
        return f"{seconds // _SECOND} s"
    return _in_words(_rounded(value, _MINUTE))


def coarse(value: timedelta) -> str:
    """``about 40 min``, ``about 2 h 30 min``, for places that should seldom change.

    Steps of 10 min up to an hour, of 30 min up to 10 h, then of hours, from 4 days on of days.
    """
    if value < 5 * _MINUTE:
        return "a few minutes"
    if value < _HOUR:
        return f"about {_in_words(_rounded(value, 10 * _MINUTE))}"
    return f"about {_in_words(_rounded(value, 30 * _MINUTE if value < 10 * _HOUR else _HOUR))}"


def clock(when: datetime, zone: tzinfo) -> str:
    """``17:30``."""
    return f"{when.astimezone(zone):%H:%M}"


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
    return f"{day(_date(when, zone), _date(at, zone))} {clock(when, zone)}"


def day(value: date, today: date) -> str:
    """``today``, ``yesterday``, ``tomorrow``, a weekday alone for the rest of the coming week, else with its date."""
    ahead = (value - today).days
    if -1 <= ahead <= 1:
        return ("yesterday", "today", "tomorrow")[ahead + 1]
    weekday = _WEEKDAYS[value.weekday()]
    if 0 < ahead < 7:
        return weekday
    of_month = f"{value.day} {_MONTHS[value.month - 1]}"
    return f"{weekday} {of_month}" if value.year == today.year else f"{of_month} {value.year}"


def span(since: datetime, until: datetime, at: datetime, zone: tzinfo) -> str:
    """``Thursday 26 November, 15:00–16:00``, with a day at either end where it is over midnight; ``at`` is now."""
    first, last, today = _date(since, zone), _date(until, zone), _date(at, zone)
    begins = f"{full_day(first, today)}, {clock(since, zone)}"
    return f"{begins}–{'' if first == last else f'{full_day(last, today)}, '}{clock(until, zone)}"


def full_day(value: date, today: date) -> str:
    """``Thursday 26 November``, with its year where that is another one."""
    of_month = f"{_FULL_WEEKDAYS[value.weekday()]} {value.day} {_FULL_MONTHS[value.month - 1]}"
    return of_month if value.year == today.year else f"{of_month} {value.year}"


def _date(when: datetime, zone: tzinfo) -> date:
    return when.astimezone(zone).date()


def _rounded(value: timedelta, step: timedelta) -> timedelta:
    """To the nearest multiple of ``step``, halves up."""
    return (value + step / 2) // step * step


def _in_words(minutes: timedelta) -> str:
    """A length of whole minutes."""
    if minutes >= _IN_DAYS_FROM:
        return f"{_rounded(minutes, _DAY) // _DAY} days"
    hours, left = divmod(minutes, _HOUR)
    parts = ((hours, "h"), (left // _MINUTE, "min"))
    return " ".join(f"{amount} {unit}" for amount, unit in parts if amount)
