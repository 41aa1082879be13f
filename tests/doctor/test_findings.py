"""What the doctor says, and what it keeps to itself."""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.control.stories import Program, while_serving
from tests.documents import ROOT
from tray.desktop.autostart import app_menu_entry, autostart_entry
from tray.doctor import desktop
from tray.doctor.desktop import _findings, entries
from tray.doctor.installation_libraries_and_system import system
from tray.doctor.running_program import program as found_program
from tray.settings.defaults.every_setting import Settings
from tray.store.files.places import Places
from tray.view.terminal.bug_report import word
from tray.view.terminal.doctor import PARTS, Finding, Verdict, block, text, values

FOUND = (
    Finding("program", Verdict.FINE, "It runs.", public={"version": "0.1.0"}),
    Finding("tray", Verdict.LACKING, "none", "Add one.", {"by": "none"}),
    Finding("folders", Verdict.WRONG, "Others can look into /home/ada/x.", "Close it.", {"are": "wrong"}),
)


def test_people_read_a_line_for_each_part_and_what_to_do_below_it() -> None:
    lines = text(FOUND).splitlines()

    assert lines[:3] == ["ok  program  It runs.", "--  tray     none", "             → Add one."]
    assert "1 of these needs fixing." in lines


def test_scripts_read_the_same() -> None:
    told = values(FOUND)

    assert (1, False) == (told["version"], told["fine"])
    assert {"part": "tray", "verdict": "lacking", "says": "none", "do": "Add one."} == told["findings"][1]
    assert told["report"] == block(FOUND)
    assert values(FOUND[:2])["fine"]


def test_the_block_holds_what_is_public_alone() -> None:
    expected = ["```text", "backpressure doctor", "program: fine (version 0.1.0)", "tray: lacking (by none)"]

    assert [*expected, "folders: wrong (are wrong)", "```"] == block(FOUND).splitlines()


@pytest.mark.parametrize("name", ["Ada's server", "/home/ada", "ada-laptop", "6.1.0-ada", "1.2.3.4.5", "", "10" * 9])
def test_a_word_that_somebody_may_have_made_up_is_other(name: str) -> None:
    assert "other" == word(name)


@pytest.mark.parametrize("name", ["dunst", "Xfce Notify Daemon", "GNOME", "0.19.5", "12", "3.13.0rc1"])
def test_known_words_and_versions_come_through(name: str) -> None:
    assert "other" != word(name)


def adapter_names() -> Iterator[str]:
    """What the adapters call themselves, as it stands in their code."""
    for path in (ROOT / "tray/desktop").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            match node:
                case ast.Assign(targets=[ast.Name(id="name")], value=ast.Constant(value=str(name))):
                    yield name
                case ast.Assign(targets=[ast.Attribute(attr="name")], value=ast.Constant(value=str(name))):
                    yield name


def test_every_adapter_may_be_named() -> None:
    names = set(adapter_names())
    assert {"x11-sync", "pulse", "mutter"} <= names

    assert set() == {name for name in names if word(name) == "other"}


def test_the_list_is_of_words_without_paths() -> None:
    text = (ROOT / "tray/view/terminal/bug_report.py").read_text()
    listed = text.partition('_LISTED = """')[2].partition('"""')[0].split()

    assert [] == [name for name in listed if Path(name).name != name]


def test_a_source_that_is_muted_is_wrong_and_says_why() -> None:
    (idle,) = (
        each for each in _findings({"idle": "org_kde_kwin_idle (muted)"}, (), Settings(), {}) if each.part == "idle"
    )

    assert idle.verdict is Verdict.WRONG
    assert "keeps the screen awake" in idle.do
    assert idle.public == {"by": "org_kde_kwin_idle"}


def test_a_server_of_notifications_is_told_with_what_it_cannot_do() -> None:
    def told(name: str, *abilities: str) -> Finding:
        found = _findings({"notifications": name}, abilities, Settings(), {})
        return next(each for each in found if each.part == "notifications")

    assert Verdict.LACKING is told("notifications").verdict
    assert (Verdict.FINE, "") == (told("notifications", "buttons").verdict, told("notifications", "buttons").do)
    assert told("notifications", "body").do.startswith("It draws no buttons.")
    assert "Try them with `backpressure doctor --show`." == told("desktop-notifier").says


@pytest.mark.skipif(sys.platform != "linux", reason="the entries are files on Linux")
def test_an_entry_that_cannot_be_read_is_told_and_the_other_all_the_same(tmp_path: Path) -> None:
    in_the_way = tmp_path / "autostart" / "backpressure.desktop"
    in_the_way.mkdir(parents=True)
    autostart, menu = entries({"XDG_CONFIG_HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")})

    assert (Verdict.LACKING, f"{in_the_way} can't be read: Is a directory.") == (autostart.verdict, autostart.says)
    assert (Verdict.FINE, {"is": "off"}) == (menu.verdict, menu.public)


@pytest.mark.skipif(sys.platform != "linux", reason="the entries are files on Linux")
def test_entries_that_are_there_are_told_with_where_they_lie(tmp_path: Path) -> None:
    environment = {"XDG_CONFIG_HOME": str(tmp_path / "config"), "XDG_DATA_HOME": str(tmp_path / "data")}
    made = autostart_entry(environment), app_menu_entry(environment)
    for each in made:
        each.on()
    told = list(entries(environment))

    assert [f"on ({each.standing().where})" for each in made] == [each.says for each in told]
    assert [({"is": "on"}, "")] * 2 == [(each.public, each.do) for each in told]


@pytest.mark.skipif(sys.platform != "linux", reason="the entries are files on Linux")
def test_without_a_home_for_the_entries_it_is_said_what_to_set() -> None:
    told = [each.says for each in entries({"HOME": "not/absolute"})]

    assert [
        f"This user has no home folder. Set HOME, or {variable}." for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME")
    ] == told


@pytest.mark.skipif(sys.platform == "win32", reason="sockets of Unix")
def test_a_program_that_gives_no_good_answer_is_told_with_what_it_says(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    program = Program(str(tmp_path))
    program.server._handle = lambda request: request.answer({"ok": False, "error": "It hangs.", "exit_code": 1})
    values, found = while_serving(program, lambda: found_program(Places({"BACKPRESSURE_RUNTIME": str(tmp_path)})))
    program.close()

    assert (None, Verdict.WRONG) == (values, found.verdict)
    assert "Backpressure is running but isn't responding: It hangs." == found.says


@pytest.mark.skipif(sys.platform != "linux", reason="such desktops are Linux's")
@pytest.mark.parametrize(
    ("environment", "advised"),
    [
        ({"XDG_CURRENT_DESKTOP": "ubuntu:GNOME"}, "gnome-shell-extension-appindicator"),
        ({"XDG_CURRENT_DESKTOP": "sway"}, "waybar"),
        ({"SWAYSOCK": "/run/user/1000/sway-ipc.sock"}, "waybar"),
        ({"XDG_CURRENT_DESKTOP": "XFCE"}, "Status Tray in XFCE"),
    ],
)
def test_where_no_tray_is_it_is_said_what_to_add_on_this_desktop(environment: dict[str, str], advised: str) -> None:
    (tray,) = (each for each in _findings({}, (), Settings(), environment) if each.part == "tray")

    assert Verdict.LACKING is tray.verdict
    assert advised in tray.do


def test_an_icon_that_the_settings_switch_off_is_not_missed() -> None:
    settings = replace(Settings(), icon=replace(Settings().icon, shown=False))
    (tray,) = (each for each in _findings({}, (), settings, {}) if each.part == "tray")

    assert (Verdict.FINE, "Off, as the settings say.", "") == (tray.verdict, tray.says, tray.do)


@pytest.mark.skipif(sys.platform != "linux", reason="only a compositor mutes")
def test_what_the_running_program_has_noticed_in_ten_minutes_counts_more_than_a_look_of_a_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desktop, "_PATIENCE", timedelta(0))
    running = {"sources": {"tray": "status-notifier", "idle": "ext-idle-notify-v1 (muted)"}}
    environment = {"HOME": str(tmp_path), "DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path}/none"}
    found = {each.part: each for each in desktop.examine(Settings(), running, environment)}

    assert (Verdict.WRONG, {"by": "ext-idle-notify-v1"}) == (found["idle"].verdict, found["idle"].public)
    assert "keeps the screen awake" in found["idle"].do
    assert "The icon is shown by the panel." == found["tray"].says


@pytest.mark.parametrize(
    ("environment", "session"),
    [
        ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, "wayland"),
        ({"DISPLAY": ":0"}, "x11"),
        ({"XDG_SESSION_TYPE": "tty"}, "tty"),
        ({}, "unknown"),
    ],
)
def test_the_kind_of_the_session_is_told_by_its_displays_where_nobody_names_it(
    environment: dict[str, str], session: str
) -> None:
    assert session == system(environment).public["session"]


def test_people_are_told_no_names_of_adapters() -> None:
    names = {"tray": "status-notifier", "idle": "x11-sync", "session": "logind, screensaver", "switches": "ewmh"}
    told = {each.part: each.says for each in _findings(names, ("buttons",), Settings(), {})}

    assert "The icon is shown by the panel." == told["tray"]
    assert "Reported by the X server." == told["idle"]
    assert "Reported by the login manager, the screen saver." == told["session"]
    assert "Nothing here reports it." == told["attention"]


def test_every_part_that_is_examined_has_a_name_for_people() -> None:
    examined = {
        name
        for path in (ROOT / "tray" / "doctor").glob("*.py")
        for name in re.findall(r'Finding\(\s*"([^"]+)"', path.read_text("utf-8"))
    }

    assert {"calendar", "machines", "program"} <= examined
    assert examined <= PARTS.keys()
