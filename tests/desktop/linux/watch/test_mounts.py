"""Which folders lie on what may hang is told by the kernel, and nothing is touched to find out."""

from pathlib import Path

import pytest

from tray.desktop.linux.watch import mounts

HOME = "/home/ada"
LOCAL = "22 1 0:21 / / rw shared:1 - ext4 /dev/sda1 rw\n"
SHARE = "23 22 0:22 / /mnt/the\\040share rw shared:2 - nfs4 server:/all rw\n"


@pytest.fixture
def listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The kernel's list."""
    file = tmp_path / "mountinfo"
    monkeypatch.setattr(mounts, "LIST", str(file))
    return file


def test_only_what_lies_on_a_share_may_hang(listed: Path) -> None:
    listed.write_text(LOCAL + SHARE)
    points = mounts.that_may_hang(HOME)

    assert ("/mnt/the share",) == points
    assert not mounts.is_safe("/mnt/the share/plans", points)
    assert mounts.is_safe("/mnt/the share of mine", points)


@pytest.mark.usefixtures("listed")
def test_where_the_kernel_shows_no_list_every_folder_may_hang() -> None:
    assert not mounts.is_safe(HOME, mounts.that_may_hang(HOME))
    assert mounts.may_hang(f"{HOME}/plans", {"HOME": HOME})
