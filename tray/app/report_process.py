"""Has the report made, and the demonstration played, by processes of their own, which end and are nobody's child."""

import sys
from collections.abc import Mapping
from importlib.util import find_spec

from tray.desktop.editor import Opening, start
from tray.errors import DesktopError
from tray.lib.translation import mark, say

MISSING = mark(
    "The report needs two libraries that aren't installed. Install them with the program: "
    "pip install 'backpressure-tray[report]', or pip install '.[report]' where its source lies. "
    "Meanwhile `backpressure history week` draws in the terminal."
)
_LIBRARIES = ("plotly", "jinja2")
"""Never loaded here: only looked for."""


def show_demo(environment: Mapping[str, str]) -> None:
    """Have the demonstration played beside this program, and go on at once. Raises DesktopError if that fails."""
    try:
        start(Opening((sys.executable, "-m", "tray", "--demo"), waits=False, environment=environment))
    except OSError as error:
        raise DesktopError(say("The demonstration can't be played: {error}.", error=error.strerror)) from error


def open_report(environment: Mapping[str, str]) -> None:
    """Have the report of today made and opened, and go on at once. Raises DesktopError where that cannot be."""
    if any(find_spec(name) is None for name in _LIBRARIES):
        raise DesktopError(say(MISSING))
    try:
        start(Opening((sys.executable, "-m", "tray", "report"), waits=False, environment=environment))
    except OSError as error:
        raise DesktopError(say("The report can't be made: {error}.", error=error.strerror)) from error
