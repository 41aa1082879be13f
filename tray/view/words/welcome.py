"""The words of the first days: the welcome, the question about the weeks before, and the offer of the window."""

from tray.core.state.wellbeing import SCREEN, WEEKS, WELCOME
from tray.lib.language.translation import mark

TITLES = {
    WELCOME: mark("Backpressure is running"),
    WEEKS: mark("How were the last few weeks?"),
    SCREEN: mark("Company on your breaks?"),
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
    SCREEN: (mark("A countdown with a short exercise can be on the screen."), mark("It never locks anything.")),
}
"""In lines, of which mako shows four of 35 letters at most."""
LAST_WEEKS = ((mark("Calm"), "calm"), (mark("Normal"), "normal"), (mark("Heavy"), "heavy"))
"""The answers to it: what a button says, and what is recorded."""
ON_THE_SCREEN = (("card", mark("A card")), ("full", mark("Full screen")))
"""What can be on the screen during a break: the value of the setting, and what a button says."""
NOTHING = mark("Nothing")
NO_THANKS = mark("No, thanks")
