"""Says on which system and desktop this runs, with which libraries, and how it came here."""

import platform
import re
import sys
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tray.desktop.common.commands_to_install_and_update import Way, installed_by, updating
from tray.lib.language.formats import formats, together
from tray.lib.language.translation import mark, say
from tray.view.terminal.doctor import Finding, Verdict

_WAYS = {
    Way.FLATPAK: mark(
        "Backpressure runs in Flatpak's sandbox. It sees no other programs there: switches of context, meetings and "
        "the programs in front aren't noticed, and hooks run inside the sandbox."
    ),
    Way.FROZEN: mark("Backpressure was installed as one folder with a Python of its own."),
    Way.DEB: mark("Backpressure was installed as a Debian package."),
    Way.SYSTEM: mark("Backpressure was installed by your system's package manager, which keeps it up to date."),
    Way.PIPX: mark("Backpressure was installed by pipx."),
    Way.UV: mark("Backpressure was installed by uv."),
    Way.INSTALLER: mark("Backpressure was installed by assets/install, into a folder of its own."),
    Way.PIP: mark("Backpressure was installed by pip."),
    Way.CHECKOUT: mark("Backpressure runs from a copy of its source."),
}
_LIBRARIES = ("jeepney", "pillow", "platformdirs", "plyer", "pystray", "python-xlib", "tomli", "desktop-notifier")


def system(environment: Mapping[str, str]) -> Finding:
    """Which system, desktop and libraries these are."""
    release = _os_release() if sys.platform == "linux" else {}
    kernel = re.match(r"\d+\.\d+", platform.release())
    desktops = [name for name in environment.get("XDG_CURRENT_DESKTOP", "").split(":") if name]
    session = environment.get("XDG_SESSION_TYPE") or _session(environment)
    public: dict[str, str | list[str]] = {
        "on": [platform.system(), *([kernel.group()] if kernel else [])],
        "system": [release.get("ID", "unknown"), release.get("VERSION_ID", "unknown")],
        "desktop": desktops or ["unknown"],
        "session": session,
    }
    public |= {name: found for name in _LIBRARIES if (found := _version(name)) is not None}
    name = release.get("PRETTY_NAME", platform.system())
    says = formats().listed([name, " ".join(desktops) or say("unknown desktop"), _told(session)])
    return Finding("system", Verdict.FINE, says, "", public)


def _told(session: str) -> str:
    return say("unknown session") if session == "unknown" else session


def installed() -> Finding:
    """The way by which it came here, and what follows from that."""
    way = installed_by()
    newer = updating(way)
    says = say(_WAYS[way])
    if newer:
        says = together([says, say("For a newer version, type: {command}", command=newer)])
    return Finding("installed", Verdict.FINE, says, "", {"by": way.value})


def _session(environment: Mapping[str, str]) -> str:
    if environment.get("WAYLAND_DISPLAY"):
        return "wayland"
    return "x11" if environment.get("DISPLAY") else "unknown"


def _version(library: str) -> str | None:
    try:
        return version(library)
    except PackageNotFoundError:
        return None


def _os_release() -> dict[str, str]:
    try:
        lines = Path("/etc/os-release").read_text("utf-8", "replace").splitlines()
    except OSError:
        return {}  # not every system has one
    pairs = (line.partition("=") for line in lines)
    return {name: value.strip().strip("\"'") for name, _, value in pairs}
