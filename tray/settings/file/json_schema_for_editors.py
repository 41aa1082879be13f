"""Teaches editors the settings, by a JSON Schema, so that they complete and check."""

from tray.lib.language.translation import say
from tray.settings.bounds_of_file_hooks_and_break_kinds import MOST_ENTRIES
from tray.settings.defaults.listing import Section, Setting, all_settings, lists, sections
from tray.settings.file.default_file_and_tables import with_range


def schema() -> dict[str, object]:
    """JSON Schema (draft 2020-12) of the settings file. Its descriptions, which an editor shows to the person, are in
    the language in force; what the editor reads is the same in every language."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": say("Settings of Backpressure"),
        "type": "object",
        "additionalProperties": False,
        "properties": {
            **{setting.key: _setting(setting) for setting in all_settings() if not setting.section},
            **{section.name: _section(section) for section in sections() if section.name},
            **{section.name: _entries(section) for section in lists()},
        },
    }


def _section(section: Section) -> dict[str, object]:
    return {
        "type": "object",
        "description": section.sentence,
        "additionalProperties": False,
        "properties": {setting.key: _setting(setting) for setting in section.settings},
    }


def _entries(section: Section) -> dict[str, object]:
    needed = [setting.key for setting in section.settings if setting.declared.needed]
    return {
        "type": "array",
        "description": section.sentence,
        "maxItems": MOST_ENTRIES,
        "items": {**_section(section), "required": needed},
    }


def _setting(setting: Setting) -> dict[str, object]:
    declared = setting.declared
    said: dict[str, object] = {**declared.kind.schema(), "description": with_range(setting)}
    return said if declared.needed else {**said, "default": declared.default}
