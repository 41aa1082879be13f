"""The rows of the menu that put a preset into the settings file, and take the last one back."""

from tray.core.messages import commands as c
from tray.settings.catalogue.presets import PRESETS
from tray.view.tray.face import SEPARATOR, Row


def preset_rows() -> Row:
    """A submenu of all presets."""
    rows = (Row(f"preset-{each.name}", each.name, c.ApplyPreset(each.name)) for each in PRESETS)
    back = (Row("line-presets", SEPARATOR), Row("preset-undo", "Undo the last preset", c.UndoPreset()))
    return Row("presets", "Breaks", children=(*rows, *back))
