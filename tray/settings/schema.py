"""How do editors learn the settings? A JSON Schema, so that they complete and check."""

from tray.settings.document import with_range
from tray.settings.listing import Section, Setting, sections


def schema() -> dict[str, object]:
    """JSON Schema (draft 2020-12) of the settings file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Settings of Backpressure",
        "type": "object",
        "additionalProperties": False,
        "properties": {section.name: _section(section) for section in sections()},
    }


def _section(section: Section) -> dict[str, object]:
    return {
        "type": "object",
        "description": section.sentence,
        "additionalProperties": False,
        "properties": {setting.key: _setting(setting) for setting in section.settings},
    }


def _setting(setting: Setting) -> dict[str, object]:
    declared = setting.declared
    return {**declared.kind.schema(), "description": with_range(setting), "default": declared.default}
