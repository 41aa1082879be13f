"""The entry in the menu of applications, and what comes with it."""

import shlex
import socket
import subprocess
from pathlib import Path

import pytest

from tests.desktop.conftest import require
from tests.desktop.linux.entries.installations import AWKWARD, HERE, THEIRS, autostart, files
from tests.documents import ROOT
from tray.desktop.common.autostart_and_menu_entry import Entry
from tray.desktop.linux.entries import app_menu
from tray.desktop.linux.entries.app_menu import AppMenu, unit_starting
from tray.desktop.linux.entries.desktop_entry import keys_of
from tray.errors import DesktopError
from tray.lib.identity import APP_ID

SHARE = ROOT / "assets/share"


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
    for_distributions = keys_of((SHARE / f"applications/{APP_ID}.desktop").read_text())

    assert for_distributions == {name: ours[name] for name in for_distributions}


def test_the_app_menu_brings_the_manual_completions_and_a_unit_that_starts_this_installation(tmp_path: Path) -> None:
    AppMenu([f"/opt/{AWKWARD}/backpressure"], {"HOME": str(tmp_path)}).on()
    share = tmp_path / ".local/share"
    unit = (share / "systemd/user/backpressure.service").read_text()

    assert (share / "man/man1/backpressure.1").exists()
    assert (share / "bash-completion/completions/backpressure").exists()
    assert (share / f"metainfo/{APP_ID}.metainfo.xml").exists()
    assert '\' sh "/opt/a b\\"c\'d`e$$HOME\\\\f%%i;&é(g)~*/backpressure"\n' in unit


def test_what_the_person_keeps_under_such_a_name_stays(tmp_path: Path) -> None:
    share = tmp_path / ".local/share"
    theirs = share / "systemd/user/backpressure.service"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("[Service]\nExecStart=/bin/true\n")
    of_pipx = share / "man/man1/backpressure.1"
    of_pipx.parent.mkdir(parents=True)
    of_pipx.symlink_to(SHARE / "man/man1/backpressure.1")
    in_the_way = share / "bash-completion/completions/backpressure"
    in_the_way.mkdir(parents=True)
    menu = AppMenu(HERE, {"HOME": str(tmp_path)})

    menu.on()
    menu.off()

    assert "[Service]\nExecStart=/bin/true\n" == theirs.read_text()
    assert in_the_way.is_dir()
    assert of_pipx.is_symlink()
    assert [".local/share/systemd/user/backpressure.service"] == [
        name for name in files(tmp_path) if not (tmp_path / name).is_symlink()
    ]


@pytest.mark.parametrize(
    ("found", "remark"),
    [
        (THEIRS, "The file isn't Backpressure's, so `off` leaves it alone."),
        (f"{THEIRS}X-Backpressure=made by this program\n", "It starts another installation"),
    ],
)
def test_an_entry_in_the_app_menu_that_starts_something_else_is_told(tmp_path: Path, found: str, remark: str) -> None:
    menu = AppMenu(HERE, {"HOME": str(tmp_path)})
    path = Path(menu.standing().where)
    path.parent.mkdir(parents=True)
    path.write_text(found)

    assert menu.standing().on
    assert menu.standing().remark.startswith(remark)


def test_an_installation_that_has_lost_its_pictures_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app_menu, "asset", lambda name: tmp_path / "lost" / name)

    with pytest.raises(DesktopError, match="reinstall Backpressure"):
        AppMenu(HERE, {"HOME": str(tmp_path)}).on()


def test_an_entry_that_the_package_brought_is_on_and_nothing_is_made_beside_it(tmp_path: Path) -> None:
    brought = tmp_path / f"usr/share/applications/{APP_ID}.desktop"
    brought.parent.mkdir(parents=True)
    brought.write_bytes((SHARE / f"applications/{APP_ID}.desktop").read_bytes())
    menu = AppMenu([str(tmp_path / "usr/bin/backpressure")], {"HOME": str(tmp_path / "home")})

    menu.on()

    assert (True, str(brought)) == (menu.standing().on, menu.standing().where)
    assert [] == files(tmp_path / "home")


def test_the_entry_of_the_version_before_goes(tmp_path: Path) -> None:
    before = tmp_path / ".local/share/applications/backpressure.desktop"
    before.parent.mkdir(parents=True)
    before.write_text("[Desktop Entry]\nExec=backpressure\nX-Backpressure=made by this program\n")

    AppMenu(HERE, {"HOME": str(tmp_path)}).on()

    assert not before.exists()


@pytest.mark.parametrize("told", ["systemd", "wayland", "x11"])
def test_the_unit_waits_for_a_display_and_finds_it_where_the_session_has_no_target(tmp_path: Path, told: str) -> None:
    runtime, sockets, tools = tmp_path / "run", tmp_path / "x11", tmp_path / "tools"
    for each in (runtime, sockets, tools):
        each.mkdir()
    display = "DISPLAY=:7" if told == "systemd" else "LANG=C"
    (tools / "systemctl").write_text(f"#!/bin/sh\necho '{display}'\n")
    # Nothing is there at first: the session comes up while the unit waits.
    with socket.socket(socket.AF_UNIX) as listens:
        place = {"wayland": runtime / "wayland-1", "x11": sockets / "X7", "systemd": tmp_path / "none"}[told]
        (tools / "sleep").write_text(f"#!/bin/sh\nmv {tmp_path}/later {place}\n")
        for each in tools.iterdir():
            each.chmod(0o755)
        listens.bind(str(tmp_path / "later"))
        environment = {"PATH": f"{tools}:/usr/bin:/bin", "XDG_RUNTIME_DIR": str(runtime), "X11_SOCKETS": str(sockets)}
        said = subprocess.run(started_by_the_unit(["env"]), env=environment, capture_output=True, text=True, check=True)

    wanted = "WAYLAND_DISPLAY=wayland-1" if told == "wayland" else "DISPLAY=:7"
    assert wanted in said.stdout.splitlines()
    assert place.exists() is (told != "systemd")


def started_by_the_unit(command: list[str]) -> list[str]:
    """The command line of the unit, as systemd reads it (systemd.service(5))."""
    unit = unit_starting(command, (SHARE / "systemd/user/backpressure.service").read_text())
    line = unit.replace("\\\n", " ").partition("\nExecStart=")[2].partition("\n")[0]
    return shlex.split(line.replace("$$", "$").replace("%%", "%"))


@pytest.mark.desktop
def test_the_description_for_software_centres_is_valid() -> None:
    require("appstreamcli")
    version = subprocess.run(["appstreamcli", "--version"], capture_output=True, text=True, check=True).stdout
    # The tag of developers came with 1.0; what is older takes it for a mistake.
    strict = ["--strict"] if int(version.rpartition(" ")[2].partition(".")[0]) else []
    described = str(SHARE / f"metainfo/{APP_ID}.metainfo.xml")
    said = subprocess.run(
        ["appstreamcli", "validate", "--no-net", *strict, described], capture_output=True, text=True, check=False
    )

    assert 0 == said.returncode, said.stdout


@pytest.mark.desktop
def test_the_entries_are_valid(tmp_path: Path) -> None:
    require("desktop-file-validate")
    awkward = [f"/opt/{AWKWARD}/backpressure", "-c", "import sys; sys.exit('no\tway')"]
    entries: list[Entry] = [autostart(tmp_path, awkward), AppMenu(awkward, {"HOME": str(tmp_path)})]
    for entry in entries:
        entry.on()
    paths = [entry.standing().where for entry in entries]

    said = subprocess.run(
        ["desktop-file-validate", *paths, str(SHARE / f"applications/{APP_ID}.desktop")],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (0, "") == (said.returncode, said.stdout)


def test_the_menu_says_the_same_of_the_program_with_a_package_and_without_one(tmp_path: Path) -> None:
    AppMenu(HERE, {"HOME": str(tmp_path)}).on()
    place = f"applications/{APP_ID}.desktop"
    packaged, own = (keys_of(path.read_text()) for path in (SHARE / place, tmp_path / ".local/share" / place))
    differ = {"Exec", "TryExec", "Icon", "Version", "X-Backpressure"}

    assert {name: value for name, value in packaged.items() if name not in differ} == {
        name: value for name, value in own.items() if name not in differ
    }
