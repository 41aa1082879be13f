"""Keeps the last settings without mistakes: they hold while the file has some, even made while we were not running."""

import os
from contextlib import suppress

from tray.errors import SettingsInvalid, StoreError
from tray.lib.private_files import content_of
from tray.settings.defaults.every_setting import Settings
from tray.settings.file.load_or_list_mistakes import load
from tray.store.files.durable_files import home_folder, write_whole
from tray.store.files.settings_file import SettingsFile


class LastGood:
    """Reads the person's settings file, and keeps a copy of it while it can be used."""

    def __init__(self, file: SettingsFile, kept: str) -> None:
        """``kept`` is where the copy lies, in a folder of the program's own."""
        self._file = file
        self._kept = kept

    def read(self) -> Settings:
        """The settings of the file. Raises SettingsInvalid."""
        settings = self._file.read()
        with suppress(StoreError):
            text = (self._file.text() or "").encode("utf-8")
            home_folder(os.path.dirname(self._kept))
            if self._kept_text() != text:
                write_whole(self._kept, text)
        return settings

    def before(self) -> Settings:
        """The last settings without mistakes, or the defaults; the person's file is not touched."""
        with suppress(OSError, SettingsInvalid, StoreError):
            return load(content_of(self._kept).decode("utf-8"), self._kept)
        return Settings()

    def _kept_text(self) -> bytes | None:
        try:
            return content_of(self._kept)
        except OSError:
            return None  # where it can't be read it can't be used either, and is written anew
