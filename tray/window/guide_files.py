"""Reads the exercises that accompany a break: one TOML file each, with a drawing for every step beside it.

Those that come with the program and those in the folder that ``breaks.guides`` names are read alike, and only in the
window's process. A file with a mistake is left out and told by its name and line; the others serve.
"""

import os
import re
import stat
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from tray.core.breaks.guidance import NEEDS, Exercise
from tray.errors import Problem, SettingsInvalid
from tray.lib.assets import asset
from tray.lib.frozen import dataclass
from tray.lib.language.translation import say
from tray.settings.file.lines import Layout, layout
from tray.settings.file.lines import Path as Keys
from tray.settings.file.read_toml import decoded, parsed
from tray.settings.types.kind import Unfit
from tray.settings.types.scalars import Choice, Count, Duration
from tray.settings.types.texts import Sentence, Word

MOST_GUIDES = 200
"""In one folder."""
MOST_STEPS = 12
LARGEST_TEXT, LARGEST_PICTURE = 64 * 1024, 512 * 1024
"""In bytes."""
_LAST_PLACE = 1000
_NOTHING: tuple[str, ...] = ()
_LONGEST_BREATH = 30
_FOREIGN = re.compile(
    rb"""<!(?:DOCTYPE|ENTITY)|<\s*(?:\w+:)?(?:image|script|foreignObject)\b|href\s*=\s*["'](?!\#)|url\(\s*["']?[^"'\#\s]""",
    re.IGNORECASE,
)
"""What a drawing may not hold: it is shown as it is, and fetches nothing."""

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do."""

    sentence: str
    """In English, or as its author wrote it; to be said where it is shown."""
    picture: bytes
    """An SVG drawing."""
    lasts: timedelta


@dataclass(frozen=True, slots=True)
class Guide:
    """An exercise."""

    exercise: Exercise
    title: str
    steps: tuple[Step, ...]
    breath: tuple[int, int] | None = None
    """Seconds in and seconds out, for one that a growing and shrinking circle accompanies."""


@dataclass(frozen=True, slots=True)
class Guides:
    """All that could be read, in the order in which they take turns, and what could not be."""

    known: tuple[Guide, ...]
    problems: tuple[Problem, ...] = ()


def read(own: str = "") -> Guides:
    """The built-in guides, then those in the folder ``own``, if one is named; one of the same name takes the place."""
    places = [asset("guides"), *([Path(own).expanduser()] if own else [])]
    known: dict[str, tuple[int, Guide]] = {}
    problems: list[Problem] = []
    for folder in places:
        try:
            names = _names(folder)
        except OSError as wrong:
            problems.append(Problem(str(folder), None, "", say("The folder can't be read: {why}.", why=wrong.strerror)))
            continue
        if len(names) > MOST_GUIDES:
            problems.append(Problem(str(folder), None, "", say("Only the first {count} are read.", count=MOST_GUIDES)))
        for name in names[:MOST_GUIDES]:
            try:
                known[name] = _guide(folder, name)
            except SettingsInvalid as wrong:
                problems += wrong.problems
    ordered = sorted(known.values(), key=lambda each: (each[0], each[1].exercise.name))
    return Guides(tuple(guide for _, guide in ordered), tuple(problems))


def _names(folder: Path) -> list[str]:
    return sorted(each.stem for each in folder.iterdir() if each.suffix == ".toml")


def _guide(folder: Path, name: str) -> tuple[int, Guide]:
    """A guide, and its place among the others. Raises SettingsInvalid with every problem of its file."""
    file = str(folder / f"{name}.toml")
    try:
        content = _content(Path(file), LARGEST_TEXT)
    except OSError as wrong:
        raise _as_a_whole(file, say("The file can't be read: {why}.", why=wrong.strerror)) from wrong
    if len(content) > LARGEST_TEXT:
        raise _as_a_whole(file, say("The file is larger than {size} KB.", size=LARGEST_TEXT // 1024))
    text = decoded(content, file)
    table = _Table(parsed(text, file), layout(text), file)
    guide = _read(table, folder, name)
    if table.problems:
        raise SettingsInvalid(tuple(sorted(table.problems, key=lambda each: each.line or _LAST_PLACE)))
    return guide


def _as_a_whole(file: str, text: str) -> SettingsInvalid:
    return SettingsInvalid((Problem(file, None, "", text),))


class _Table:
    """A table of the file that is read, which gathers what is wrong with it."""

    def __init__(
        self,
        values: Mapping[str, Any],
        places: Layout,
        file: str,
        path: Keys = (),
        problems: list[Problem] | None = None,
    ) -> None:
        self.values, self._places, self._file, self._path = values, places, file, path
        self.problems: list[Problem] = [] if problems is None else problems

    def knows(self, *keys: str) -> None:
        """Every other key is a mistake."""
        for key in self.values:
            if key not in keys:
                self.wrong(key, say("There is no such key. There are: {keys}.", keys=", ".join(keys)))

    def take(self, key: str, read: Callable[[object], Value], default: Value) -> Value:
        """The value of a key, or ``default`` where it isn't given or has a mistake."""
        if key not in self.values:
            return default
        try:
            return read(self.values[key])
        except Unfit as wrong:
            self.wrong(key, f"{wrong}")
            return default

    def need(self, key: str) -> None:
        """That it isn't given is a mistake."""
        if key not in self.values:
            self.wrong(key, say("This is missing."))

    def wrong(self, key: str, text: str) -> None:
        path = (*self._path, key)
        line = self._places.line_of(path) or self._places.line_of(self._path)
        self.problems.append(Problem(self._file, line, ".".join(map(str, path)), text))

    def tables(self, key: str) -> "Iterator[_Table]":
        """The tables of a list, each with its own place in the file."""
        values = self.values.get(key)
        if not isinstance(values, list) or not all(isinstance(each, dict) for each in values):
            self.wrong(key, say("This has to be one or more tables, each below a line [[{key}]].", key=key))
            return
        for n, each in enumerate(values):
            yield _Table(each, self._places, self._file, (*self._path, key, n), self.problems)


def _read(table: _Table, folder: Path, name: str) -> tuple[int, Guide]:
    table.knows("title", "order", "needs", "kinds", "least", "breath", "steps")
    for key in ("title", "needs"):
        table.need(key)
    needs = table.take("needs", _several(Choice(NEEDS).read), _NOTHING)
    kinds = table.take("kinds", _several(Word("tea").read), _NOTHING)
    least = table.take("least", Duration("0s", "3h", "1m").read, timedelta(0))
    place = table.take("order", Count(1, _LAST_PLACE, 1).read, _LAST_PLACE)
    breath = table.take("breath", _breath, None)
    steps = tuple(_step(each, folder) for each in table.tables("steps"))
    if len(steps) > MOST_STEPS:
        table.wrong("steps", say("There can be up to {count} steps.", count=MOST_STEPS))
    title = table.take("title", Sentence().read, "")
    return place, Guide(Exercise(name, needs, kinds, least), title, steps, breath)


def _step(table: _Table, folder: Path) -> Step:
    table.knows("say", "picture", "lasts")
    for key in ("say", "picture"):
        table.need(key)
    picture = table.take("picture", lambda raw: _picture(folder, raw), b"")
    lasts = table.take("lasts", Duration("3s", "10m", "15s").read, timedelta(seconds=15))
    return Step(table.take("say", Sentence().read, ""), picture, lasts)


def _several(read: Callable[[object], str]) -> Callable[[object], tuple[str, ...]]:
    def every(raw: object) -> tuple[str, ...]:
        if not isinstance(raw, list) or not raw:
            raise Unfit(say('This has to be a list, such as ["eyes"].'))
        return tuple(dict.fromkeys(map(read, raw)))

    return every


def _breath(raw: object) -> tuple[int, int]:
    seconds = Count(1, _LONGEST_BREATH, 4)
    if not isinstance(raw, list) or len(raw) != 2:
        raise Unfit(say("This has to be the seconds in and the seconds out, such as [4, 6]."))
    return seconds.read(raw[0]), seconds.read(raw[1])


def _picture(folder: Path, raw: object) -> bytes:
    """The bytes of a drawing that lies beside the file. Raises Unfit."""
    if not isinstance(raw, str) or not re.fullmatch(r"[^/\\:\0]{1,200}\.svg", raw):
        raise Unfit(say('This has to be the name of a drawing in the same folder, such as "tea-1.svg".'))
    try:
        drawing = _content(folder / raw, LARGEST_PICTURE)
    except OSError as wrong:
        raise Unfit(say("{file} can't be read: {why}.", file=raw, why=wrong.strerror)) from wrong
    if len(drawing) > LARGEST_PICTURE:
        raise Unfit(say("{file} is larger than {size} KB.", file=raw, size=LARGEST_PICTURE // 1024))
    if b"<svg" not in drawing:
        raise Unfit(say("{file} isn't an SVG drawing.", file=raw))
    if _FOREIGN.search(drawing):
        raise Unfit(say("{file} refers to other files, or declares entities; save it as a plain SVG.", file=raw))
    return drawing


def _content(file: Path, most: int) -> bytes:
    """At most one byte more than ``most``, from a regular file: nothing waits on a pipe. Raises OSError."""
    descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    with os.fdopen(descriptor, "rb") as stream:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(0, say("it isn't a file"))
        return stream.read(most + 1)
