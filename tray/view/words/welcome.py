"""The words of the first days: the welcome, the question about the weeks before, and the offer of the window."""

from tray.core.state.wellbeing import SCREEN, WEEKS, WELCOME
from tray.lib.language.translation import mark

TITLES = {
    WELCOME: mark("Backpressure is running"),
    WEEKS: mark("How were the last few weeks?"),
    SCREEN: mark("Company on your breaks?"),
}
BODIES = {
    WELCOME: mark(
        # GNOME's banner shows two lines, and mako four of 35 letters of which its hint at what a click does needs one.
        "The chip fills as you work and empties as you rest. The first suggestion comes after 50 minutes."
    ),
    WEEKS: mark("Your answer sets where your number starts. Backpressure reads no keys or titles and sends nothing."),
    SCREEN: mark("A countdown with a short exercise can be on the screen. It never locks anything."),
}
LAST_WEEKS = ((mark("Calm"), "calm"), (mark("Normal"), "normal"), (mark("Heavy"), "heavy"))
"""The answers to it: what a button says, and what is recorded."""
ON_THE_SCREEN = (("card", mark("A card")), ("full", mark("Full screen")))
"""What can be on the screen during a break: the value of the setting, and what a button says."""
NOTHING = mark("Nothing")
NO_THANKS = mark("No, thanks")
