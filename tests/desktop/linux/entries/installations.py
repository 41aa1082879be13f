"""Installations of the program, and files of the person that lie where its own would."""

from pathlib import Path

from tray.desktop.linux.entries.autostart import Autostart

HERE = ["/opt/backpressure/bin/backpressure"]
AWKWARD = "a b\"c'd`e$HOME\\f%i;&é(g)~*"
THEIRS = "[Desktop Entry]\nType=Application\nName=Backpressure\nExec=/usr/bin/true\n"


def autostart(home: Path, command: list[str] = HERE, **more: str) -> Autostart:
    return Autostart(command, {"HOME": str(home), **more})


def files(home: Path) -> list[str]:
    return sorted(str(path.relative_to(home)) for path in home.rglob("*") if path.is_file())
