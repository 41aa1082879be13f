"""Answers scripts and monitors whether the person may push now."""

from tray.cli.terminal import colourful, columns, complain, print_coloured, print_json
from tray.errors import BackpressureError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, TextIO

    from tray.cli.parse import Line

UNKNOWN = 3
"""Nothing runs, or what runs does not answer."""


def health(line: "Line", out: "TextIO") -> int:
    """``backpressure health [--json|--metrics]``; the exit code says it all: 0 pass, 1 warn, 2 fail, 3."""
    try:
        found = _asked({"colour": colourful(out), "columns": columns(out)})
    except BackpressureError as problem:
        complain(problem)
        if "--metrics" in line:
            from tray.view.values.metrics import NOT_RUNNING

            print(NOT_RUNNING, file=out)
        return UNKNOWN
    if "--json" in line:
        print_json(found["values"], out)
    else:
        print_coloured(found["metrics" if "--metrics" in line else "text"], out)
    code: int = found["exit_code"]
    return code


def _asked(arguments: "Mapping[str, Any]") -> "Mapping[str, Any]":
    from tray.control.client import ask
    from tray.store.files.places import Places

    answer: Mapping[str, Any] = ask(Places().serving, "health", arguments)
    return answer
