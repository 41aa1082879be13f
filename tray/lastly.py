"""What can be said when nothing runs? The last known state, carried on to now, from the store alone."""

import os
from typing import Any

from tray.core.senses import Senses
from tray.core.sensing import Setting
from tray.core.state import advance_to
from tray.desktop.anywhere.clock import SystemClock
from tray.errors import SettingsInvalid
from tray.record import Record
from tray.settings.catalogue import Settings
from tray.store.opening import look_into
from tray.store.places import Places
from tray.store.settings_file import SettingsFile, settings_path
from tray.view.status import for_people, status

_PARTS = ("idle", "session", "switches", "tray", "notifications", "attention")


def last_known(*, colour: bool) -> dict[str, Any] | None:
    """The values and the text of ``status``; None when nothing is on record. Raises StoreError."""
    clock = SystemClock()
    store = look_into(Places().history)
    try:
        record = Record(store, clock.wall())
        if not record.begun:
            return None
        around = Setting(_settings(), clock.zone())
        now = max(clock.wall(), record.state.at)
        seen = store.last_seen()
        # Work that was seen to the last: what came after it is not known, and is no work.
        known = advance_to(record.state, min(now, seen) if record.state.working and seen else now)
        values = status(known, Senses(), now, around, dict.fromkeys(_PARTS, "none"), ("nothing runs",))
        return {"values": values, "text": for_people(values, colour=colour)}
    finally:
        store.close()


def _settings() -> Settings:
    try:
        return SettingsFile(settings_path(os.environ)).read()
    except SettingsInvalid:
        return Settings()
