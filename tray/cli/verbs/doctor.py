"""What does ``backpressure doctor`` do?"""

from typing import TextIO

from tray.doctor.examine import examine
from tray.errors import UsageError
from tray.view.terminal import findings


def doctor(words: list[str], out: TextIO) -> int:
    """Look at everything and say what was found; the exit code is 1 when something needs mending. Raises UsageError."""
    unknown = [word for word in words if word not in ("--json", "--show")]
    if unknown:
        raise UsageError(f"doctor takes --json and --show and nothing else, not {' '.join(unknown)!r}.")
    found = examine(show="--show" in words)
    values = findings.values(found)
    if "--json" in words:
        import json

        print(json.dumps(values, ensure_ascii=False), file=out)
    else:
        print(findings.text(found), file=out)
    return 0 if values["fine"] else 1
