"""The person's file is read whatever it is, and written only when asked, with care."""

import os
import signal
import socket
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from tray.errors import SettingsInvalid, StoreError, UsageError
from tray.ports import SettingsFile as Port
from tray.settings.defaults.every_setting import Settings
from tray.settings.file.default_file_and_tables import default_file
from tray.store.files.settings_file import SettingsFile, settings_path

MINE = '# mine\r\n[breaks]\r\nafter = "25m"  # pomodoro\r\n'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def at(path: Path) -> SettingsFile:
    return SettingsFile(str(path))


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def problem_of(path: Path) -> str:
    with pytest.raises(SettingsInvalid) as refused:
        at(path).read()
    (problem,) = refused.value.problems
    assert problem.file == str(path)
    return problem.text


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Reading what never ends must not hang the tests either."""
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


def test_it_fulfils_the_port(path: Path) -> None:
    port: Port = at(path)

    assert str(path) == port.path


def test_without_a_file_the_defaults_hold(path: Path) -> None:
    assert Settings() == at(path).read()
    assert at(path.parent / "no" / "folder" / "here.toml").text() is None
    assert not path.exists()


def test_a_file_is_read(path: Path) -> None:
    path.write_text(MINE)

    assert timedelta(minutes=25) == at(path).read().breaks.after


def test_a_link_is_followed_also_when_it_leads_nowhere(path: Path) -> None:
    path.symlink_to("target.toml")
    assert Settings() == at(path).read()

    (path.parent / "target.toml").write_text(MINE)
    assert timedelta(minutes=25) == at(path).read().breaks.after


def test_the_law_judges_its_parameters_when_they_are_read(path: Path) -> None:
    path.write_text('[law]\noff_tau1 = "60h"\n')

    with pytest.raises(SettingsInvalid) as refused:
        at(path).read()

    assert {(2, "law.off_tau1")} == {(problem.line, problem.setting) for problem in refused.value.problems}


def test_what_is_no_file_is_told_and_never_waited_for(path: Path) -> None:
    with within(5):
        os.mkfifo(path)
        assert problem_of(path) == "this is a named pipe, not a file, so no settings are read from it"

        path.unlink()
        path.mkdir()
        assert problem_of(path) == "this is a folder, not a file, so no settings are read from it"

        path.rmdir()
        path.symlink_to("/dev/zero")
        assert problem_of(path) == "this is a device, not a file, so no settings are read from it"

        path.unlink()
        path.symlink_to("/dev/tty")
        assert problem_of(path)

        path.unlink()
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(str(path))
            assert problem_of(path).startswith("the file can't be opened: ")


def test_a_loop_of_links_and_a_file_for_a_folder_are_told(path: Path) -> None:
    path.symlink_to(path)
    assert problem_of(path).startswith("the file can't be opened: ")

    (path.parent / "file").touch()
    assert problem_of(path.parent / "file" / "settings.toml").startswith("the file can't be opened: ")


def test_a_huge_file_is_told_and_not_read(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 30)

    with within(5):
        assert problem_of(path) == "the file is larger than 256 KB, too large to be a settings file"


def test_a_file_without_end_that_claims_to_be_empty_is_told(path: Path) -> None:
    endless = Path("/proc/self/pagemap")
    if not endless.exists():
        pytest.skip("only Linux has such files")
    path.symlink_to(endless)

    with within(5):
        assert problem_of(path)


def test_a_file_that_may_not_be_read_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    path.write_text(MINE)
    # The administrator, as whom tests may run, can read everything.
    monkeypatch.setattr(os, "open", refuse)

    assert problem_of(path) == "the file can't be opened: Permission denied"


def test_damage_is_told_and_left_as_it_is(path: Path) -> None:
    path.write_bytes(b"\0" * 4096)

    assert problem_of(path).startswith("there's a zero byte here")
    with pytest.raises(SettingsInvalid):
        at(path).set("breaks.after", "25m")
    assert at(path).write_default() is False
    assert b"\0" * 4096 == path.read_bytes()


def test_one_value_is_set_and_every_other_byte_kept(path: Path) -> None:
    path.write_bytes(MINE.encode())

    at(path).set("breaks.after", "45m")

    assert MINE.replace("25m", "45m").encode() == path.read_bytes()


def test_the_first_value_that_is_set_makes_the_commented_file(path: Path) -> None:
    file = at(path.parent / "new" / "folder" / "settings.toml")

    file.set("breaks.after", "45m")

    assert timedelta(minutes=45) == file.read().breaks.after
    assert '# after = "50m"\nafter = "45m"\n' in (file.text() or "")
    assert (0o600, 0o700) == (mode_of(Path(file.path)), mode_of(Path(file.path).parent))


def test_the_default_file_is_written_once(path: Path) -> None:
    assert at(path).write_default() is True
    assert default_file() == path.read_text()
    path.write_bytes(MINE.encode())

    assert at(path).write_default() is False
    assert MINE.encode() == path.read_bytes()


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o664, 0o755])
def test_the_mode_stays(path: Path, mode: int) -> None:
    path.write_text(MINE)
    path.chmod(mode)

    at(path).set("breaks.after", "45m")

    assert mode == mode_of(path)


@pytest.mark.skipif(os.geteuid() != 0, reason="only the administrator can give files away")
def test_the_owner_stays(path: Path) -> None:
    path.write_text(MINE)
    os.chown(path, 12345, 23456)

    at(path).set("breaks.after", "45m")

    assert (12345, 23456) == (path.stat().st_uid, path.stat().st_gid)


def test_a_link_stays_a_link_and_its_target_changes(path: Path) -> None:
    dotfiles = path.parent / "dotfiles"
    dotfiles.mkdir()
    target = dotfiles / "backpressure.toml"
    target.write_text(MINE)
    (dotfiles / "link").symlink_to("backpressure.toml")
    path.symlink_to("dotfiles/link")

    at(path).set("breaks.after", "45m")

    assert (path.is_symlink(), (dotfiles / "link").is_symlink()) == (True, True)
    assert "45m" in target.read_text()
    assert ["backpressure.toml", "link"] == names_in(dotfiles)


def test_a_link_that_leads_nowhere_stays_one_and_leads_to_a_new_file(path: Path) -> None:
    path.symlink_to("later/settings.toml")

    at(path).set("breaks.after", "45m")

    assert path.is_symlink()
    assert "45m" in (path.parent / "later" / "settings.toml").read_text()


def test_a_file_of_several_names_is_not_torn_apart(path: Path) -> None:
    path.write_text(MINE)
    other = path.parent / "other.toml"
    other.hardlink_to(path)

    with pytest.raises(StoreError, match="several names"):
        at(path).set("breaks.after", "45m")

    assert path.samefile(other)


def test_a_read_only_file_stays_as_it_is(path: Path) -> None:
    path.write_text(MINE)
    path.chmod(0o444)

    with pytest.raises(StoreError, match="read-only"):
        at(path).set("breaks.after", "45m")

    assert "25m" in path.read_text()
    assert ["settings.toml"] == names_in(path.parent)


def test_a_value_that_will_not_do_touches_nothing(path: Path) -> None:
    path.write_text(MINE)
    before = at(path).fingerprint()

    with pytest.raises(UsageError):
        at(path).set("breaks.after", "3x")
    with pytest.raises(SettingsInvalid):
        at(path).set("breaks.shortest", "59m")
    with pytest.raises(SettingsInvalid):
        at(path).set("law.off_tau1", "60h")

    assert before == at(path).fingerprint()
    assert ["settings.toml"] == names_in(path.parent)


def test_setting_what_is_set_already_does_not_write(path: Path) -> None:
    path.write_text(MINE)
    before = at(path).fingerprint()

    at(path).set("breaks.after", "25m")

    assert before == at(path).fingerprint()


class Raced(SettingsFile):
    """A file that another program saves right after it was read."""

    def text(self) -> str | None:
        read = super().text()
        Path(self.path).write_text("# saved meanwhile\n")
        return read


def test_what_was_saved_meanwhile_is_not_overwritten(path: Path) -> None:
    path.write_text(MINE)

    with pytest.raises(StoreError, match="changed by another program"):
        Raced(str(path)).set("breaks.after", "45m")

    assert path.read_text() == "# saved meanwhile\n"


def test_a_full_disk_leaves_the_old_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    path.write_text(MINE)
    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(StoreError, match="No space left on device"):
        at(path).set("breaks.after", "45m")

    assert "25m" in path.read_text()
    assert ["settings.toml"] == names_in(path.parent)


def save_by_rename(path: Path) -> None:
    other = path.with_suffix(".new")
    other.write_text(MINE)
    other.replace(path)


def save_in_place(path: Path) -> None:
    path.write_text(MINE + "#")


def save_with_backup(path: Path) -> None:
    path.replace(path.with_suffix(".bak"))
    path.write_text(MINE)


def link_elsewhere(path: Path) -> None:
    other = path.with_name("other.toml")
    other.write_text(MINE)
    path.unlink()
    path.symlink_to(other)


@pytest.mark.parametrize("save", [save_by_rename, save_in_place, save_with_backup, link_elsewhere, Path.unlink])
def test_every_way_to_save_changes_the_fingerprint(path: Path, save: object) -> None:
    path.write_text(MINE)
    before = at(path).fingerprint()
    assert before == at(path).fingerprint()

    assert callable(save)
    save(path)

    assert before != at(path).fingerprint()


def test_the_place_of_the_file_can_be_named(tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path)}

    assert str(tmp_path / ".config/backpressure/settings.toml") == settings_path(home)
    assert "/somewhere/mine.toml" == settings_path({**home, "BACKPRESSURE_SETTINGS": "/somewhere/mine.toml"})
    assert str(Path("mine.toml").absolute()) == settings_path({**home, "BACKPRESSURE_SETTINGS": "mine.toml"})
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_stands_where_a_folder_should_be_is_told_before_anything_is_written(path: Path) -> None:
    (path.parent / "file").write_text("mine")
    below = path.parent / "file" / "settings.toml"
    with pytest.raises(StoreError, match=r"/file can't be made: File exists\."):
        SettingsFile(str(below)).write_default()

    path.symlink_to("/proc/nowhere/settings.toml")
    with pytest.raises(StoreError, match=r"/proc/nowhere can't be made: "):
        SettingsFile(str(path)).write_default()
    assert "mine" == (path.parent / "file").read_text()


def test_what_vanished_before_it_could_be_removed_is_told(path: Path) -> None:
    with pytest.raises(StoreError, match="can't be removed: No such file"):
        at(path).replace(None, at(path).fingerprint())


def test_a_path_through_a_file_is_not_written_and_that_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(StoreError, match="can't be written: Not a directory"):
        at(tmp_path / "file" / "settings.toml").replace(MINE, None)
