"""When input stopped and began again, as a Wayland compositor tells by itself.

Three protocols say so. ``ext_idle_notifier_v1`` in its second version comes first: it speaks of input alone. The others
hear nothing of the quiet while something, such as a film, keeps the screen from going dark.
"""

import os
import struct
from collections.abc import Callable, Mapping
from datetime import timedelta

from tray.core.messages.events import InputSeen, InputStopped
from tray.desktop.linux.display.wayland import Handler, Wayland
from tray.errors import DesktopError
from tray.ports import Reactor

GIVES = {
    "input": {"sway": "", "kde": ""},
}
"""On which desktops, and within which limits; the manual's table is made from it."""

_EXT, _KDE, _SEAT = "ext_idle_notifier_v1", "org_kde_kwin_idle", "wl_seat"
_EXT_WATCH, _EXT_WATCH_INPUT, _KDE_WATCH = 1, 2, 0
_END_WATCH = 0
_IDLE, _RESUMED = 0, 1
_AT_ONCE_MS = 1


class WaylandInput:
    """Posts InputStopped once there was no input for ``quiet``, and InputSeen at the next input.

    A compositor does not tell how it is now, only what changes from now on. So nothing is posted until the first input,
    or until ``quiet`` has passed without any: an earlier word would be a guess.
    """

    def __init__(
        self,
        reactor: Reactor,
        quiet: timedelta,
        environment: Mapping[str, str] = os.environ,
        *,
        ready: Callable[[], None],
        lost: Callable[[DesktopError], None],
    ) -> None:
        """Raises DesktopError when no compositor answers.

        ``ready`` is called before the first event is posted; ``lost`` when the compositor cannot tell, or goes away.
        """
        self.name = "wayland"
        """Which protocol is in use, once it is ready."""
        self._post = reactor.post
        self._quiet = quiet
        self._ready = ready
        self._first_input: int | None = None
        self._wayland = Wayland(reactor, environment, ready=self._begin, lost=lost)

    def close(self) -> None:
        """Stop."""
        self._wayland.close()

    def _begin(self) -> None:
        watch = self._watching()
        if watch is None:
            self._wayland.fail("it does not tell when there is no input")
            return
        self._ready()
        watch(round(self._quiet.total_seconds() * 1000), self._heard)
        # The main watch is silent at the first input when there was no quiet before it; this one has had its quiet by
        # then.
        self._first_input = watch(_AT_ONCE_MS, self._first_heard)

    def _watching(self) -> Callable[[int, Handler], int] | None:
        """How to watch, by the best protocol that is offered."""
        offered = self._wayland.offered
        if _SEAT not in offered:
            return None
        if _EXT in offered:
            version = min(offered[_EXT][1], 2)
            self.name = f"ext-idle-notify-v{version}"
            manager, request = self._wayland.bind(_EXT, 2), _EXT_WATCH_INPUT if version == 2 else _EXT_WATCH
        elif _KDE in offered:
            self.name = _KDE
            manager, request = self._wayland.bind(_KDE, 1), _KDE_WATCH
        else:
            return None
        seat = self._wayland.bind(_SEAT, 1)

        def watch(after_ms: int, handler: Handler) -> int:
            made = self._wayland.new(handler)
            rest = (seat, after_ms) if request == _KDE_WATCH else (after_ms, seat)
            self._wayland.send(manager, request, struct.pack("=III", made, *rest))
            return made

        return watch

    def _heard(self, event: int, _arguments: bytes) -> None:
        if event == _IDLE:
            self._stop_waiting()
            self._post(InputStopped(self._quiet))
        elif event == _RESUMED:
            self._post(InputSeen())

    def _first_heard(self, event: int, _arguments: bytes) -> None:
        if event == _RESUMED and self._first_input is not None:
            self._stop_waiting()
            self._post(InputSeen())

    def _stop_waiting(self) -> None:
        if self._first_input is not None:
            self._wayland.send(self._first_input, _END_WATCH)
            self._wayland.forget(self._first_input)
            self._first_input = None
