"""Does the system get back what is free? Where it takes it back at all."""

import gc
import subprocess
import sys
from importlib.util import find_spec

import pytest

from tests.fakes import FakeClock
from tray.desktop.common.release_memory import GivingBack, give_back

_HELD_AND_FREED = """
from pathlib import Path
from tray.desktop.common.release_memory import give_back

def held():
    return int(Path("/proc/self/statm").read_text().split()[1])

import ctypes, gc
rows, between = [], []
for _ in range(500):
    rows.append(bytes(20_000))
    between.append(bytes(600))
del rows  # what lies between keeps the C library from giving any of it back by itself
before = held()
give_back()
print(before - held(), gc.get_freeze_count() > 0)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="glibc alone keeps what is free and can be told to give it back")
def test_what_is_free_between_what_is_not_is_given_back() -> None:
    asked = subprocess.run([sys.executable, "-c", _HELD_AND_FREED], capture_output=True, text=True, check=True)
    pages, froze = asked.stdout.split()

    assert int(pages) > 0
    assert "True" == froze


def test_the_names_of_all_libraries_are_not_kept_after_one_was_looked_for() -> None:
    find_spec("a_library_that_is_nowhere")
    assert sys.path_importer_cache
    give_back()

    assert not sys.path_importer_cache


def test_it_can_be_done_again_and_again() -> None:
    give_back()
    give_back()


def test_it_is_done_every_ten_minutes_in_which_something_happened() -> None:
    clock = FakeClock()
    giving_back = GivingBack(clock, lambda: 0)
    looks_through = []

    for minutes in (0, 9, 1, 1, 60, 9):
        clock.pass_time(minutes=minutes)
        before = gc.get_stats()[2]["collections"]
        giving_back.look()
        looks_through.append(gc.get_stats()[2]["collections"] - before)

    assert looks_through == [0, 0, 1, 0, 1, 0]


def test_it_is_done_soon_after_something_was_loaded() -> None:
    clock, loaded, forgot = FakeClock(), [1], list[int]()
    giving_back = GivingBack(clock, lambda: len(loaded), lambda: forgot.append(len(loaded)))

    for number in (2, 3):
        giving_back.look()
        loaded.append(number)
        giving_back.look()
    assert [] == forgot
    for _ in range(3):
        clock.pass_time(seconds=1)
        giving_back.look()

    assert [3] == forgot


def test_values_that_nobody_has_any_more_are_not_kept_for_the_next_ones() -> None:
    give_back()
    before = sys.getallocatedblocks()
    rows = [tuple([number] * 7) for number in range(2000)]  # as many as Python keeps of one length
    del rows
    kept = sys.getallocatedblocks() - before

    give_back()

    assert kept > 1000
    assert sys.getallocatedblocks() - before < 500
