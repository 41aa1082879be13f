"""What can be said when nothing runs? What a start of the program would know now, from the store alone."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tray import inquiry
from tray.core.events import Started
from tray.core.senses import Senses
from tray.core.sensing import Setting
from tray.core.state import State, advance_to
from tray.core.step import Moment, step
from tray.desktop.anywhere.clock import SystemClock
from tray.errors import SettingsInvalid
from tray.record import Record
from tray.settings.catalogue import Settings
from tray.store.on_top import OnTop
from tray.store.opening import look_into
from tray.store.places import Places
from tray.store.settings_file import SettingsFile, settings_path
from tray.view.status import for_people, status

_PARTS = ("idle", "session", "switches", "tray", "notifications", "attention")


@dataclass(frozen=True, slots=True)
class Known:
    """What a start of the program would know, without starting it."""

    record: Record
    """On top of the history, which stays as it is."""
    state: State
    """As of ``now``; work that was seen to the last has ended there."""
    now: datetime
    around: Setting
    begun: bool
    """Something is on record."""


@contextmanager
def known() -> Iterator[Known]:
    """What can be known while nothing runs. Raises StoreError."""
    clock = SystemClock()
    store = OnTop(look_into(Places().history))
    try:
        record = Record(store, clock.wall())
        begun = record.begun
        around = Setting(_settings(), clock.zone())
        now = max(clock.wall(), record.state.at)
        started = step(Moment(record.state, Senses()), Started(store.last_seen()), now, around, record.append)
        yield Known(record, advance_to(started.moment.state, now), now, around, begun)
    finally:
        store.close()


def last_known(*, colour: bool) -> dict[str, Any] | None:
    """The values and the text of ``status``; None when nothing is on record. Raises StoreError."""
    with known() as found:
        if not found.begun:
            return None
        values = status(
            found.state, Senses(), found.now, found.around, dict.fromkeys(_PARTS, "none"), ("nothing runs",)
        )
        return {"values": values, "text": for_people(values, colour=colour)}


def answered(verb: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """What the record answers to ``explain``, ``what-if`` or ``incidents``.

    Raises StoreError; UsageError and Refused as the running program does.
    """
    with known() as found:
        return inquiry.answer(verb, arguments, found.record, found.state, found.around)


def _settings() -> Settings:
    try:
        return SettingsFile(settings_path(os.environ)).read()
    except SettingsInvalid:
        return Settings()
