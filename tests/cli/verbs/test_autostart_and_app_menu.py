"""autostart and app-menu are served as their help says."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.typed import typed
from tray.cli.verbs.autostart_and_app_menu import app_menu
from tray.desktop.common.autostart_and_menu_entry import Standing
from tray.errors import UsageError


class FakeEntry:
    """An entry with memory."""

    def __init__(self) -> None:
        self.here = False

    def standing(self) -> Standing:
        return Standing(self.here, "/somewhere", "A remark." if self.here else "")

    def on(self) -> None:
        self.here = True

    def off(self) -> None:
        self.here = False


def asked(entry: FakeEntry, *words: str) -> tuple[int, str]:
    out = io.StringIO()
    return app_menu(typed("app-menu", *words), out, entry), out.getvalue()


def test_on_off_and_status_say_how_it_stands() -> None:
    entry = FakeEntry()

    assert (1, "Backpressure isn't in the application menu (/somewhere).\n") == asked(entry, "status")
    assert (0, "Backpressure is in the application menu (/somewhere). A remark.\n") == asked(entry, "on")
    assert (0, "Backpressure is in the application menu (/somewhere). A remark.\n") == asked(entry, "status")
    assert (0, "Backpressure isn't in the application menu (/somewhere).\n") == asked(entry, "off")


def test_json_is_json_alone() -> None:
    code, said = asked(FakeEntry(), "status", "--json")

    assert (1, {"on": False, "where": "/somewhere", "remark": None}) == (code, json.loads(said))


@pytest.mark.parametrize("words", [[], ["of"], ["on", "off"], ["on", "--json"]])
def test_anything_else_is_wrong_use_and_changes_nothing(words: list[str]) -> None:
    entry = FakeEntry()

    with pytest.raises(UsageError, match="app-menu"):
        asked(entry, *words)

    assert not entry.here


@pytest.mark.skipif(sys.platform != "linux", reason="the file is that of Linux")
def test_the_whole_way_from_the_command_line(tmp_path: Path) -> None:
    def run(*words: str) -> int:
        environment = {"HOME": str(tmp_path), "BACKPRESSURE_RUNTIME": str(tmp_path / "run")}
        return subprocess.run([sys.executable, "-m", "tray", *words], env=environment, check=False).returncode

    assert [1, 0, 0, 0, 1] == [run("autostart", word) for word in ("status", "on", "status", "off", "status")]
