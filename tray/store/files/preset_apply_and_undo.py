"""Puts a preset into the person's settings file, and takes the last one back, byte for byte."""

import json
import os
from typing import Any

from tray.errors import BackpressureError, SettingsInvalid, StoreError
from tray.lib.frozen import dataclass
from tray.lib.language.translation import say
from tray.lib.private_files import content_of
from tray.lib.system_errors import reason
from tray.settings.file.default_file_and_tables import default_file
from tray.settings.file.preset import Change, differences, wanted, with_preset
from tray.store.files.durable_files import home_folder, write_whole
from tray.store.files.settings_file import CHECKS, Fingerprint, SettingsFile


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to become of the file, to be looked at before it is done."""

    preset: str
    before: str | None
    """None where there is no file yet."""
    after: str | None
    """None where the file goes, since there was none before."""
    seen: Fingerprint | None
    """The file as it was when this was worked out."""
    changes: tuple[Change, ...]

    @property
    def sentence(self) -> str:
        """What the preset does."""
        return wanted(self.preset).sentence


class PresetFile:
    """A settings file into which presets are put, with a note of the last one beside the program's log."""

    def __init__(self, file: SettingsFile, kept: str) -> None:
        """``kept`` is where the note lies, in a folder of the program's own."""
        self._file = file
        self._kept = kept

    def plan(self, name: str) -> Plan:
        """What the preset would change. Raises UsageError when there is none of that name, and SettingsInvalid."""
        preset = wanted(name)
        seen, before = self._file.fingerprint(), self._file.text()
        text = default_file() if before is None else before
        after = with_preset(text, preset, self._file.path, CHECKS)
        return Plan(name, before, after, seen, differences(text, after, self._file.path))

    def apply(self, plan: Plan) -> None:
        """Write what was planned, if it changes anything. Raises StoreError; then the settings are as before."""
        if not plan.changes:
            return
        # First what it takes to go back: after a power cut between the two there is nothing to take back.
        note = {"preset": plan.preset, "file": self._file.path, "before": plan.before, "after": plan.after}
        earlier = self._raw()
        self._keep(json.dumps(note).encode())
        try:
            self._file.replace(plan.after, plan.seen)
        except StoreError:
            self._keep(earlier)
            raise

    def plan_back(self) -> Plan:
        """What taking the last preset back would change.

        Raises StoreError when there is none, or when the file is no longer as that preset left it: then the message
        says what the person would have to set to be where they were.
        """
        note = self._note()
        if note is None:
            raise StoreError(say("There's no preset to take back."))
        name, path = note["preset"], self._file.path
        if note["file"] != path:
            raise StoreError(
                say("The last preset, {name}, was put into another file: {file}.", name=name, file=note["file"])
            )
        seen, text = self._file.fingerprint(), self._file.text()
        if text == note["before"]:
            raise StoreError(
                say("There's no preset to take back: {file} is as it was before {name}.", file=path, name=name)
            )
        before = default_file() if note["before"] is None else note["before"]
        if text is None or text != note["after"]:
            raise StoreError(self._changed_meanwhile(name, text, before))
        return Plan(name, text, note["before"], seen, differences(text, before, path))

    def can_take_back(self) -> bool:
        """Whether ``plan_back`` has a plan."""
        try:
            note = self._note()
            text = self._file.text()
        except BackpressureError:
            return False
        return note is not None and note["file"] == self._file.path and text == note["after"] != note["before"]

    def take_back(self, plan: Plan) -> None:
        """Write what was planned. Raises StoreError; then the settings are as they were."""
        self._file.replace(plan.after, plan.seen)
        self._keep(None)

    def _changed_meanwhile(self, name: str, text: str | None, before: str) -> str:
        file = self._file.path
        try:
            changes = differences(text or "", before, self._file.path)
        except SettingsInvalid:
            return say(
                "{file} has changed since the preset {name}, so it was left alone. "
                "It has mistakes, too: `backpressure settings check` shows them.",
                file=file,
                name=name,
            )
        if not changes:
            return say(
                "{file} has changed since the preset {name}, so it was left alone. "
                "Its settings are those from before {name}.",
                file=file,
                name=name,
            )
        told = say(
            "{file} has changed since the preset {name}, so it was left alone. "
            "To get back to the settings from before, change these:",
            file=file,
            name=name,
        )
        return "\n".join((told, *lines(changes)))

    def _note(self) -> dict[str, Any] | None:
        raw = self._raw()
        try:
            note = None if raw is None else json.loads(raw)
        except ValueError as error:
            raise StoreError(
                say("{file} can't be understood, so no preset can be taken back.", file=self._kept)
            ) from error
        if note is None:
            return None
        if not isinstance(note, dict) or note.keys() != {"preset", "file", "before", "after"}:
            raise StoreError(say("{file} can't be understood, so no preset can be taken back.", file=self._kept))
        return note

    def _raw(self) -> bytes | None:
        try:
            return content_of(self._kept)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StoreError(say("{file} can't be read: {reason}.", file=self._kept, reason=reason(error))) from error

    def _keep(self, note: bytes | None) -> None:
        if note is not None:
            home_folder(os.path.dirname(self._kept))
            write_whole(self._kept, note, 0o600)
        elif os.path.exists(self._kept):
            try:
                os.unlink(self._kept)
            except OSError as error:
                raise StoreError(
                    say("{file} can't be removed: {reason}.", file=self._kept, reason=reason(error))
                ) from error


def lines(changes: tuple[Change, ...]) -> list[str]:
    """A line for each change, such as ``breaks.after: "50m" → "25m"``."""
    said = []
    for change in changes:
        if change.old is None:
            said.append("  " + say("{setting}: added, {value}", setting=change.name, value=change.new))
        elif change.new is None:
            said.append("  " + say("{setting}: removed", setting=change.name))
        else:
            said.append("  " + say("{setting}: {old} → {new}", setting=change.name, old=change.old, new=change.new))
    return said
