"""Tells the running program what an agent does. Hooks of agents run it at every step: it imports what it needs, late.

Whatever happens, the agent goes on: where nothing is running, or nothing could be noted, that's a word on stderr and
the exit code 0. Nothing goes to the standard output but to a person's terminal, since some agents read it.
"""

from tray.cli.terminal import columns, complain, print_json, print_text
from tray.errors import BackpressureError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import timedelta
    from typing import Any, TextIO

    from tray.cli.parse import Line

_PATIENCE_SECONDS = 2.0
"""An agent waits for its hooks."""


def agent(line: "Line", out: "TextIO") -> int:
    """``backpressure agent …``. Raises errors of ours where a person asked to see something."""
    if line.path == "agent list":
        return _listed(line, out)
    quiet = "--quiet" in line
    said = _tell(line.text, line.verb.name, line.value("--expires"), quiet=quiet)
    if said and not quiet and out.isatty():
        print_text(said, out)
    return 0


def request(name: str, doing: str, expires: "timedelta | None") -> "dict[str, Any]":
    """A ``ReportAgent`` as ``command_form.packed`` makes it: to import all commands would take longer than to ask."""
    seconds = None if expires is None else expires.total_seconds()
    return {"command": "ReportAgent", "fields": {"name": name, "doing": doing, "expires": seconds}}


def _tell(name: str, doing: str, expires: "timedelta | None", *, quiet: bool) -> str:
    """Have it noted; gives how the agents stand, and complains unless it's to be quiet."""
    from tray.control.client import ask
    from tray.store.files.places import Places

    try:
        answer = ask(Places().serving, "command", request(name, doing, expires), timeout_seconds=_PATIENCE_SECONDS)
    except (BackpressureError, OSError) as problem:
        if not quiet:
            complain(problem)
        return ""
    return str(answer.get("said", ""))


def _listed(line: "Line", out: "TextIO") -> int:
    from tray.cli.verbs.inquire import inquire

    answer = inquire("agents", {"columns": columns(out)})
    if "--json" in line:
        print_json(answer["agents"], out)
    else:
        print_text(answer["text"], out)
    return 0
