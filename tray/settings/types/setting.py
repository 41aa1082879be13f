"""The words with which the catalogue declares a setting.

Each function gives a dataclass field whose default is the value and whose metadata holds a ``Declaration``; the type it
claims to return is that of the value, so that ``settings.breaks.after`` is a timedelta to a type checker as well.
A default that its own kind refuses raises ``Unfit`` when the catalogue is imported.
"""

from collections.abc import Sequence
from dataclasses import Field, field
from datetime import time, timedelta
from typing import Any, TypeVar

from tray.lib.frozen import dataclass
from tray.settings.types.clock_times_and_days import BreakTime, ClockSpan, Days, TimeOfDay, TimeOrNone
from tray.settings.types.kind import Kind
from tray.settings.types.lists import Several, overlap
from tray.settings.types.scalars import Choice, Count, Duration, Flag, Language, Number
from tray.settings.types.shifts import ShiftCycle, ShiftTime
from tray.settings.types.texts import Command, FilePath, FolderOrNone, Label, Name, ProgramId, Sentence, Word
from tray.settings.types.time_ranges_shifts_fixed_breaks import (
    ClockBreak,
    Cycle,
    DateRange,
    Shift,
    TimeRange,
    WeekHours,
    WeekRange,
)
from tray.settings.types.toml_form import toml
from tray.settings.types.week import OwnDay, WeekOrFree, WeekSpan

Value = TypeVar("Value")
_KEY = "declaration"
_ENTRIES = "entries"
_AT_THE_TOP = "at the top"
_ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Declaration:
    """What the catalogue says of one setting."""

    kind: Kind[Any]
    default: object
    """The default as a raw TOML value."""
    sentence: str
    """The English message; `Setting.sentence` says it."""
    needed: bool = False
    """It has no default: ``default`` is an example."""

    @property
    def default_text(self) -> str:
        """The default as TOML, such as ``"50m"`` with its quotes."""
        return toml(self.default)


def declaration(setting: Field[Any]) -> Declaration:
    """What was declared of a field of one of the catalogue's sections."""
    found = setting.metadata[_KEY]
    assert isinstance(found, Declaration)
    return found


def section(of: type[Value], sentence: str, *, at_the_top: bool = False) -> Value:
    """A table of settings, and what it is about."""
    return field(default=of(), metadata={_ABOUT: sentence, _AT_THE_TOP: at_the_top})


def entries(of: type[Value], sentence: str) -> tuple[Value, ...]:
    """A list of tables such as ``[[hooks]]``, none by default, and what it is about."""
    return field(default=(), metadata={_ENTRIES: of, _ABOUT: sentence})


def at_the_top(table: Field[Any]) -> bool:
    """Whether its settings stand above the first table of a file, and have its name in no line."""
    return bool(table.metadata.get(_AT_THE_TOP))


def sentence_about(table: Field[Any]) -> str:
    """The English message of what a table or a list of tables is about."""
    found: str = table.metadata[_ABOUT]
    return found


def entries_of(table: Field[Any]) -> type[Any] | None:
    """What each table of a list of tables makes; None for a single table."""
    found: type[Any] | None = table.metadata.get(_ENTRIES)
    return found


def duration(default: str, least: str, most: str, sentence: str) -> timedelta:
    """A length of time."""
    return _declared(Duration(least, most, default), default, sentence)


def durations(default: list[str], least: str, most: str, sentence: str) -> tuple[timedelta, ...]:
    """Some lengths of time."""
    return _declared(Several(Duration(least, most, default[0]), 20, toml(default)), default, sentence)


def number(default: float, least: float, most: float, sentence: str) -> float:
    """A number with or without decimals."""
    return _declared(Number(least, most, default), default, sentence)


def count(default: int, least: int, most: int, sentence: str) -> int:
    """A whole number."""
    return _declared(Count(least, most, default), default, sentence)


def flag(default: bool, sentence: str) -> bool:
    """True or false."""
    return _declared(Flag(), default, sentence)


def choice(default: str, words: tuple[str, ...], sentence: str) -> str:
    """One of the words."""
    return _declared(Choice(words), default, sentence)


def language(sentence: str) -> str:
    """One of the languages that there are, by default none."""
    return _declared(Language(), "", sentence)


def choices(default: list[str], words: tuple[str, ...], sentence: str) -> tuple[str, ...]:
    """Some of the words."""
    return _declared(Several(Choice(words), len(words), toml(words[:1])), default, sentence)


def needed_choice(example: str, words: tuple[str, ...], sentence: str) -> str:
    """One of the words, which must be given."""
    return _declared(Choice(words), example, sentence, needed=True)


def needed_name(example: str, sentence: str) -> str:
    """A short name, which must be given."""
    return _declared(Name(example), example, sentence, needed=True)


def needed_word(example: str, sentence: str) -> str:
    """A name of one word, which must be given."""
    return _declared(Word(example), example, sentence, needed=True)


def sentence_of(sentence: str) -> str:
    """A line of text, empty by default."""
    return _declared(Sentence(), "", sentence)


def paths(example: str, sentence: str) -> tuple[str, ...]:
    """Files, none by default."""
    return _declared(Several(FilePath(example), 20, toml([example])), [], sentence)


def labels(example: str, sentence: str) -> tuple[str, ...]:
    """Lines of text by which somebody else calls something, none by default."""
    return _declared(Several(Label(example), 50, toml([example])), [], sentence)


def folder(example: str, sentence: str) -> str:
    """A folder; "" by default, which is none."""
    return _declared(FolderOrNone(example), "", sentence)


def command(example: list[str], sentence: str) -> tuple[str, ...]:
    """A program and what it is given, none by default."""
    return _declared(Command(toml(example), may_be_none=True), [], sentence)


def needed_command(example: list[str], sentence: str) -> tuple[str, ...]:
    """A program and what it is given, which must be given."""
    return _declared(Command(toml(example)), example, sentence, needed=True)


def time_of_day(default: str, sentence: str) -> time:
    """A clock time."""
    return _declared(TimeOfDay(default), default, sentence)


def time_or_none(default: str, example: str, sentence: str) -> time | None:
    """A clock time, or none."""
    return _declared(TimeOrNone(example), default, sentence)


def programs(example: str, sentence: str) -> tuple[str, ...]:
    """Programs as desktops name them, none by default."""
    return _declared(Several(ProgramId(example), 50, toml([example])), [], sentence)


def time_ranges(default: list[str], sentence: str) -> tuple[TimeRange, ...]:
    """Spans of clock time that begin on one day."""
    return _declared(Several(ClockSpan(), 24, '["09:00-17:30"]', overlap), default, sentence)


def week_hours(default: list[str], sentence: str) -> WeekHours:
    """Working hours of several days at once, or no fixed hours."""
    return _declared(WeekOrFree(), default, sentence)


def hours_of_a_day(sentence: str) -> tuple[TimeRange, ...] | None:
    """Working hours of one day of the week; None, the default, where it is as the whole week says."""
    return _declared(OwnDay(), "week", sentence)


def shifts(sentence: str) -> tuple[Shift, ...]:
    """Working hours by name, none by default."""
    return _declared(Several(ShiftTime(), 48, '["early 06:00-14:00", "late 14:00-22:00"]'), [], sentence)


def shift_cycle(sentence: str) -> Cycle | None:
    """The order in which shifts follow each other, none by default."""
    return _declared(ShiftCycle(), [], sentence)


def week_ranges(sentence: str) -> tuple[WeekRange, ...]:
    """Spans of clock time, each on every day or on some days of the week; none by default."""
    return _declared(Several(WeekSpan(), 48, '["18:00-20:00", "sat 10:00-14:00"]'), [], sentence)


def break_times(sentence: str) -> tuple[ClockBreak, ...]:
    """Breaks at times of day, none by default."""
    return _declared(Several(BreakTime(), 24, '["12:30 lunch"]'), [], sentence)


def dates(sentence: str) -> tuple[DateRange, ...]:
    """Days, none by default."""
    return _declared(Several(Days(), 1000, '["2026-05-01"]'), [], sentence)


def _declared(kind: Kind[Value], default: Sequence[str] | object, sentence: str, *, needed: bool = False) -> Value:
    return field(default=kind.read(default), metadata={_KEY: Declaration(kind, default, sentence, needed)})
