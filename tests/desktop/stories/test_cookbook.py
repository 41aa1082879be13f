"""The recipes of the manual work, word by word, in the bars that they are for."""

import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import termios
from contextlib import suppress
from pathlib import Path

import pytest

from tests.desktop.conftest import Desks, require
from tests.desktop.harness.acting import eyes
from tests.desktop.harness.acting.eyes import Box
from tests.desktop.harness.desk import CHECKOUT, Desk
from tests.desktop.harness.programs import path_of
from tests.desktop.harness.waiting import until

pytestmark = pytest.mark.desktop

PAGE = (CHECKOUT / "assets/manual/status-bars.md").read_text()
BAR = Box(0, 0, 1024, 32)


def recipe(name: str, kind: str) -> str:
    """The block of code of a kind in a recipe of the cookbook."""
    found = re.search(rf"\*\*{name}\*\*.*?```{kind}\n(.*?)```", PAGE, re.DOTALL)
    assert found, f"the cookbook has no {kind} for {name}"
    return found[1]


def install(desk: Desk) -> None:
    """Put the command into the path, as the cookbook wants it."""
    command = desk.folder / "bin" / "backpressure"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{path_of("python3")}" -m tray "$@"\n')
    command.chmod(0o755)
    desk.env["PATH"] = f"{command.parent}:{Path(path_of('python3')).parent}:{desk.env['PATH']}"


def test_waybar_shows_the_number_in_the_colour_of_its_level(desks: Desks) -> None:
    desk = desks.wayland(needs=("waybar",))
    install(desk)
    settings = {"height": 32, "modules-left": ["custom/backpressure"]} | json.loads(f"{{{recipe('waybar', 'json')}}}")
    (desk.folder / "bar.json").write_text(json.dumps(settings))
    style = "* { font-family: DejaVu Sans; } window#waybar { background: #222222; color: #eeeeee; }"
    (desk.folder / "bar.css").write_text(f"{style}\n{recipe('waybar', 'css')}")
    file = desk.home / ".config/backpressure/settings.toml"
    file.parent.mkdir(mode=0o700)
    file.write_text("[levels]\nyellow = 2\norange = 3\nred = 4\ncritical = 99\n")
    desk.backpressure("--no-tray")
    until(lambda: desk.ask("status").returncode == 0, "Backpressure to answer")
    assert 0 == desk.ask("start", "<b>report", "--by-hand").returncode
    desk.start(path_of("waybar"), "-c", str(desk.folder / "bar.json"), "-s", str(desk.folder / "bar.css"))

    until(lambda: eyes.coloured(desk.look().crop(BAR), "#e0303c"), "a module in red")
    desk.shot("waybar-red")
    assert 0 == desk.ask("pause").returncode
    until(lambda: eyes.coloured(desk.look().crop(BAR), "#8a929e"), "a module in grey")
    desk.shot("waybar-paused")


def test_tmux_shows_the_number_in_its_status_line(desks: Desks) -> None:
    require("tmux")
    desk = desks.x11()
    install(desk)
    (desk.folder / "tmux.conf").write_text(recipe("tmux", ""))
    desk.backpressure("--no-tray")
    until(lambda: desk.ask("status").returncode == 0, "Backpressure to answer")
    ours, theirs = pty.openpty()
    fcntl.ioctl(ours, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
    command = [path_of("tmux"), "-S", str(desk.folder / "tmux"), "-f", str(desk.folder / "tmux.conf"), "new", "cat"]
    tmux = subprocess.Popen(command, env=desk.env | {"TERM": "xterm-256color"}, stdin=theirs, stdout=theirs)
    try:
        os.set_blocking(ours, False)
        shown = bytearray()
        until(lambda: re.search(r"▁.*? [56]%", _read(ours, shown)), lambda: f"the number in {bytes(shown)!r}")
    finally:
        subprocess.run([*command[:3], "kill-server"], env=desk.env, check=False)
        tmux.wait()
        os.close(ours)
        os.close(theirs)


@pytest.mark.parametrize(("health", "hook"), [(0, 0), (1, 0), (2, 1), (3, 0)])
def test_the_hook_keeps_back_what_would_be_pushed_in_the_red(tmp_path: Path, health: int, hook: int) -> None:
    command = tmp_path / "backpressure"
    command.write_text(f"#!/bin/sh\nexit {health}\n")
    command.chmod(0o755)
    (tmp_path / "pre-push").write_text(recipe("A git pre-push hook", "sh"))
    run = subprocess.run(["/bin/sh", str(tmp_path / "pre-push")], env={"PATH": str(tmp_path)}, capture_output=True)

    assert hook == run.returncode


def _read(terminal: int, so_far: bytearray) -> str:
    """All that a terminal was told so far."""
    with suppress(BlockingIOError):
        so_far += os.read(terminal, 1 << 16)
    return so_far.decode(errors="replace")
