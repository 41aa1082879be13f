"""What the stories about the store begin with."""

import os
import signal
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NoReturn

from tray.core.messages.facts import CheckedIn, ClockStepped, CommitmentOpened, Fact, Recorded, Switched
from tray.store.journal.journal import Journal
from tray.store.journal.memory import MemoryStore
from tray.store.opening import look_into, open_store

LONG = bool(os.environ.get("BACKPRESSURE_LONG"))
"""A long run, outside CI: the same stories, more often."""
NOW = datetime(2026, 11, 22, 10, 15, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


def switched(minutes: float) -> Fact:
    return Switched(at(minutes))


def promised(minutes: float, text: str) -> Fact:
    return CommitmentOpened(at(minutes), 1, text)


def set_back(minutes: float) -> Fact:
    """The clock is set, and says ``minutes`` from then on."""
    return ClockStepped(at(minutes), at(minutes + 60))


def a_life(length: int, start: float = 0) -> list[Fact]:
    """Facts of several kinds and sizes, a minute apart; every hundredth is longer than a page."""
    return [_fact(start + minute) for minute in range(length)]


def _fact(minute: float) -> Fact:
    if minute % 100 == 99:
        return promised(minute, "answer the letter " * 400)
    if minute % 3 == 2:
        return CheckedIn(at(minute), "fatigue", int(minute) % 11)
    return switched(minute)


def opened(file: Path) -> Journal:
    """The store of a history in which nothing is wrong."""
    found = open_store(str(file), NOW)
    assert () == found.remarks
    assert isinstance(found.store, Journal)
    return found.store


def with_life(file: Path, length: int) -> list[Recorded]:
    """A history that was closed cleanly."""
    journal = opened(file)
    recorded = list(journal.append(a_life(length)))
    journal.close()
    return recorded


def killed_with_life(file: Path, length: int) -> list[Recorded]:
    """A history whose program was killed: part of it lies in the write-ahead log."""

    def story() -> None:
        journal = opened(file)
        facts = a_life(length)
        for start in range(0, length, 10):
            journal.append(facts[start : start + 10])
        os.kill(os.getpid(), signal.SIGKILL)

    assert in_child(story) == -signal.SIGKILL
    return all_of(file)


def all_of(file: Path) -> list[Recorded]:
    """The record, as another process reads it."""
    store: Journal | MemoryStore = look_into(str(file))
    record = list(store.facts())
    store.close()
    return record


def in_child(story: Callable[[], None]) -> int:
    """Live through a story in a process of its own; its exit code, negative for a signal."""
    child = os.fork()
    if child == 0:
        _live(story)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def _live(story: Callable[[], None]) -> NoReturn:
    try:
        story()
        os._exit(0)
    except BaseException:
        import traceback

        traceback.print_exc()
        os._exit(1)


def bad_copies(file: Path) -> list[str]:
    return sorted(entry.name for entry in file.parent.iterdir() if ".bad-" in entry.name)
