"""The one id by which every system knows the program (desktops, notification servers, launchd, Flatpak, AppStream).

And the ids by which records of several machines are told apart.
"""

import os

APP_ID = "io.github.backpressure.tray"
SHOWN_NAME = "Backpressure"
"""What its window is called where no file of the desktop says what the id stands for."""
DISTRIBUTION = "backpressure-tray"
"""Its name in the package index."""


def new_device() -> str:
    """An id that no other machine of this person has."""
    return os.urandom(6).hex()
