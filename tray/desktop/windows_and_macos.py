"""What the desktops of Windows and macOS have in common: parts made once, and anew when their settings change."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from tray.desktop.common.input_source import NoSource, idle_source
from tray.desktop.common.tray_and_notices_on_displays import LastingMedia, LastingTray
from tray.desktop.notify.desktop_notifier import NativeNotifier
from tray.ports import Reactor, Source
from tray.settings.defaults.every_setting import Settings


class NativeDesktop:
    """The part of ``choose.Desktop`` that is the same on both."""

    notifier: NativeNotifier

    def __init__(
        self,
        reactor: Reactor,
        settings: Settings,
        input_source: Callable[[Reactor, timedelta], Source],
        *,
        wants_tray: bool,
        senses: bool,
    ) -> None:
        """``input_source`` makes what tells of input there; ``senses`` is false when nothing is to be sensed."""
        self._reactor = reactor
        self._settings = settings
        self._input_source = input_source
        self._wants_tray = wants_tray
        self._senses = senses
        self._problems: dict[str, str] = {}
        self.tray = LastingTray()
        self.media = LastingMedia()
        """No player is asked to pause here."""
        self._idle: Source = NoSource()
        self._attention: Source = NoSource()

    def sources(self) -> dict[str, str]:
        """The adapter of each part, ``none`` where there is none."""
        return {
            "idle": self._idle.name,
            **self._own_sources(),
            "tray": self.tray.name,
            "notifications": self.notifier.name,
            "attention": self._attention.name,
            "sound": self.notifier.name if "sound" in self.notifier.abilities() else "none",
            "media": self.media.name,
        }

    @property
    def problems(self) -> Mapping[str, str]:
        """What is missing, in words for people."""
        said = self.notifier.problem
        return self._problems | ({"notifications": said} if said else {})

    @property
    def may_have_tray(self) -> bool:
        """There is an icon: menu bar and notification area are always there, or will be."""
        return self.tray.inner is not None

    def apply(self, settings: Settings) -> None:
        """Act by these settings from now on."""
        before, self._settings = self._settings, settings
        looks = [(each.icon.shown, each.icon.palette, each.icon.panel) for each in (before, settings)]
        if looks[0] != looks[1]:
            self._renew_icon()
        if before.breaks.typing_quiet != settings.breaks.typing_quiet:
            self._idle.close()
            self._idle = self._new_idle()
        if before.attention != settings.attention:
            self._attention.close()
            self._attention = self._new_attention()

    def _renew_icon(self) -> None:
        raise NotImplementedError

    def _own_sources(self) -> dict[str, str]:
        """Of what each of the two hears in its own way: ``session`` and ``switches``."""
        raise NotImplementedError

    def _new_idle(self) -> Source:
        if not self._senses:
            return NoSource()
        return idle_source(self._reactor, self._input_source, self._settings.breaks.typing_quiet, self._problems)

    def _new_attention(self) -> Source:
        raise NotImplementedError
