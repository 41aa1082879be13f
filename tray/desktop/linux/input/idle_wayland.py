"""When input stopped and began again, as a Wayland compositor tells by itself.

Three protocols say so. ``ext_idle_notifier_v1`` in its second version comes first: it speaks of input alone. The others
hear nothing of the quiet while something keeps the screen from going dark: a film, or an inhibitor that was clicked on
in a bar and forgotten. Such silence looks like work without an end. So after some minutes in which no quiet was heard
of, one pause of a second is listened for: nobody types or moves the pointer for ten minutes without any.
"""

import os
import struct
from collections.abc import Callable, Mapping
from datetime import timedelta

from tray.core.messages.events import InputSeen, InputStopped, InputUnknown
from tray.desktop.linux.display.wayland import Handler, Wayland
from tray.errors import DesktopError
from tray.lib.one_timer import OneTimer
from tray.ports import Reactor

GIVES = {
    "input": {"sway": "", "kde": ""},
}
"""On which desktops, and within which limits; the manual's table is made from it."""

_EXT, _KDE, _SEAT = "ext_idle_notifier_v1", "org_kde_kwin_idle", "wl_seat"
_EXT_OF_INPUT = "ext-idle-notify-v2"
_EXT_WATCH, _EXT_WATCH_INPUT, _KDE_WATCH = 1, 2, 0
_END_WATCH = 0
_IDLE, _RESUMED = 0, 1
_AT_ONCE_MS = 1
_PAUSE_MS = 1000
LISTENS_AFTER = timedelta(minutes=5)
"""Without a word of quiet for this long, a short pause is listened for."""
MUTED_AFTER = timedelta(minutes=10)
"""Whoever hears of no pause of a second for this long is muted."""


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
        self._protocol = "wayland"
        self._post = reactor.post
        self._quiet = quiet
        self._ready = ready
        self._first_input: int | None = None
        self._watch: Callable[[int, Handler], int] | None = None
        self._pause: int | None = None
        self._muted = False
        self._timer = OneTimer(reactor.later)
        self._wayland = Wayland(reactor, environment, ready=self._begin, lost=lost)

    @property
    def name(self) -> str:
        """Which protocol is in use, once it is ready; and that it is muted, while it is."""
        return f"{self._protocol} (muted)" if self._muted else self._protocol

    def close(self) -> None:
        """Stop."""
        self._timer.cancel()
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
        if self._protocol != _EXT_OF_INPUT:
            self._watch = watch
            self._timer.set(LISTENS_AFTER, self._listen)

    def _watching(self) -> Callable[[int, Handler], int] | None:
        """How to watch, by the best protocol that is offered."""
        offered = self._wayland.offered
        if _SEAT not in offered:
            return None
        if _EXT in offered:
            version = min(offered[_EXT][1], 2)
            self._protocol = _EXT_OF_INPUT if version == 2 else "ext-idle-notify-v1"
            manager, request = self._wayland.bind(_EXT, 2), _EXT_WATCH_INPUT if version == 2 else _EXT_WATCH
        elif _KDE in offered:
            self._protocol = _KDE
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
            self._muted = False
            self._stop_listening()
            self._timer.cancel()
        elif event == _RESUMED:
            self._post(InputSeen())
            if self._watch is not None:
                self._timer.set(LISTENS_AFTER, self._listen)

    def _listen(self) -> None:
        """Nothing was heard for long: listen for a pause, or for silence about that, too."""
        assert self._watch is not None
        self._stop_listening()
        self._pause = self._watch(_PAUSE_MS, self._pause_heard)
        self._timer.set(MUTED_AFTER, self._mute)

    def _mute(self) -> None:
        self._muted = True
        self._post(InputUnknown())

    def _pause_heard(self, event: int, _arguments: bytes) -> None:
        if event == _IDLE:
            # It tells again. Whether anybody is there, the next input says, or the quiet that goes on.
            if not self._muted:
                self._stop_listening()
                self._timer.set(LISTENS_AFTER, self._listen)
        elif event == _RESUMED and self._muted:
            self._muted = False
            self._stop_listening()
            self._post(InputSeen())
            self._timer.set(LISTENS_AFTER, self._listen)

    def _stop_listening(self) -> None:
        if self._pause is not None:
            self._end(self._pause)
            self._pause = None

    def _first_heard(self, event: int, _arguments: bytes) -> None:
        if event == _RESUMED and self._first_input is not None:
            self._stop_waiting()
            self._post(InputSeen())

    def _stop_waiting(self) -> None:
        if self._first_input is not None:
            self._end(self._first_input)
            self._first_input = None

    def _end(self, watch: int) -> None:
        self._wayland.send(watch, _END_WATCH)
        self._wayland.forget(watch)
