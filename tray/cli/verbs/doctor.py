"""Looks at everything this desktop gives, and says what needs fixing."""

from typing import TextIO

from tray.cli.parse import Line
from tray.cli.terminal import columns, print_json, print_text
from tray.doctor.examine import examine
from tray.view.terminal.doctor import text, values


def doctor(line: Line, out: TextIO) -> int:
    """Look at everything and say what was found; the exit code is 1 when something needs fixing."""
    findings = examine(show="--show" in line)
    found = values(findings)
    if "--json" in line:
        print_json(found, out)
    else:
        print_text(text(findings, columns(out)), out)
    return 0 if found["fine"] else 1
