"""Tells how the program came to this machine, and what to type there to add to it or to update it."""

import os
import sys
from collections.abc import Mapping
from enum import Enum
from importlib.util import find_spec

import tray
from tray.lib.identity import APP_ID, DISTRIBUTION
from tray.lib.language.translation import say


class Way(Enum):
    """A way of installing it."""

    FLATPAK = "flatpak"
    FROZEN = "frozen"
    """One folder with a Python within, as on Windows."""
    DEB = "deb"
    SYSTEM = "system"
    """A package of another system."""
    PIPX = "pipx"
    UV = "uv"
    INSTALLER = "installer"
    """`assets/install`, with a folder of its own."""
    PIP = "pip"
    CHECKOUT = "checkout"


DEB_PACKAGES: Mapping[str, tuple[str, ...]] = {
    "report": ("python3-plotly", "python3-jinja2"),
    "window": ("python3-pyside6.qtwidgets",),
    "calendar": ("python3-icalendar", "python3-recurring-ical-events"),
}
"""What each extra is called in Debian."""
_BRINGS = {"report": "plotly", "window": "PySide6", "calendar": "icalendar"}
"""A library by which each extra is known to be there."""
_DEB_FOLDER = "/usr/share/backpressure"
_IN_FLATPAK = "/.flatpak-info"
_LIBRARIES = ("site-packages", "dist-packages")


def installed_by(
    package: str | None = None, *, prefix: str = sys.prefix, frozen: bool | None = None, root: str = "/"
) -> Way:
    """The way by which what runs here came. ``root`` is where the file system begins, for tests."""
    folder = os.path.dirname(os.path.dirname(os.path.realpath(package or tray.__file__)))
    if os.path.exists(os.path.join(root, _IN_FLATPAK.lstrip("/"))):
        return Way.FLATPAK
    if getattr(sys, "frozen", False) if frozen is None else frozen:
        return Way.FROZEN
    if folder == os.path.join(root, _DEB_FOLDER.lstrip("/")):
        return Way.DEB
    for way, file in ((Way.PIPX, "pipx_metadata.json"), (Way.UV, "uv-receipt.toml")):
        if os.path.exists(os.path.join(prefix, file)):
            return way
    if os.path.basename(prefix) == DISTRIBUTION:
        return Way.INSTALLER
    if os.path.basename(folder) not in _LIBRARIES:
        return Way.CHECKOUT
    # pip writes who installed it; the packages of systems leave that to their own database.
    return Way.PIP if _noted(folder, "INSTALLER") in ("pip", "uv") else Way.SYSTEM


def _noted(folder: str, file: str) -> str:
    """What lies in a file beside the libraries there, where whoever installs one leaves notes on it."""
    name = DISTRIBUTION.replace("-", "_")
    try:
        for each in os.listdir(folder):
            if each.startswith(f"{name}-") and each.endswith(".dist-info"):
                with open(os.path.join(folder, each, file), encoding="utf-8") as notes:
                    return notes.read().strip()
    except OSError:
        pass  # nobody left one
    return ""


def installed_from(package: str | None = None) -> str:
    """What an installer is given for it: the name, or the folder or file from which it came, if that is still there.

    A wheel and a copy of the source are no name at an index, which may have another version or none.
    """
    folder = os.path.dirname(os.path.dirname(os.path.realpath(package or tray.__file__)))
    notes = _noted(folder, "direct_url.json")
    if notes:
        import json
        from urllib.parse import unquote  # few ask

        scheme, _, path = json.loads(notes).get("url", "").partition("://")
        path = os.path.normpath(unquote(path).lstrip("/") if os.name == "nt" else unquote(path))
        if scheme == "file" and os.path.exists(path):
            return path
    return DISTRIBUTION


def adding(extra: str, way: Way | None = None, source: str | None = None) -> str:
    """What to do, as a whole sentence, for the libraries of ``extra`` to be there."""
    source = source or installed_from()
    wanted = f"'{source}[{extra}]'"
    match way or installed_by():
        case Way.DEB:
            command = f"sudo apt install {' '.join(DEB_PACKAGES[extra])}"
        case Way.PIPX:
            command = f"pipx inject {DISTRIBUTION} {wanted}"
        case Way.UV:
            command = f"uv tool install --force '{source}[{','.join(_extras_with(extra))}]'"
        case Way.INSTALLER | Way.PIP:
            command = f"{_pip_install()} {wanted}"
        case Way.CHECKOUT:
            command = f"python3 -m pip install '.[{extra}]'"
        case Way.FLATPAK | Way.FROZEN:
            return say("This package can't be extended. Install Backpressure with pipx or pip to have it.")
        case Way.SYSTEM:
            return say("Install it with the packages of your system.")
    return say("To add it, type: {command}", command=f"`{command}`")  # more may be said after it


def _extras_with(extra: str) -> list[str]:
    """It and those that are there: uv takes away what isn't named."""
    return [each for each, library in _BRINGS.items() if each == extra or find_spec(library) is not None]


def updating(way: Way | None = None, source: str | None = None) -> str:
    """What to type for a newer version; nothing where only the person knows."""
    way, source = way or installed_by(), source or installed_from()
    if source != DISTRIBUTION and way in (Way.PIPX, Way.UV, Way.INSTALLER, Way.PIP):
        own = os.path.join(source, "assets", "install")
        if way is Way.PIP and os.path.isdir(source):
            return f"{_pip_install()} --upgrade {_quoted(source)}"
        return _quoted(own) if os.path.exists(own) else ""
    match way:
        case Way.DEB:
            return "sudo apt install ./backpressure_*_all.deb"
        case Way.PIPX:
            return f"pipx upgrade {DISTRIBUTION}"
        case Way.UV:
            return f"uv tool upgrade {DISTRIBUTION}"
        case Way.PIP:
            return f"{_pip_install()} --upgrade {DISTRIBUTION}"
        case Way.INSTALLER | Way.CHECKOUT:
            return "assets/install"
        case Way.FLATPAK:
            return f"flatpak update {APP_ID}"
        case Way.FROZEN | Way.SYSTEM:
            return ""


def _pip_install(package: str | None = None) -> str:
    """The command by which pip puts something beside the program: what is one's own stays there."""
    own = "" if os.path.realpath(package or tray.__file__).startswith(os.path.realpath(sys.prefix)) else " --user"
    return f"{_quoted(sys.executable)} -m pip install{own}"


def _quoted(path: str) -> str:
    return f'"{path}"' if " " in path else path
