"""What does ``backpressure health`` do? It answers scripts and monitors: may I push now?"""

import sys

from tray.cli.terminal import colourful, columns, print_json
from tray.errors import BackpressureError, NotRunning

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, TextIO

UNKNOWN = 3
"""Nothing runs, or what runs does not answer."""
WRONG_USE = 64
"""EX_USAGE of sysexits.h: 2 is taken."""


def health(words: "list[str]", out: "TextIO") -> int:
    """``backpressure health [--json|--metrics]``; the exit code says it all: 0 pass, 1 warn, 2 fail, 3, 64."""
    if words not in ([], ["--json"], ["--metrics"]):
        print(f"backpressure: health takes --json or --metrics, not {' '.join(words)!r}.", file=sys.stderr)
        return WRONG_USE
    try:
        found = _asked({"colour": colourful(out), "columns": columns(out)})
    except BackpressureError as problem:
        start = " `backpressure` starts it." if isinstance(problem, NotRunning) else ""
        print(f"backpressure: {problem}{start}", file=sys.stderr)
        if words == ["--metrics"]:
            from tray.view.values.metrics import NOT_RUNNING

            print(NOT_RUNNING, file=out)
        return UNKNOWN
    if words == ["--json"]:
        print_json(found["values"], out)
    else:
        print(found["metrics"] if words else found["text"], file=out)
    code: int = found["exit_code"]
    return code


def _asked(arguments: "Mapping[str, Any]") -> "Mapping[str, Any]":
    from tray.control.client import ask
    from tray.store.files.places import Places

    answer: Mapping[str, Any] = ask(Places().runtime, "health", arguments)
    return answer
