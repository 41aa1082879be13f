"""Who tells the program what, and who shows it, by the adapters' names; what is missing there, and of libraries."""

from collections.abc import Collection, Mapping

from tray.lib.language.formats import formats
from tray.lib.language.translation import mark, say
from tray.lib.text import clean

MUTED = " (muted)"
"""Ends the name of an adapter that hears of nothing while something keeps the screen awake."""
_ABSENT = ("none", "unknown")
_NEEDED = ("notifications", "idle")
"""Without these a person misses something; the rest is for ``doctor`` to judge, and so is an icon that's unwanted."""
_PARTS: Mapping[str, str] = {
    "notifications": mark("notifications"),
    "idle": mark("a way to notice your input"),
}
_ADAPTERS: Mapping[str, str] = {
    "coreaudio": mark("the sound of macOS"),
    "event-source": mark("macOS"),
    "ewmh": mark("the window manager"),
    "ext-idle-notify-v1": mark("the compositor"),
    "ext-idle-notify-v2": mark("the compositor"),
    "gnome-session": mark("GNOME"),
    "gnome-shell": mark("GNOME"),
    "kwin-script": mark("KWin"),
    "last-input-info": mark("Windows"),
    "logind": mark("the login manager"),
    "logind-inhibitors": mark("the login manager"),
    "mpris": mark("the players themselves"),
    "mutter": mark("GNOME"),
    "notifications": mark("the notification server"),
    "org_kde_kwin_idle": mark("the compositor"),
    "pipewire": mark("PipeWire"),
    "power-assertions": mark("macOS"),
    "powerdevil": mark("KDE's power management"),
    "pulse": mark("the sound server"),
    "quartz": mark("macOS"),
    "screensaver": mark("the screen saver"),
    "status-notifier": mark("the panel"),
    "v4l2": mark("the camera"),
    "win-event-hook": mark("Windows"),
    "win32": mark("Windows"),
    "window-messages": mark("Windows"),
    "wlr-foreign-toplevel": mark("the compositor"),
    "workspace": mark("macOS"),
    "x11-sync": mark("the X server"),
    "xembed": mark("the panel, in the old way (XEMBED)"),
}
_BY: Mapping[str, str] = {
    "tray": mark("The icon is shown by {adapters}."),
    "idle": mark("Reported by {adapters}."),
    "session": mark("Reported by {adapters}."),
    "switches": mark("Reported by {adapters}."),
    "attention": mark("Reported by {adapters}."),
    "sound": mark("Played by {adapters}."),
    "media": mark("Paused by {adapters}."),
}
_NOBODY: Mapping[str, str] = {
    "tray": mark("There's none here."),
    "sound": mark("There's nothing here that plays it."),
    "media": mark("There's nothing here that pauses it."),
}


def told_by(part: str, adapter: str) -> str:
    """Who tells of a part, or shows it, in a sentence; that nobody does where there is none."""
    if adapter in _ABSENT:
        return say(_NOBODY.get(part, mark("Nothing here reports it.")))
    return say(_BY[part], adapters=_listed(adapter))


def shown_by(adapter: str, abilities: Collection[str]) -> str:
    """Who shows the notifications, and whether with buttons."""
    if "buttons" in abilities:
        return say("They're shown by {adapters}, with buttons.", adapters=_listed(adapter))
    return say("They're shown by {adapters}, without buttons.", adapters=_listed(adapter))


def missing(sources: Mapping[str, str]) -> str:
    """What a person misses on this desktop, in a line; empty where there is all, or nothing runs that looked."""
    if not sources:
        return ""
    gone = [part for part in _NEEDED if (name := sources.get(part, "none")) in _ABSENT or name.endswith(MUTED)]
    if not gone:
        return ""
    parts = formats().listed([say(_PARTS[part]) for part in gone])
    return say("Missing here: {parts}. `backpressure doctor` says what to do.", parts=parts)


def no_tray() -> str:
    """Nothing here shows the icon, which the terminal says once."""
    return say(
        "There's no tray here to show the icon. Notifications and the command line work, "
        "and the icon appears as soon as there's a tray."
    )


def report_lacks_libraries(how_to_add_them: str) -> str:
    """The report cannot be made, and what to do."""
    return say(
        "The report needs two libraries that aren't installed. {how_to_add_them} "
        "Meanwhile `backpressure history week` draws in the terminal.",
        how_to_add_them=how_to_add_them,
    )


def window_lacks_a_library(how_to_add_it: str) -> str:
    """There is no window, and what to do."""
    return say(
        "The window needs a library that isn't installed. {how_to_add_it} Everything else works without it.",
        how_to_add_it=how_to_add_it,
    )


def _listed(adapters: str) -> str:
    """Their names for people, each once; one with a name of its own, such as that of a player, keeps it."""
    named = [say(_ADAPTERS[each]) if each in _ADAPTERS else clean(each) for each in adapters.split(", ")]
    return formats().listed(list(dict.fromkeys(named)))
