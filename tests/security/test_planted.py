"""Nothing is followed that others have laid into folders which they share with this user."""

import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.session import Session

NOBODY = 65534

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the shared folders are those of Unix")
as_root = pytest.mark.skipif(sys.platform == "win32" or os.getuid() != 0, reason="only root can give a file away")


@pytest.fixture
def shared(session: Session) -> Path:
    """A folder such as the one for temporary files, where the socket goes when there is none of the session."""
    folder = session.folder / "tmp"
    folder.mkdir()
    folder.chmod(0o1777)
    session.runtime = str(folder / f"backpressure-{os.getuid()}")
    session.environment["BACKPRESSURE_RUNTIME"] = session.runtime
    return folder


def as_it_lies(folder: Path) -> list[tuple[object, ...]]:
    """Everything below a folder, with its bytes, modes and times."""
    found: list[tuple[object, ...]] = []
    for path in (folder, *sorted(folder.rglob("*"))):
        seen = path.lstat()
        data = path.read_bytes() if stat.S_ISREG(seen.st_mode) else b""
        found.append((path, seen.st_mode, seen.st_uid, seen.st_ino, seen.st_mtime_ns if data else 0, data))
    return found


def a_link_to(theirs: Path) -> Callable[[Path], object]:
    return lambda place: place.symlink_to(theirs)


def a_folder_of_theirs(place: Path) -> None:
    place.mkdir(mode=0o777)
    (place / "control.sock").touch()
    for path in (place / "control.sock", place):
        os.chown(path, NOBODY, NOBODY)


@pytest.mark.parametrize(
    "plant",
    ["a link", "a dangling link", "a file", "a pipe", pytest.param("a folder of theirs", marks=as_root)],
)
def test_no_program_runs_in_what_was_planted_for_its_socket(session: Session, shared: Path, plant: str) -> None:
    theirs = session.folder / "theirs"
    theirs.mkdir(mode=0o755)
    (theirs / "control.sock").touch()
    place = Path(session.runtime)
    {
        "a link": a_link_to(theirs),
        "a dangling link": a_link_to(session.folder / "nowhere"),
        "a file": Path.touch,
        "a pipe": os.mkfifo,
        "a folder of theirs": a_folder_of_theirs,
    }[plant](place)
    before = as_it_lies(shared), as_it_lies(theirs)

    program = session.start()
    assert 1 == program.wait(60)
    for words in (["purge", "--yes"], ["commit", "a promise"]):
        assert session.ask(*words).returncode in (1, 3)

    assert before == (as_it_lies(shared), as_it_lies(theirs))
    assert not (session.folder / "nowhere").exists()


@pytest.mark.skipif(Path(f"/run/user/{os.getuid()}").exists(), reason="this user has a session, whose folder is used")
def test_a_name_in_a_shared_folder_that_others_took_first_keeps_nothing_from_starting(session: Session) -> None:
    shared = session.folder / "tmp"
    shared.mkdir()
    shared.chmod(0o1777)
    (shared / f"backpressure-{os.getuid()}").touch()
    del session.environment["BACKPRESSURE_RUNTIME"]
    session.environment |= {"TMPDIR": str(shared), "XDG_RUNTIME_DIR": ""}
    session.runtime = str(session.folder / "state" / "run")

    session.started()

    assert "Pressure" in session.done("commit", "a promise")
    assert 0o700 == stat.S_IMODE(Path(session.runtime).stat().st_mode)


def test_a_link_in_the_place_of_a_file_in_the_own_folders_changes_nothing_outside(
    session: Session, shared: Path
) -> None:
    theirs = session.folder / "theirs"
    theirs.mkdir()
    for name in ("control.sock", "backpressure.log", "hooks.jsonl", "settings.last-good.toml.new", "report.html"):
        (theirs / name).write_text(f"{name} untouched")
    before = as_it_lies(theirs)
    runtime = Path(session.runtime)
    for folder in (runtime, *(session.folder / name for name in ("state", "cache"))):
        folder.mkdir(mode=0o700)
    (runtime / "control.sock").symlink_to(theirs / "control.sock")
    (session.folder / "state" / "backpressure.log").symlink_to(theirs / "backpressure.log")
    (session.folder / "state" / "hooks.jsonl").symlink_to(theirs / "hooks.jsonl")
    session.set('[[hooks]]\nname = "echo"\non = "session_start"\nrun = ["echo", "heard"]\n')
    session.started()
    session.done("start", "report")
    session.done("hooks", "test", "echo")
    session.done("quit")

    assert before == as_it_lies(theirs)
    assert runtime.is_dir()
    assert not runtime.is_symlink()
    assert 0o700 == stat.S_IMODE(runtime.stat().st_mode)
    assert [runtime] == list(shared.iterdir())
