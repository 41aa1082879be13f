"""Hooks run only from a file that nobody else can have written."""

import grp
import os
import pwd
import sys
from pathlib import Path

import pytest

from tray.store.files.settings_trust import distrust

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="modes are those of Unix")
GROUP = grp.getgrgid(os.getgid()).gr_name
OWN_GROUP = pwd.getpwuid(os.getuid()).pw_name == GROUP and set(grp.getgrgid(os.getgid()).gr_mem) <= {GROUP}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A settings file of one's own, in folders of one's own; above them lies the system's temporary folder."""
    folder = tmp_path / "home" / "config"
    folder.mkdir(mode=0o755, parents=True)
    (tmp_path / "home").chmod(0o755)
    file = folder / "settings.toml"
    file.touch()
    file.chmod(0o644)
    return file


def said(file: Path) -> str:
    return distrust(str(file)) or ""


def test_a_file_of_ones_own_is_trusted(file: Path) -> None:
    assert distrust(str(file)) is None


@pytest.mark.parametrize("place", ["settings.toml", "", ".."])
def test_what_everybody_can_write_is_not_trusted_and_it_is_said_how_to_mend_it(file: Path, place: str) -> None:
    writable = Path(os.path.normpath(file.parent / place))
    writable.chmod(writable.stat().st_mode | 0o002)

    assert f"everybody can write to {writable}; take that away with: chmod go-w {writable}" == said(file)


def test_a_folder_that_everybody_may_write_to_will_do_when_it_is_sticky(file: Path) -> None:
    file.parent.chmod(0o1777)

    assert distrust(str(file)) is None


@pytest.mark.skipif(os.geteuid() != 0, reason="only the administrator can give files away")
@pytest.mark.parametrize("place", ["settings.toml", "", ".."])
def test_what_belongs_to_somebody_else_is_not_trusted(file: Path, place: str) -> None:
    os.chown(os.path.normpath(file.parent / place), 12345, -1)

    assert "belongs to another user" in said(file)


@pytest.mark.skipif(os.geteuid() != 0, reason="only the administrator can give files away")
def test_a_group_that_others_are_in_is_others(file: Path) -> None:
    os.chown(file, -1, 12345)
    file.chmod(0o664)

    assert "your group can write to" in said(file)


@pytest.mark.skipif(not OWN_GROUP, reason="this user has no group of their own")
def test_a_group_of_ones_own_is_oneself_unless_a_list_lets_others_in(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.chmod(0o664)
    assert distrust(str(file)) is None

    monkeypatch.setattr(os, "listxattr", lambda _: ["system.posix_acl_access"])

    assert "your group can write to" in said(file)


def test_a_link_is_as_good_as_what_it_leads_to(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.toml"
    link.symlink_to(os.path.relpath(file, tmp_path))
    assert distrust(str(link)) is None

    file.chmod(0o666)

    assert f"everybody can write to {file}" in said(link)


def test_the_folder_of_a_link_matters_as_that_of_its_target_does(file: Path, tmp_path: Path) -> None:
    dotfiles = tmp_path / "dotfiles"
    dotfiles.mkdir()
    link = dotfiles / "settings.toml"
    link.symlink_to(file)
    dotfiles.chmod(0o777)
    assert f"everybody can write to {dotfiles}" in said(link)
    dotfiles.chmod(0o755)

    file.parent.chmod(0o777)

    assert f"everybody can write to {file.parent}" in said(link)


@pytest.mark.skipif(os.geteuid() != 0, reason="only the administrator can give links away")
def test_a_link_that_somebody_planted_is_not_followed(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "settings.toml"
    link.symlink_to(file)
    os.chown(link, 12345, -1, follow_symlinks=False)

    assert f"{link} belongs to another user" in said(link)


def test_links_in_a_circle_are_not_trusted(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")

    assert "it cannot be seen who may write to" in said(tmp_path / "a")
