"""Whether the program runs here, whether it answers, and what it says is wrong."""

import platform
from collections.abc import Mapping
from typing import Any

from tray import __version__
from tray.errors import BackpressureError, NotRunning
from tray.lib.language.formats import together
from tray.lib.language.translation import say
from tray.store.files.places import Places
from tray.view.terminal.doctor import Finding, Verdict


def program(places: Places) -> tuple[Mapping[str, Any] | None, Finding]:
    """The status of the running program, None when none runs; and what is to be said of it."""
    public = {"version": __version__, "python": platform.python_version()}
    try:
        from tray.control.client import ask

        values: Mapping[str, Any] = ask(places.serving, "status", {})["values"]
    except NotRunning:
        stopped = public | {"is": "stopped"}
        return None, Finding(
            "program", Verdict.FINE, say("Backpressure {version} isn't running.", version=__version__), public=stopped
        )
    except BackpressureError as error:
        wrong = say("Backpressure is running but isn't responding: {reason}", reason=error)
        do = say("Quit it and start it again. What you did is on disk.")
        return None, Finding("program", Verdict.WRONG, wrong, do, public | {"is": "wrong"})
    problems = [text for text in values["problems"] if text]
    says = together(
        [
            say("Backpressure {version} is running.", version=__version__),
            *(say("It says: {problem}", problem=text) for text in problems),
        ]
    )
    return values, Finding("program", Verdict.FINE, says, public=public | {"is": "running"})
