"""Counting to-dos that are kept in files of other programs."""

import ctypes
import os
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.desktop.to_dos.counted import Counted
from tray.core.messages.events import CommitmentsFound
from tray.desktop import read_in_child

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the reactor of the tests waits as Linux does")


def test_files_are_counted_together_and_again_when_they_are_saved(counted: Counted) -> None:
    (counted.home / "todo.txt").write_text("one\ntwo\n")
    (counted.home / "plans.md").write_text("- [ ] three\n- [ ] four 2026-12-01\n")
    counted.files("~/todo.txt", "~/plans.md")
    day = ((date(2026, 12, 1), 1),)
    first = CommitmentsFound("files", 3, 1, day)
    counted.hears(first)
    new = counted.home / "new"
    new.write_text("one\n")
    new.replace(counted.home / "todo.txt")

    counted.hears(first, CommitmentsFound("files", 2, 1, day))


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "no such file"), (b"\xff\xfe\x00", "isn't text in UTF-8"), (b"x\n" * (3 << 20), "larger than 4 MiB")],
)
def test_what_cannot_be_read_is_told_and_counted_once_it_can(
    counted: Counted, content: bytes | None, words: str
) -> None:
    file = counted.home / "todo.txt"
    if content is not None:
        file.write_bytes(content)
    counted.files("~/todo.txt")
    counted.hears_of_trouble(words)
    assert [] == counted.reactor.posted
    file.write_text("one\n")
    counted.hears(CommitmentsFound("files", 1, 0))

    assert counted.problems[-1] is None


def test_a_folder_and_a_pattern_hold_what_their_files_hold_and_new_files_are_noticed(counted: Counted) -> None:
    vault = counted.home / "vault"
    for folder in ("deep/below", ".obsidian"):
        (vault / folder).mkdir(parents=True)
    (vault / "a.md").write_text("- [ ] one\n")
    (vault / "deep" / "below" / "b.md").write_text("- [ ] two\n- [ ] three\n")
    (vault / ".obsidian" / "c.md").write_text("- [ ] hidden\n")
    (vault / "letter.txt").write_text("Dear all\n")
    (vault / "picture.png").write_bytes(b"\x89PNG")
    (counted.home / "work.org").write_text("* TODO four\n")
    counted.files("~/vault", "~/*.org")
    counted.hears(CommitmentsFound("files", 4), CommitmentsFound("files", 4))
    (vault / "deep" / "new.md").write_text("- [ ] five\n")
    counted.reactor.run_until(lambda: CommitmentsFound("files", 5) == counted.reactor.posted[-1])


def test_a_path_with_brackets_in_its_name_is_that_file(counted: Counted) -> None:
    (counted.home / "to do [1].md").write_text("- [ ] one\n")
    counted.files("~/to do [1].md")

    counted.reactor.run_until(lambda: [CommitmentsFound("files", 1)] == counted.reactor.posted[:1])


def test_what_is_too_much_is_told_and_not_counted(counted: Counted) -> None:
    for number in range(2001):
        (counted.home / f"{number}.md").touch()
    counted.files("~/*.md")
    counted.hears_of_trouble("more than 2000 files")

    assert [] == counted.reactor.posted


def test_one_file_that_cannot_be_read_keeps_no_other_from_being_counted(counted: Counted) -> None:
    (counted.home / "todo.txt").write_text("one\n")
    counted.files("~/todo.txt", "~/notes.docx")
    counted.hears_of_trouble("notes.docx: there is no such file")
    counted.reactor.run_until(lambda: CommitmentsFound("files", 1) in counted.reactor.posted)


def test_a_share_whose_server_hangs_hangs_neither_the_program_nor_the_other_files(
    counted: Counted, hanging_share: Path
) -> None:
    (counted.home / "todo.txt").write_text("one\n")
    (counted.home / "linked.md").symlink_to(hanging_share / "plans.md")
    counted.files(str(hanging_share / "todo.txt"), "~/linked.md", "~/todo.txt")
    longest = timedelta(0)
    bound = time.monotonic() + 60
    while not counted.reactor.posted:
        assert time.monotonic() < bound
        begun = time.monotonic()
        counted.reactor.run_for(timedelta(milliseconds=50))
        longest = max(longest, timedelta(seconds=time.monotonic() - begun))

    assert longest < timedelta(seconds=2)
    assert CommitmentsFound("files", 1) == counted.reactor.posted[0]
    assert 2 == (counted.problems[-1] or "").count("its disk isn't responding")
    (counted.home / "todo.txt").write_text("one\ntwo\n")
    counted.reactor.run_until(
        lambda: CommitmentsFound("files", 2) in counted.reactor.posted, bound=timedelta(seconds=60)
    )


@pytest.fixture
def hanging_share(tmp_path: Path) -> Iterator[Path]:
    """A file system that a program serves, and that program never answers."""
    folder = tmp_path / "share"
    folder.mkdir()
    libc = ctypes.CDLL(None, use_errno=True)
    with open("/dev/fuse", "r+b", buffering=0) if os.access("/dev/fuse", os.W_OK) else nullcontext() as server:  # noqa: PTH123
        how = f"fd={server.fileno() if server else -1},rootmode=40000,user_id={os.getuid()},group_id={os.getgid()}"
        if libc.mount(b"hanging", os.fsencode(folder), b"fuse", 0, how.encode()):
            pytest.skip("nothing may be mounted here")
        try:
            yield folder
        finally:
            libc.umount2(os.fsencode(folder), 2)


def test_a_count_in_json_is_one_where_it_is_named_and_none_in_a_folder(counted: Counted) -> None:
    (counted.home / "unread.json").write_text('{"unread": 6}')
    (counted.home / "vault").mkdir()
    (counted.home / "vault" / "package.json").write_text('{"count": 99}')
    (counted.home / "vault" / "a.md").write_text("- [ ] one\n")
    counted.files("~/unread.json", "~/vault")

    counted.hears(CommitmentsFound("files", 7))


def test_a_process_that_fails_is_told_by_its_last_words_and_files_are_counted_later(
    counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    (counted.home / "todo.txt").write_text("one\n")
    fails = (sys.executable, "-c", "raise SystemExit('On the way.\\nNo memory left.')")
    with monkeypatch.context() as patched:
        patched.setattr(read_in_child, "reader_command", lambda _: fails)
        counted.files("~/todo.txt")
        counted.hears_of_trouble("the process that reads their files failed (No memory left.)")
    assert [] == counted.reactor.posted
    counted.reactor.advance(timedelta(hours=1))

    counted.hears(CommitmentsFound("files", 1))
    assert counted.problems[-1] is None
