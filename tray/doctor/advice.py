"""What the person can do where a desktop does not give something."""

import sys
from collections.abc import Mapping

_ELSEWHERE = {
    "tray": "Look for the icon among the hidden ones, and for `icon.shown` in the settings.",
    "notifications": "Allow notifications of Python in the settings of the system.",
}
_LINUX = {
    "notifications": "Start a notification server, such as dunst or mako; most desktops bring one along.",
    "idle": "Nothing is counted as work until a source of input is there; `backpressure start LABEL --by-hand` counts "
    "all the same. On Wayland the compositor needs ext-idle-notify-v1.",
    "session": "Locks and suspends are seen by the gaps in your input instead; the totals are the same.",
    "switches": "Switches of context are not counted until a window is in front, and never on a Wayland desktop that "
    "does not tell which one is.",
    "attention": "Use `backpressure snooze` when you must not be interrupted.",
}


def advice(part: str, environment: Mapping[str, str]) -> str:
    """What to do where ``part`` is missing."""
    if sys.platform != "linux":
        return _ELSEWHERE.get(part, "")
    if part == "tray":
        return _tray(environment)
    return _LINUX.get(part, "")


def _tray(environment: Mapping[str, str]) -> str:
    desktop = environment.get("XDG_CURRENT_DESKTOP", "").lower()
    if "gnome" in desktop:
        return (
            "Install GNOME's extension AppIndicator and switch it on (gnome-shell-extension-appindicator), log in anew."
        )
    if "sway" in desktop or environment.get("SWAYSOCK"):
        return 'Start a bar with a tray, such as waybar with its module "tray".'
    return "Add a tray to your panel (in XFCE the Status Tray, on bare X11 such as trayer or stalonetray)."
