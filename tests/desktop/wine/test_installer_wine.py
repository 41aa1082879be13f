"""The installer for Windows brings a program that the Start menu starts; removed, it leaves only what people wrote."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.conftest import Desks
from tests.desktop.harness.programs import path_of
from tests.desktop.harness.waiting import until
from tests.desktop.wine.desk import WineDesk, as_windows_says
from tests.desktop.wine.test_story_wine import READ_RUN_KEY, PersonOnWindows
from tests.skip_what_is_not_installed import do_without

pytestmark = pytest.mark.wine
_LISTED = r"""
import winreg
of_ours = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\Backpressure"
with winreg.OpenKey(winreg.HKEY_CURRENT_USER, of_ours) as key:
    print(winreg.QueryValueEx(key, "QuietUninstallString")[0])
"""


@pytest.fixture
def desk(desks: Desks) -> WineDesk:
    desk = desks.wine()
    desk.runs_frozen = True
    return desk


@pytest.fixture
def setup(desk: WineDesk) -> Path:
    made = list(desk.frozen.parent.parent.glob("*-setup.exe"))
    if not made:
        do_without("the installer that tests.desktop.wine.freeze makes")
    return made[0]


@pytest.fixture
def installed(desk: WineDesk, setup: Path) -> Iterator[Path]:
    """The folder of the program, as the installer made it without a question."""
    before = _files(desk.profile)
    assert 0 == desk.windows(str(setup), "/S").returncode
    folder = desk.profile / "AppData/Local/Programs/Backpressure"
    desk.frozen = folder / "backpressure.exe"
    yield folder
    desk.windows(str(folder / "uninstall.exe"), "/S")  # which goes on in a copy of itself
    until(lambda: not folder.exists(), "the uninstaller to be done")
    assert set() == _files(desk.profile) - before
    assert "FileNotFoundError" in desk.python("-c", _LISTED).stderr


def test_it_is_installed_started_by_the_start_menu_installed_again_while_it_runs_and_removed(
    desk: WineDesk, setup: Path, installed: Path
) -> None:
    assert f"{as_windows_says(installed)}".rpartition("\\users\\")[2] in desk.python("-c", _LISTED).stdout
    person = PersonOnWindows(desk, "trayer")
    person.set({})
    _start_by_menu(desk, person)
    assert 0 == desk.ask("autostart", "on").returncode

    assert 0 == desk.windows(str(setup), "/S").returncode  # as with a newer one
    assert 0 != desk.ask("status").returncode
    until(lambda: person.icon_now() is None, "the icon of the older one to go")
    _start_by_menu(desk, person)
    assert "backpressure.exe" in desk.python("-c", READ_RUN_KEY).stdout

    desk.windows(str(installed / "uninstall.exe"), "/S")
    until(lambda: person.icon_now() is None, "the icon to go")
    until(lambda: not installed.exists(), "the uninstaller to be done")
    assert "FileNotFoundError" in desk.python("-c", READ_RUN_KEY).stderr
    assert Path(person.places.history).exists()


def _start_by_menu(desk: WineDesk, person: PersonOnWindows) -> None:
    entry = desk.profile / "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Backpressure.lnk"
    desk.windows_program(path_of("wine"), "start", "/unix", str(entry), name="start menu")
    person.icon()  # what asked before would begin Wine, and wait for all of it
    until(lambda: 0 == desk.ask("status").returncode, "Backpressure to answer")


def _files(folder: Path) -> set[Path]:
    """But for what is temporary: there the uninstaller's copy of itself waits until Windows starts anew."""
    return {path for path in folder.rglob("*") if not path.is_dir() and "Temp" not in path.parts}
