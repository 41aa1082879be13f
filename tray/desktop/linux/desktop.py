"""The parts that this Linux desktop has now. Each is used as long as it is there, and looked for when it is not."""

import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from tray.desktop.common.tray_and_notices_on_displays import LastingMedia, NoticesOnDisplays, TrayOnDisplays
from tray.desktop.icon.pictures import Pictures
from tray.desktop.linux.attention.attention import LinuxAttention
from tray.desktop.linux.dbus.connection import Bus
from tray.desktop.linux.foreground.foreground import LinuxForeground
from tray.desktop.linux.input.input import LinuxInput
from tray.desktop.linux.input.input_on_several_displays import KEPT, Displays, name_of, stands
from tray.desktop.linux.notify.left_standing import LeftStanding
from tray.desktop.linux.notify.notifier import BusNotifier
from tray.desktop.linux.notify.sound import ThemeSound
from tray.desktop.linux.pause_players import MprisMedia
from tray.desktop.linux.session.session import LinuxSession
from tray.desktop.linux.tray.first_icon import FirstIcon
from tray.desktop.linux.tray.status_notifier_or_xembed import LinuxTray
from tray.errors import DesktopError
from tray.lib.assets import asset_place
from tray.lib.language.translation import say
from tray.ports import HookRunner, Notifier, Reactor, Source, Tray
from tray.settings.defaults.every_setting import Settings

if TYPE_CHECKING:
    # Loaded where a second display is.
    from tray.desktop.linux.icon_on_second_display import JoinedDisplay

_FIRST_TRY = timedelta(seconds=2)
_LAST_TRY = timedelta(minutes=1)


class LinuxDesktop:
    """All parts of the desktop; they come back when the session bus does."""

    def __init__(
        self,
        reactor: Reactor,
        *,
        settings: Settings,
        wants_tray: bool,
        senses: bool,
        saving: Callable[[], None],
        environment: Mapping[str, str] = os.environ,
        first_icon: FirstIcon | None = None,
        standing: str | None = None,
    ) -> None:
        """``senses`` is false when nothing is to be sensed; ``saving`` is called before a suspend or a shutdown.

        ``standing`` is the file that says which notifications stand.

        ``first_icon`` is shown already, and goes on to be the icon.
        """
        self._reactor = reactor
        self._saving = saving
        self._settings = settings
        self._wants_tray = wants_tray
        self._senses = senses
        self._environment = environment
        self.tray = first_icon.tray if first_icon else TrayOnDisplays()
        self.notifier = NoticesOnDisplays(self._notifier_in_front, self._other_notifiers)
        self.media = LastingMedia()
        self._left = LeftStanding(standing) if standing else None
        self._sound = ThemeSound(self._runner_of_players, environment)
        self.problems: dict[str, str] = {}
        """What is missing, by part, in words for people."""
        self._sources: dict[str, Source] = {}
        self._displays: dict[str, JoinedDisplay] = {}
        """Other displays on which the person works, by name."""
        self._wait = _FIRST_TRY
        self._closed = False
        self._session_bus: Bus | None = None
        self._tried: Bus | None = None
        """A session bus of which nobody knows yet whether it answers."""
        self._system_bus = self._connect("system", self._system_lost)
        self._arrive()
        if first_icon:
            first_icon.lost, first_icon.late = self._tray_lost, self.show_icon_anew

    @property
    def may_have_tray(self) -> bool:
        """There is a session bus, or a display."""
        return self._shows_icon and (self._session_bus is not None or bool(self._environment.get("DISPLAY")))

    @property
    def _shows_icon(self) -> bool:
        return self._wants_tray and self._settings.icon.shown

    def apply(self, settings: Settings) -> None:
        """Act by these settings from now on."""
        before, self._settings = self._settings, settings
        looks = [(each.icon.shown, each.icon.palette, each.icon.panel) for each in (before, settings)]
        if looks[0] != looks[1]:
            self.show_icon_anew()
            for each in self._displays.values():
                each.show_icon(self._pictures() if self._shows_icon else None)
        if self._senses and before.breaks.typing_quiet != settings.breaks.typing_quiet:
            self._sources["idle"].close()
            self._sources["idle"] = self._input_on(self._session_bus)
        if self._senses and before.attention != settings.attention:
            self._sources["attention"].close()
            self._sources["attention"] = self._attention_on(self._session_bus)

    def sources(self) -> dict[str, str]:
        """The adapter of each part, ``none`` where there is none."""
        names = {part: source.name for part, source in self._sources.items()}
        return {
            "idle": names.get("idle", "none"),
            "session": names.get("session", "none"),
            "switches": names.get("switches", "none"),
            "tray": self.tray.names(_own_name(self._environment)),
            "notifications": self.notifier.name,
            "attention": names.get("attention", "none"),
            "sound": "notification-server" if "sound" in self.notifier.abilities() else self._sound.name,
            "media": self.media.name,
        }

    def run_with(self, run: Callable[[], None]) -> None:
        """Call ``run``: nothing here needs another thread."""
        run()

    def close(self) -> None:
        """Let go of everything; the icon and the notices go away."""
        self._closed = True
        self.tray.close()
        self.notifier.close_all()
        for name in tuple(self._displays):
            self._part(name)
        self._leave()
        for bus in (self._session_bus, self._system_bus, self._tried):
            if bus:
                bus.close()

    def _connect(self, which: Literal["session", "system"], lost: Callable[[], None]) -> Bus | None:
        try:
            bus = Bus.connect(which, self._reactor, lost=lost, environment=self._environment)
        except DesktopError as error:
            self.problems[f"{which} bus"] = str(error)
            return None
        self.problems.pop(f"{which} bus", None)
        return bus

    def _arrive(self) -> None:
        """Take up the parts that are there."""
        if self._closed:
            return
        self._session_bus = bus = self._connect("session", self._session_lost)
        if bus is None:
            self._again()
        if self.tray.inner is None:
            self.tray.serve(self._make_tray())
        self.notifier.serve(self._notifier_on(bus) if bus else None)
        self.media.inner = MprisMedia(bus) if bus else None
        self._sources = self._sources_on(bus)

    def _sources_on(self, bus: Bus | None) -> dict[str, Source]:
        if not self._senses:
            return {}
        return {
            "idle": self._input_on(bus),
            "session": LinuxSession(self._reactor, self._system_bus, bus, self._saving, self._environment),
            "switches": LinuxForeground(self._reactor, self._environment, session_bus=bus),
            "attention": self._attention_on(bus),
        }

    def _attention_on(self, bus: Bus | None) -> Source:
        return LinuxAttention(
            self._reactor, bus, self._environment, system_bus=self._system_bus, wanted=self._settings.attention
        )

    def _make_tray(self) -> Tray | None:
        if not self._shows_icon:
            return None
        bus = None
        if self._session_bus is not None:
            bus = self._connect("session", self._tray_lost)
            if bus is None:
                self._show_icon_later(_LAST_TRY)
        return LinuxTray(bus, self._reactor, self._pictures(), environment=self._environment)

    def _pictures(self) -> Pictures:
        return Pictures(self._settings.icon.palette, self._settings.icon.panel)

    def show_icon_anew(self) -> None:
        """Take the icon away and show it by another connection."""
        self.tray.close()
        self.tray.serve(self._make_tray())

    def _tray_lost(self) -> None:
        """Its connection broke. Nothing is to be done where the whole bus goes: that is heard of, too."""
        if self._session_bus is not None:
            self._show_icon_later(_FIRST_TRY)

    def _show_icon_later(self, wait: timedelta) -> None:
        def look() -> None:
            if self._session_bus is bus and not self._closed:
                self.show_icon_anew()

        bus = self._session_bus
        self._reactor.later(wait, look)

    def _notifier_on(self, bus: Bus) -> Notifier:
        return self._speaking(bus, self._not_shown)

    def _quiet_notifier_on(self, bus: Bus) -> Notifier:
        return self._speaking(bus, lambda _: None)  # where it shows nothing the first display does

    def _speaking(self, bus: Bus, trouble: Callable[[str | None], None]) -> Notifier:
        icon = asset_place("share/icons/hicolor/128x128/apps/backpressure.png")
        sound, left = self._sound, self._left
        return BusNotifier(bus, self._reactor, self._reactor.post, icon=icon, trouble=trouble, sound=sound, left=left)

    def _runner_of_players(self) -> HookRunner:
        from tray.desktop.hooks.start_hooks_and_hear_of_them import HookProcesses

        return HookProcesses(self._reactor, self._environment)

    def _not_shown(self, why: str | None) -> None:
        if why:
            self.problems["notifications"] = why
        else:
            self.problems.pop("notifications", None)

    def join(self, environment: Mapping[str, str]) -> str | None:
        """Notice input on another display of this person too, and show the icon there; its name, None for our own.

        Raises DesktopError.
        """
        from tray.desktop.linux.icon_on_second_display import JoinedDisplay

        name = name_of(environment)
        idle = self._sources.get("idle")
        if not isinstance(idle, Displays) or name == _own_name(self._environment):
            return None
        known = {key: environment[key] for key in KEPT if key in environment}
        if not os.path.isfile(known.get("XAUTHORITY", "")):
            known.pop("XAUTHORITY", None)  # it is read at once, and what is no file might never end
        idle.join(known)
        self._part(name)
        joined = self._displays[name] = JoinedDisplay(known, self._environment, self._reactor, self._quiet_notifier_on)
        joined.show_icon(self._pictures() if self._shows_icon else None)
        self.tray.add(name, joined.tray)
        return name

    def joined(self) -> list[Mapping[str, str]]:
        """The other displays on which the person works, for ``join_again``."""
        return [each.environment for each in self._displays.values()]

    def join_again(self, joined: Iterable[Mapping[str, str]]) -> None:
        """Join those of an earlier run that still stand."""
        for environment in joined:
            if stands(environment):
                with suppress(DesktopError):  # it has just gone
                    self.join(environment)

    def in_front(self) -> Mapping[str, str]:
        """The environment of a program that is to be seen where the person is."""
        there = self._display_in_front()
        return there.seen_from(self._environment) if there else self._environment

    def _display_in_front(self) -> "JoinedDisplay | None":
        idle = self._sources.get("idle")
        return self._displays.get(idle.touched) if isinstance(idle, Displays) else None

    def _notifier_in_front(self) -> Notifier | None:
        there = self._display_in_front()
        notifier = there.notifier if there else None
        return notifier if notifier and notifier.name != "none" else None

    def _other_notifiers(self) -> list[Notifier]:
        return [each.notifier for each in self._displays.values() if each.notifier]

    def _part(self, name: str) -> None:
        if (known := self._displays.pop(name, None)) is not None:
            self.tray.others.pop(name, None)
            known.close()

    def _input_on(self, bus: Bus | None) -> Source:
        quiet = self._settings.breaks.typing_quiet
        displays = Displays(
            self._reactor,
            lambda reactor: LinuxInput(reactor, bus, quiet, self._environment),
            lambda reactor, environment: LinuxInput(reactor, None, quiet, environment),
            _own_name(self._environment),
        )
        for each in self._displays.values():
            displays.join(each.environment)
        return displays

    def _leave(self) -> None:
        for source in self._sources.values():
            source.close()
        self._sources = {}

    def _session_lost(self) -> None:
        self.problems["session bus"] = say("The session bus went away; the icon and notifications come back with it.")
        self._session_bus = None
        self._leave()
        self.show_icon_anew()  # by XEMBED, which needs no bus
        self.notifier.serve(None)
        self.media.inner = None
        self._not_shown(None)
        # What needs no bus goes on, and says so where nobody knows of input any more.
        self._sources = self._sources_on(None)
        self._again()

    def _system_lost(self) -> None:
        self.problems["system bus"] = say(
            "The system bus went away; suspend and lock are only noticed by gaps in the input."
        )
        self._system_bus = None
        self._reactor.later(_LAST_TRY, self._retry_system)

    def _retry_system(self) -> None:
        if self._closed:
            return
        self._system_bus = self._connect("system", self._system_lost)
        if self._system_bus is None:
            self._reactor.later(_LAST_TRY, self._retry_system)
        elif "session" in self._sources:
            self._sources["session"].close()
            self._sources["session"] = LinuxSession(
                self._reactor, self._system_bus, self._session_bus, self._saving, self._environment
            )
            self._sources["attention"].close()
            self._sources["attention"] = self._attention_on(self._session_bus)

    def _again(self) -> None:
        self._reactor.later(self._wait, self._retry)
        self._wait = min(self._wait * 2, _LAST_TRY)

    def _retry(self) -> None:
        if self._closed or self._session_bus:
            return
        try:
            # Until one answers, the parts that need no bus go on as they are.
            self._tried = Bus.connect(
                "session", self._reactor, lost=self._again, met=self._came_back, environment=self._environment
            )
        except DesktopError:
            self._again()

    def _came_back(self) -> None:
        if self._tried is not None:
            self._tried.close()
        self._wait = _FIRST_TRY
        self._leave()
        self.tray.close()
        self._arrive()


def _own_name(environment: Mapping[str, str]) -> str | None:
    try:
        return name_of(environment)
    except DesktopError:
        return None  # it runs without a display
