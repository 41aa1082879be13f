"""The one id by which every system knows the program: desktops, notification servers, launchd, Flatpak, AppStream."""

APP_ID = "io.github.backpressure.tray"
SHOWN_NAME = "Backpressure"
"""What its window is called where no file of the desktop says what the id stands for."""
DISTRIBUTION = "backpressure-tray"
"""Its name in the package index."""
