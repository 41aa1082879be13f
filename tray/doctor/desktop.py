"""What this desktop gives, with advice where it does not: the program's own parts are put to use for a moment."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from tray.app.reactor import PollReactor
from tray.core.law.levels import Level
from tray.core.messages.commands import ShowStatus
from tray.desktop.autostart import app_menu_entry, autostart_entry
from tray.desktop.choose import Desktop, this_desktop
from tray.desktop.common.entry import Entry
from tray.errors import DesktopError
from tray.lib.translation import mark, say
from tray.settings.catalogue.catalogue import Settings
from tray.view.terminal.doctor import Finding, Verdict
from tray.view.tray.face import Face, Gauge, Mark, Notice, Row, Status

_LOOKS_EVERY = timedelta(milliseconds=100)
_PATIENCE, _LONGEST = timedelta(seconds=1), timedelta(seconds=5)
"""What is there answers within the first; a tray that knows only XEMBED is given the other."""
_SHOWN = timedelta(seconds=4)
_NEEDED = ("idle",)


def examine(
    settings: Settings, running: Mapping[str, Any] | None, environment: Mapping[str, str], *, show: bool = False
) -> Iterator[Finding]:
    """The parts of the desktop, tried live; the icon is that of the ``running`` program, where one runs."""
    found: dict[str, str] = {}
    abilities: list[str] = []
    problems: dict[str, str] = {}
    faults: list[Exception] = []
    reactor = PollReactor(lambda _event: None, failed=faults.append)
    try:
        desktop = this_desktop(
            reactor, settings, wants_tray=running is None, saving=lambda: None, environment=environment
        )
        trial = Trial(reactor, desktop, waits_for_tray=running is None and desktop.may_have_tray, show=show)
        try:
            desktop.run_with(lambda: reactor.run(trial.look))
            found = desktop.sources()
            abilities = sorted(desktop.notifier.abilities())
            problems = dict(desktop.problems)
        finally:
            desktop.close()
    finally:
        reactor.close()
    if running is not None:
        found["tray"] = running["sources"]["tray"]
        if running["sources"]["idle"].endswith(_IS_MUTED):  # which is noticed in minutes, not in a moment
            found["idle"] = running["sources"]["idle"]
    yield from _findings(found, abilities, settings, environment)
    if problems or faults:
        says = " ".join([*problems.values(), *(f"A fault of the program: {type(each).__name__}." for each in faults)])
        yield Finding("trouble", Verdict.WRONG if faults else Verdict.LACKING, says)


class Trial:
    """A moment in which the parts of a desktop may say what they find."""

    def __init__(self, reactor: PollReactor, desktop: Desktop, *, waits_for_tray: bool, show: bool) -> None:
        self._stop = reactor.stop
        self._desktop = desktop
        self._waits_for_tray = waits_for_tray
        self._heard_enough = self._over = False
        extra = _SHOWN if show else timedelta(0)
        reactor.later(_PATIENCE + extra, self._lose_patience)
        reactor.later(_LONGEST + extra, self._end)
        if waits_for_tray:
            desktop.tray.show(_FACE)
        if show:
            desktop.notifier.show("doctor", _NOTICE)

    def look(self) -> timedelta:
        """Before each wait of the reactor."""
        answered = not self._waits_for_tray or self._desktop.tray.hosted() is not False
        if self._over or (answered and self._heard_enough):
            self._stop()
        return _LOOKS_EVERY

    def _lose_patience(self) -> None:
        self._heard_enough = True

    def _end(self) -> None:
        self._over = True


_FACE = Face(
    gauge=Gauge(0, Level.GREEN, Mark.NONE),
    tooltip="Backpressure looks whether this tray shows it.",
    next="",
    status=Status.ACTIVE,
    menu=(Row("doctor", "Backpressure looks around", enabled=False),),
    activate=ShowStatus(),
    secondary=ShowStatus(),
)
_NOTICE = Notice("This is how Backpressure speaks", "`backpressure doctor` asked for it.")


def _findings(
    found: Mapping[str, str], abilities: Iterable[str], settings: Settings, environment: Mapping[str, str]
) -> Iterator[Finding]:
    for part in ("tray", "notifications", "idle", "session", "switches", "attention", "sound", "media"):
        name = found.get(part, "none")
        if part == "tray" and not settings.icon.shown:
            yield Finding(part, Verdict.FINE, "off, as the settings say", "", {"by": "off"})
        elif (part, False) in (("sound", settings.notifications.sound), ("media", settings.breaks.pause_media)):
            yield Finding(part, Verdict.FINE, f"{name}; not used, as the settings say", "", {"by": name})
        elif part == "notifications":
            yield _notifications(name, list(abilities), environment)
        elif name in ("none", "unknown"):
            verdict = Verdict.WRONG if part in _NEEDED else Verdict.LACKING
            yield Finding(part, verdict, name, advice(part, environment), {"by": name})
        elif name.endswith(_IS_MUTED):
            yield Finding(part, Verdict.WRONG, name, say(_MUTED), {"by": name.removesuffix(_IS_MUTED)})
        else:
            yield Finding(part, Verdict.FINE, name, "", {"by": name.split(", ")})


_IS_MUTED = " (muted)"
_MUTED = mark(
    "Something keeps the screen awake, such as an idle inhibitor in your bar, and hides whether you're there. "
    "Nothing is counted as work until it's off."
)


def _notifications(name: str, abilities: list[str], environment: Mapping[str, str]) -> Finding:
    public: dict[str, str | list[str]] = {"by": name, "can": abilities}
    if name == "none" or (name == "notifications" and not abilities):
        says = "There is no notification server."
        return Finding("notifications", Verdict.LACKING, says, advice("notifications", environment), public)
    if not abilities:
        return Finding("notifications", Verdict.FINE, f"{name}; try them with --show", "", public)
    do = "" if "buttons" in abilities else "It draws no buttons: the same choices stand at the top of the icon's menu."
    return Finding("notifications", Verdict.FINE, f"{name}: {', '.join(abilities)}", do, public)


def entries(environment: Mapping[str, str]) -> Iterator[Finding]:
    """What the desktop was told of the program."""
    for part, verb, find in (("autostart", "autostart", autostart_entry), ("app menu", "app-menu", app_menu_entry)):
        try:
            entry: Entry = find(environment)
            standing = entry.standing()
        except DesktopError as error:
            yield Finding(part, Verdict.LACKING, str(error), "", {"is": "unknown"})
            continue
        state = "on" if standing.on else "off"
        do = standing.remark or ("" if standing.on else f"`backpressure {verb} on` changes that.")
        yield Finding(part, Verdict.FINE, f"{state} ({standing.where})", do, {"is": state})


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
    "sound": "Install a player, such as canberra-gtk-play or paplay, and the sound theme of freedesktop.org.",
    "media": "Music and films are paused by MPRIS, which needs a session bus.",
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
