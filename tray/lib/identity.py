"""The one id by which every system knows the program: desktops, notification servers, launchd, Flatpak, AppStream."""

APP_ID = "io.github.backpressure.tray"
DISTRIBUTION = "backpressure-tray"
"""Its name in the package index."""
