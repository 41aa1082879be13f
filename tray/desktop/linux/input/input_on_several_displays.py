"""Input on several displays of one person at once: whoever touches one of them is there.

The program runs on one display and hears of others by those who are started there (``backpressure`` a second time). It
listens to each of them itself; what it shows there, ``desktop.linux.icon_on_second_display`` sees to.
"""

import os
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, cast

from tray.core.messages.events import Event, InputSeen, InputStopped, InputUnknown
from tray.desktop.linux.display.addresses import display, socket_path
from tray.errors import DesktopError
from tray.lib.language.translation import say
from tray.ports import Reactor, Source

KEPT = ("DISPLAY", "XAUTHORITY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR", "HOME", "DBUS_SESSION_BUS_ADDRESS")
"""What tells where a display is, what opens it, and which bus its programs are on."""
MOST = 8
"""Nobody sits at more."""

Make = Callable[[Reactor, Mapping[str, str]], Source]


def name_of(environment: Mapping[str, str]) -> str:
    """``wayland-1``, or ``:1``. Raises DesktopError where there is no display of this machine."""
    if wayland := environment.get("WAYLAND_DISPLAY"):
        return wayland
    at = display(environment)
    if at.forwarded:
        raise DesktopError(say("The X display {name} isn't on this machine.", name=repr(environment["DISPLAY"])))
    return f":{at.number}"


def stands(environment: Mapping[str, str]) -> bool:
    """Whether there is such a display now."""
    try:
        path = socket_path(environment) if environment.get("WAYLAND_DISPLAY") else display(environment).path
    except DesktopError:
        return False
    return os.path.exists(path)


class Displays:
    """Posts InputSeen when there is input on one of the displays, and InputStopped when there is none on any."""

    def __init__(
        self, reactor: Reactor, own: Callable[[Reactor], Source], make: Make, own_name: str | None = None
    ) -> None:
        """``own`` makes the source of the display that the program runs on, ``make`` that of another one."""
        self._own_name = own_name
        self._reactor = reactor
        self._make = make
        self.touched = ""
        """The name of the display that had input last; empty for the own one."""
        self._known: dict[str, Event] = {}
        self._told: Event | None = None
        self._own = own(self._ear(""))
        self._others: dict[str, Source] = {}

    @property
    def name(self) -> str:
        """How input is heard of, with the displays where there are several; ``none`` where it isn't."""
        others = {name: source.name for name, source in self._others.items() if source.name != "none"}
        if not others:
            return self._own.name
        own = f"{self._own.name} ({self._own_name})" if self._own_name else self._own.name
        return ", ".join([own, *(f"{kind} ({name})" for name, kind in others.items())])

    def join(self, environment: Mapping[str, str]) -> str:
        """Listen on another display too; gives its name. One that is listened to already is listened to anew."""
        name = name_of(environment)
        if name not in self._others and len(self._others) >= MOST:
            raise DesktopError(say("Too many displays at once: {most} are possible.", most=MOST))
        self._leave(name)
        self._others[name] = self._make(self._ear(name), environment)
        return name

    def close(self) -> None:
        """Stop."""
        for name in tuple(self._others):
            self._leave(name)
        self._own.close()

    def _leave(self, name: str) -> None:
        if (source := self._others.pop(name, None)) is not None:
            source.close()
            self._known.pop(name, None)

    def _ear(self, name: str) -> Reactor:
        return cast("Reactor", _Ear(self._reactor, lambda event: self._heard(name, event)))

    def _heard(self, name: str, event: Event) -> None:
        self._known[name] = event
        if isinstance(event, InputSeen):
            self.touched = name
        here = [each for each in self._known.values() if isinstance(each, InputSeen)]
        gone = [each.quiet for each in self._known.values() if isinstance(each, InputStopped)]
        now: Event = here[0] if here else InputStopped(_latest(event, gone)) if gone else InputUnknown()
        if type(now) is not type(self._told):
            self._told = now
            self._reactor.post(now)


def _latest(event: Event, gone: list[timedelta]) -> timedelta:
    """Of several that stopped, the one of which it was just told stopped last."""
    return event.quiet if isinstance(event, InputStopped) else min(gone)


class _Ear:
    """The reactor for one source, whose events go through our hands."""

    def __init__(self, reactor: Reactor, post: Callable[[Event], None]) -> None:
        self._reactor = reactor
        self.post = post

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reactor, name)
