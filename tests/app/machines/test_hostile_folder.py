"""What the whole program does with a shared folder in which somebody lays traps, as the kernel sees it."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.session import Session
from tests.desktop.harness.waiting import until
from tests.security.tracing import can_be_traced, changed, opened, tracing_changes
from tests.store.machines.shared import DESKTOP, TOWER, recorded
from tests.store.stories import a_life
from tray.store.machines import name_version_clock, segments
from tray.store.machines.name_version_clock import About
from tray.store.opening import look_into

pytestmark = pytest.mark.skipif(not can_be_traced(), reason="needs strace, and to be allowed to trace")
SEGMENT = segments.name_of(1)
GIGABYTE = 1 << 30
MANY = 100_000
FOREIGN, LINKED, MACHINE = "f" * 12, "d" * 12, "e" * 12
NASTY = "\x1b]0;gotcha\x07\u202e<b>\n" + "x" * 1000


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """What nobody is to be led to."""
    path = tmp_path / "outside"
    path.mkdir(0o700)
    (path / SEGMENT).write_bytes(facts_of(LINKED))
    return path


@pytest.fixture
def folder(tmp_path: Path, outside: Path) -> Path:
    path = tmp_path / "shared"
    for part in (path, path / DESKTOP, path / TOWER, path / FOREIGN, path / MACHINE):
        part.mkdir(0o700)
    (path / LINKED).symlink_to(outside)
    (path / DESKTOP / SEGMENT).write_bytes(segments.checked('{"fact": ["x"], "at": {}}') + facts_of(DESKTOP))
    (path / DESKTOP / name_version_clock.FILE).write_bytes(name_version_clock.written(About(NASTY, NASTY, None, 3)))
    (path / DESKTOP / segments.name_of(513)).symlink_to(outside / SEGMENT)
    os.mkfifo(path / DESKTOP / "purged.jsonl")
    with (path / TOWER / SEGMENT).open("wb") as large:
        large.truncate(GIGABYTE)
    (path / FOREIGN / SEGMENT).write_bytes(facts_of(FOREIGN))
    if os.geteuid() == 0:  # only the administrator can give files away
        os.chown(path / FOREIGN / SEGMENT, 12345, 12345)
    os.mkfifo(path / MACHINE / name_version_clock.FILE)
    for crowded in (path, path / MACHINE):
        within = os.open(crowded, os.O_RDONLY)
        for number in range(MANY // 2):
            os.mknod(f"{number}.txt", dir_fd=within)
        os.close(within)
    (path / MACHINE / SEGMENT).write_bytes(facts_of(MACHINE))
    return path


def facts_of(device: str) -> bytes:
    return b"".join(segments.of_record(each) for each in recorded(device, a_life(3)))


@pytest.mark.timeout(300)
def test_traps_are_told_or_passed_over_and_nothing_is_changed_outside_the_own_part(
    session: Session, folder: Path, outside: Path, tmp_path: Path
) -> None:
    planted = set(folder.iterdir())
    log, verbs = tmp_path / "trace", tmp_path / "verbs"
    session.set(f'[machines]\nfolder = "{folder}"\nname = "laptop"\n').chmod(0o600)
    session.started(*tracing_changes(log))
    session.done("commit", "the tax")
    journal = Path(session.folder, "data", "history.sqlite3")
    own = folder / look_into(str(journal)).device
    shared = own / SEGMENT
    until(
        lambda: shared.exists() and b"the tax" in shared.read_bytes(), "the to-do in the folder", timedelta(minutes=2)
    )
    said = session.done("machines", before=tracing_changes(verbs))
    history = session.done("history", "--json")
    session.done("purge", "--yes")
    session.end_kindly()

    assert {own} == set(folder.iterdir()) - planted
    came = changed(log) | changed(verbs)
    inside = {path for path in came if path == str(folder) or path.startswith(f"{folder}/")}
    assert {f"{own}/{SEGMENT}", str(own)} <= inside
    assert set() == {path for path in inside if path != str(own) and not path.startswith(f"{own}/")}
    assert set() == {path for path in opened(log) | opened(verbs) if path.startswith(str(outside))}
    assert set() == {path for path in came if path.startswith(str(outside))}
    assert facts_of(LINKED) == (outside / SEGMENT).read_bytes()
    read = {each for each in (DESKTOP, FOREIGN, LINKED, TOWER, MACHINE) if each in history}
    assert read == {DESKTOP, MACHINE} | ({FOREIGN} if os.geteuid() else set())
    assert "\x1b" not in said
    assert all(line.isprintable() for line in said.splitlines())
    assert "can't have written" in said
