"""The second display of a person outlives a restart, and whatever became of the file keeps nothing from starting."""

from pathlib import Path

import pytest

from tray.store.files import displays_to_rejoin

VNC = {"DISPLAY": ":5", "HOME": "/home/me"}


def test_what_was_kept_is_there_again(tmp_path: Path) -> None:
    path = str(tmp_path / "displays.json")
    assert [] == displays_to_rejoin.kept(path)
    displays_to_rejoin.keep(path, [VNC])
    assert [VNC] == displays_to_rejoin.kept(path)


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b"[" * 100_000, b'[1, {"DISPLAY": 5}, null]', b'["a"]'])
def test_a_damaged_file_is_nobody(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "displays.json").write_bytes(content)

    assert [] == displays_to_rejoin.kept(str(tmp_path / "displays.json"))
