"""Takes in a history that was written elsewhere: all of it, or nothing."""

import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, TextIO

from tray.cli.terminal import complain
from tray.control import command_form, protocol
from tray.control.client import ask
from tray.core.messages.facts import Recorded
from tray.errors import NotRunning, StoreError, UsageError
from tray.lib.language.translation import say, say_many
from tray.store.files.already_running_lock import Lock
from tray.store.files.durable_files import home_folder, own_folder
from tray.store.files.places import Places
from tray.store.journal.journal import Journal
from tray.store.journal.records_as_json_lines import lines, records
from tray.store.machines import local_notes
from tray.store.opening import open_store

_PATIENCE_SECONDS = 300.0
"""The program folds all its facts anew, perhaps those of ten years."""


def take_in(name: str, out: TextIO) -> int:
    """Take in what ``history --json`` gave, here or on another machine; what is known already changes nothing.

    What was purged stays so on machines that share a folder, or did: the others delete it, whoever has it again. Raises
    UsageError with every line that is no fact, StoreError, and then nothing was taken in.
    """
    read = _read(name)
    purged = local_notes.load(Places().machines).spans
    found = [each for each in read if not any(span.holds(each) for span in purged)]
    new = _hand_over(found)
    if new is None:
        with history_of_our_own() as store:
            new = store.take(found)
    known = len(found) - new
    said = say_many("{count} record imported.", "{count} records imported.", new)
    if known:
        before = say_many("{count} was there already.", "{count} were there already.", known)
        said = say("{sentence} {next}", sentence=said, next=before)
    if left_out := len(read) - len(found):
        gone = say_many(
            "{count} was left out, as you purged it.", "{count} were left out, as you purged them.", left_out
        )
        said = say("{sentence} {next}", sentence=said, next=gone)
    print(said, file=out)
    return 0


def tell_program(verb: str, arguments: dict[str, Any]) -> int | None:
    """What the running program says how many facts it was; None when nothing runs. Raises errors of ours."""
    try:
        answer = ask(Places().serving, verb, arguments, timeout_seconds=_PATIENCE_SECONDS)
    except NotRunning:
        return None
    return int(answer["count"])


@contextmanager
def history_of_our_own() -> Iterator[Journal]:
    """The history to be written, while nothing runs. Raises AlreadyRunning when a program begins just now."""
    places = Places()
    locks = [Lock(own_folder(places.runtime))]
    try:
        locks.append(Lock(home_folder(places.data)))
        opened = open_store(places.history, datetime.now(UTC))
        with closing(opened.store) as store:
            if not isinstance(store, Journal):
                raise StoreError(" ".join(opened.remarks))
            for remark in opened.remarks:
                complain(remark)
            yield store
    finally:
        for lock in locks:
            lock.release()


def _read(name: str) -> list[Recorded]:
    now = datetime.now(UTC)
    try:
        if name == "-":
            return list(records(sys.stdin, now))
        with Path(name).open(encoding="utf-8") as file:
            return list(records(file, now))
    except OSError as error:
        raise UsageError(say("{file} can't be read: {reason}.", file=name, reason=error.strerror)) from error
    except UnicodeDecodeError as error:
        raise UsageError(say("{file} isn't text in UTF-8. Nothing was imported.", file=name)) from error


def _hand_over(found: list[Recorded]) -> int | None:
    """To the running program, by a file beside its socket: a line of the protocol is too short for years of facts."""
    folder = Places().serving
    if tell_nothing(folder):
        return None
    with NamedTemporaryFile("w", encoding="utf-8", dir=folder, prefix="import-", delete=False) as file:
        file.writelines(f"{line}\n" for line in lines(found))
    try:
        return tell_program(protocol.TAKE, {"file": command_form.packed_path(file.name)})
    finally:
        os.unlink(file.name)  # noqa: PTH108


def tell_nothing(folder: str) -> bool:
    """Whether nobody runs there who could be told."""
    try:
        ask(folder, protocol.STATUS, {})
    except NotRunning:
        return True
    return False
