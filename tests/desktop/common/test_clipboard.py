"""The clipboard, by the programs that systems have for it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.desktop.conftest import Desks, require
from tests.desktop.harness.programs import path_of
from tray.desktop.common import clipboard
from tray.desktop.common.clipboard import copy, program
from tray.errors import DesktopError

TEXT = "Thank you for asking – I can't: “über” 明日"


def a_program(folder: Path, name: str, script: str) -> dict[str, str]:
    """An environment in which only this program is there."""
    made = folder / name
    made.write_text(f"#!/bin/sh\n{script}\n")
    made.chmod(0o755)
    return {"PATH": str(folder), "DISPLAY": ":7"}


@pytest.mark.parametrize(
    ("platform", "environment", "name"),
    [
        ("linux", {"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, "wl-copy"),
        ("linux", {"DISPLAY": ":0"}, "xclip"),
        ("linux", {"DISPLAY": ":0"}, "xsel"),
        ("darwin", {}, "pbcopy"),
    ],
)
def test_each_desktop_has_its_program(platform: str, environment: dict[str, str], name: str, tmp_path: Path) -> None:
    found = program({**environment, **a_program(tmp_path, name, ""), **environment}, platform)

    assert str(tmp_path / name) == found[0]


@pytest.mark.parametrize("environment", [{}, {"DISPLAY": ":0", "PATH": "/nonexistent"}])
def test_where_there_is_none_it_says_what_to_install(environment: dict[str, str]) -> None:
    with pytest.raises(DesktopError, match="Install wl-clipboard, or on X11 xclip or xsel"):
        program({"PATH": os.environ["PATH"], **environment}, "linux")


@pytest.mark.skipif(sys.platform == "win32", reason="the program is a script of a shell")
def test_the_whole_text_is_given_to_it(tmp_path: Path) -> None:
    copy(TEXT, a_program(tmp_path, "xclip", f"/bin/cat >{tmp_path}/copied"), "linux")

    assert TEXT == (tmp_path / "copied").read_text("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="the program is a script of a shell")
def test_windows_is_given_letters_that_its_program_knows(tmp_path: Path) -> None:
    copy(TEXT, a_program(tmp_path, "clip", f"/bin/cat >{tmp_path}/copied"), "win32")

    assert TEXT == (tmp_path / "copied").read_text("utf-16")


@pytest.mark.skipif(sys.platform == "win32", reason="the program is a script of a shell")
def test_one_that_fails_is_told(tmp_path: Path) -> None:
    with pytest.raises(DesktopError, match=r"Nothing was copied: xsel failed \(exit code 3\)"):
        copy(TEXT, a_program(tmp_path, "xsel", "exit 3"), "linux")


@pytest.mark.skipif(sys.platform == "win32", reason="the program is a script of a shell")
def test_one_that_hangs_or_cannot_be_started_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipboard, "_PATIENCE_SECONDS", 0.01)
    with pytest.raises(DesktopError, match=r"Nothing was copied: xsel failed \(it isn't responding\)"):
        copy(TEXT, a_program(tmp_path, "xsel", "exec /bin/sleep 1000"), "linux")

    environment = a_program(tmp_path, "xsel", "")
    (tmp_path / "xsel").write_text("#!/nowhere/at/all\n")
    with pytest.raises(DesktopError, match=r"Nothing was copied: xsel failed \(No such file or directory\)"):
        copy(TEXT, environment, "linux")


@pytest.mark.skipif(sys.platform == "win32", reason="the program is a script of a shell")
def test_what_stays_behind_to_serve_the_clipboard_is_not_waited_for(tmp_path: Path) -> None:
    stays = "/bin/sleep 30 & echo $! >pid"
    environment = a_program(tmp_path, "xclip", f"cd {tmp_path}\n{stays}")
    copy(TEXT, environment, "linux")
    os.kill(int((tmp_path / "pid").read_text()), 15)


@pytest.mark.desktop
def test_a_real_clipboard_has_the_text() -> None:
    require("Xvfb", "xclip")
    reads, writes = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writes), "-nolisten", "tcp"], pass_fds=[writes], stderr=subprocess.DEVNULL
    )
    os.close(writes)
    try:
        number = os.read(reads, 16).decode().strip()
        environment = {**os.environ, "DISPLAY": f":{number}"}
        environment.pop("WAYLAND_DISPLAY", None)
        copy(TEXT, environment)
        got = subprocess.run(
            ["xclip", "-selection", "clipboard", "-o"], env=environment, capture_output=True, check=True, timeout=10
        )
        assert TEXT == got.stdout.decode()
    finally:
        os.close(reads)
        server.terminate()
        server.wait(10)


@pytest.mark.desktop
def test_a_compositor_has_the_text_though_no_window_of_ours_has_the_focus(desks: Desks) -> None:
    desk = desks.wayland(needs=("wl-copy", "wl-paste"))
    copy(TEXT, desk.env)
    paste = [path_of("wl-paste"), "--no-newline"]
    got = subprocess.run(paste, env=desk.env, capture_output=True, check=True, timeout=10)

    assert TEXT == got.stdout.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_on_macos_its_program_is_told_how_letters_are_written(tmp_path: Path) -> None:
    said = tmp_path / "said"
    copy(TEXT, a_program(tmp_path, "pbcopy", f'(echo "$LC_CTYPE"; PATH=/bin:/usr/bin cat) > "{said}"'), "darwin")

    assert f"UTF-8\n{TEXT}" == said.read_text()


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_nobody_is_told_to_install_what_comes_with_the_system(platform: str, tmp_path: Path) -> None:
    with pytest.raises(DesktopError, match=r"missing\. Copy the text yourself\."):
        program({"PATH": str(tmp_path)}, platform)
