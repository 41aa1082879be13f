"""The parts that Windows has."""

from collections.abc import Callable
from typing import Any

from tray.desktop.common.input_source import NoSource
from tray.desktop.icon.pictures import Pictures
from tray.desktop.notify.desktop_notifier import NativeNotifier
from tray.desktop.notify.plyer_notifier import PlyerNotifier
from tray.desktop.windows.attention import WindowsAttention
from tray.desktop.windows.input import WindowsInput
from tray.desktop.windows_and_macos import NativeDesktop
from tray.lib.assets import asset
from tray.lib.language.translation import say
from tray.ports import Reactor, Source
from tray.settings.defaults.every_setting import Settings


class WindowsDesktop(NativeDesktop):
    """The icon, its window, which hears of locks, suspends and the end of the session, and toasts."""

    def __init__(
        self, reactor: Reactor, *, settings: Settings, wants_tray: bool, senses: bool, saving: Callable[[], None]
    ) -> None:
        """``saving`` is called in the reactor's thread before a suspend and before the session ends."""
        super().__init__(reactor, settings, WindowsInput, wants_tray=wants_tray, senses=senses)
        self._saving = saving
        self._window: Any = None
        """The one without an icon, where none is shown."""
        self._switches = False
        """Windows tells of switches of context."""
        self._attention = self._new_attention()
        self._open_window()
        icon = asset("share/icons/hicolor/128x128/apps/backpressure.png")
        self.notifier = NativeNotifier(reactor, reactor.post, lambda: PlyerNotifier(reactor), icon=icon)
        self._idle = self._new_idle()

    def _own_sources(self) -> dict[str, str]:
        return {
            "session": "none" if "window" in self._problems else "window-messages",
            "switches": "win-event-hook" if self._switches else "none",
        }

    def run_with(self, run: Callable[[], None]) -> None:
        """Call ``run``: the window has a thread of its own."""
        run()

    def close(self) -> None:
        """Let go of everything; the icon and the notices go away."""
        self._idle.close()
        self._attention.close()
        self.notifier.close_all()
        self._close_window()

    def _renew_icon(self) -> None:
        self._close_window()
        self._open_window()

    def _open_window(self) -> None:
        try:
            from tray.desktop.windows.tray_and_session import WindowsIcon, windows_tray

            hooked = self._hooked if self._senses else None
            if self._wants_tray and self._settings.icon.shown:
                pictures = Pictures(self._settings.icon.palette, self._settings.icon.panel)
                self.tray.serve(windows_tray(self._reactor, pictures, self._saving, hooked, self._look))
            else:
                self._window = WindowsIcon(
                    "backpressure", reactor=self._reactor, saving=self._saving, hooked=hooked, changed=self._look
                )
                self._window.run_detached(lambda _icon: None)
        except Exception as error:
            # pystray raises what Windows says, of any kind; without a window the program is smaller, not broken.
            self._problems["window"] = say("There's no icon, and locks aren't noticed: {reason}", reason=error)

    def _hooked(self, works: bool) -> None:
        self._switches = works

    def _look(self) -> None:
        if isinstance(self._attention, WindowsAttention):
            self._attention.look()

    def _close_window(self) -> None:
        self._switches = False
        self.tray.close()
        if self._window is not None:
            self._window.stop()
            self._window = None

    def _new_attention(self) -> Source:
        return WindowsAttention(self._reactor, self._settings.attention) if self._senses else NoSource()
