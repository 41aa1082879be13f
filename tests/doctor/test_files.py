"""The doctor sees what is wrong with the person's files, and changes nothing."""

import os
import sqlite3
import sys
import tempfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.store.stories import in_child
from tray.core.messages.facts import Recorded, Switched
from tray.desktop.common.clock import SystemClock
from tray.doctor import calendars, files, shared_folder
from tray.settings.defaults.every_setting import Calendars, Machines, Settings
from tray.store.files.places import Places
from tray.store.files.settings_file import SettingsFile, settings_path
from tray.store.files.settings_last_good import LastGood
from tray.store.opening import open_store
from tray.view.terminal.doctor import Finding, Verdict

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {f"BACKPRESSURE_{name}": str(tmp_path / name.lower()) for name in ("CONFIG", "DATA", "STATE", "RUNTIME")}


def history(environment: dict[str, str]) -> Finding:
    return files.history(Places(environment), in_use=False)


def test_a_new_machine_is_in_order(environment: dict[str, str], tmp_path: Path) -> None:
    found = [files.settings(environment)[1], history(environment), files.folders(Places(environment))]

    assert [Verdict.FINE] * 3 == [each.verdict for each in found]
    assert [] == list(tmp_path.iterdir())


def test_mistakes_in_the_settings_are_counted_and_the_first_is_named(environment: dict[str, str]) -> None:
    folder = Path(environment["BACKPRESSURE_CONFIG"])
    folder.mkdir()
    (folder / "settings.toml").write_text('[breaks]\nafter = "soon"\nbuys = 3\n')
    _, found = files.settings(environment)

    assert (Verdict.WRONG, {"is": "invalid", "mistakes": "2"}) == (found.verdict, found.public)
    assert "2 mistakes" in found.says
    assert "breaks.after" in found.says


def test_while_the_file_has_mistakes_it_goes_on_with_the_settings_that_are_in_force(
    environment: dict[str, str],
) -> None:
    file = SettingsFile(settings_path(environment))
    Path(file.path).parent.mkdir()
    kept = LastGood(file, Places(environment).last_good)
    Path(file.path).write_text('[breaks]\nafter = "40m"\n')
    in_force = kept.read()
    Path(file.path).write_text('[breaks]\nafter = "soon"\n')
    examined, found = files.settings(environment)

    assert timedelta(minutes=40) == examined.breaks.after == in_force.breaks.after
    assert "breaks.after" in found.says
    assert "your previous settings stay in force" in found.says


def test_where_there_were_none_before_those_are_the_defaults(environment: dict[str, str]) -> None:
    file = Path(settings_path(environment))
    file.parent.mkdir()
    file.write_text('[breaks]\nafter = "soon"\n')
    examined, found = files.settings(environment)

    assert Settings() == examined
    assert "The default settings apply until it's fixed." in found.says


def test_a_whole_history_is_fine_and_a_damaged_one_is_told(environment: dict[str, str]) -> None:
    file = Path(Places(environment).history)
    open_store(str(file), NOW).store.close()
    assert "is intact" in history(environment).says

    with file.open("r+b") as opened:
        opened.seek(100)
        opened.write(os.urandom(3000))
    before = file.read_bytes()
    found = history(environment)

    assert (Verdict.WRONG, before) == (found.verdict, file.read_bytes())
    assert found.do.startswith("Quit Backpressure and start it again")


def test_facts_that_are_left_out_are_counted(environment: dict[str, str]) -> None:
    store = open_store(Places(environment).history, NOW).store
    absurd, ahead = datetime(1960, 1, 1, tzinfo=UTC), datetime(2190, 1, 1, tzinfo=UTC)
    store.take([Recorded("other", 1, 0, Switched(absurd)), Recorded("other", 2, 0, Switched(ahead))])
    store.close()

    said = history(environment).says

    assert "1 fact on record can't be true" in said
    assert "1 fact from another device is dated in the future" in said


@pytest.mark.skipif(os.name == "nt", reason="modes are those of Unix")
def test_a_folder_that_others_may_enter_is_told_with_what_closes_it(environment: dict[str, str]) -> None:
    folder = Path(environment["BACKPRESSURE_DATA"])
    folder.mkdir(mode=0o755)
    found = files.folders(Places(environment))
    assert Verdict.WRONG is found.verdict
    assert f"chmod go= {folder}" in found.do

    folder.chmod(0o700)

    assert Verdict.FINE is files.folders(Places(environment)).verdict


def test_a_file_where_a_folder_should_be_is_told(environment: dict[str, str]) -> None:
    Path(environment["BACKPRESSURE_STATE"]).write_text("")

    assert "isn't a folder" in files.folders(Places(environment)).says


def test_somebody_without_a_home_is_told_to_set_it() -> None:
    nowhere = {"HOME": "not/absolute"}
    found = [files.settings(nowhere)[1], files.folders(Places(nowhere))]

    assert [(Verdict.WRONG, "Set HOME.")] * 2 == [(each.verdict, each.do) for each in found]
    assert ["This user has no home folder."] * 2 == [each.says.partition(" Set")[0] for each in found]


def test_a_history_of_a_newer_version_is_told_and_not_called_damaged(environment: dict[str, str]) -> None:
    file = Places(environment).history
    open_store(file, NOW).store.close()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("PRAGMA user_version = 9999")
        connection.execute("UPDATE meta SET value = '9999' WHERE key = 'version'")
    found = history(environment)

    assert (Verdict.WRONG, "See who may read and write the file.") == (found.verdict, found.do)
    assert "newer" in found.says


def test_a_folder_that_cannot_be_reached_is_told_with_the_reason(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    found = files.folders(Places(environment | {"BACKPRESSURE_DATA": str(tmp_path / "file" / "data")}))

    assert f"{tmp_path}/file/data can't be read: Not a directory." == found.says


@pytest.mark.skipif(sys.platform == "win32" or os.getuid() != 0, reason="needs to be root, to give a folder away")
def test_a_folder_of_somebody_else_and_one_that_is_closed_are_told_with_what_helps() -> None:
    with tempfile.TemporaryDirectory() as home:  # where others may go in, as they may not where tests lie
        Path(home).chmod(0o755)
        places = Places({f"BACKPRESSURE_{name}": f"{home}/{name.lower()}" for name in ("DATA", "STATE", "RUNTIME")})
        folder = Path(places.data)
        folder.mkdir(mode=0o500)
        os.chown(folder, 65534, 65534)
        found = files.folders(places)
        assert f"{folder} belongs to somebody else." == found.says
        assert f"sudo chown -R $(id -u) {folder}" in found.do

        def closed() -> None:
            os.setuid(65534)
            found = files.folders(places)
            assert f"{folder} can't be written." == found.says
            assert f"chmod u+rwx {folder}" in found.do

        assert 0 == in_child(closed)


def test_without_the_extra_calendars_say_how_to_get_it(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(calendar=Calendars(files=("~/calendar.ics",)))
    monkeypatch.setitem(sys.modules, "icalendar", None)
    (found,) = calendars.calendars(settings, environment)

    assert (Verdict.WRONG, {"is": "missing"}) == (found.verdict, found.public)
    assert "[calendar]" in found.do


def test_a_folder_that_no_other_machine_shares_is_said_to_be_so(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir(mode=0o700)
    settings = Settings(machines=Machines(folder=str(shared)))
    says = [each.says for each in shared_folder.machines(settings, Places({"BACKPRESSURE_DATA": str(tmp_path)}))]

    assert [f"No other machine shares {shared} at the moment."] == says


def test_calendars_are_counted_and_what_cannot_be_read_of_them_is_named(
    environment: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("recurring_ical_events")
    monkeypatch.setattr(SystemClock, "wall", lambda _: NOW)
    lines = ("BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1", f"DTSTART:{NOW + timedelta(days=2):%Y%m%dT%H%M%SZ}")
    (tmp_path / "work.ics").write_text("\r\n".join((*lines, "DURATION:PT1H", "END:VEVENT", "END:VCALENDAR", "")))

    def told(*names: str) -> Finding:
        settings = Settings(calendar=Calendars(files=tuple(str(tmp_path / name) for name in names)))
        (found,) = calendars.calendars(settings, environment)
        return found

    assert (Verdict.FINE, "Your calendars have 1 entry in the next two weeks.") == (
        told("work.ics").verdict,
        told("work.ics").says,
    )
    assert Verdict.WRONG is told("work.ics", "gone.ics").verdict
    assert f"Not all of them can be read: {tmp_path}/gone.ics: there is no such file" in told("gone.ics").says
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    assert "No such file or directory: '/no/such/python'" in told("work.ics").says
