"""Settings files that are spoilt and saved while the program runs leave it on the last good ones, and are left alone.

A long run (BACKPRESSURE_LONG=1) tries ten thousand.
"""

import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.session import Session
from tests.desktop.harness.waiting import until
from tests.settings.test_hostile_texts import mutants
from tests.store.stories import LONG
from tray.control.client import ask
from tray.core.law.values import Regime
from tray.core.messages.facts import Cause, RegimeBegan
from tray.errors import SettingsInvalid
from tray.store.files.settings_file import SettingsFile
from tray.store.opening import open_store

MUTANTS = 10_000 if LONG else 200
PROGRAMS = 4
"""So many at once: each waits a moment after a save, whether more of it comes."""


def problem_with(file: Path) -> str | None:
    """What is wrong with a settings file first of all."""
    try:
        SettingsFile(str(file)).read()
    except SettingsInvalid as invalid:
        return str(invalid.problems[0])
    return None


# Ways to save -------------------------------------------------------------------------------------------------------


def in_two_steps(file: Path, data: bytes, mode: int) -> None:
    with file.open("wb", buffering=0) as half_written:
        os.fchmod(half_written.fileno(), mode)
        half_written.write(data[: len(data) // 2])
        half_written.write(data[len(data) // 2 :])


def by_renaming(file: Path, data: bytes, mode: int) -> None:
    new = file.with_suffix(".new")
    new.write_bytes(data)
    new.chmod(mode)
    new.replace(file)


def by_making_it_anew(file: Path, data: bytes, mode: int) -> None:
    file.unlink()
    in_two_steps(file, data, mode)


def by_another_link(file: Path, data: bytes, mode: int) -> None:
    dotfile = file.parent.parent / f"dotfile-{random.getrandbits(64):x}"
    in_two_steps(dotfile, data, mode)
    link = file.with_suffix(".link")
    link.symlink_to(dotfile)
    before = file.resolve()
    link.replace(file)
    if before != file.parent / file.name:
        before.unlink()


SAVES: tuple[Callable[[Path, bytes, int], None], ...] = (in_two_steps, by_renaming, by_making_it_anew, by_another_link)
MODES = (0o600, 0o644, 0o660)


def as_it_lies(file: Path) -> tuple[object, ...]:
    """All of a file that is nobody's to change but its writer's, and where its link leads."""
    link, found = file.lstat(), file.stat()
    leads = file.readlink() if file.is_symlink() else None
    return leads, link.st_ino, link.st_mtime_ns, found.st_ino, found.st_mode, found.st_mtime_ns, file.read_bytes()


class Spoilt:
    """A running program whose settings file is spoilt again and again.

    Every file colours the icon otherwise than the one before, so that whose settings hold can be seen.
    """

    def __init__(self, session: Session, supply: Iterator[str]) -> None:
        self._session, self._supply = session, supply
        self._file = session.set("levels.yellow = 2\n")
        now = datetime.now(UTC)
        (session.folder / "data").mkdir(0o700)
        with closing(open_store(f"{session.folder}/data/history.sqlite3", now).store) as store:
            store.append([RegimeBegan(now - timedelta(minutes=70), Regime.WORK, Cause.INPUT)])
            store.saw(now)
        self.program = session.started()
        self._level, self._last, self._tried = "yellow", problem_with(self._file), 0
        self._data, self._lies = b"", as_it_lies(self._file)

    def save_another(self) -> None:
        colour, yellow = (("green", 59), ("yellow", 2))[self._tried % 2]
        probe = self._file.with_name("probe.toml")
        wrong = self._last
        while wrong == self._last:  # else nobody could see whether this one was taken note of
            self._data = f"levels.yellow = {yellow}\n{next(self._supply)}".encode(errors="surrogatepass")
            probe.write_bytes(self._data)
            wrong = problem_with(probe)
            wrong = wrong and wrong.replace(str(probe), str(self._file))
        SAVES[self._tried // 2 % len(SAVES)](self._file, self._data, MODES[self._tried % len(MODES)])
        self._lies, self._last = as_it_lies(self._file), problem_with(self._file)
        self._level = self._level if self._last else colour
        self._tried += 1

    def wait_to_be_told(self) -> None:
        """It says what is wrong, goes on by the last good settings, and has not touched the file."""
        until(lambda: self._told() == self._last, lambda: f"{self._last!r} to be told; it was {self._told()!r}")
        assert self._level == self._status()["level"], self._data
        assert self._lies == as_it_lies(self._file)

    def _told(self) -> str | None:
        return next((one for one in self._status()["problems"] if str(self._file) in one), None)

    def _status(self) -> dict[str, Any]:
        values: dict[str, Any] = ask(self._session.runtime, "status", timeout_seconds=20)["values"]
        return values


@pytest.mark.timeout(3600 if LONG else 300)
def test_spoilt_settings_files_leave_a_running_program_on_the_last_good_ones(
    tmp_path: Path, counted: Callable[[str], None]
) -> None:
    supply = mutants(seed=8, number=10 * MUTANTS)
    sessions = [Session(tmp_path / str(number)) for number in range(PROGRAMS)]
    for session in sessions:
        session.folder.mkdir()
    began = time.monotonic()
    try:
        several = [Spoilt(session, supply) for session in sessions]
        for _ in range(MUTANTS // PROGRAMS):
            for each in several:
                each.save_another()
            for each in several:
                each.wait_to_be_told()
        assert [None] * PROGRAMS == [each.program.poll() for each in several]
    finally:
        for session in sessions:
            session.end()
    took = time.monotonic() - began
    counted(f"{MUTANTS:,} damaged settings files while it ran, {took:.0f} s, each told or taken, and left as it was")
