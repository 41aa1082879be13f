"""Asks the running program for something."""

from typing import TextIO

from tray.cli.parse import Line
from tray.cli.terminal import columns, print_as_asked, print_text
from tray.cli.verbs.inquire import inquire


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


def commitments(line: Line, out: TextIO) -> int:
    """``backpressure commitments [--json]``; the open ones, from the record when nothing runs."""
    answer = inquire("commitments", {"columns": columns(out)})
    print_as_asked(answer["commitments"], answer["text"], out, json="--json" in line)
    return 0


def sessions(line: Line, out: TextIO) -> int:
    """``backpressure sessions [--json]``; from the record when nothing runs."""
    answer = inquire("sessions", {})
    print_as_asked(answer["values"], answer["text"], out, json="--json" in line)
    return 0
