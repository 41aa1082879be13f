"""The settings as a list to walk through."""

from dataclasses import fields
from functools import cache
from typing import Any

from tray.lib.frozen import dataclass
from tray.settings.catalogue.catalogue import Settings
from tray.settings.types.setting import Declaration, declaration, entries_of


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of the catalogue."""

    section: str
    key: str
    declared: Declaration

    @property
    def name(self) -> str:
        """Dotted, such as ``breaks.after``."""
        return f"{self.section}.{self.key}"

    @property
    def path(self) -> tuple[str, str]:
        """The names from the outermost table inwards."""
        return self.section, self.key


@dataclass(frozen=True, slots=True)
class Section:
    """One table of the settings file."""

    name: str
    of: type[Any]
    """The class in the catalogue that holds its values."""
    settings: tuple[Setting, ...]

    @property
    def sentence(self) -> str:
        """What the section is about; empty when Python runs without docstrings."""
        return self.of.__doc__ or ""

    def setting(self, key: str) -> Setting | None:
        """The setting of that name, if there is one."""
        return next((setting for setting in self.settings if setting.key == key), None)


@cache
def sections() -> tuple[Section, ...]:
    """All tables, in the order of the catalogue."""
    return tuple(_section(each.name, type(each.default)) for each in fields(Settings) if entries_of(each) is None)


@cache
def lists() -> tuple[Section, ...]:
    """The tables of which a file may hold several, such as ``[[hooks]]``."""
    found = ((each.name, entries_of(each)) for each in fields(Settings))
    return tuple(_section(name, of) for name, of in found if of is not None)


def all_settings() -> tuple[Setting, ...]:
    """All settings, in the order of the catalogue."""
    return tuple(setting for section in sections() for setting in section.settings)


def find(name: str) -> Setting | None:
    """The setting with a dotted name, if there is one."""
    return next((setting for setting in all_settings() if setting.name == name), None)


def value_in(settings: Settings, setting: Setting) -> Any:
    """What a setting is set to."""
    return getattr(getattr(settings, setting.section), setting.key)


def _section(name: str, of: type[Any]) -> Section:
    return Section(name, of, tuple(Setting(name, item.name, declaration(item)) for item in fields(of)))
