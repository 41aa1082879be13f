"""Puts the preset that was chosen in the menu into the settings file, or takes the last one back.

What is written acts when the watch over the file sees it, as every change of the file does.
"""

from tray.store.files.preset_apply_and_undo import PresetFile
from tray.store.files.settings_file import SettingsFile
from tray.view.tray import notices
from tray.view.tray.face import Notice


def carry_out(name: str | None, file: SettingsFile, kept: str) -> Notice:
    """What to tell of it; None takes the last preset back. Raises UsageError, SettingsInvalid and StoreError."""
    presets = PresetFile(file, kept)
    if name is None:
        plan = presets.plan_back()
        presets.take_back(plan)
        return notices.preset_undone(plan.preset)
    plan = presets.plan(name)
    presets.apply(plan)
    return notices.preset_applied(name, plan.sentence, changed=bool(plan.changes))
