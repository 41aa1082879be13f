"""The desktop finds the program at the login and in its menu, and nobody else's file is touched."""

import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.desktop.conftest import require
from tests.desktop.harness.waiting import until
from tests.documents import ROOT
from tray.desktop.common.entry import Entry
from tray.desktop.common.own_command import own_command
from tray.desktop.linux.entries.app_menu import AppMenu
from tray.desktop.linux.entries.autostart import Autostart
from tray.desktop.linux.entries.desktop_entry import keys_of
from tray.errors import DesktopError

HERE = ["/opt/backpressure/bin/backpressure"]
AWKWARD = "a b\"c'd`e$HOME\\f%i;&é(g)~*"
THEIRS = "[Desktop Entry]\nType=Application\nName=Backpressure\nExec=/usr/bin/true\n"


def autostart(home: Path, command: list[str] = HERE, **more: str) -> Autostart:
    return Autostart(command, {"HOME": str(home), **more})


def files(home: Path) -> list[str]:
    return sorted(str(path.relative_to(home)) for path in home.rglob("*") if path.is_file())


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


def test_the_app_menu_gets_an_entry_and_icons_and_loses_all_of_them_again(tmp_path: Path) -> None:
    menu = AppMenu(HERE, {"HOME": str(tmp_path)})
    theirs = tmp_path / ".local/share/icons/hicolor/48x48/apps/other.png"
    theirs.parent.mkdir(parents=True)
    theirs.write_bytes(b"theirs")

    menu.on()
    assert menu.standing().on
    icons = [name for name in files(tmp_path) if name.endswith(("backpressure.png", "backpressure.svg"))]
    assert 10 == len(icons)
    assert ".local/share/icons/hicolor/48x48/apps/backpressure.png" in icons

    menu.off()
    assert [str(theirs.relative_to(tmp_path))] == files(tmp_path)


def test_the_entry_says_what_the_one_for_distributions_says(tmp_path: Path) -> None:
    menu = AppMenu(["backpressure"], {"HOME": str(tmp_path)})
    menu.on()
    ours = keys_of(Path(menu.standing().where).read_text())
    for_distributions = keys_of((ROOT / "assets/backpressure.desktop").read_text())

    assert for_distributions == {name: ours[name] for name in for_distributions}


@pytest.mark.desktop
def test_the_entries_are_valid(tmp_path: Path) -> None:
    require("desktop-file-validate")
    awkward = [f"/opt/{AWKWARD}/backpressure", "-c", "import sys; sys.exit('no\tway')"]
    entries: list[Entry] = [autostart(tmp_path, awkward), AppMenu(awkward, {"HOME": str(tmp_path)})]
    for entry in entries:
        entry.on()
    paths = [entry.standing().where for entry in entries]

    said = subprocess.run(
        ["desktop-file-validate", *paths, str(ROOT / "assets/backpressure.desktop")],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (0, "") == (said.returncode, said.stdout)


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
