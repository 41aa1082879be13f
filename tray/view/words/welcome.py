"""The words of the first days: the welcome at the first start, and the one question about the weeks before."""

from tray.core.state.wellbeing import WEEKS, WELCOME

TITLES = {WELCOME: "Backpressure is running", WEEKS: "How were your last weeks?"}
BODIES = {
    WELCOME: (
        # GNOME's banner shows two lines, and mako four of 35 letters of which its hint at what a click does needs one.
        "The chip fills as you work and empties as you rest. The first suggestion comes after 50 minutes."
    ),
    WEEKS: "Your number starts from it, once. Backpressure reads no keys or titles and sends nothing.",
}
LAST_WEEKS = (("Calm", "calm"), ("Normal", "normal"), ("Heavy", "heavy"))
"""The answers to it: what a button says, and what is recorded."""
