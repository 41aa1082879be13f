"""Counting commitments that are kept elsewhere: real files, real programs."""

import ctypes
import os
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, nullcontext
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.desktop.reactor import HandTurnedReactor
from tray.core.messages.events import CommitmentsFound
from tray.desktop.commitment_counter import CountingCommand, CountingFiles
from tray.desktop.to_dos import reader

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the reactor of the tests waits as Linux does")
MINUTE = timedelta(minutes=1)


class Counted:
    """Somebody's files and program, and what was heard of them."""

    def __init__(self, home: Path, closing: ExitStack) -> None:
        self.home = home
        self.reactor = HandTurnedReactor()
        self.problems: list[str | None] = []
        self.log: list[str] = []
        self._closing = closing
        self._environment = {**os.environ, "HOME": str(home)}

    def files(self, *paths: str) -> None:
        made = CountingFiles(self.reactor, paths, self._environment, self.problems.append)
        self._closing.callback(made.close)

    def command(self, *command: str) -> None:
        made = CountingCommand(self.reactor, command, MINUTE, self._environment, self.problems.append, self.log.append)
        self._closing.callback(made.close)

    def hears(self, *found: CommitmentsFound) -> None:
        self.reactor.run_until(lambda: list(found) == self.reactor.posted)

    def hears_of_trouble(self, words: str) -> None:
        self.reactor.run_until(lambda: any(words in (text or "") for text in self.problems))


@pytest.fixture
def counted(tmp_path: Path) -> Iterator[Counted]:
    with ExitStack() as closing:
        yield Counted(tmp_path, closing)


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


def test_a_program_is_asked_for_the_number_without_a_shell(counted: Counted) -> None:
    counted.command("printf", "%s", "17")

    counted.hears(CommitmentsFound("command", 17))


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("echo", "$(echo 5)"), "one whole number"),
        (("no-such-program-anywhere",), "gave no number"),
        (("false",), "it failed"),
    ],
)
def test_a_program_that_gives_no_number_is_told_of(counted: Counted, command: tuple[str, ...], words: str) -> None:
    counted.command(*command)
    counted.hears_of_trouble(words)

    assert [] == counted.reactor.posted


def test_a_warning_beside_the_number_is_for_the_log_and_no_part_of_the_number(counted: Counted) -> None:
    counted.command("sh", "-c", "echo 5; echo 'W: old settings' >&2")
    counted.hears(CommitmentsFound("command", 5))

    assert ["sh: W: old settings"] == counted.log
    assert [None] == counted.problems


def test_what_a_program_that_fails_said_is_shown(counted: Counted) -> None:
    counted.command("sh", "-c", "echo 5; echo starting >&2; echo 'no such list' >&2; exit 3")
    counted.hears_of_trouble("it failed (exit 3); it said: no such list")


def test_a_flood_on_the_standard_error_ends_a_program_too(counted: Counted) -> None:
    counted.command("sh", "-c", "yes >&2")
    counted.hears_of_trouble("it failed (flood")


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


def test_the_new_mail_of_a_maildir_is_counted_and_counted_again_when_some_is_delivered_or_read(
    counted: Counted,
) -> None:
    mail = counted.home / "Maildir"
    for folder in ("new", "cur", "tmp", ".Sent/new"):
        (mail / folder).mkdir(parents=True)
    for n in range(3):
        (mail / "new" / f"170000000{n}.M1P2.host").write_bytes(b"\xff not even text")
    (mail / "new" / ".nfs0001").write_text("a share's own")
    (mail / "cur" / "1690000000.M1P2.host:2,S").write_text("read")
    (mail / ".Sent" / "new" / "1").write_text("sent")
    counted.files("~/Maildir")
    counted.hears(CommitmentsFound("files", 3))

    (mail / "tmp" / "1700000009.M1P2.host").write_text("")
    (mail / "tmp" / "1700000009.M1P2.host").rename(mail / "new" / "1700000009.M1P2.host")
    counted.reactor.run_until(lambda: CommitmentsFound("files", 4) == counted.reactor.posted[-1])

    for each in (mail / "new").iterdir():
        each.rename(mail / "cur" / f"{each.name}:2,S")
    counted.reactor.run_until(lambda: CommitmentsFound("files", 0) == counted.reactor.posted[-1])


def test_a_maildir_with_very_much_mail_is_counted_up_to_a_bound(
    counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "_MOST_MAILS", 5)
    mail = counted.home / "Maildir"
    for folder in ("new", "cur", "tmp"):
        (mail / folder).mkdir(parents=True)
    for n in range(9):
        (mail / "new" / str(n)).write_text("")
    files = reader._Files(str(mail), reader._is_list, "", 10)

    assert list(files) == []
    assert files.mails == 5


def test_a_count_in_json_is_one_where_it_is_named_and_none_in_a_folder(counted: Counted) -> None:
    (counted.home / "unread.json").write_text('{"unread": 6}')
    (counted.home / "vault").mkdir()
    (counted.home / "vault" / "package.json").write_text('{"count": 99}')
    (counted.home / "vault" / "a.md").write_text("- [ ] one\n")
    counted.files("~/unread.json", "~/vault")

    counted.hears(CommitmentsFound("files", 7))


def test_a_program_that_prints_a_count_of_mail_is_asked_as_any_other(counted: Counted) -> None:
    notmuch = counted.home / "notmuch"
    notmuch.write_text('#!/bin/sh\n[ "$*" = "count tag:inbox and tag:unread" ] && echo 12\n')
    notmuch.chmod(0o755)
    counted.command("~/notmuch", "count", "tag:inbox and tag:unread")

    counted.hears(CommitmentsFound("command", 12))
