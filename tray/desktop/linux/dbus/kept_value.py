"""A yes or no that a service on the bus keeps: asked for when it is wanted, and again when a signal calls for that."""

from collections.abc import Callable
from typing import Any

from tray.desktop.linux.dbus.connection import Body, Bus
from tray.lib.frozen import dataclass


@dataclass(frozen=True, slots=True)
class KeptValue:
    """Whom to ask what, what the answer means, and which signals call for asking again."""

    service: str
    path: str
    interface: str
    member: str
    signature: str
    body: Body
    means: Callable[[Any], bool]
    signals: tuple[tuple[str, str], ...]
    """Interface and member."""
    arg0: str | None = None
    """What the signals are about."""

    def ask(self, bus: Bus, learn: Callable[[bool | None], None]) -> None:
        """Ask the service, which is started by nobody for that; ``learn`` gets None where it has no answer."""
        bus.call(
            self.service,
            self.path,
            self.interface,
            self.member,
            self.signature,
            self.body,
            answered=lambda body: learn(self.means(body[0])),
            failed=lambda _: learn(None),
            auto_start=False,
        )

    def watch(self, bus: Bus, changed: Callable[[], None]) -> list[Callable[[], None]]:
        """Call ``changed`` at each of the signals; each of the results stops one of them."""
        return [
            bus.on_signal(
                lambda _body, _sender, _path: changed(),
                sender=self.service,
                interface=interface,
                member=member,
                path=self.path,
                arg0=self.arg0,
            )
            for interface, member in self.signals
        ]
