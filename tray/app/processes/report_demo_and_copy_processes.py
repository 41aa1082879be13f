"""Has the report made, the demonstration played and words copied by processes of their own, which end."""

from collections.abc import Mapping
from importlib.util import find_spec

from tray.desktop.common.commands_to_install_and_update import adding
from tray.desktop.common.own_command import module_command
from tray.desktop.editor import Opening, start
from tray.errors import DesktopError
from tray.lib.language.translation import say

_LIBRARIES = ("plotly", "jinja2")
"""Never loaded here: only looked for."""


def show_demo(environment: Mapping[str, str]) -> None:
    """Have the demonstration played beside this program, and go on at once. Raises DesktopError if that fails."""
    try:
        start(Opening((*module_command("tray"), "--demo"), waits=False, environment=environment))
    except OSError as error:
        raise DesktopError(say("The demonstration can't be played: {error}.", error=error.strerror)) from error


def copy_words(environment: Mapping[str, str]) -> None:
    """Have the words for whoever asks copied, and go on at once. Raises DesktopError where nothing can do that."""
    from tray.desktop.common.clipboard import program

    program(environment)
    try:
        start(Opening((*module_command("tray"), "decline", "--copy"), waits=False, environment=environment))
    except OSError as error:
        raise DesktopError(say("Nothing could be copied: {error}.", error=error.strerror)) from error


def open_report(environment: Mapping[str, str]) -> None:
    """Have the report of today made and opened, and go on at once. Raises DesktopError where that cannot be."""
    if any(find_spec(name) is None for name in _LIBRARIES):
        from tray.view.words.desktop_parts_and_libraries import report_lacks_libraries

        raise DesktopError(report_lacks_libraries(adding("report")))
    try:
        start(Opening((*module_command("tray"), "report"), waits=False, environment=environment))
    except OSError as error:
        raise DesktopError(say("The report can't be made: {error}.", error=error.strerror)) from error
