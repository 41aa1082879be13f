"""What does the store alone say? What a start of the program would know now, or what the running one knows."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from tray import inquiry
from tray.core import schedule
from tray.core.events import Started
from tray.core.senses import Senses
from tray.core.sensing import Setting
from tray.core.state import State, advance_to
from tray.core.step import Moment, step
from tray.desktop.anywhere.clock import SystemClock
from tray.errors import SettingsInvalid
from tray.frozen import dataclass
from tray.record import Record
from tray.settings.catalogue import Settings
from tray.settings.load import load
from tray.store.on_top import OnTop
from tray.store.opening import look_into
from tray.store.places import Places
from tray.store.settings_file import SettingsFile, settings_path
from tray.view.status import status

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
        around = Setting(settings_of_here(), clock.zone())
        now = max(clock.wall(), record.state.at)
        seen = schedule.seen_at_work(record.state, store.last_seen())
        started = step(Moment(record.state, Senses()), Started(seen), now, around, record.append)
        yield Known(record, advance_to(started.moment.state, now), now, around, begun)
    finally:
        store.close()


def last_known() -> dict[str, Any] | None:
    """The values of ``status``; None when nothing is on record. Raises StoreError."""
    with known() as found:
        if not found.begun:
            return None
        sources = dict.fromkeys(_PARTS, "none")
        values = status(found.state, Senses(), found.now, found.around, sources, ("nothing runs",))
        # Nothing is tracked, not even a session by hand.
        return values if values["tracking"] == "paused" else values | {"tracking": "off"}


def answered(verb: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """What the record answers to ``explain``, ``what-if`` or ``incidents``.

    Raises StoreError; UsageError and Refused as the running program does.
    """
    with known() as found:
        return inquiry.answer(verb, arguments, found.record, found.state, found.around)


def answered_as_of(verb: str, arguments: Mapping[str, Any], at: datetime, files: Mapping[str, str]) -> dict[str, Any]:
    """The same while the program runs, for which it is ``at``, from its files: all it knows is on disk.

    Raises StoreError.
    """
    store = look_into(files["history"])
    try:
        record = Record(store, at)
        around = Setting(settings_in_force(files["settings"], files["last_good"]), SystemClock().zone())
        return inquiry.answer(verb, arguments, record, advance_to(record.state, at), around)
    finally:
        store.close()


def settings_of_here() -> Settings:
    """Those in force for this person."""
    return settings_in_force(settings_path(os.environ), Places().last_good)


def settings_in_force(file: str, last_good: str) -> Settings:
    """Those of the file, or while it has mistakes those from before."""
    try:
        return SettingsFile(file).read()
    except SettingsInvalid:
        with suppress(OSError, SettingsInvalid):
            return load(Path(last_good).read_text("utf-8"), last_good)
        return Settings()
