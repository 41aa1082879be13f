"""Reads dates, weekdays and months as people type them, of this year or a named one."""

import re
from collections.abc import Sequence
from datetime import date

from tray.lib.language.translation import say

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


class Unclear(ValueError):
    """Its text says what the mistake is, in a sentence."""


def weekday(name: str) -> int | None:
    """``fri``, ``thurs`` or ``friday`` as a number, Monday being 0: three letters or more of it."""
    return _begins_one(name, _WEEKDAYS)


def month(name: str) -> int | None:
    """``nov``, ``sept`` or ``november`` as a number from 1 to 12: three letters or more of it."""
    number = _begins_one(name, _MONTHS)
    return None if number is None else number + 1


def dated(name: str, today: date, *, back: bool = False) -> date | None:
    """``2026-12-31``, ``31 dec``, ``dec 31 2027``, ``31.12.``; without a year the next one, or going ``back`` the last.

    None where it is not like a date. Raises ValueError where it is, and is none.
    """
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", name):
        return date.fromisoformat(name)
    if re.fullmatch(r"[0-9]{1,2}/[0-9]{1,2}(/[0-9]{2,4})?", name):
        raise Unclear(say("Some people write the day first, others the month."))
    said = re.fullmatch(r"([0-9]{1,2})\.([0-9]{1,2})\.?(?:([0-9]{4}))?", name)
    if said:
        day_of_month, number, year = int(said[1]), int(said[2]), said[3]
    else:
        said = re.fullmatch(r"(?:([0-9]{1,2})\.? ([a-z]+)|([a-z]+) ([0-9]{1,2}))(?: ([0-9]{4}))?", name)
        number = month(said[2] or said[3]) or 0 if said else 0
        if not said or not number:
            return None
        day_of_month, year = int(said[1] or said[4]), said[5]
    if year:
        return date(int(year), number, day_of_month)
    for later in range(9):
        # 29 February may be years away
        try:
            each = date(today.year + (-later if back else later), number, day_of_month)
        except ValueError:
            continue
        if (each <= today) if back else (each >= today):
            return each
    raise ValueError


def _begins_one(name: str, names: Sequence[str]) -> int | None:
    return next((n for n, each in enumerate(names) if len(name) >= 3 and each.startswith(name)), None)
