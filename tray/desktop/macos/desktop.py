"""The parts that macOS has, and which thread may touch them."""

from collections.abc import Callable

from tray.desktop.common.input_source import NoSource
from tray.desktop.icon.pictures import Pictures
from tray.desktop.macos.attention import MacAttention
from tray.desktop.macos.front_changes import MacForeground
from tray.desktop.macos.input import MacInput
from tray.desktop.macos.main_thread import has_screen, in_main_thread, serve_beside
from tray.desktop.macos.notifier_by_script import script_notifier
from tray.desktop.macos.session import MacSession
from tray.desktop.notify.desktop_notifier import NativeNotifier
from tray.desktop.windows_and_macos import NativeDesktop
from tray.errors import DesktopError
from tray.lib.assets import asset
from tray.lib.language.translation import say
from tray.ports import Reactor, Source, Tray
from tray.settings.defaults.every_setting import Settings


class MacDesktop(NativeDesktop):
    """The icon in the menu bar, notifications, and what the workspace tells. To be made and closed in the main thread.

    In between its methods are called in the reactor's thread, which is another one.
    """

    def __init__(
        self, reactor: Reactor, *, settings: Settings, wants_tray: bool, senses: bool, saving: Callable[[], None]
    ) -> None:
        """``saving`` is called in the reactor's thread before sleep and power off."""
        super().__init__(reactor, settings, MacInput, wants_tray=wants_tray, senses=senses)
        self._has_screen = has_screen()
        self.tray.serve(self._new_tray(settings))
        icon = asset("share/icons/hicolor/128x128/apps/backpressure.png")
        self.notifier = NativeNotifier(reactor, reactor.post, lambda: script_notifier(reactor), icon=icon)
        self._session = self._new_session(saving)
        self._switches = self._new_switches()
        self._attention = self._new_attention()
        self._idle = self._new_idle()

    def _own_sources(self) -> dict[str, str]:
        return {
            "session": self._session.name,
            "switches": self._switches.name,
        }

    def run_with(self, run: Callable[[], None]) -> None:
        """Call ``run`` in a thread of its own while the main thread serves macOS; what it raises is raised here."""
        if self._has_screen:
            serve_beside(run)
        else:
            run()

    def close(self) -> None:
        """Let go of everything; the icon and the notices go away."""
        self._idle.close()
        self._session.close()
        self._switches.close()
        self._attention.close()
        self.notifier.close_all()
        self.tray.close()

    def _renew_icon(self) -> None:
        if self._has_screen:
            old, settings = self.tray.inner, self._settings
            self.tray.serve(None)
            in_main_thread(lambda: self._exchange(old, settings))

    def _exchange(self, old: Tray | None, settings: Settings) -> None:
        """One icon for another, in the main thread."""
        if old is not None:
            old.close()
        new = self._new_tray(settings)
        self._reactor.call_soon(lambda: self.tray.serve(new))

    def _new_tray(self, settings: Settings) -> Tray | None:
        if not self._has_screen:
            self._problems["screen"] = say("There's no screen: no icon, no notifications, and locks aren't noticed.")
            return None
        if not (self._wants_tray and settings.icon.shown):
            return None
        try:
            from tray.desktop.macos.tray import mac_tray

            return mac_tray(self._reactor, Pictures(settings.icon.palette, settings.icon.panel))
        except Exception as error:
            # pystray raises what macOS says, of any kind; without an icon the program is smaller, not broken.
            self._problems["tray"] = say("There's no icon in the menu bar: {reason}", reason=error)
            return None

    def _new_session(self, saving: Callable[[], None]) -> Source:
        if not (self._senses and self._has_screen):
            return NoSource()
        try:
            return MacSession(self._reactor, saving)
        except DesktopError as error:
            self._problems["session"] = str(error)
            return NoSource()

    def _new_switches(self) -> Source:
        if not (self._senses and self._has_screen):
            return NoSource()
        try:
            return MacForeground(self._reactor, self._look)
        except DesktopError as error:
            self._problems["switches"] = str(error)
            return NoSource()

    def _look(self) -> None:
        if isinstance(self._attention, MacAttention):
            self._attention.look()

    def _new_attention(self) -> Source:
        if not (self._senses and self._has_screen):
            return NoSource()
        return MacAttention(self._reactor, self._settings.attention)
