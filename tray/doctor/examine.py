"""What the doctor looks at, in its order."""

import os
from collections.abc import Mapping

from tray.doctor import calendars, desktop, files, installation_libraries_and_system, running_program, shared_folder
from tray.store.files.places import Places
from tray.view.terminal.doctor import Finding


def examine(environment: Mapping[str, str] = os.environ, *, show: bool = False) -> tuple[Finding, ...]:
    """Everything there is to say. ``show`` also shows a notification."""
    places = Places(dict(environment))
    running, found = running_program.program(places)
    settings, settings_found = files.settings(environment)
    return (
        found,
        installation_libraries_and_system.system(environment),
        installation_libraries_and_system.installed(),
        settings_found,
        files.history(places, in_use=running is not None),
        files.folders(places),
        *shared_folder.machines(settings, places),
        *calendars.calendars(settings, environment),
        *desktop.examine(settings, running, environment, show=show),
        *desktop.entries(environment),
    )
