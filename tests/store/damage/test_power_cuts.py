"""Nothing that was acknowledged is lost when the power is cut."""

import itertools
import os
import select
import struct
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.random_seed import dice
from tests.store import mounts
from tests.store.power import Disk, can_be_cut
from tests.store.stories import LONG, NOW, in_child, opened, switched
from tray.store.files.durable_files import write_whole
from tray.store.opening import look_into, open_store

CUTS = 1000 if LONG else 100

pytestmark = pytest.mark.skipif(not can_be_cut(), reason="needs to be allowed to make and mount file systems")


@pytest.mark.timeout(3600 if LONG else 900)
def test_nothing_acknowledged_is_lost_or_unreadable_in_power_cuts(
    tmp_path: Path, counted: Callable[[str], None]
) -> None:
    def story() -> None:
        mounts.alone()
        disk = Disk(tmp_path)
        try:
            _cut_again_and_again(disk)
        finally:
            disk.throw_away()

    assert in_child(story) == 0
    counted(f"{CUTS} power cuts, 0 facts and 0 files lost or unreadable")


def _cut_again_and_again(disk: Disk) -> None:
    chance = dice(4)
    file, settings = disk.root / "data" / "history.sqlite3", disk.root / "settings.toml"
    seen = written = 0
    for cut in range(CUTS):

        def moment(acknowledged: int, begins: bool = cut % 4 == 0) -> None:
            if not begins:  # so that a busy machine does some work too
                select.select([acknowledged], [], [], 10)
            time.sleep(chance.uniform(0.02, 0.15))

        acknowledged = disk.live_until_cut(lambda acknowledge: _work(file, settings, acknowledge), moment)
        disk.switch_off()
        disk.switch_on()

        last = _last(acknowledged, b"f")
        with closing(look_into(str(file))) as store:
            found = [record.n for record in store.facts(after=(NOW, store.device, seen))]
        assert list(range(seen + 1, seen + len(found) + 1)) == found, cut
        seen += len(found)
        assert last <= seen, f"cut {cut}: fact {last} was acknowledged, {seen} is the last that is there"
        written = max(written, _last(acknowledged, b"w"))
        assert written <= _whole_text(settings), cut
        if cut % 3 == 0:
            opened(file).close()
    assert seen > CUTS / 2


def _work(file: Path, settings: Path, acknowledge: Callable[[bytes], object]) -> None:
    opening = open_store(str(file), NOW)
    assert opening.remarks == ()
    began = _whole_text(settings)
    for turn in itertools.count(1):
        acknowledge(struct.pack("cq", b"f", opening.store.append([switched(0)])[-1].n))
        if turn % 4 == 0:
            write_whole(str(settings), f"{began + turn}\n".encode() * 2000)
            acknowledge(struct.pack("cq", b"w", began + turn))


def _last(acknowledged: bytes, kind: bytes) -> int:
    size = struct.calcsize("cq")
    cut_off = len(acknowledged) % size
    said = struct.iter_unpack("cq", acknowledged[: len(acknowledged) - cut_off])
    return max((number for found, number in said if found == kind), default=0)


def _whole_text(settings: Path) -> int:
    """The one number that the file holds two thousand times."""
    if not settings.exists():
        return 0
    (number,) = set(settings.read_text().splitlines())
    assert settings.read_text() == f"{number}\n" * 2000, os.fspath(settings)
    return int(number)
