"""The twelve people: how their weeks go, what they have set, and what they do when asked something."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from tray.core.messages import commands as c

WAYS = ("ignore", "snooze", "take")
"""What somebody does when a break is suggested."""
MEETING, TALK, FULL, DISTURB, READER = "meeting", "presentation", "fullscreen", "do-not-disturb", "program"


@dataclass(frozen=True)
class Spell:
    """A time at the desk, in minutes after the midnight with which its day begins."""

    begins: int
    ends: int
    attention: frozenset[str] = frozenset()
    """What the desktop says of these hours."""
    listens: bool = False
    """Hardly touches the keys."""
    asks: tuple[c.Command, ...] = ()
    """What the person asks for as it begins."""


@dataclass(frozen=True)
class Person:
    """Somebody, from Monday to Sunday."""

    name: str
    week: tuple[tuple[Spell, ...], ...]
    settings: str = ""
    others: str = "put away"
    """What they do with any other notification: ``ignore``, ``put away`` or ``answer``."""
    leaves: str = "lock"
    """How they leave the desk: ``lock``, ``idle`` or ``suspend``."""
    starts_anew: bool = False
    """The machine is switched off over night."""


def at(span: str, *attention: str, listens: bool = False, asks: tuple[c.Command, ...] = ()) -> Spell:
    """A spell such as ``09:00-12:30``; an end after midnight counts on, as in ``22:00-27:30``."""
    begins, ends = (int(hour) * 60 + int(minute) for hour, minute in (each.split(":") for each in span.split("-")))
    return Spell(begins, ends, frozenset(attention), listens, asks)


def _spells(*spans: str) -> tuple[Spell, ...]:
    return tuple(at(span) for span in spans)


def _hours(**days: str) -> str:
    """Working hours by weekday; days that are not named are off."""
    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    lines = [f'{name} = ["{days[name[:3]]}"]' if name[:3] in days else f"{name} = []" for name in names]
    return "\n".join(["[hours]", *lines])


_OFF: tuple[Spell, ...] = ()
_DESK = _spells("09:00-12:40", "13:30-17:40")
_SHIFT = (at("19:45-25:30"), at("26:15-31:25"))
_NO_HOURS = _hours()

OFFICE = Person(
    "office",
    (
        (at("09:00-10:30"), at("10:30-11:15", MEETING, listens=True), at("11:15-12:45"), at("13:30-17:45")),
        (at("08:50-12:20"), at("13:15-16:00"), at("16:00-17:00", MEETING, listens=True), at("17:00-18:10")),
        _DESK,
        (at("09:05-10:10"), at("10:22-12:45"), at("13:40-15:40"), at("15:40-17:35", DISTURB)),
        _spells("09:00-12:50", "13:30-15:10", "15:25-16:30"),
        _OFF,
        _spells("20:10-20:40"),
    ),
    '[breaks]\nat = ["12:30 lunch", "mon-fri 15:30 walk"]',
)
STUDENT = Person(
    "student",
    (
        _spells("10:10-11:50", "13:00-14:20", "16:00-19:40"),
        (at("09:00-10:30", listens=True), at("11:00-13:10"), at("20:00-24:50")),
        _spells("13:20-13:50", "15:10-18:20", "21:00-23:30"),
        (at("09:00-10:30", listens=True), at("10:30-11:40", READER), at("14:00-17:45", FULL), at("19:00-20:15")),
        _spells("12:00-12:50", "15:00-16:10"),
        _spells("14:00-18:45"),
        _spells("11:00-13:20", "15:00-22:40"),
    ),
    f"{_hours(mon='10:00-20:00', tue='09:00-20:00', wed='13:00-20:00', thu='09:00-20:00')}\n"
    'quiet = ["09:00-10:30"]\n[breaks]\nat = ["18:30 dinner"]\n[[kinds]]\nname = "dinner"\nlength = "40m"',
    leaves="suspend",
    starts_anew=True,
)
NURSE = Person(
    "night nurse",
    (_SHIFT, _SHIFT, _SHIFT, _OFF, _OFF, _spells("15:00-15:40"), _SHIFT),
    f"{_hours(mon='19:30-07:30', tue='19:30-07:30', wed='19:30-07:30', sun='19:30-07:30')}\n"
    'day_ends_at = "12:00"\n[breaks]\nat = ["01:30 lunch"]',
)
FREELANCER = Person(
    "freelancer",
    (
        _spells("08:40-12:10", "12:50-17:20"),
        (at("10:00-12:00"), at("12:00-14:30", asks=(c.BeQuiet(timedelta(hours=2)),)), at("16:00-18:50")),
        (at("07:30-13:00"), at("14:00-15:00", MEETING), at("15:00-18:30", asks=(c.StartSession("invoice"),))),
        _spells("09:15-11:00", "21:00-24:30"),
        _spells("11:00-19:40"),
        _spells("10:00-12:00"),
        _spells("16:00-20:30"),
    ),
    _NO_HOURS,
    leaves="idle",
)
_TALKS = (
    at("08:30-09:00"),
    at("09:00-10:00", MEETING, listens=True),
    at("10:00-11:30", MEETING, listens=True),
    at("11:30-12:15"),
    at("13:00-14:00", MEETING, TALK),
    at("14:00-14:30"),
    at("14:30-16:00", MEETING, listens=True),
    at("16:00-16:50"),
    at("16:50-17:50", TALK, FULL),
    at("17:50-18:30"),
)
MANAGER = Person(
    "manager",
    (
        _TALKS,
        (*_TALKS[:4], at("13:00-17:45", DISTURB)),
        _TALKS,
        (at("08:30-12:00"), *_TALKS[4:]),
        (*_TALKS[:3], at("11:30-12:15", asks=(c.BeginMeeting(timedelta(minutes=30)),)), *_TALKS[4:6]),
        _OFF,
        _spells("20:30-21:40"),
    ),
    '[breaks]\nat = ["12:00 lunch"]',
)
RSI = Person(
    "RSI",
    (_DESK, _DESK, _spells("09:00-12:30", "13:15-18:00"), _DESK, _spells("09:00-13:10"), _OFF, _OFF),
    "[breaks]\nper_hour = 6\n"
    '[[kinds]]\nname = "hands"\ntext = "Let the arms hang."\nlength = "30s"\nevery = "10m"\n'
    '[[kinds]]\nname = "stretch"\ntext = "Stand up and stretch."\nlength = "8m"\nevery = "50m"',
)
OWL = Person(
    "night owl",
    (
        _spells("14:00-18:00", "22:00-27:10"),
        _spells("15:30-18:20", "21:30-26:40"),
        _spells("23:00-28:30"),
        _spells("14:00-16:00", "22:30-25:00"),
        _spells("17:00-19:00"),
        _spells("22:00-28:00"),
        _spells("21:00-24:20"),
    ),
    f"{_hours(mon='14:00-24:00', tue='14:00-24:00', wed='14:00-24:00', thu='14:00-24:00', fri='14:00-24:00')}\n"
    'day_ends_at = "08:00"',
    leaves="suspend",
)
PART_TIME = Person(
    "part time",
    (_spells("08:30-12:45"), _spells("08:30-13:00"), _spells("08:20-11:00", "11:20-12:40"), _OFF, _OFF, _OFF, _OFF),
    f"{_hours(mon='08:30-12:30', tue='08:30-12:30', wed='08:30-12:30')}\n[breaks]\nagain = []",
    starts_anew=True,
)
TWO_MACHINES = Person(
    "two machines",
    (
        _spells("09:00-09:35", "10:20-11:25", "11:40-12:05", "13:10-14:35", "15:50-17:40"),
        _spells("09:10-11:10", "12:40-13:05", "14:00-14:08", "14:30-16:55"),
        _spells("10:00-10:15", "11:00-13:30", "15:00-17:30"),
        _spells("09:00-09:55", "09:59-10:50", "10:54-11:40", "14:00-16:20"),
        _spells("11:00-12:25", "15:30-17:00"),
        _OFF,
        _OFF,
    ),
    leaves="idle",
)
IGNORES = Person(
    "ignores everything",
    (*[_spells("08:30-20:30")] * 5, _spells("10:00-16:00"), _OFF),
    '[breaks]\nat = ["12:30 lunch"]',
    others="ignore",
    leaves="idle",
)
ANSWERS = Person(
    "answers everything",
    (
        (
            at("09:00-12:35", asks=(c.Commit("call the bank"), c.StartSession("report", timedelta(hours=2)))),
            at("13:20-18:20"),
        ),
        _spells("09:00-11:00", "11:20-12:40", "13:40-18:00"),
        (at("09:00-12:40"), at("13:40-18:30", asks=(c.StartSession("slides", timedelta(minutes=90)),))),
        _DESK,
        _DESK,
        _spells("10:00-11:30"),
        _OFF,
    ),
    '[breaks]\nat = ["12:30 lunch"]\nheads_up = "5m"',
    others="answer",
)
DEVELOPER = Person(
    "full screen",
    (
        (at("09:20-13:00", FULL), at("13:50-18:10", FULL)),
        (at("09:00-11:50", FULL), at("11:50-12:40", DISTURB), at("13:20-14:30"), at("14:30-18:20", FULL)),
        (at("10:00-15:30", FULL), at("16:00-19:00", FULL)),
        (at("09:20-10:40"), at("10:40-13:00", FULL), at("13:50-18:10", FULL)),
        (at("09:20-13:00", FULL), at("14:00-16:30")),
        (at("21:00-24:10", FULL, "film", listens=True),),
        _OFF,
    ),
    '[breaks]\nat = ["13:00 lunch"]',
    leaves="idle",
)

PEOPLE = (
    OFFICE, STUDENT, NURSE, FREELANCER, MANAGER, RSI, OWL, PART_TIME, TWO_MACHINES, IGNORES, ANSWERS, DEVELOPER,
)  # fmt: skip


def lives(names: tuple[str, ...] = ()) -> Iterator[tuple[Person, str]]:
    """Each person with each way of answering; only those whose names are given, where any are."""
    for person in PEOPLE:
        if not names or person.name in names:
            for way in WAYS:
                yield person, way
