"""The menu's Report is made by another process; what is missing for it is told."""

import time
from pathlib import Path

import pytest

from tests.app.test_loop import Desk
from tray.app.processes import report_process
from tray.core.messages.commands import OpenReport
from tray.errors import DesktopError


def test_the_menu_asks_for_the_report() -> None:
    desk = Desk().type().run(minutes=1)
    asked: list[str] = []
    desk.loop.world.open_report = lambda: asked.append("report")
    assert desk.loop.face
    row = next(row for row in desk.loop.face.menu if row.key == "report")
    assert OpenReport() == row.command

    desk.loop.ask(OpenReport())

    assert ["report"] == asked


def test_without_the_libraries_it_says_how_to_get_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_process, "_LIBRARIES", ("no_such_library",))

    with pytest.raises(DesktopError, match=r"\[report\]"):
        report_process.open_report({})


def test_the_report_is_asked_of_another_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    python, said = tmp_path / "python", tmp_path / "said"
    python.write_text(f'#!/bin/sh\necho "$@ $MARK" > "{said}.new"; mv "{said}.new" "{said}"\n')
    python.chmod(0o755)
    monkeypatch.setattr("sys.executable", str(python))
    monkeypatch.setattr(report_process, "_LIBRARIES", ())

    report_process.open_report({"MARK": "here", "PATH": "/usr/bin:/bin"})

    end = time.monotonic() + 20
    while not said.exists() and time.monotonic() < end:
        time.sleep(0.02)
    assert said.read_text().endswith(" report here\n")
