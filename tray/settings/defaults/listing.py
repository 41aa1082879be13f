"""The settings as a list to walk through."""

from dataclasses import Field, fields
from functools import cache
from typing import Any

from tray.lib.frozen import dataclass
from tray.lib.language.translation import say
from tray.settings.defaults.every_setting import Settings
from tray.settings.types.setting import Declaration, at_the_top, declaration, entries_of, sentence_about


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of the catalogue."""

    section: str
    key: str
    declared: Declaration

    @property
    def sentence(self) -> str:
        """What it does, in the language in force."""
        return say(self.declared.sentence)

    @property
    def name(self) -> str:
        """Dotted, such as ``breaks.after``; the key alone above the first table."""
        return ".".join(self.path)

    @property
    def path(self) -> tuple[str, ...]:
        """The names from the outermost table inwards."""
        return (self.section, self.key) if self.section else (self.key,)


@dataclass(frozen=True, slots=True)
class Section:
    """One table of the settings file, or what stands above the first; that has no name there."""

    name: str
    attribute: str
    """Its name in `Settings`."""
    of: type[Any]
    """The class in the catalogue that holds its values."""
    about: str
    """The English message of what it is about."""
    settings: tuple[Setting, ...]

    @property
    def sentence(self) -> str:
        """What the section is about, in the language in force."""
        return say(self.about)

    def setting(self, key: str) -> Setting | None:
        """The setting of that name, if there is one."""
        return next((setting for setting in self.settings if setting.key == key), None)


@cache
def sections() -> tuple[Section, ...]:
    """All tables, in the order of the catalogue."""
    return tuple(_section(each, type(each.default)) for each in fields(Settings) if entries_of(each) is None)


@cache
def lists() -> tuple[Section, ...]:
    """The tables of which a file may hold several, such as ``[[hooks]]``."""
    found = ((each, entries_of(each)) for each in fields(Settings))
    return tuple(_section(table, of) for table, of in found if of is not None)


def named_sections() -> tuple[Section, ...]:
    """All that a header stands above in the file, single ones first."""
    return tuple(section for section in (*sections(), *lists()) if section.name)


def all_settings() -> tuple[Setting, ...]:
    """All settings, in the order of the catalogue."""
    return tuple(setting for section in sections() for setting in section.settings)


def find(name: str) -> Setting | None:
    """The setting with a dotted name, if there is one."""
    return next((setting for setting in all_settings() if setting.name == name), None)


def value_in(settings: Settings, setting: Setting) -> Any:
    """What a setting is set to."""
    at = next(each.attribute for each in sections() if each.name == setting.section)
    return getattr(getattr(settings, at), setting.key)


def _section(table: Field[Any], of: type[Any]) -> Section:
    name = "" if at_the_top(table) else table.name
    settings = tuple(Setting(name, item.name, declaration(item)) for item in fields(of))
    return Section(name, table.name, of, sentence_about(table), settings)
