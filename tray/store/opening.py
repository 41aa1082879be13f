"""Opens a store, whatever has become of the file meanwhile."""

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from datetime import datetime
from itertools import islice

from tray.errors import StoreDamaged, StoreError
from tray.lib.frozen import dataclass
from tray.lib.private_files import make
from tray.ports import Store
from tray.store.damage import rescue
from tray.store.damage.check import fault_of, reason_of
from tray.store.files.durable_files import home_folder
from tray.store.journal import meta
from tray.store.journal.connection import (
    SUSPECT,
    closing_on_error,
    open_reading,
    open_writing,
    transaction,
    translating,
)
from tray.store.journal.journal import Journal
from tray.store.journal.memory import MemoryStore
from tray.store.journal.meta import machine
from tray.store.journal.schema import STEPS, Step, as_of_today, create, in_memory, migrate, refuse_newer
from tray.view.words.history_loading_and_trouble import converted, rescue_interrupted

_READ_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Opened:
    """A store, and what the person should be told about it, once."""

    store: Store
    remarks: tuple[str, ...]
    updated: str | None = None
    """The one of them that says that the form is a new one: nothing is wrong with that."""


def open_store(file: str, now: datetime, *, suspect: bool = False, steps: Sequence[Step] = STEPS) -> Opened:
    """Open the history for the one program that runs; make, migrate or rescue it where that is needed. Never raises.

    Where nothing can be written the store is a MemoryStore that begins with what could be read; what comes to it is
    written down by ``app.full_disk``. ``suspect`` looks at every row, as it does by itself when damage was met in use
    before; for when that should not wait for a restart.
    """
    try:
        return open_journal(file, now, suspect=suspect, steps=steps)
    except StoreError as error:
        return Opened(_in_memory(file), (str(error),))


def open_journal(file: str, now: datetime, *, suspect: bool = False, steps: Sequence[Step] = STEPS) -> Opened:
    """The same for a history that can be written to. Raises StoreError where it cannot be."""
    home_folder(os.path.dirname(file))
    rescued = _rescued(file, now, suspect or os.path.exists(f"{file}{SUSPECT}"), len(steps))
    try:
        journal, migrated = _begun(file, now, steps)
    except StoreDamaged as error:
        # Met only when something was written, or read as the fold will read it.
        rescued = rescue.rescue(file, reason_of(error), now)
        journal, migrated = _begun(file, now, steps)
    with closing_on_error(journal), translating(file), suppress(FileNotFoundError):
        os.unlink(f"{file}{SUSPECT}")
    return Opened(journal, tuple(remark for remark in (rescued, migrated) if remark is not None), migrated)


def look_into(file: str) -> Journal | MemoryStore:
    """The history for reading only, while another process may write, or in a folder where nobody may.

    Empty when there is none; to be closed. Raises StoreError, and StoreDamaged when a start of the program must rescue
    it first.
    """
    if not os.path.lexists(file):
        return MemoryStore()
    try:
        connection = open_reading(file)
    except StoreDamaged:
        raise
    except StoreError:
        # Beside a file in a read-only folder SQLite cannot make the part that its readers and writers share.
        connection = _copied(file)
    with closing_on_error(connection), translating(file):
        refuse_newer(connection, file)
        return Journal(as_of_today(connection), file)


def _rescued(file: str, now: datetime, suspect: bool, version: int) -> str | None:
    if rescue.unfinished(file):
        return rescue_interrupted(rescue.finish(file, now))
    fault = fault_of(file, thorough=suspect, version=version)
    return None if fault is None else rescue.rescue(file, fault.reason, now, trust_log=fault.trust_log)


def _begun(file: str, now: datetime, steps: Sequence[Step]) -> tuple[Journal, str | None]:
    if not os.path.lexists(file):
        create(file, meta.begin, steps)
    with translating(file):
        os.chmod(file, 0o600)
    connection = open_writing(file)
    with closing_on_error(connection):
        copy = migrate(connection, file, now, steps)
        _put_to_use(connection, file)
        migrated = None
        if copy is not None:
            migrated = converted(copy)
        journal = Journal(connection, file, in_use=True)
        try:
            _read_as_the_fold_does(journal)
        except StoreDamaged:
            raise
        except StoreError:
            journal.close()  # the next start would take it for damaged otherwise
            raise
        return journal, migrated


def _read_as_the_fold_does(journal: Journal) -> None:
    """Meet damage here, where it can be mended: the last snapshot and the facts after it are few.

    Where they are many, which only the fold knows, damage is met while it reads them in slices, and mended then.
    """
    kept = journal.snapshot()
    for _ in islice(journal.facts(None if kept is None else kept.order), _READ_AT_ONCE):
        pass


def _put_to_use(connection: sqlite3.Connection, file: str) -> None:
    here = machine()
    with transaction(connection, file):
        began_on = meta.read(connection, meta.MACHINE)
        if None not in (here, began_on) and here != began_on:
            meta.begin_device(connection, here, meta.latest_era(connection))
        meta.write(connection, meta.IN_USE, "yes")
    with translating(file):
        # Into the file itself, where it is found even if the log is lost.
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)")


def _in_memory(file: str) -> MemoryStore:
    try:
        with closing(look_into(file)) as store:
            found = MemoryStore(store.facts(), formerly=store.device)
            found.saw(store.last_seen())
            return found
    except StoreError:
        saved = list(rescue.saved_records(file))
        devices = {each.device for each in saved}
        return MemoryStore(saved, formerly=devices.pop() if len(devices) == 1 else None)


def _copied(file: str) -> sqlite3.Connection:
    import shutil
    import tempfile

    with translating(file), tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "history")
        for part in ("", "-wal"):
            if os.path.exists(f"{file}{part}"):
                with open(f"{file}{part}", "rb") as old, open(make(f"{copy}{part}"), "wb") as new:
                    shutil.copyfileobj(old, new)
        with closing(open_reading(copy)) as connection:
            return in_memory(connection)
