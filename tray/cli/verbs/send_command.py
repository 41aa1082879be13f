"""Tells the running program to do what was typed."""

from typing import TextIO

from tray.cli.parse import Line
from tray.cli.terminal import print_text


def command(line: Line, out: TextIO) -> int:
    """Tell the running program to do something; when this returns it is done, and on disk. Raises errors of ours."""
    from tray.control.client import ask
    from tray.control.command_form import packed
    from tray.control.protocol import COMMAND
    from tray.store.files.places import Places

    said: str = ask(Places().serving, COMMAND, packed(line.read)).get("said", "")
    if said:
        print_text(said, out)
    return 0
