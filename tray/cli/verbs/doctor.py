"""Looks at what works on this machine, and says what needs fixing."""

from typing import TextIO

from tray.cli.parse import Line
from tray.cli.terminal import as_called, columns, print_json


def doctor(line: Line, out: TextIO) -> int:
    """Look at everything and say what was found; the exit code is 1 when something needs fixing."""
    from tray.doctor.examine import examine
    from tray.view.terminal.doctor import text, values

    findings = examine(show="--show" in line)
    found = values(findings)
    if "--json" in line:
        print_json(found, out)
    else:
        print(as_called(text(findings, columns(out))), file=out)  # the block for bug reports keeps its lines
    return 0 if found["fine"] else 1
