"""What this desktop gives, with advice where it does not: the program's own parts are put to use for a moment."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from tray.app.reactor import PollReactor
from tray.core.law.levels_and_gauge_steps import Level
from tray.core.messages.commands import ShowStatus
from tray.desktop.autostart import app_menu_entry, autostart_entry
from tray.desktop.choose_desktop import Desktop, this_desktop
from tray.desktop.common.autostart_and_menu_entry import Entry
from tray.errors import DesktopError
from tray.lib.language.formats import together
from tray.lib.language.translation import mark, say
from tray.settings.defaults.every_setting import Settings
from tray.view.terminal.doctor import Finding, Verdict
from tray.view.tray.face import Face, Gauge, Mark, Notice, Row, Status
from tray.view.words import desktop_parts_and_libraries as desktop_parts

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
        if running["sources"]["idle"].endswith(desktop_parts.MUTED):  # which is noticed in minutes, not in a moment
            found["idle"] = running["sources"]["idle"]
    yield from _findings(found, abilities, settings, environment)
    if problems or faults:
        says = together(
            [
                *problems.values(),
                *(say("A bug in Backpressure: {fault}.", fault=type(each).__name__) for each in faults),
            ]
        )
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
            desktop.tray.show(_face())
        if show:
            desktop.notifier.show("doctor", _notice())

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


def _face() -> Face:
    return Face(
        gauge=Gauge(0, Level.GREEN, Mark.NONE),
        tooltip=say("Backpressure is checking whether this tray shows it."),
        next="",
        status=Status.ACTIVE,
        menu=(Row("doctor", say("Backpressure is checking this desktop"), enabled=False),),
        activate=ShowStatus(),
        secondary=ShowStatus(),
    )


def _notice() -> Notice:
    return Notice(say("This is how Backpressure speaks"), say("`backpressure doctor` asked for it."))


def _findings(
    found: Mapping[str, str], abilities: Iterable[str], settings: Settings, environment: Mapping[str, str]
) -> Iterator[Finding]:
    for part in ("tray", "notifications", "idle", "session", "switches", "attention", "sound", "media"):
        name = found.get(part, "none")
        if part == "tray" and not settings.icon.shown:
            yield Finding(part, Verdict.FINE, say("Off, as the settings say."), "", {"by": "off"})
        elif (part, False) in (("sound", settings.notifications.sound), ("media", settings.breaks.pause_media)):
            yield Finding(part, Verdict.FINE, say("Not used, as the settings say."), "", {"by": name})
        elif part == "notifications":
            yield _notifications(name, list(abilities), environment)
        elif name in ("none", "unknown"):
            verdict = Verdict.WRONG if part in _NEEDED else Verdict.LACKING
            yield Finding(part, verdict, desktop_parts.told_by(part, name), advice(part, environment), {"by": name})
        elif name.endswith(desktop_parts.MUTED):
            known = name.removesuffix(desktop_parts.MUTED)
            yield Finding(part, Verdict.WRONG, say("Nothing reports it at the moment."), say(_MUTED), {"by": known})
        else:
            yield Finding(part, Verdict.FINE, desktop_parts.told_by(part, name), "", {"by": name.split(", ")})


_MUTED = mark(
    "Something keeps the screen awake, such as an idle inhibitor in your bar, and hides whether you're there. "
    "Nothing is counted as work until it's off."
)


def _notifications(name: str, abilities: list[str], environment: Mapping[str, str]) -> Finding:
    public: dict[str, str | list[str]] = {"by": name, "can": abilities}
    if name == "none" or (name == "notifications" and not abilities):
        says = say("There is no notification server.")
        return Finding("notifications", Verdict.LACKING, says, advice("notifications", environment), public)
    if not abilities:
        says = say("Try them with `backpressure doctor --show`.")
        return Finding("notifications", Verdict.FINE, says, "", public)
    do = ""
    if "buttons" not in abilities:
        do = say("It draws no buttons. The same choices are at the top of the icon's menu.")
    return Finding("notifications", Verdict.FINE, desktop_parts.shown_by(name, abilities), do, public)


def entries(environment: Mapping[str, str]) -> Iterator[Finding]:
    """What the desktop was told of the program."""
    for part, verb, find in (("autostart", "autostart", autostart_entry), ("app menu", "app-menu", app_menu_entry)):
        try:
            entry: Entry = find(environment)
            standing = entry.standing()
        except DesktopError as error:
            yield Finding(part, Verdict.LACKING, str(error), "", {"is": "unknown"})
            continue
        if standing.on:
            says, do = say("on ({place})", place=standing.where), standing.remark
        else:
            says = say("off ({place})", place=standing.where)
            do = standing.remark or say("To switch it on: `{command}`.", command=f"backpressure {verb} on")
        yield Finding(part, Verdict.FINE, says, do, {"is": "on" if standing.on else "off"})


_ELSEWHERE = {
    "tray": mark("Look for the icon among the hidden ones, and at `icon.shown` in the settings."),
    "notifications": mark("Allow notifications from Python in the system's settings."),
}
_LINUX = {
    "notifications": mark("Start a notification server, such as dunst or mako. Most desktops come with one."),
    "idle": mark(
        "Until something here tells Backpressure that you're typing or moving the pointer, "
        "nothing counts as work. `backpressure start LABEL --by-hand` counts all the same. On "
        "Wayland the compositor needs ext-idle-notify-v1."
    ),
    "session": mark("Backpressure sees locks and suspends by the gaps in your input instead. The totals are the same."),
    "switches": mark(
        "Switches aren't counted until a window is in front, and never on a Wayland desktop that doesn't tell which "
        "one is."
    ),
    "sound": mark("Install a player, such as canberra-gtk-play or paplay, and the freedesktop.org sound theme."),
    "media": mark("Music and films are paused by MPRIS, which needs a session bus."),
    "attention": mark("Use `backpressure snooze` when you mustn't be interrupted."),
}


def advice(part: str, environment: Mapping[str, str]) -> str:
    """What to do where ``part`` is missing."""
    if sys.platform != "linux":
        return say(_ELSEWHERE[part]) if part in _ELSEWHERE else ""
    if part == "tray":
        return _tray(environment)
    return say(_LINUX[part]) if part in _LINUX else ""


def _tray(environment: Mapping[str, str]) -> str:
    desktop = environment.get("XDG_CURRENT_DESKTOP", "").lower()
    if "gnome" in desktop:
        return say(
            "Install GNOME's extension AppIndicator (gnome-shell-extension-appindicator), enable it and log in again."
        )
    if "sway" in desktop or environment.get("SWAYSOCK"):
        return say('Start a bar with a tray, such as waybar with its module "tray".')
    return say("Add a tray to your panel: the Status Tray in XFCE; on bare X11 one such as trayer or stalonetray.")
