"""What the store alone says: what a start of the program would know now, or what the running one knows."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import Any

from tray.control.command_form import unpacked_path
from tray.control.protocol import AGENT_NAMES, AS_OF, FILES, HERE
from tray.core.context import Context
from tray.core.engine.step import Moment, seen_at_work, step
from tray.core.messages.events import Started
from tray.core.sensing.presence import Senses
from tray.core.state.state import State, advance_to
from tray.desktop.common.clock import SystemClock
from tray.desktop.linux.watch.mounts import may_hang
from tray.errors import SettingsInvalid, StoreError
from tray.history import answers
from tray.history.record import Record
from tray.lib.frozen import dataclass
from tray.lib.private_files import content_of
from tray.settings.defaults.every_setting import Settings
from tray.settings.file.load_or_list_mistakes import load
from tray.store.files.places import Places
from tray.store.files.settings_file import SettingsFile, settings_path
from tray.store.journal.overlay import OnTop
from tray.store.opening import look_into
from tray.view.values.status import nothing_runs, status
from tray.view.words.history_loading_and_trouble import left_out

_PARTS = ("idle", "session", "switches", "tray", "notifications", "attention", "sound", "media")


@dataclass(frozen=True, slots=True)
class Known:
    """What a start of the program would know, without starting it."""

    record: Record
    """On top of the history, which stays as it is."""
    state: State
    """As of ``now``; work that was seen to the last has ended there."""
    now: datetime
    context: Context
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
        context = Context(own_settings(), clock.zone())
        now = max(clock.wall(), record.state.at)
        seen = seen_at_work(record.state, store.last_seen())
        before = Moment(record.state, Senses())
        started = step(before, Started(seen), now, context, record.append, past=record.back_to)
        yield Known(record, advance_to(started.moment.state, now), now, context, begun)
    finally:
        store.close()


def last_known() -> dict[str, Any] | None:
    """The values of ``status``; None when nothing is on record. Raises StoreError."""
    with known() as found:
        if not found.begun:
            return None
        sources = dict.fromkeys(_PARTS, "none")
        told = (sources, _problems(found.record), *_machines(found))
        values = status(found.state, Senses(), found.now, found.context, *told)
        # Nothing is tracked, not even a session by hand.
        return values if values["tracking"] == "paused" else values | {"tracking": "off"}


def _machines(found: Known) -> tuple[Mapping[str, str], Mapping[str, timedelta]]:
    """What the person's machines are called, and how long the work at each was today."""
    if found.record.state.machine is None:
        return {}, {}
    from tray.history.hours_today_at_machines import AtMachines
    from tray.store.machines.local_notes import known_names as names

    return names(Places().machines), AtMachines().today(found.record, found.now, found.context)


def _problems(record: Record) -> tuple[str, ...]:
    aside = left_out(record.implausible, record.waiting_count)
    return (nothing_runs(), *([aside] if aside else []))


def answered(verb: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """What the record answers to ``explain``, ``what-if`` or ``incidents``.

    Raises StoreError; UsageError and Refused as the running program does.
    """
    with known() as found:
        return answers.answer(verb, arguments, found.record, found.state, found.context)


def answered_as_of(
    verb: str,
    arguments: Mapping[str, Any],
    answer: Mapping[str, Any],
    ask: Callable[[Mapping[str, Any]], Mapping[str, Any]],
) -> Mapping[str, Any]:
    """The same while the program runs, and answered with the places of its files and when it is for it.

    It's asked to answer itself where they can't be read here: it has the history open, wherever that was moved.
    Raises what ``ask`` does.
    """
    with suppress(StoreError):
        if os.path.lexists(unpacked_path(answer[FILES]["history"])):
            return _answered_from_files(verb, arguments, answer)
    return ask({**arguments, HERE: True})


def _answered_from_files(verb: str, arguments: Mapping[str, Any], answer: Mapping[str, Any]) -> dict[str, Any]:
    at = datetime.fromisoformat(answer[AS_OF])
    files = {name: unpacked_path(each) for name, each in answer[FILES].items()}
    names = answer.get(AGENT_NAMES, {})
    store = look_into(files["history"])
    try:
        record = Record(store, at)
        context = Context(settings_in_force(files["settings"], files["last_good"]), SystemClock().zone(), (), names)
        return answers.answer(verb, arguments, record, advance_to(record.state, at), context)
    finally:
        store.close()


def own_settings() -> Settings:
    """Those in force for this person."""
    return settings_in_force(settings_path(os.environ), Places().last_good)


def settings_in_force(file: str, last_good: str) -> Settings:
    """Those of the file, or while it has mistakes those from before.

    Those that were read last also where it lies on what may hang: the running program looks after it, and a process
    that touches it could not even end.
    """
    if not may_hang(file, os.environ):
        with suppress(SettingsInvalid):
            return SettingsFile(file).read()
    with suppress(OSError, SettingsInvalid):
        return load(content_of(last_good).decode("utf-8"), last_good)
    return Settings()
