"""The settings that a text means: all of them, or every problem at once."""

import re
from collections.abc import Iterator
from typing import Any

from tray.errors import Problem, SettingsInvalid
from tray.lib.did_you_mean import nearest
from tray.lib.language.translation import say, say_many
from tray.settings.bounds_of_file_hooks_and_break_kinds import MOST_ENTRIES
from tray.settings.defaults.every_setting import Settings
from tray.settings.defaults.law import Law, in_edition
from tray.settings.defaults.listing import Section, all_settings, lists, sections
from tray.settings.file.checks_of_settings_together import OWN_CHECKS, Check
from tray.settings.file.lines import Layout, Path, layout
from tray.settings.file.read_toml import NotToml, decoded, parsed
from tray.settings.types.kind import Unfit
from tray.settings.types.wrong_value_in_errors import shown

_SUGGESTIONS = 50
"""After so many unknown names no more suggestions are looked for; each takes a millisecond."""
MOST_TOLD = 100
"""Problems of one file; nobody mends more at a time, and all of them would not fit into an answer."""
_MOST_MISREAD = 20
"""Lines of one file that are not TOML, and are told at once."""
_ALONE = re.compile(r"""(?!.*(?:\"{3}|'{3}))(?:;|//|--|[\w."'-]+\s*[=:])""")
"""A setting on a line of its own, or what was meant as a comment."""


def load(text: str | bytes, file: str, extra_checks: tuple[Check, ...] = ()) -> Settings:
    """The settings that ``text``, the content of ``file``, means; what it does not name has its default.

    ``extra_checks`` judge settings as a whole. Raises SettingsInvalid with every problem, in the order of the lines,
    and nothing else, whatever the text is.
    """
    content = decoded(text, file) if isinstance(text, bytes) else text
    try:
        tables = parsed(content, file)
    except NotToml as first:
        raise SettingsInvalid(_with_the_rest(content, file, first)) from first
    return _Loading(file, content, tables).result((*OWN_CHECKS, *extra_checks))


def _with_the_rest(content: str, file: str, first: NotToml) -> tuple[Problem, ...]:
    """What is wrong with a text that is not TOML: with that line, and with the others, as if it were not there.

    Where a list goes on over several lines, nobody can tell what the others mean without it.
    """
    lines, problems = content.split("\n"), list(first.problems)
    while len(problems) < _MOST_MISREAD and _is_closed(lines) and _leave_out(lines, problems[-1]):
        text = "\n".join(lines)
        try:
            _Loading(file, text, parsed(text, file), whole=False).result(())
            break
        except NotToml as wrong:
            problems += wrong.problems
        except SettingsInvalid as rest:
            problems += rest.problems
            break
    return tuple(sorted(problems, key=lambda problem: problem.line or 0))


def _is_closed(lines: list[str]) -> bool:
    """Whether no list goes on from a line into another with a mistake."""
    return layout("\n".join(lines)).unclosed is None


def _leave_out(lines: list[str], wrong: Problem) -> bool:
    """Empty a line, and below that of a section all it holds; whether that can be done without harm to the others."""
    at = (wrong.line or 0) - 1
    plain = lines[at].strip()
    if plain.startswith("["):
        end = next((n for n in range(at + 1, len(lines)) if lines[n].lstrip().startswith("[")), len(lines))
    elif _ALONE.match(plain) and all(plain.count(opens) == plain.count(ends) for opens, ends in ("[]", "{}")):
        end = at + 1
    else:
        return False
    lines[at:end] = [""] * (end - at)
    return True


class _Loading:
    """One text on its way to settings, with the problems found so far."""

    def __init__(self, file: str, content: str, tables: dict[str, Any], *, whole: bool = True) -> None:
        """Of a text that is not ``whole`` nothing is missed."""
        self.whole = whole
        self.file = file
        self.content = content
        self.tables = tables
        self.problems: list[Problem] = []
        self.unsound: set[str] = set()
        self.unknown = 0
        self._layout: Layout | None = None

    def result(self, checks: tuple[Check, ...]) -> Settings:
        single: dict[str, Any] = {section.attribute: self._section(section) for section in sections()}
        several: dict[str, Any] = {section.name: self._entries(section) for section in lists()}
        settings = Settings(**single, **several)
        known = {each.path[0] for each in all_settings()} | several.keys()
        for name in self.tables:
            if name not in known:
                self._note((name,), self._unknown_section(name))
        for check in checks:
            for name, text in check(settings):
                # A default that stands in for a faulty value would be blamed for what it is not.
                if name.partition(".")[0] not in self.unsound:
                    self._note(tuple(int(part) if part.isdecimal() else part for part in name.split(".")), text)
        if self.problems:
            raise SettingsInvalid(self._told())
        return settings

    def _told(self) -> tuple[Problem, ...]:
        problems = sorted(self.problems, key=lambda problem: problem.line or 0)
        if more := len(problems[MOST_TOLD:]):
            problems[MOST_TOLD:] = [Problem(self.file, None, "", _and_more(more))]
        return tuple(problems)

    def _section(self, section: Section) -> Any:
        if not section.name:
            return section.of(**dict(self._values(section, self.tables, ())))
        at, table = (section.name,), self.tables.get(section.name, {})
        if not isinstance(table, dict):
            self._refuse(at, _not_a_section(table, section.name))
            return section.of()
        return self._table(section, table, at)

    def _entries(self, section: Section) -> tuple[Any, ...]:
        tables = self.tables.get(section.name, [])
        if not isinstance(tables, list):
            text = say(
                "{value} is not a list; write [[{section}]] in double brackets",
                value=shown(tables),
                section=section.name,
            )
            self._refuse((section.name,), text)
            return ()
        if len(tables) > MOST_ENTRIES:
            text = say("there are {count} of these; up to {most} are allowed", count=len(tables), most=MOST_ENTRIES)
            self._refuse((section.name,), text)
        found = []
        for index, table in enumerate(tables[:MOST_ENTRIES]):
            at = (section.name, index)
            if isinstance(table, dict):
                found.append(self._table(section, table, at))
                if self.whole:
                    self._miss(section, table, at)
            else:
                text = say(
                    "{value} is not a table; write [[{section}]] and its settings below it",
                    value=shown(table),
                    section=section.name,
                )
                self._refuse(at, text)
        return tuple(found)

    def _table(self, section: Section, table: dict[str, Any], at: Path) -> Any:
        for key in table:
            if section.setting(key) is None:
                self._refuse((*at, key), self._unknown_setting(key, section))
        values = dict(self._values(section, table, at))
        return section.of(**(in_edition(values) if section.of is Law else values))

    def _miss(self, section: Section, table: dict[str, Any], at: Path) -> None:
        for setting in section.settings:
            if setting.declared.needed and setting.key not in table:
                example = f"{setting.key} = {setting.declared.default_text}"
                text = say("{setting} is missing; write a line such as {example}", setting=setting.key, example=example)
                self._refuse(at, text)

    def _values(self, section: Section, table: dict[str, Any], at: Path) -> Iterator[tuple[str, Any]]:
        for setting in section.settings:
            if setting.key in table:
                try:
                    yield setting.key, setting.declared.kind.read(table[setting.key])
                except Unfit as unfit:
                    self._unfit((*at, setting.key), unfit)

    def _unfit(self, at: Path, unfit: Unfit) -> None:
        for fault in unfit.faults:
            element = () if fault.index is None else (fault.index,)
            self._refuse((*at, *element), fault.text)

    def _refuse(self, path: Path, text: str) -> None:
        self.unsound.add(str(path[0]))
        self._note(path, text)

    def _note(self, path: Path, text: str) -> None:
        if self._layout is None:
            self._layout = layout(self.content)
        line = next((line for end in range(len(path), 0, -1) if (line := self._layout.line_of(path[:end]))), None)
        self.problems.append(Problem(self.file, line, _dotted(path), text))

    def _unknown_section(self, name: str) -> str:
        table = self.tables[name]
        if isinstance(table, dict | list):
            if near := self._nearest(name, [section.name for section in (*sections(), *lists()) if section.name]):
                return say('there is no such section; did you mean "{near}"?', near=near)
            return say("there is no such section")
        if homes := _homes(name):
            return _belongs(homes)
        return _no_such_setting(self._nearest(name, [setting.key for setting in all_settings()]))

    def _unknown_setting(self, key: str, section: Section) -> str:
        if section not in lists() and (homes := _homes(key)):
            return _belongs(homes)
        near = self._nearest(key, [setting.key for setting in section.settings])
        if section in lists():
            return _no_such_setting(near)
        near = near or self._nearest(key, [setting.name for setting in all_settings()])
        return _no_such_setting(near, section.name)

    def _nearest(self, word: str, known: list[str]) -> str | None:
        self.unknown += 1
        return nearest(word, known) if self.unknown <= _SUGGESTIONS else None


def _and_more(more: int) -> str:
    return say_many("and {count} more problem", "and {count} more problems", more)


def _not_a_section(table: object, name: str) -> str:
    if isinstance(table, list):
        return say(
            "{value} is not a section such as [{section}]; write its name in single brackets",
            value=shown(table),
            section=name,
        )
    return say("{value} is not a section such as [{section}]", value=shown(table), section=name)


def _no_such_setting(near: str | None, section: str = "") -> str:
    if near is None:
        if section:
            listed = f"backpressure settings show {section}"
            return say("there is no such setting; `{command}` lists those there are", command=listed)
        return say("there is no such setting")
    return say('there is no such setting; did you mean "{near}"?', near=near)


def _belongs(homes: list[str]) -> str:
    """Where a setting belongs that stands in no section, or in another one."""
    if "" in homes:
        return say("this setting belongs at the beginning of the file, above the first section")
    lines = [f"[{home}]" for home in homes]
    if len(lines) == 1:
        return say("this setting belongs below a line {section}", section=lines[0])
    some, last = ", ".join(lines[:-1]), lines[-1]
    return say("this setting belongs below a line {sections} or {last}", sections=some, last=last)


def _homes(key: str) -> list[str]:
    return [setting.section for setting in all_settings() if setting.key == key]


def _dotted(path: Path) -> str:
    names = (part for part in path if isinstance(part, str))
    return ".".join(name if re.fullmatch(r"[A-Za-z0-9_-]{1,64}", name) else shown(name) for name in names)
