"""Which settings does a text mean? All of them, or every problem at once."""

import re
from collections.abc import Iterator
from typing import Any

from tray.errors import Problem, SettingsInvalid
from tray.settings.catalogue import Settings
from tray.settings.checks import OWN_CHECKS, Check
from tray.settings.lines import Layout, Path, layout
from tray.settings.listing import Section, Setting, all_settings, sections
from tray.settings.nearest import did_you_mean
from tray.settings.parse import decoded, parsed
from tray.settings.unfit import Unfit
from tray.settings.written import shown

_SUGGESTIONS = 50
"""After so many unknown names no more suggestions are looked for; each takes a millisecond."""


def load(text: str | bytes, file: str, extra_checks: tuple[Check, ...] = ()) -> Settings:
    """The settings that ``text``, the content of ``file``, means; what it does not name has its default.

    ``extra_checks`` judge settings as a whole. Raises SettingsInvalid with every problem, in the order of the lines,
    and nothing else, whatever the text is.
    """
    content = decoded(text, file) if isinstance(text, bytes) else text
    return _Loading(file, content, parsed(content, file)).result((*OWN_CHECKS, *extra_checks))


class _Loading:
    """One text on its way to settings, with the problems found so far."""

    def __init__(self, file: str, content: str, tables: dict[str, Any]) -> None:
        self.file = file
        self.content = content
        self.tables = tables
        self.problems: list[Problem] = []
        self.unsound: set[str] = set()
        self.unknown = 0
        self._layout: Layout | None = None

    def result(self, checks: tuple[Check, ...]) -> Settings:
        settings = Settings(**{section.name: self._section(section) for section in sections()})
        known = {section.name for section in sections()}
        for name in self.tables:
            if name not in known:
                self._note((name,), self._no_such_section(name))
        for check in checks:
            for name, text in check(settings):
                # A default that stands in for a faulty value would be blamed for what it is not.
                if name.partition(".")[0] not in self.unsound:
                    self._note(tuple(name.split(".")), text)
        if self.problems:
            raise SettingsInvalid(tuple(sorted(self.problems, key=lambda problem: problem.line or 0)))
        return settings

    def _section(self, section: Section) -> Any:
        table = self.tables.get(section.name, {})
        if not isinstance(table, dict):
            brackets = "; write its name in single brackets" if isinstance(table, list) else ""
            self._refuse((section.name,), f"{shown(table)} is not a section such as [{section.name}]{brackets}")
            return section.of()
        for key in table:
            if section.setting(key) is None:
                self._refuse((section.name, key), self._no_such_setting(key, section))
        return section.of(**dict(self._values(section, table)))

    def _values(self, section: Section, table: dict[str, Any]) -> Iterator[tuple[str, Any]]:
        for setting in section.settings:
            if setting.key in table:
                try:
                    yield setting.key, setting.declared.kind.read(table[setting.key])
                except Unfit as unfit:
                    self._unfit(setting, unfit)

    def _unfit(self, setting: Setting, unfit: Unfit) -> None:
        for fault in unfit.faults:
            element = () if fault.index is None else (fault.index,)
            self._refuse((*setting.path, *element), fault.text)

    def _refuse(self, path: Path, text: str) -> None:
        self.unsound.add(str(path[0]))
        self._note(path, text)

    def _note(self, path: Path, text: str) -> None:
        if self._layout is None:
            self._layout = layout(self.content)
        line = self._layout.line_of(path) or self._layout.line_of(path[:2])
        self.problems.append(Problem(self.file, line, _dotted(path), text))

    def _no_such_section(self, name: str) -> str:
        table = self.tables[name]
        if isinstance(table, dict | list):
            return "there is no such section" + self._suggest(name, [section.name for section in sections()])
        homes = _homes(name)
        if homes:
            return f"this setting belongs below a line {' or '.join(f'[{home}]' for home in homes)}"
        return "there is no such setting" + self._suggest(name, [setting.key for setting in all_settings()])

    def _no_such_setting(self, key: str, section: Section) -> str:
        if homes := _homes(key):
            return f"this setting belongs below a line {' or '.join(f'[{home}]' for home in homes)}"
        near = self._suggest(key, [setting.key for setting in section.settings])
        return "there is no such setting" + (near or self._suggest(key, [setting.name for setting in all_settings()]))

    def _suggest(self, word: str, known: list[str]) -> str:
        self.unknown += 1
        return did_you_mean(word, known) if self.unknown <= _SUGGESTIONS else ""


def _homes(key: str) -> list[str]:
    return [setting.section for setting in all_settings() if setting.key == key]


def _dotted(path: Path) -> str:
    names = (part for part in path if isinstance(part, str))
    return ".".join(name if re.fullmatch(r"[A-Za-z0-9_-]{1,64}", name) else shown(name) for name in names)
