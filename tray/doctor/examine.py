"""What the doctor looks at, in its order."""

import os
import platform
from collections.abc import Mapping
from typing import Any

from tray import __version__
from tray.doctor import desktop, files, installation_libraries_and_system
from tray.errors import BackpressureError, NotRunning
from tray.lib.language.formats import together
from tray.lib.language.translation import say
from tray.store.files.places import Places
from tray.view.terminal.doctor import Finding, Verdict


def examine(environment: Mapping[str, str] = os.environ, *, show: bool = False) -> tuple[Finding, ...]:
    """Everything there is to say. ``show`` also shows a notification."""
    places = Places(dict(environment))
    running, found = _program(places)
    settings, settings_found = files.settings(environment)
    return (
        found,
        installation_libraries_and_system.system(environment),
        installation_libraries_and_system.installed(),
        settings_found,
        files.history(places, in_use=running is not None),
        files.folders(places),
        *files.machines(settings, places),
        *files.calendars(settings, environment),
        *desktop.examine(settings, running, environment, show=show),
        *desktop.entries(environment),
    )


def _program(places: Places) -> tuple[Mapping[str, Any] | None, Finding]:
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
