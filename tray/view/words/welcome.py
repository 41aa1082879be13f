"""The words of the first days: the welcome, and the question about the weeks before."""

from tray.core.state.wellbeing import WEEKS, WELCOME
from tray.lib.language.translation import mark

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
