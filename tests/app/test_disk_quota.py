"""A quota that is used up goes the way of a full disk: it is said, nothing is lost, and all is written afterwards."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.session import Session
from tray.core.messages.facts import CommitmentOpened
from tray.store.opening import look_into

_SHIM = Path(__file__).parents[1] / "data" / "quota_shim.c"
pytestmark = pytest.mark.skipif(not shutil.which("gcc"), reason="needs gcc, for a shim over the C library")
SAID = "your quota on this disk is used up. Make some room"


class Quota:
    """How much room somebody has, who has a session."""

    def __init__(self, folder: Path) -> None:
        library = folder / "quota_shim.so"
        subprocess.run(["gcc", "-O1", "-Wall", "-Werror", "-shared", "-fPIC", "-o", library, _SHIM, "-ldl"], check=True)
        self.session = Session(folder)
        self.session.environment |= {"LD_PRELOAD": str(library), "QUOTA_SHIM": str(folder)}
        self._mark = folder / "used-up"

    def use_up(self) -> None:
        self._mark.touch()

    def make_room(self) -> None:
        self._mark.unlink()

    def promised(self) -> list[str]:
        """What lies on the disk."""
        with closing(look_into(str(self.session.folder / "data" / "history.sqlite3"))) as store:
            return [each.fact.text for each in store.facts() if isinstance(each.fact, CommitmentOpened)]


@pytest.fixture
def quota(tmp_path: Path) -> Iterator[Quota]:
    made = Quota(tmp_path)
    yield made
    made.session.end()


def test_what_is_asked_for_while_the_quota_is_used_up_is_refused_and_taken_again_afterwards(quota: Quota) -> None:
    session = quota.session
    program = session.started()
    session.done("commit", "one")
    quota.use_up()
    asked = {text: session.ask("commit", text) for text in (f"{n} {'a text ' * 140}" for n in range(9))}
    refused = [text for text, came in asked.items() if came.returncode]
    assert refused
    assert all(SAID in asked[text].stderr for text in refused)

    quota.make_room()
    session.done("commit", "two")
    assert SAID not in session.done("status")
    program.kill()
    program.wait()

    taken = [text.strip() for text in asked if text not in refused]
    assert ["one", *taken, "two"] == [text.strip() for text in quota.promised()]


def test_a_start_with_a_used_up_quota_keeps_all_in_memory_and_writes_it_down_later(quota: Quota) -> None:
    session = quota.session
    quota.use_up()
    program = session.started()
    done = session.ask("commit", "one")
    assert "isn't on disk yet" in done.stderr
    assert SAID in done.stderr

    quota.make_room()
    session.done("commit", "two")
    assert SAID not in session.done("status")
    program.kill()
    program.wait()

    assert ["one", "two"] == quota.promised()


def test_a_setting_that_cannot_be_written_leaves_the_file_whole(quota: Quota) -> None:
    file = quota.session.set("[breaks]\nafter = '40m'\n")
    quota.use_up()
    refused = quota.session.ask("settings", "set", "breaks.after", "45m")

    assert "Disk quota exceeded" in refused.stderr
    assert 0 != refused.returncode
    assert "[breaks]\nafter = '40m'\n" == file.read_text()
    assert [file] == list(file.parent.iterdir())
