"""Looks at everything this desktop gives, and says what needs mending."""

from typing import TextIO

from tray.cli.parse import Line
from tray.cli.terminal import print_json, say
from tray.doctor.examine import examine
from tray.view.terminal import findings


def doctor(line: Line, out: TextIO) -> int:
    """Look at everything and say what was found; the exit code is 1 when something needs mending."""
    found = examine(show="--show" in line)
    values = findings.values(found)
    if "--json" in line:
        print_json(values, out)
    else:
        say(findings.text(found), out)
    return 0 if values["fine"] else 1
