"""The folders where desktops look for a person's own entries, by the XDG base directory specification."""

import os
from collections.abc import Mapping

from tray.errors import DesktopError
from tray.lib.language.translation import say


def config_home(environment: Mapping[str, str]) -> str:
    """Where settings of programs lie. Raises DesktopError for a user without a home."""
    return _folder(environment, "XDG_CONFIG_HOME", ".config")


def data_home(environment: Mapping[str, str]) -> str:
    """Where icons and entries of the application menu lie. Raises DesktopError for a user without a home."""
    return _folder(environment, "XDG_DATA_HOME", ".local/share")


def _folder(environment: Mapping[str, str], variable: str, below_home: str) -> str:
    given = environment.get(variable, "")
    if given.startswith("/"):  # the specification wants relative paths ignored
        return given
    home = environment.get("HOME") or os.path.expanduser("~")
    if not home.startswith("/"):
        raise DesktopError(say("This user has no home folder. Set HOME, or {variable}.", variable=variable))
    return os.path.join(home, below_home)
