"""Where the page lies that ``report`` made last: in the cache, or among the downloads."""

import os
import sys

from tray.lib.private_files import content_of
from tray.store.files.places import Places


def page_place(places: Places) -> str:
    """The last page that ``report`` made without being told where.

    A browser from a snap or a Flatpak sees no hidden folder of the home, and shows an empty page instead. So where the
    cache is hidden the page lies among the downloads, which all of them may read, or in the home itself. Raises
    StoreError where no folder can be named.
    """
    hidden = sys.platform == "linux" and _is_hidden(places.cache, places.home)
    visible = _visible_folder(places) if hidden else None
    return f"{visible}/backpressure-report.html" if visible else cached_page(places)


def cached_page(places: Places) -> str:
    """The page where nothing keeps a browser from the cache. Raises StoreError where no folder can be named."""
    return os.path.join(places.cache, "report.html")


def _visible_folder(places: Places) -> str | None:
    for folder in (_downloads(places), places.home):
        if os.path.isdir(folder) and os.access(folder, os.W_OK | os.X_OK) and not _is_hidden(folder, places.home):
            return folder
    return None


def _downloads(places: Places) -> str:
    """Where the person has their downloads, as xdg-user-dirs writes it down."""
    try:
        said = content_of(os.path.join(places.settings_of_all, "user-dirs.dirs")).decode("utf-8")
        for line in said.splitlines():
            name, _, folder = line.strip().partition("=")
            if name == "XDG_DOWNLOAD_DIR":
                return folder.strip('"').replace("$HOME", places.home, 1)
    except (OSError, ValueError):
        pass  # not every system has the file
    return f"{places.home}/Downloads"


def _is_hidden(folder: str, home: str) -> bool:
    """Whether a folder of the home lies in a hidden one."""
    inside = os.path.relpath(folder, home).split("/")
    return inside[0] != ".." and any(part.startswith(".") and part != "." for part in inside)
