"""Whether the person is in a meeting: a microphone or camera in use, or a shared screen, for more than a moment."""

import os
import re
from collections.abc import Callable, Mapping
from datetime import timedelta

from tray.desktop.linux.attention.cameras_and_sound_cards import CAMERAS, RECORDERS, Devices
from tray.desktop.linux.attention.microphone import Pulse, address
from tray.desktop.linux.attention.screen_cast import ScreenCasts, where
from tray.desktop.linux.display.reconnect import Comeback
from tray.errors import DesktopError
from tray.lib.language.translation import say
from tray.lib.one_timer import OneTimer
from tray.ports import Reactor

GIVES = {
    "meeting": {"xfce": "", "x11": "", "sway": "", "gnome": "", "kde": ""},
}
"""On which desktops, and within which limits; the manual's table is made from it."""

_SETTLED = timedelta(seconds=5)
"""A sound that is recorded to be sent away, or a test of the microphone, is no meeting; neither is a change of devices
its end."""

_LEVEL_METERS = {
    *(b"org.PulseAudio.pavucontrol", b"org.gnome.VolumeControl", b"org.gnome.Settings", b"org.kde.plasma-pa"),
}
"""Programs that record from a microphone to show how loud it is, by their ``application.id``: no meeting."""


class Meeting:
    """Tells when a meeting begins and ends, as far as microphones and cameras tell."""

    def __init__(
        self,
        reactor: Reactor,
        environment: Mapping[str, str] = os.environ,
        *,
        microphone: bool,
        camera: bool,
        screen: bool = False,
        told: Callable[[bool], None],
        devices: str | os.PathLike[str] = "/dev",
    ) -> None:
        """``microphone``, ``camera`` and ``screen`` say which of the three count."""
        self._reactor = reactor
        self._environment = environment
        self._told = told
        self._folder = os.fspath(devices)
        self._uses: set[str] = set()
        self._reported: set[str] = set()
        """Who has told anything yet."""
        self._meets = False
        self._timer = OneTimer(reactor.later)
        self._pulse: Pulse | None = None
        self._card: Devices | None = None
        self._camera = self._devices(self._folder, CAMERAS, "camera") if camera else None
        socket = address(environment) if microphone else None
        self._comeback = Comeback(reactor, environment, self._connect, socket=socket)
        self._socket = socket
        self._casts: ScreenCasts | None = None
        self._gives_out = where(environment) if screen else None
        self._casts_back = Comeback(reactor, environment, self._watch_casts, socket=self._gives_out)
        if microphone:
            self._connect()
        if self._gives_out is not None:
            self._watch_casts()

    @property
    def name(self) -> str:
        """What tells, with a comma between: ``pulse`` or ``alsa``, ``v4l2``, and ``pipewire``; ``none`` for nothing."""
        card = "alsa" if self._card and self._card.some else ""
        camera = "v4l2" if self._camera and self._camera.some else ""
        casts = self._casts.name if self._casts else ""
        return ", ".join(part for part in (self._pulse.name if self._pulse else card, camera, casts) if part) or "none"

    def close(self) -> None:
        """Stop."""
        self._comeback.stop()
        self._casts_back.stop()
        self._timer.cancel()
        for part in (self._pulse, self._card, self._camera, self._casts):
            if part is not None:
                part.close()

    def _connect(self) -> None:
        try:
            if self._socket is None:
                raise DesktopError(say("No sound server was found."))
            self._pulse = Pulse(
                self._reactor,
                self._socket,
                self._environment,
                passed_over=_is_level_meter,
                told=self._heard,
                lost=self._pulse_lost,
            )
        except DesktopError:
            self._without_server()

    def _heard(self, in_use: bool) -> None:
        self._comeback.succeeded()
        if self._card is not None:
            # The sound server holds the card open for whoever records.
            self._card.close()
            self._card = None
            self._use("card", False)
        self._use("microphone", in_use)

    def _pulse_lost(self) -> None:
        self._pulse = None
        self._use("microphone", False)
        self._without_server()

    def _without_server(self) -> None:
        if self._card is None:
            self._card = self._devices(os.path.join(self._folder, "snd"), RECORDERS, "card")
        if self._socket is not None:
            self._comeback.await_server()

    def _watch_casts(self) -> None:
        assert self._gives_out is not None
        try:
            self._casts = ScreenCasts(self._reactor, self._gives_out, told=self._cast, lost=self._casts_lost)
        except DesktopError:
            self._casts_back.await_server()

    def _cast(self, shared: bool) -> None:
        self._casts_back.succeeded()
        self._use("screen", shared)

    def _casts_lost(self) -> None:
        self._casts = None
        self._use("screen", False)
        self._casts_back.await_server()

    def _devices(self, folder: str, names: re.Pattern[str], who: str) -> Devices | None:
        try:
            return Devices(self._reactor, folder, names, lambda held: self._use(who, held))
        except DesktopError:
            return None  # ``name`` says what is in use

    def _use(self, who: str, in_use: bool) -> None:
        (self._uses.add if in_use else self._uses.discard)(who)
        if in_use and who not in self._reported and not self._meets:
            self._settle()  # it was in use before anybody looked, so it lasts already
        self._reported.add(who)
        if bool(self._uses) == self._meets:
            self._timer.cancel()
        elif not self._timer.runs:
            self._timer.set(_SETTLED, self._settle)

    def _settle(self) -> None:
        self._timer.cancel()
        self._meets = bool(self._uses)
        self._told(self._meets)


def _is_level_meter(method: object, about: Mapping[str, bytes]) -> bool:
    """Whether a recording only shows how loud it is: ``method`` is how PulseAudio makes it smaller."""
    return (
        method == "peaks"
        or about.get("resample.peaks") == b"true"
        or about.get("stream.monitor") == b"true"
        or about.get("application.id") in _LEVEL_METERS
    )
