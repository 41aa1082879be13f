"""Report, Demo and Copy in the menu are the work of other processes; what is missing for them is told."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.app.test_loop import Desk, ask
from tests.desktop.harness.waiting import until
from tray.app.processes import report_demo_and_copy_processes
from tray.core.messages.commands import OpenReport
from tray.errors import DesktopError


def test_the_menu_asks_for_the_report() -> None:
    desk = Desk().type().run(minutes=1)
    asked: list[str] = []
    desk.loop.world.open_report = lambda: asked.append("report")
    assert desk.loop.face
    row = next(row for row in desk.loop.face.menu if row.key == "report")
    assert OpenReport() == row.command

    ask(desk.loop, OpenReport())

    assert ["report"] == asked


def test_without_the_libraries_it_says_how_to_get_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_demo_and_copy_processes, "_LIBRARIES", ("no_such_library",))

    with pytest.raises(DesktopError, match=r"\[report\]"):
        report_demo_and_copy_processes.open_report({})


@pytest.mark.skipif(sys.platform != "linux", reason="other systems bring theirs along")
def test_without_a_program_for_the_clipboard_nothing_is_copied_and_that_is_said(tmp_path: Path) -> None:
    with pytest.raises(DesktopError, match="wl-clipboard"):
        report_demo_and_copy_processes.copy_words({"WAYLAND_DISPLAY": "wayland-0", "PATH": str(tmp_path)})


@pytest.mark.skipif(sys.platform != "linux", reason="the fake programs are scripts, the clipboard's is Linux's")
@pytest.mark.parametrize(
    ("begin", "typed"),
    [
        (report_demo_and_copy_processes.open_report, "report"),
        (report_demo_and_copy_processes.show_demo, "--demo"),
        (report_demo_and_copy_processes.copy_words, "decline --copy"),
    ],
)
def test_it_is_asked_of_another_process(
    begin: Callable[[Mapping[str, str]], None], typed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python, said = tmp_path / "python", tmp_path / "said"
    python.write_text(f'#!/bin/sh\necho "$@ $MARK" > "{said}.new"; mv "{said}.new" "{said}"\n')
    (tmp_path / "wl-copy").write_text("#!/bin/sh\n")
    for each in ("python", "wl-copy"):
        (tmp_path / each).chmod(0o755)
    monkeypatch.setattr("sys.executable", str(python))
    monkeypatch.setattr(report_demo_and_copy_processes, "_LIBRARIES", ())

    begin({"MARK": "here", "PATH": f"{tmp_path}:/usr/bin:/bin", "WAYLAND_DISPLAY": "wayland-0"})

    until(said.exists, "the other process to begin")
    assert said.read_text().endswith(f" {typed} here\n")


@pytest.mark.skipif(sys.platform != "linux", reason="the program of the clipboard is Linux's")
@pytest.mark.parametrize(
    ("begin", "said"),
    [
        (report_demo_and_copy_processes.open_report, "The report can't be made: No such file or directory."),
        (report_demo_and_copy_processes.show_demo, "The demonstration can't be played: No such file or directory."),
        (report_demo_and_copy_processes.copy_words, "Nothing could be copied: No such file or directory."),
    ],
)
def test_where_that_process_cannot_be_started_why_is_told(
    begin: Callable[[Mapping[str, str]], None], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "wl-copy").write_text("#!/bin/sh\n")
    (tmp_path / "wl-copy").chmod(0o755)
    monkeypatch.setattr("sys.executable", str(tmp_path / "python"))
    monkeypatch.setattr(report_demo_and_copy_processes, "_LIBRARIES", ())

    with pytest.raises(DesktopError) as told:
        begin({"PATH": str(tmp_path), "WAYLAND_DISPLAY": "wayland-0"})
    assert said == str(told.value)
