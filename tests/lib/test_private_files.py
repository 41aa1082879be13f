"""What is made is for its owner alone, whatever the umask; what is there keeps its mode."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tray.lib import private_files

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no modes")


@pytest.fixture(params=[0o000, 0o077], autouse=True)
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def mode_of(path: Path) -> int:
    return path.stat().st_mode & 0o7777


def test_every_folder_on_the_way_is_closed(tmp_path: Path) -> None:
    private_files.make_folders(str(tmp_path / "a/b/c"))

    assert [0o700] * 3 == [mode_of(tmp_path / each) for each in ("a", "a/b", "a/b/c")]


def test_a_folder_that_is_there_keeps_its_mode(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a").chmod(0o755)

    private_files.make_folders(str(tmp_path / "a/b"))
    private_files.make_folders(str(tmp_path / "a"))

    assert mode_of(tmp_path / "a") == 0o755


def test_a_folder_cannot_be_made_where_a_file_is(tmp_path: Path) -> None:
    (tmp_path / "a").touch()

    with pytest.raises(OSError, match=r"exists|Not a directory"):
        private_files.make_folders(str(tmp_path / "a/b"))
    with pytest.raises(FileExistsError):
        private_files.make_folders(str(tmp_path / "a"))


def test_a_folder_is_named_from_where_one_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    private_files.make_folders("a/b")

    assert mode_of(tmp_path / "a") == 0o700


def test_a_new_file_is_closed_and_goes_through_no_link(tmp_path: Path) -> None:
    os.close(private_files.make(str(tmp_path / "new")))
    os.close(private_files.make_or_open(str(tmp_path / "other")))
    (tmp_path / "link").symlink_to(tmp_path / "target")

    assert [0o600] * 2 == [mode_of(tmp_path / each) for each in ("new", "other")]
    for planted in (private_files.make, private_files.make_or_open):
        with pytest.raises(OSError, match=r"exists|symbolic"):
            planted(str(tmp_path / "link"))
    with pytest.raises(FileExistsError):
        private_files.make(str(tmp_path / "new"))
    assert not (tmp_path / "target").exists()


def test_a_link_that_the_person_named_is_followed(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "target")

    os.close(private_files.make_or_open(str(tmp_path / "link"), follow=True))

    assert mode_of(tmp_path / "target") == 0o600


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    file = tmp_path / "file"
    private_files.replace(str(file), b"old")
    file.chmod(0o644)
    private_files.replace(str(file), b"new")
    assert (b"new", 0o600) == (file.read_bytes(), mode_of(file))

    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="directory"):
        private_files.replace(str(tmp_path / "folder"), b"new")

    assert ["file", "folder"] == sorted(each.name for each in tmp_path.iterdir())
