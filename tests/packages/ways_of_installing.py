"""The ways of installing the program, as the manual lists them: what was tried, what was built, what is only written.

``tests/run --packages`` tries what the machine lets it and notes it in ``tried.json``, from which the table is made.
"""

import json
from pathlib import Path
from typing import Any

NOTES = Path(__file__).with_name("tried.json")
PAGE = Path(__file__).resolve().parents[2] / "assets" / "manual" / "install.md"
WAYS = {
    "pipx": "pipx",
    "uv": "uv tool",
    "pip": "pip, for you alone",
    "deb": "Debian 13, `.deb`",
    "ubuntu": "Ubuntu, the same `.deb`",
    "flatpak": "Flatpak",
    "arch": "Arch Linux, AUR",
    "fedora": "Fedora",
    "nix": "nixpkgs",
    "homebrew": "Homebrew",
    "windows": "Windows, installer",
    "macos": "macOS, bundle",
}


def noted() -> dict[str, dict[str, Any]]:
    """What the last run found, for each way that it tried."""
    found: dict[str, dict[str, Any]] = json.loads(NOTES.read_text())
    return found


def ways() -> str:
    """The table."""
    rows = [_row(name, noted().get(way, {})) for way, name in WAYS.items()]
    return "\n".join(("| way | state | with | size | answers in |", "|---|---|---|---|---|", *rows, ""))


def _row(name: str, note: dict[str, Any]) -> str:
    state = f"*{note.get('state', 'written')}*"
    if "version" in note:
        state += f", {note['version']}, {note['on']}"
    size = f"{note['mb']} MB" if "mb" in note else "–"
    start = f"{note['start_ms']} ms" if "start_ms" in note else "–"
    return f"| {name} | {state} | {note.get('with', '–')} | {size} | {start} |"
