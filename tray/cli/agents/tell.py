"""Passes on to the running program what an agent does, fast, and without ever failing the agent."""

from tray.cli.terminal import complain
from tray.errors import BackpressureError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import timedelta
    from typing import Any

_PATIENCE_SECONDS = 2.0
"""An agent waits for its hooks."""


def request(name: str, doing: str, expires: "timedelta | None") -> "dict[str, Any]":
    """A ``ReportAgent`` as ``command_form.packed`` makes it: to import all commands would take longer than to ask."""
    seconds = None if expires is None else expires.total_seconds()
    return {"command": "ReportAgent", "fields": {"name": name, "doing": doing, "expires": seconds}}


def tell(name: str, doing: str, expires: "timedelta | None", *, quiet: bool) -> str:
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
