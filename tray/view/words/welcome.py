"""The words of a start: what the terminal shows, and on the first days the welcome and what the weeks before were."""

from tray.core.state.wellbeing import WEEKS, WELCOME
from tray.lib.language.translation import mark, say

TITLES = {
    WELCOME: mark("Backpressure is running"),
    WEEKS: mark("How were the last few weeks?"),
}
BODIES = {
    WELCOME: (
        mark("The chip fills as you work and empties as you rest."),
        mark("The first suggestion comes after {length}."),
    ),
    WEEKS: (
        mark("Your answer sets where your number starts."),
        mark("Backpressure reads no keys or titles and sends nothing."),
    ),
}
"""In lines, of which mako shows four of 35 letters at most."""
LAST_WEEKS = ((mark("Calm"), "calm"), (mark("Normal"), "normal"), (mark("Heavy"), "heavy"))
"""The answers to it: what a button says, and what is recorded."""
SHOW_ME, OK = mark("Show me"), mark("OK")
"""The answers to the welcome."""


def running(version: str, settings: str, called: str) -> tuple[str, str]:
    """What the terminal shows at a start: that the program runs, where its settings are, and how to end it.

    ``called`` is what has to be typed for the program to be found.
    """
    return (
        say("Backpressure {version} is running. Settings: {path}", version=version, path=settings),
        say("To quit: Ctrl-C, Quit in the menu of the icon, or `{called} quit`.", called=called),
    )
