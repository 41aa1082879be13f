"""What a preset makes of a settings file, and which settings differ between two texts."""

from collections.abc import Iterator, Mapping
from typing import Any

from tray.errors import UsageError
from tray.lib.did_you_mean import nearest
from tray.lib.frozen import dataclass
from tray.lib.language.translation import say
from tray.settings.defaults.listing import Section, lists, sections, value_in
from tray.settings.defaults.presets import (
    KINDS,
    MEANT,
    PRESETS,
    TEXT,
    Preset,
    Values,
    kinds_section,
    preset_named,
    values_of,
)
from tray.settings.file.checks_of_settings_together import Check
from tray.settings.file.edit import placed
from tray.settings.file.edit_entries import entry_added, entry_changed, entry_removed
from tray.settings.file.load_or_list_mistakes import load
from tray.settings.file.read_toml import parsed
from tray.settings.types.toml_form import toml


@dataclass(frozen=True, slots=True)
class Change:
    """One setting that differs, or one entry of a list of tables; values are TOML."""

    name: str
    old: str | None
    """None where the entry is new."""
    new: str | None
    """None where the entry is gone."""


def wanted(name: str) -> Preset:
    """The preset of that name. Raises UsageError with those that there are."""
    preset = preset_named(name)
    if preset is None:
        names = [each.name for each in PRESETS]
        known = ", ".join(names)
        if near := nearest(name, names):
            raise UsageError(
                say(
                    'there is no preset "{name}", only {names}; did you mean "{near}"?',
                    name=name,
                    names=known,
                    near=near,
                )
            )
        raise UsageError(say('there is no preset "{name}", only {names}', name=name, names=known))
    return preset


def with_preset(text: str, preset: Preset, file: str, extra_checks: tuple[Check, ...] = ()) -> str:
    """``text``, the content of ``file``, with what the preset sets; everything else in it stays as it is.

    A value that holds already is not written. Raises SettingsInvalid when the text has mistakes, or would have some.
    """
    settings = load(text, file, extra_checks)
    for setting, raw in values_of(preset):
        if value_in(settings, setting) != setting.declared.kind.read(raw):
            text = placed(text, setting, toml(raw))
    for kind in preset.kinds:
        text = _with_kind(text, kind, file)
    for name in preset.without:
        if (index := _index(text, name, file)) is not None:
            text = entry_removed(text, KINDS, index)
    load(text, file, extra_checks)
    return text


def differences(before: str, after: str, file: str) -> tuple[Change, ...]:
    """What differs between two texts that load, in the order of the catalogue."""
    old, new = parsed(before, file), parsed(after, file)
    return (
        *(change for section in sections() for change in _of_section(section, old, new)),
        *(change for section in lists() for change in _of_entries(section, old, new)),
    )


def _with_kind(text: str, kind: Values, file: str) -> str:
    index = _index(text, str(kind["name"]), file)
    if index is None:
        said = {**kind, TEXT: say(str(kind[TEXT]))} if TEXT in kind else kind
        return entry_added(text, KINDS, {key: toml(raw) for key, raw in said.items()})
    entry = parsed(text, file)[KINDS][index]
    for setting in kinds_section().settings:
        if setting.key in MEANT:
            read, default = setting.declared.kind.read, setting.declared.default
            raw = kind.get(setting.key, default)
            if read(entry.get(setting.key, default)) != read(raw):
                text = entry_changed(text, KINDS, index, setting.key, toml(raw))
    return text


def _index(text: str, name: str, file: str) -> int | None:
    entries = parsed(text, file).get(KINDS, [])
    return next((index for index, entry in enumerate(entries) if entry["name"] == name), None)


def _of_section(section: Section, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    before, after = (each.get(section.name, {}) if section.name else each for each in (old, new))
    return _of_table(section, f"{section.name}." if section.name else "", before, after)


def _of_entries(section: Section, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    before, after = ({entry["name"]: entry for entry in each.get(section.name, [])} for each in (old, new))
    for name in dict.fromkeys((*before, *after)):
        at = f"{section.name}.{name}"
        if name in before and name in after:
            yield from _of_table(section, f"{at}.", before[name], after[name])
        else:
            yield Change(at, *(_entry(each[name]) if name in each else None for each in (before, after)))


def _of_table(section: Section, at: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for setting in section.settings:
        read = setting.declared.kind.read
        before, after = (each.get(setting.key, setting.declared.default) for each in (old, new))
        if read(before) != read(after):
            yield Change(f"{at}{setting.key}", toml(before), toml(after))


def _entry(table: Mapping[str, Any]) -> str:
    return ", ".join(f"{key} = {toml(raw)}" for key, raw in table.items() if key != "name")
