"""What must be true of a notification that stands: its clock times, its levels, and every figure in it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from tray.core.messages.commands import Command
from tray.view.tray.face import Notice

_PERCENT = re.compile(r"\d+\s?%")
_LENGTH = re.compile(
    r"(?:(\d+)[ -]?(?:h\b|hours?\b)\s*)?(?:(\d+)[ -]?(?:min\b|minutes?\b))?(?:(\d+)[ -]?(?:s\b|seconds?\b))?"
)
_AGES = re.compile(r"\b(?:ago|since a (?:rest|break)|of work in one go|without a break for)\b")
_TO_COME = re.compile(r"\bin (?:about |less than )?$", re.IGNORECASE)
_BUYS = re.compile(r"\bbuys (?:only )?(.+?) below orange")
_CLOCK = re.compile(r"(?:\b(since|until|it's|it is|by)\s+)?\b(\d{1,2}):(\d\d)\b", re.IGNORECASE)
_LEVEL = re.compile(
    r"\((green|yellow|orange|red|critical)\)|\b(green|yellow|orange|red|critical) since\b", re.IGNORECASE
)
_CLOSE = timedelta(minutes=2)
_NOW_IS = timedelta(minutes=5)
"""A clock time that is said to be now may be so old."""
_BUYS_ABOUT = timedelta(minutes=5)


@dataclass(frozen=True)
class Known:
    """What is so while the notification stands."""

    now: datetime
    zone: tzinfo
    level: str
    """As the icon shows it."""
    working_since: datetime | None
    """When the person last came back from a rest."""
    reached: Mapping[str, datetime]
    """When each level was last reached from below."""
    buys: Callable[[timedelta], timedelta]
    """How much work below orange a rest of a length buys now."""
    own: tuple[str, ...] = ()
    """Texts of the person's own, which are theirs to keep true."""
    lengths: tuple[timedelta, ...] = ()
    """Lengths that the settings or the person gave, and that do not change by themselves."""


def untrue(notice: Notice, known: Known) -> str | None:
    """The first thing in the notification that is not, or need not stay, true; None when all is."""
    text = f"{notice.title}\n{notice.body}"
    for own in sorted(known.own, key=len, reverse=True):
        text = text.replace(own, "")
    if found := _PERCENT.search(text):
        return f"“{found[0]}” moves"
    lengths = (_buys(text, notice, known), _lengths(text, notice, known))
    return next((each for each in (*lengths, _levels(text, known), _clocks(text, known)) if each), None)


def _buys(text: str, notice: Notice, known: Known) -> str | None:
    if not (found := _BUYS.search(text)):
        return None
    promised = sum((length for length, _ in _all_lengths(found[1])), timedelta(0))
    offered = max(_of_buttons(notice), default=timedelta(0))
    gets = known.buys(offered)
    return None if abs(gets - promised) <= _BUYS_ABOUT else f"“{found[0]}”, and now it buys {gets}"


def _lengths(text: str, notice: Notice, known: Known) -> str | None:
    text = _BUYS.sub("", text)
    may_stand = {*_of_buttons(notice), *known.lengths}
    for length, words in _all_lengths(text):
        before, _, after = text.partition(words)
        ages = _AGES.search(after.split("\n")[0].split(". ")[0]) or _TO_COME.search(before)
        if ages or all(abs(length - each) > timedelta(seconds=59) for each in may_stand):
            return f"“{words}” is a length of time that goes on"
    return None


def _levels(text: str, known: Known) -> str | None:
    for found in _LEVEL.finditer(text):
        word = (found[1] or found[2]).lower()
        if word != known.level:
            return f"“{found[0]}” while it is {known.level}"
    return None


def _clocks(text: str, known: Known) -> str | None:
    for found in _CLOCK.finditer(text):
        before, when = (found[1] or "").lower(), _clock(int(found[2]), int(found[3]), known)
        began = [each for each in (known.working_since, *known.reached.values()) if each]
        wrong = {
            "since": all(abs(when - each) > _CLOSE for each in began),
            "until": _until(when, known) < known.now,
            "by": _until(when, known) < known.now,
            "it's": abs(when - known.now) > _NOW_IS,
            "it is": abs(when - known.now) > _NOW_IS,
        }
        if wrong.get(before, False):
            return f"“{found[0]}” at {known.now.astimezone(known.zone):%H:%M}"
    return None


def _until(when: datetime, known: Known) -> datetime:
    """What is to come within the next half day is meant; long over is over."""
    return when if known.now - when < timedelta(hours=12) else when + timedelta(days=1)


def _clock(hour: int, minute: int, known: Known) -> datetime:
    """The last time the clock said so, or the next minutes in which it does."""
    local = known.now.astimezone(known.zone)
    when = local.replace(hour=hour, minute=minute, second=0, microsecond=0)
    return when if when <= local + timedelta(hours=4) else when - timedelta(days=1)


def _all_lengths(text: str) -> list[tuple[timedelta, str]]:
    found = ((each, [int(part or 0) for part in each.groups()]) for each in _LENGTH.finditer(text))
    return [
        (timedelta(hours=h, minutes=m, seconds=s), each[0].strip()) for each, (h, m, s) in found if any(each.groups())
    ]


def _of_buttons(notice: Notice) -> list[timedelta]:
    """The lengths that the buttons would give."""
    commands: list[Command] = [each.command for each in notice.buttons]
    return [each for each in (getattr(command, "length", None) for command in commands) if each]
