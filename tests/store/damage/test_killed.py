"""Nothing that was acknowledged is lost when the program is killed."""

import itertools
import os
import random
import select
import signal
import struct
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import NoReturn

import pytest

from tests.random_seed import dice
from tests.store.stories import LONG, NOW, all_of, opened, switched
from tray.ports import Snapshot
from tray.store.opening import look_into

KILLS = 2000 if LONG else 1000
OF_ONE_HISTORY = 100
"""Kills before the next begins: reading a long one back would take longer than killing its program."""


@pytest.mark.timeout(3600 if LONG else 900)
def test_nothing_acknowledged_is_lost_in_kills_at_random_moments(
    tmp_path: Path, counted: Callable[[str], None]
) -> None:
    chance = dice(9)
    acknowledged = sum(
        _killed_again_and_again(tmp_path / str(history) / "history.sqlite3", chance)
        for history in range(KILLS // OF_ONE_HISTORY)
    )
    counted(f"{KILLS:,} kills, {acknowledged:,} facts acknowledged, 0 lost")
    assert acknowledged > KILLS


def _killed_again_and_again(file: Path, chance: random.Random) -> int:
    """How many facts were acknowledged, all of which are there."""
    opened(file).close()
    acknowledged = seen = 0
    for kill in range(OF_ONE_HISTORY):
        reader = _reading_on(file) if kill % 8 == 0 else None
        acknowledged = max(acknowledged, _killed_while_appending(file, chance.uniform(0, 0.01)))
        if reader is not None:
            opened(file).close()
            os.kill(reader, signal.SIGKILL)
            os.waitpid(reader, 0)
        with closing(look_into(str(file))) as store:
            found = [record.n for record in store.facts(after=(NOW, store.device, seen))]
        assert list(range(seen + 1, seen + len(found) + 1)) == found, kill
        seen += len(found)
        assert acknowledged <= seen, kill
        if kill % 4 == 3:
            opened(file).close()  # the other times the next child finds the log of the one that was killed
    assert list(range(1, seen + 1)) == [record.n for record in all_of(file)]
    return acknowledged


def _reading_on(file: Path) -> int:
    """Another process that has begun to read, as ``history`` does before its reader scrolls on."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            record = look_into(str(file)).facts()
            next(record, None)
            os.write(writing, b"r")
            signal.pause()
        finally:
            os._exit(1)
    os.close(writing)
    assert os.read(reading, 1) == b"r"
    os.close(reading)
    return child


def _killed_while_appending(file: Path, after_seconds: float) -> int:
    """The number of the last fact that was acknowledged before the kill; 0 when none was."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _append_for_ever(file, writing)
    os.close(writing)
    select.select([reading], [], [], 10)  # the first acknowledgement, so that slow machines do some work too
    time.sleep(after_seconds)  # the moment of the kill is what is random here
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        numbers = pipe.read()
    return int(struct.unpack("q", numbers[-8:])[0]) if numbers else 0


def _append_for_ever(file: Path, acknowledgements: int) -> NoReturn:
    try:
        journal = opened(file)
        for minute in itertools.count():
            last = journal.append([switched(0), switched(0)][: 1 + minute % 2])[-1]
            os.write(acknowledgements, struct.pack("q", last.n))
            if minute % 5 == 0:
                journal.saw(NOW)
            if minute % 20 == 0:
                journal.keep(Snapshot(last.order, {"live": minute}))
    finally:
        os._exit(1)
