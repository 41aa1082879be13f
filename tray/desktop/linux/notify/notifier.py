"""Brings notifications to the person, and the answers back, by the server on the session bus, whatever it does.

A server may be absent, come late, be restarted, refuse, or hang. None of that blocks anything or loses a lasting
notice: each slot keeps what it should show, and shows it when there is a server that will.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

from tray.core.messages.events import Asked, Event
from tray.desktop.linux.dbus.connection import Body, Bus, BusError
from tray.desktop.linux.notify.left_standing import LeftStanding, ask_id, take_down
from tray.desktop.linux.notify.message import SIGNATURE, message
from tray.desktop.linux.notify.retry_and_replace_notification import Slot
from tray.desktop.linux.notify.server_abilities_and_hints import NAME, PATH, Server
from tray.desktop.linux.notify.server_slow_or_refusing import ServerTrouble
from tray.desktop.linux.notify.sound import sound_name
from tray.errors import DesktopError
from tray.ports import Reactor, Sound
from tray.view.tray.face import Notice

GIVES = {
    "notifications": {"xfce": "", "x11": "", "sway": "", "gnome": "", "kde": ""},
    "buttons": {
        "xfce": "",
        "x11": "dunst draws none: in the menu",
        "sway": "swaync; mako draws none: in the menu",
        "gnome": "under the pointer",
        "kde": "",
    },
}
"""On which desktops, and within which limits; the manual's table is made from it."""

_BY_PERSON = 2
"""The reason a server gives when the person put a notification away."""
_SETTLING = timedelta(seconds=2)
"""How long a server that went away may take to come back by itself, before the bus is asked to start one."""


class BusNotifier:
    """Fulfils ``ports.Notifier`` with whichever server owns org.freedesktop.Notifications."""

    def __init__(
        self,
        bus: Bus,
        reactor: Reactor,
        post: Callable[[Event], None],
        *,
        app: str = "Backpressure",
        icon: str = "",
        trouble: Callable[[str | None], None] = lambda _: None,
        sound: Sound | None = None,
        left: LeftStanding | None = None,
    ) -> None:
        """``app`` is the program's name for people and, in lower case, that of its desktop entry.

        ``trouble`` is told what keeps notices from being shown, in words for people, and None when that is over.

        ``sound`` is what plays the sound of a notice where the server does not.

        ``left`` keeps what stands, for the run after this one if this one is killed.

        ``icon`` is the absolute path of a picture, or a name from the icon theme; a name that is missing there is drawn
        as a broken picture.
        """
        self.name = "notifications"
        self._bus = bus
        self._reactor = reactor
        self._post = post
        self._app = app
        self._icon = icon
        self._sound = sound
        self._left = left
        self._bus_id: str | None = None
        self._slots: dict[str, Slot] = {}
        self._owner: str | None = None
        self._server: Server | None = None
        self._summoning = False
        self._trouble = ServerTrouble(reactor, trouble)
        bus.on_signal(self._chosen, sender=NAME, interface=NAME, member="ActionInvoked", path=PATH)
        bus.on_signal(self._closed, sender=NAME, interface=NAME, member="NotificationClosed", path=PATH)
        bus.watch_name(NAME, self._owner_changed)

    def show(self, slot: str, notice: Notice) -> None:
        """Show ``notice`` in ``slot`` when there is a server; one that is not lasting waits a minute for that."""
        held = self._slots.get(slot)
        if held is None:
            held = self._slots[slot] = Slot(slot, self._reactor, self._send, self._withdraw, self._rewords)
        held.show(notice)
        if self._server is None:
            self._summon()

    def close(self, slot: str) -> bool:
        """Take away what ``slot`` holds; false when it had left the screen."""
        return slot in self._slots and self._slots[slot].close()

    def abilities(self) -> frozenset[str]:
        """What the server can do; nothing while there is none."""
        return self._server.abilities() if self._server else frozenset()

    def _send(
        self, slot: str, notice: Notice, replaces: int, shown: Callable[[int], None], refused: Callable[[], None]
    ) -> bool:
        if self._server is None:
            return False
        body = message(notice, self._server, app=self._app, icon=self._icon, slot=slot, replaces=replaces)
        aloud = self._sound if notice.sound and not replaces and not self._server.makes_sounds else None

        def answered(answer: Body) -> None:
            shown(answer[0])
            self._keep_standing()
            if aloud is not None:
                aloud.play(sound_name(slot))

        self._call("Notify", SIGNATURE, body, answered=answered, failed=lambda _error: refused())
        return True

    def _rewords(self) -> bool:
        return self._server is not None and self._server.rewords

    def _withdraw(self, number: int, gone: Callable[[], None]) -> None:
        take_down(self._bus, number, gone)
        self._keep_standing()

    def _keep_standing(self) -> None:
        if self._left is not None and self._bus_id is not None and self._owner is not None:
            standing = [slot.standing for slot in self._slots.values()]
            self._left.keep(self, (self._bus_id, self._owner), [number for number in standing if number is not None])

    def _chosen(self, body: Body, _sender: str, _path: str) -> None:
        number, key = body
        for slot in self._slots.values():
            if (command := slot.take_answer(number, key)) is not None:
                self._post(Asked(command))

    def _closed(self, body: Body, _sender: str, _path: str) -> None:
        number, reason = body
        for slot in self._slots.values():
            meant = slot.was_closed(number, by_person=reason == _BY_PERSON)
            if meant is not None:
                self._post(Asked(meant))
        self._keep_standing()

    def _owner_changed(self, owner: str | None) -> None:
        self._owner = owner
        self._server = None
        self._trouble.over()
        for slot in self._slots.values():
            slot.server_gone()
        if owner is not None:
            self._meet(owner)
        elif any(slot.waits for slot in self._slots.values()):
            self._reactor.later(_SETTLING, self._summon)

    def _meet(self, owner: str) -> None:
        # A server that will not say is taken to be of the simplest kind.
        self._call(
            "GetServerInformation",
            answered=lambda answer: self._ask_abilities(owner, answer[0]),
            failed=lambda _error: self._ask_abilities(owner, ""),
        )

    def _ask_abilities(self, owner: str, name: str) -> None:
        self._call(
            "GetCapabilities",
            answered=lambda answer: self._clear(owner, Server.described(name, answer[0])),
            failed=lambda _error: self._clear(owner, Server.described(name, ())),
        )

    def _clear(self, owner: str, server: Server) -> None:
        """Take down what a run before this one has left standing there; only then is anything shown."""
        left = self._left
        if left is None:
            self._welcome(owner, server)
            return

        def known(bus_id: str | None) -> None:
            self._bus_id = bus_id
            one_by_one(left.claim((bus_id, owner)) if bus_id is not None else ())

        def one_by_one(numbers: Sequence[int]) -> None:
            if not numbers:
                self._welcome(owner, server)
            elif owner == self._owner:
                take_down(self._bus, numbers[0], lambda: one_by_one(numbers[1:]))

        ask_id(self._bus, known)

    def _welcome(self, owner: str, server: Server) -> None:
        if owner != self._owner:
            return  # it has gone meanwhile
        self._server = server
        for slot in self._slots.values():
            slot.try_now()

    def _summon(self) -> None:
        """Let the bus start a server, where it knows how to."""
        if self._owner is not None or self._summoning or not any(slot.waits for slot in self._slots.values()):
            return
        self._summoning = True
        self._call("GetServerInformation", auto_start=True, answered=self._summoned, failed=self._summoned)

    def _summoned(self, _answer: object) -> None:
        self._summoning = False

    def _call(
        self,
        member: str,
        signature: str = "",
        body: Body = (),
        *,
        auto_start: bool = False,
        answered: Callable[[Body], None],
        failed: Callable[[DesktopError], None],
    ) -> None:
        """Nothing waits for the answer, and no call is given up.

        One that is made again would show the notice twice when a server that hung comes to itself; and of one that has
        died the bus tells at once.
        """
        came = self._trouble.asked()

        def taken(answer: Body) -> None:
            came(None)
            answered(answer)

        def lost(error: DesktopError) -> None:
            came(error)
            if isinstance(error, BusError) and error.name is None:
                self._server = None  # it is the bus that has gone: nobody will answer any more
            failed(error)

        call = partial(self._bus.call, timeout=None, auto_start=auto_start, answered=taken, failed=lost)
        call(NAME, PATH, NAME, member, signature, body)
