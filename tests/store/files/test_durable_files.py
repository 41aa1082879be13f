"""Folders are private, and files whole."""

import os
import shutil
import sys
from functools import partial
from pathlib import Path

import pytest

from tests.store.dying import dying_at
from tests.store.stories import in_child
from tray.errors import StoreError
from tray.store.files.durable_files import home_folder, own_folder, write_whole

as_root = pytest.mark.skipif(sys.platform != "linux" or os.getuid() != 0, reason="needs to be root, to become another")


def mode_of(path: Path) -> int:
    return path.stat().st_mode & 0o7777


def test_a_folder_of_ones_own_is_closed_to_others_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        own_folder(str(tmp_path / "new"))
        home_folder(str(tmp_path / "a" / "b"))
    finally:
        os.umask(before)

    assert mode_of(tmp_path / "new") == 0o700
    assert mode_of(tmp_path / "a" / "b") == 0o700


def test_a_folder_that_stands_open_is_closed(tmp_path: Path) -> None:
    (tmp_path / "open").mkdir(mode=0o755)

    own_folder(str(tmp_path / "open"))

    assert mode_of(tmp_path / "open") == 0o700


@as_root
def test_a_folder_that_somebody_else_planted_is_refused(tmp_path: Path) -> None:
    planted = tmp_path / "backpressure-0"
    planted.mkdir()
    os.chown(planted, 65534, 65534)

    with pytest.raises(StoreError, match="belongs to somebody else"):
        own_folder(str(planted))


@pytest.mark.parametrize("plant", ["link", "file", "pipe"])
def test_what_is_no_folder_is_refused(tmp_path: Path, plant: str) -> None:
    place = tmp_path / "planted"
    if plant == "link":
        place.symlink_to(tmp_path)
    elif plant == "file":
        place.write_text("")
    else:
        os.mkfifo(place)

    with pytest.raises(StoreError):
        own_folder(str(place))


def test_a_shared_folder_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    shared = tmp_path / "tmp"
    shared.mkdir()
    shared.chmod(0o1777)

    with pytest.raises(StoreError, match="shared"):
        own_folder(str(shared))
    assert mode_of(shared) == 0o1777


def test_in_the_own_home_a_link_to_a_folder_is_welcome(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "data").symlink_to(tmp_path / "elsewhere")

    assert home_folder(str(tmp_path / "data")) == str(tmp_path / "data")


def test_a_new_file_is_private_and_an_old_one_keeps_its_mode(tmp_path: Path) -> None:
    write_whole(str(tmp_path / "new"), b"1")
    (tmp_path / "old").write_bytes(b"0")
    (tmp_path / "old").chmod(0o640)
    write_whole(str(tmp_path / "old"), b"1")

    assert (mode_of(tmp_path / "new"), mode_of(tmp_path / "old")) == (0o600, 0o640)
    assert (tmp_path / "old").read_bytes() == b"1"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "dotfiles").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "dotfiles" / "settings")

    write_whole(str(tmp_path / "link"), b"1")

    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "dotfiles" / "settings").read_bytes() == b"1"


def test_a_writer_killed_anywhere_leaves_the_old_bytes_or_the_new(tmp_path: Path) -> None:
    file = tmp_path / "file"
    deaths = 0
    seen = set()
    for step in range(1, 50):
        file.write_bytes(b"old")
        died = in_child(partial(dying_at, step, lambda: write_whole(str(file), b"new" * 9999))) != 0

        seen.add(content := file.read_bytes())
        assert content in (b"old", b"new" * 9999)
        deaths += died
    assert deaths >= 4
    assert len(seen) == 2


def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()

    with pytest.raises(StoreError, match="can't be written"):
        write_whole(str(tmp_path / "folder"), b"1")
    with pytest.raises(StoreError, match="can't be written"):
        write_whole(str(tmp_path / "missing" / "file"), b"1")

    assert ["folder"] == [entry.name for entry in tmp_path.iterdir()]
    shutil.rmtree(tmp_path / "folder")
