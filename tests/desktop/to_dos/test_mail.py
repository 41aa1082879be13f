"""New mails are to-dos: real Maildirs."""

import sys
from pathlib import Path

import pytest

from tests.desktop.to_dos.counted import Counted
from tray.core.messages.events import CommitmentsFound
from tray.desktop.to_dos import mail

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the reactor of the tests waits as Linux does")


def test_the_new_mail_of_a_maildir_is_counted_and_counted_again_when_some_is_delivered_or_read(
    counted: Counted,
) -> None:
    box = counted.home / "Maildir"
    for folder in ("new", "cur", "tmp", ".Sent/new"):
        (box / folder).mkdir(parents=True)
    for n in range(3):
        (box / "new" / f"170000000{n}.M1P2.host").write_bytes(b"\xff not even text")
    (box / "new" / ".nfs0001").write_text("a share's own")
    (box / "cur" / "1690000000.M1P2.host:2,S").write_text("read")
    (box / ".Sent" / "new" / "1").write_text("sent")
    counted.files("~/Maildir")
    counted.hears(CommitmentsFound("files", 3))

    (box / "tmp" / "1700000009.M1P2.host").write_text("")
    (box / "tmp" / "1700000009.M1P2.host").rename(box / "new" / "1700000009.M1P2.host")
    counted.reactor.run_until(lambda: CommitmentsFound("files", 4) == counted.reactor.posted[-1])

    for each in (box / "new").iterdir():
        each.rename(box / "cur" / f"{each.name}:2,S")
    counted.reactor.run_until(lambda: CommitmentsFound("files", 0) == counted.reactor.posted[-1])


def test_a_maildir_with_very_much_mail_is_counted_up_to_a_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail, "_MOST_MAILS", 5)
    for folder in ("new", "cur", "tmp"):
        (tmp_path / folder).mkdir()
    for n in range(9):
        (tmp_path / "new" / str(n)).write_text("")

    assert mail.is_maildir(str(tmp_path))
    assert 5 == mail.new_mails(mail.folder_of_new(str(tmp_path)))
