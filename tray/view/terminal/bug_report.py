"""Lets through what may stand in a bug report: words of a fixed list and numbers of versions. All else is blanked."""

import re
from collections.abc import Sequence

_VERSION = re.compile(r"\d{1,4}(\.\d{1,6}){0,3}([a-z]{1,3}\d{0,3})?")
_LISTED = """
checkout deb flatpak frozen installer pip pipx uv system
absent actions almalinux alpine alsa appindicator arch awesome backpressure bspwm budgie buttons canberra-gtk-play
centos cinnamon close closed coreaudio cosmic darwin debian deepin desktop-notifier dunst elementary endeavouros
enlightenment event-source ewmh ext-idle-notify-v1 ext-idle-notify-v2 fedora fine fluxbox fnott freebsd gentoo gnome
gnome-classic gnome-session gnome-shell herbstluftwm hyprland i3 idle inotify invalid jeepney kde kwin-script labwc
lacking last-input-info linux linuxmint logind logind-inhibitors looking lxde lxqt mako manjaro markup mate missing
mpris mutter niri nixos none notification-server notifications off ogg123 on openbox opensuse-leap opensuse-tumbleweed
org_kde_kwin_idle osascript pantheon paplay pillow plasma platformdirs plyer pop power-assertions powerdevil pulse
pipewire pw-play pystray python-xlib qtile quartz raspbian replace rhel river rocky running screensaver script sound
status-notifier stopped sway swaynotificationcenter terminal tomli tty ubuntu unity unknown v4l2 void wayfire wayland
whole win-event-hook win32 window-messages windows wlr-foreign-toplevel wlroots workspace wrong x11 x11-sync xembed
xfce xfce-notify-daemon xmonad zorin
"""
_WORDS = frozenset(_LISTED.split())
"""Every word that may stand in the block: names of adapters, of desktops, of systems. Others become *other*, since a
name may be of the person's own making."""


def word(text: str) -> str:
    """``text`` if it is a word of the list or the number of a version, else *other*."""
    plain = "-".join(text.lower().split())
    return plain if plain in _WORDS or _VERSION.fullmatch(plain) else "other"


def shown(value: str | Sequence[str]) -> str:
    """One value or several, as they stand in the report."""
    parts = [value] if isinstance(value, str) else value
    return ", ".join(sorted({word(part) for part in parts})) or "none"
