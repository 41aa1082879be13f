"""``backpressure machines``: join, list, leave, forget."""

import io
import json
import os
import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.session import Session
from tests.desktop.harness.waiting import until
from tests.store.machines.shared import DESKTOP, TOWER, Machine
from tests.store.stories import all_of, opened, with_life
from tray.cli.main import main
from tray.doctor import shared_folder
from tray.settings.defaults.every_setting import Machines, Settings
from tray.store.files.places import Places
from tray.store.machines import name_version_clock, purged_spans
from tray.store.machines.name_version_clock import About


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "shared"


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = main(["machines", *words])
    came = capsys.readouterr()
    return code, came.out + came.err


@pytest.mark.usefixtures("nowhere")
def test_without_a_folder_it_says_how_to_begin(capsys: pytest.CaptureFixture[str]) -> None:
    assert (0, "This machine isn't sharing anything. `backpressure machines join FOLDER` starts it.\n") == said(capsys)
    assert 2 == said(capsys, "leave")[0]
    code, text = said(capsys, "forget", "bbb")
    assert (2, True) == (code, "so there's no machine to forget" in text)


def test_joining_makes_the_folder_for_this_user_alone_and_sets_it(
    nowhere: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, text = said(capsys, "join", str(folder), "--name", "laptop")

    assert (0, 0o700) == (code, stat.S_IMODE(folder.stat().st_mode))
    assert f"This machine now shares {folder}, as laptop.\nNo other machine has written here yet.\n" == text
    settings = (nowhere / "config" / "settings.toml").read_text()
    assert f'folder = "{folder}"' in settings
    assert 'name = "laptop"' in settings
    code, text = said(capsys)
    assert 0 == code
    assert [f"Shared folder: {folder}", "No other machine has written here yet."] == text.splitlines()[::2][:2]


def test_a_folder_that_holds_other_things_is_not_taken(
    nowhere: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.mkdir(0o755)
    (folder / "taxes.ods").write_text("")

    code, text = said(capsys, "join", str(folder))
    assert (2, 0o755) == (code, stat.S_IMODE(folder.stat().st_mode))
    assert "taxes.ods" in text
    assert not (nowhere / "config" / "settings.toml").exists()


def test_it_lists_who_is_there_and_what_has_not_come(
    nowhere: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (nowhere / "data").mkdir(0o700)
    with_life(nowhere / "data" / "history.sqlite3", 5)
    folder.mkdir(0o700)
    other = Machine(folder, DESKTOP)
    other.live(3)
    other.visit()
    (other.part() / "machine.json").write_bytes(name_version_clock.written(About("desktop", "9.9", None, 515)))

    code, text = said(capsys, "join", str(folder), "--name", "laptop")
    assert "It shares the folder with desktop." in text
    code, text = said(capsys)
    assert 0 == code
    assert "laptop   this machine · 5 records\n" in text
    assert "Waiting for 512 records from desktop.\n" in text
    code, text = said(capsys, "--json")
    listed = json.loads(text)["machines"]
    assert [("laptop", True, 0), ("desktop", False, 512)] == [
        (each["name"], each["here"], each["missing"]) for each in listed
    ]


@pytest.mark.usefixtures("nowhere")
def test_a_clock_that_is_ahead_was_heard_no_later_than_now(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    part = folder / DESKTOP
    part.mkdir(0o700, parents=True)
    ahead = datetime.now(UTC) + timedelta(days=2, minutes=1)
    (part / "machine.json").write_bytes(name_version_clock.written(About("desktop", "1", ahead)))
    folder.chmod(0o700)
    said(capsys, "join", str(folder))

    text = said(capsys)[1]
    assert "desktop  last heard today " in text
    assert "The clock of desktop is 48 h" in text


def test_a_machine_that_is_gone_can_be_forgotten(
    nowhere: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (nowhere / "data").mkdir(0o700)
    with_life(nowhere / "data" / "history.sqlite3", 5)
    folder.mkdir(0o700)
    Machine(folder, DESKTOP).visit()
    said(capsys, "join", str(folder))

    assert "There are: bbb." in said(capsys, "forget", "tower")[1]
    assert (0, "Backpressure no longer waits for bbb. What it recorded stays.\n") == said(capsys, "forget", "bbb")
    assert "left · 0 records" in said(capsys)[1]


def test_leaving_tells_the_others_and_takes_nothing_away(
    nowhere: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (nowhere / "data").mkdir(0o700)
    recorded = with_life(nowhere / "data" / "history.sqlite3", 5)
    said(capsys, "join", str(folder), "--name", "laptop")
    part = folder / recorded[0].device
    part.mkdir(0o700)
    (part / "machine.json").write_bytes(name_version_clock.written(About("laptop")))

    still = f"This machine no longer shares anything. What it shared is still in {folder}.\n"
    assert (0, still) == said(capsys, "leave")
    left = name_version_clock.read((part / "machine.json").read_bytes())
    assert left is not None
    assert left.left
    code, text = said(capsys)
    assert 0 == code
    assert "isn't sharing anything" in text


def test_two_programs_share_what_is_done(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    laptop, desktop = Session(tmp_path / "a"), Session(tmp_path / "b")
    try:
        for session, name in ((laptop, "laptop"), (desktop, "desktop")):
            session.started()
            session.done("machines", "join", str(folder), "--name", name)
        laptop.done("commit", "answer Ada")
        while "answer Ada" not in desktop.done("commitments"):
            os.sched_yield()

        assert "desktop  this machine" in desktop.done("machines")
        assert "laptop   last heard today" in desktop.done("machines")
    finally:
        laptop.end()
        desktop.end()


def test_what_is_deleted_while_nothing_is_shared_leaves_the_folder_when_it_is_shared_again(
    folder: Path, tmp_path: Path
) -> None:
    session = Session(tmp_path)

    def shares(settings: str, limit: int) -> None:
        session.set(f"{settings}\nlimits.commitments = {limit}\n")
        until(lambda: limit == json.loads(session.done("status", "--json"))["commitments"]["cap"], "the settings")

    def told() -> bytes:
        return b"".join(each.read_bytes() for each in sorted(folder.glob("*/0*.jsonl")))

    session.done("machines", "join", str(folder))
    shared = f'machines.folder = "{folder}"\nmachines.texts = true'
    session.started()
    try:
        shares(shared, 8)
        session.done("commit", "the secret plan")
        until(lambda: b"the secret plan" in told(), "it to be shared")
        shares("", 9)
        before = told()
        session.done("commit", "another")
        session.done("purge", "--yes")
        assert before == told()
        shares(shared, 10)
        until(lambda: b"the secret plan" not in told(), "it to be taken away there too")

        assert "plan" not in session.done("commitments")
    finally:
        session.end()


def shared_by_two(nowhere: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[Path, Machine]:
    """A laptop with a history and its part, and a desktop whose facts it has imported."""
    file = nowhere / "data" / "history.sqlite3"
    file.parent.mkdir(0o700)
    laptop = Machine(folder, with_life(file, 5)[0].device)
    laptop.add(all_of(file))
    said(capsys, "join", str(folder), "--name", "laptop")
    laptop.visit()
    desktop = Machine(folder, DESKTOP)
    desktop.live(3)
    desktop.visit()
    journal = opened(file)
    journal.take(desktop.own())
    journal.close()
    return file, desktop


def test_a_purge_while_nothing_runs_tells_the_others_and_names_what_keeps_things(
    nowhere: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, _ = shared_by_two(nowhere, folder, capsys)
    own = next(path.parent for path in folder.glob("*/0*") if path.parent.name != DESKTOP)
    (folder / ".git").mkdir()

    assert 0 == main(["purge", "--yes"])
    text = capsys.readouterr().out
    assert "8 records permanently deleted.\nYour other machines delete it too, when they hear of it.\n" in text
    assert f"{folder}/.git still has what was deleted. Delete it there by hand.\n" in text
    assert [] == all_of(file)
    assert b'"fact"' not in (own / "000000001.jsonl").read_bytes()
    assert 1 == len(purged_spans.read((own / "purged.jsonl").read_bytes()))
    assert "still has what was deleted" in doctor_says(folder)


def doctor_says(folder: Path) -> str:
    found = shared_folder.machines(replace(Settings(), machines=Machines(folder=str(folder))), Places())
    return " ".join(each.says for each in found)


@pytest.mark.usefixtures("nowhere")
def test_the_doctor_says_that_the_folder_is_not_there(folder: Path) -> None:
    assert f"The folder {folder} isn't there." == doctor_says(folder)


def test_a_machine_can_be_forgotten_with_all_it_recorded(
    nowhere: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, desktop = shared_by_two(nowhere, folder, capsys)

    assert 2 == said(capsys, "forget", "bbb", "--purge")[0], "it asks, and there's no terminal"
    code, text = said(capsys, "forget", "bbb", "--purge", "--yes")
    assert 0 == code
    assert "3 records permanently deleted." in text
    assert DESKTOP not in {each.device for each in all_of(file)}
    newcomer = Machine(folder, TOWER)
    found = newcomer.visit().found
    assert found is not None
    assert [DESKTOP] == [span.device for span in found.spans]
    assert desktop.part().exists(), "nobody but its owner writes there"


def test_forgetting_all_that_a_machine_recorded_asks_first(
    nowhere: Path, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    def answered(word: str) -> tuple[int, str]:
        monkeypatch.setattr("sys.stdin", Terminal(f"{word}\n"))
        return said(capsys, "forget", "bbb", "--purge")

    file, _ = shared_by_two(nowhere, folder, capsys)
    code, text = answered("no")
    assert (1, True) == (code, text.endswith("Nothing was changed.\n"))
    assert "This deletes what bbb recorded, here and on your other machines: 3 records. It can't be undone." in text
    assert DESKTOP in {each.device for each in all_of(file)}
    assert 0 == answered("yes")[0]
    assert DESKTOP not in {each.device for each in all_of(file)}


def test_a_purge_that_the_others_cannot_hear_of_yet_deletes_here_and_says_so(
    nowhere: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, _ = shared_by_two(nowhere, folder, capsys)
    folder.rename(folder.with_name("unplugged"))

    assert 0 == main(["purge", "--yes"])
    came = capsys.readouterr()
    assert f"The folder {folder} isn't there." in came.err
    assert "Your other machines delete it too, when they hear of it." in came.out
    assert [] == all_of(file)


def test_a_machine_that_goes_on_under_another_id_is_listed_once_and_forgotten_with_all_it_recorded(
    nowhere: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, desktop = shared_by_two(nowhere, folder, capsys)
    now = Machine(folder, TOWER)
    now.visit()
    (desktop.part() / "machine.json").write_bytes(name_version_clock.written(About("desktop", left=True)))
    (now.part() / "machine.json").write_bytes(name_version_clock.written(About("desktop", formerly=(DESKTOP,))))

    _, text = said(capsys)
    assert [1, 0] == [text.count("desktop  "), text.count("left")]
    assert "desktop  never heard · 3 records" in text
    assert 0 == said(capsys, "forget", "desktop", "--purge", "--yes")[0]
    assert DESKTOP not in {each.device for each in all_of(file)}
