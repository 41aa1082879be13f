"""Hooks run only from a file that nobody else can have written."""

import grp
import os
import pwd
import sys
from pathlib import Path

import pytest

from tray.store.files.settings_trust import distrust, distrust_command

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


def test_a_link_that_goes_up_is_followed_as_the_system_follows_it(file: Path, tmp_path: Path) -> None:
    below = tmp_path / "below"
    below.mkdir()
    link = below / "link.toml"
    link.symlink_to(f"./.././{file.relative_to(tmp_path)}")
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

    assert "there's no way to tell who may write to" in said(tmp_path / "a")


def test_a_group_of_ones_own_that_is_somebody_elses_too_is_others(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    me = pwd.getpwuid(os.getuid())
    own = grp.struct_group((me.pw_name, "x", me.pw_gid, []))
    monkeypatch.setattr(grp, "getgrgid", lambda _: own)
    monkeypatch.setattr(pwd, "getpwall", lambda: [me])
    os.chown(file, -1, me.pw_gid)
    file.chmod(0o664)
    assert distrust(str(file)) is None

    other = pwd.struct_passwd(("other", "x", 4242, me.pw_gid, "", "/", "/bin/sh"))
    monkeypatch.setattr(pwd, "getpwall", lambda: [me, other])

    assert "your group can write to" in said(file)


@pytest.fixture
def program(file: Path) -> Path:
    """A program of one's own, in a folder of one's own."""
    program = file.parent.parent / "bin" / "mute"
    program.parent.mkdir(mode=0o755)
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    return program


def why(file: Path, *run: str, path: str = "/usr/bin:/bin") -> str:
    """What is said of a command in the settings file."""
    return distrust_command(str(file), run, {"PATH": path, "HOME": str(file.parent.parent)}) or ""


def test_a_program_of_ones_own_and_of_the_system_is_run(file: Path, program: Path) -> None:
    for run in ((str(program),), ("sh", str(program)), ("mute",), ("sh", "-c", "true"), ("nowhere",), ("bin/mute",)):
        assert "" == why(file, *run, path=f"{program.parent}:/nowhere:/usr/bin:/bin")


@pytest.mark.parametrize("command", ["{program}", "bin/mute", "mute", "sh {program}", "/bin/sh -e {program}"])
@pytest.mark.parametrize("place", ["program", "its folder", "the folder above"])
def test_a_program_that_others_can_write_is_not_run(file: Path, program: Path, command: str, place: str) -> None:
    run = command.format(program=program).split()
    writable = {"program": program, "its folder": program.parent, "the folder above": program.parent.parent}[place]
    assert "" == why(file, *run, path=f"{program.parent}:/usr/bin:/bin")

    writable.chmod(writable.stat().st_mode | 0o002)

    assert f"everybody can write to {writable}" in why(file, *run, path=f"{program.parent}:/usr/bin:/bin")


def test_nobody_can_put_a_program_before_the_one_that_is_meant(file: Path, program: Path, tmp_path: Path) -> None:
    first = tmp_path / "first"
    first.mkdir()
    first.chmod(0o777)

    assert f"everybody can write to {first}" in why(file, "mute", path=f"{first}:{program.parent}")
    assert "" == why(file, "mute", path=f"{program.parent}:{first}")


def test_a_command_of_a_file_that_others_can_write_is_not_run(file: Path, program: Path) -> None:
    file.chmod(0o666)

    assert f"everybody can write to {file}" in why(file, str(program))
