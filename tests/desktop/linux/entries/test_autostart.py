"""The desktop finds the program at the login and in its menu, and nobody else's file is touched."""

import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.desktop.conftest import require
from tests.desktop.harness.waiting import until
from tests.desktop.linux.entries.installations import AWKWARD, THEIRS, autostart, files
from tray.core.messages.events import AutostartFound, Event
from tray.desktop.autostart import Autostarting
from tray.desktop.common.own_command import own_command
from tray.errors import DesktopError


def test_on_writes_one_file_and_off_removes_it(tmp_path: Path) -> None:
    entry = autostart(tmp_path)
    assert not entry.standing().on

    entry.on()
    assert [".config/autostart/backpressure.desktop"] == files(tmp_path)
    assert entry.standing().on

    entry.off()
    assert [] == files(tmp_path)
    assert not entry.standing().on


def test_on_twice_is_as_on_once_and_off_twice_does_no_harm(tmp_path: Path) -> None:
    entry = autostart(tmp_path)
    entry.on()
    before = Path(entry.standing().where).read_bytes()
    entry.on()
    assert before == Path(entry.standing().where).read_bytes()

    entry.off()
    entry.off()

    assert [] == files(tmp_path)


def test_the_folder_is_that_of_xdg_config_home_unless_it_is_relative(tmp_path: Path) -> None:
    autostart(tmp_path, XDG_CONFIG_HOME=f"{tmp_path}/elsewhere").on()
    autostart(tmp_path, XDG_CONFIG_HOME="relative").on()

    expected = [".config/autostart/backpressure.desktop", "elsewhere/autostart/backpressure.desktop"]
    assert expected == files(tmp_path)


def test_a_file_of_the_person_is_neither_overwritten_nor_removed(tmp_path: Path) -> None:
    entry = autostart(tmp_path)
    path = Path(entry.standing().where)
    path.parent.mkdir(parents=True)
    path.write_text(THEIRS)

    for change in (entry.on, entry.off):
        with pytest.raises(DesktopError, match="isn't Backpressure's"):
            change()

    assert THEIRS == path.read_text()
    assert entry.standing().on
    assert "isn't Backpressure's" in entry.standing().remark


@pytest.mark.parametrize("line", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_what_the_desktop_switched_off_is_off_until_on_is_asked_for(tmp_path: Path, line: str) -> None:
    entry = autostart(tmp_path)
    entry.on()
    path = Path(entry.standing().where)
    path.write_text(f"{path.read_text()}{line}\n")
    assert not entry.standing().on
    assert "settings of the desktop" in entry.standing().remark

    entry.on()

    assert entry.standing().on


def test_an_entry_of_another_installation_is_told_and_replaced(tmp_path: Path) -> None:
    autostart(tmp_path, ["/elsewhere/backpressure"]).on()
    entry = autostart(tmp_path)
    assert "another installation" in entry.standing().remark

    entry.on()

    assert "" == entry.standing().remark


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / ".config").write_text("no folder")

    with pytest.raises(DesktopError, match="can't be written"):
        autostart(tmp_path).on()


def test_what_keeps_the_menu_from_switching_it_is_told_and_nothing_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / ".config").write_text("no folder")
    told: list[str] = []
    found: list[Event] = []
    switch = Autostarting(found.append, told.append, {"HOME": str(tmp_path)})
    switch(True)

    assert ["can't be written" in each for each in told] == [True]
    assert [] == found
    switch(None)
    assert [AutostartFound(False)] == found
    assert 1 == len(told)


@pytest.mark.desktop
def test_a_desktop_starts_exactly_what_was_meant_however_the_folder_is_called(tmp_path: Path) -> None:
    require("gio")
    # GLib looks for the program before it reads "%%" as "%", and then finds none: no spelling could please it.
    folder = tmp_path / AWKWARD.replace("%", "")
    folder.mkdir()
    noted = tmp_path / "noted"
    program = folder / "backpressure"
    script = f"#!{sys.executable}\nimport json, sys\nopen({str(noted)!r}, 'w').write(json.dumps(sys.argv) + '\\n')\n"
    program.write_text(script)
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    command = [str(program), "-c", f"x = {AWKWARD!r}; %f", ""]
    entry = autostart(tmp_path, command)
    entry.on()

    subprocess.run(["gio", "launch", entry.standing().where], check=True, timeout=20)

    until(lambda: noted.exists() and noted.read_text().endswith("\n"), "the program has started")
    assert command == json.loads(noted.read_text())


def script(folder: Path) -> Path:
    folder.mkdir(parents=True)
    path = folder / "backpressure"
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def test_a_link_of_pipx_is_kept_since_it_outlives_an_upgrade(tmp_path: Path) -> None:
    target = script(tmp_path / "venvs/backpressure-tray/bin")
    link = tmp_path / "backpressure"
    link.symlink_to(target)

    assert [str(link)] == own_command([str(link), "autostart", "on"])


def test_started_as_a_module_the_script_beside_python_is_taken(tmp_path: Path) -> None:
    made = script(tmp_path / "bin")
    command = own_command(["/x/tray/__main__.py"], python=str(tmp_path / "bin/python"), in_environment=True)

    assert [str(made)] == command


def test_a_python_of_the_system_is_not_believed_to_have_our_script_beside_it(tmp_path: Path) -> None:
    script(tmp_path / "bin")
    package = str(tmp_path / "lib/site-packages/tray/__init__.py")
    python = str(tmp_path / "bin/python")

    assert [python, "-m", "tray"] == own_command(["x"], python=python, package=package, in_environment=False)


def test_a_checkout_that_nobody_installed_starts_from_any_folder(tmp_path: Path) -> None:
    python, *arguments = own_command(["x"], in_environment=False)
    asked = [python, *arguments[:-1], arguments[-1].replace("main([])", "main(['--version'])")]

    said = subprocess.run(asked, cwd=tmp_path, env={}, capture_output=True, text=True, check=True)

    assert said.stdout.startswith("backpressure ")
