"""The programs that a desktop needs, and the Debian package that brings each."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

PACKAGES = {
    "dbus-daemon": "dbus",
    "at-spi-bus-launcher": "at-spi2-core",
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "xfwm4": "xfwm4",
    "xfce4-panel": "xfce4-panel",
    "xfconfd": "xfconf",
    "trayer": "trayer",
    "dunst": "dunst",
    "xfce4-notifyd": "xfce4-notifyd",
    "sway": "sway",
    "swaymsg": "sway",
    "waybar": "waybar",
    "mako": "mako-notifier",
    "makoctl": "mako-notifier",
    "swaync": "sway-notification-center",
    "grim": "grim",
    "unshare": "util-linux",
    "gnome-shell": "gnome-shell",
    "appindicator extension": "gnome-shell-extension-appindicator",
    "gjs": "gjs",
    "gsettings": "libglib2.0-bin",
    "gresource": "libglib2.0-bin",
    "dconf-service": "dconf-service",
    "kwin_wayland": "kwin-wayland",
    "kded5": "kded5",
    "plasmashell": "plasma-workspace",
    "panel of plasma": "plasma-desktop",
    "kactivitymanagerd": "kactivitymanagerd",
    "foot": "foot",
    "gcc": "gcc",
    "wl-copy": "wl-clipboard",
    "wl-paste": "wl-clipboard",
    "xclip": "xclip",
    "pulseaudio": "pulseaudio",
    "parec": "pulseaudio-utils",
    "wine": "wine",
}

_HIDDEN = {
    "at-spi-bus-launcher": "at-spi-bus-launcher",
    "xfconfd": "xfce4/xfconf/xfconfd",
    "xfce4-notifyd": "xfce4/notifyd/xfce4-notifyd",
    "dconf-service": "dconf-service",
    "kactivitymanagerd": "libexec/kactivitymanagerd",
}
"""Programs that distributions keep outside the PATH, below one of the folders for such."""
_HIDING_PLACES = ("/usr/lib", "/usr/libexec", "/usr/local/lib")


_FILES = {
    "appindicator extension": "/usr/share/gnome-shell/extensions/ubuntu-appindicators@ubuntu.com/metadata.json",
    "panel of plasma": "/usr/share/plasma/plasmoids/org.kde.plasma.folder/metadata.json",
}
"""What is no program, and shows by a file of it that it is there."""


def find(program: str) -> str | None:
    """The path of a program, or None."""
    if program in _FILES:
        return _FILES[program] if Path(_FILES[program]).exists() else None
    found = shutil.which(program)
    if found or program not in _HIDDEN:
        return found
    for place in map(Path, _HIDING_PLACES):
        for file in (place / _HIDDEN[program], *place.glob(f"*/{_HIDDEN[program]}")):
            if os.access(file, os.X_OK):
                return str(file)
    return None


def path_of(program: str) -> str:
    """The path of a program that is known to be there."""
    found = find(program)
    assert found, f"{program} is not installed"
    return found


def missing(programs: Iterable[str]) -> str:
    """What is missing of ``programs``, in words; empty when all are there."""
    return ", ".join(f"{one} (Debian package {PACKAGES[one]})" for one in programs if find(one) is None)
