"""Does macOS start the program with the session? By a file that launchd reads."""

import plistlib
from pathlib import Path

import pytest

from tray.desktop.macos.autostart import LABEL, LaunchAgent
from tray.errors import DesktopError

HERE = ["/Users/ada/My Programs/backpressure"]


def test_on_writes_an_agent_and_off_removes_it(tmp_path: Path) -> None:
    agent = LaunchAgent(HERE, tmp_path)
    agent.on()
    agent.on()
    [file] = tmp_path.rglob("*.plist")
    written = plistlib.loads(file.read_bytes())
    assert (f"{LABEL}.plist", LABEL, HERE, True) == (
        file.name,
        written["Label"],
        written["ProgramArguments"],
        written["RunAtLoad"],
    )
    assert "KeepAlive" not in written  # whoever quits the program means it
    assert agent.standing().on

    agent.off()
    agent.off()

    assert [] == [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not agent.standing().on


def test_another_installation_is_told(tmp_path: Path) -> None:
    LaunchAgent(["/elsewhere"], tmp_path).on()

    assert "another installation" in LaunchAgent(HERE, tmp_path).standing().remark


def test_a_file_that_is_no_agent_is_told(tmp_path: Path) -> None:
    agent = LaunchAgent(HERE, tmp_path)
    agent.on()
    next(tmp_path.rglob("*.plist")).write_text("<plist>")

    with pytest.raises(DesktopError, match="can't be read"):
        agent.standing()
