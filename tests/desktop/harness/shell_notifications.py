"""Uses the notifications of GNOME and of Plasma, which are parts of their shells."""

from dataclasses import dataclass

from jeepney import DBusAddress

from tests.desktop.harness.acting import eyes
from tests.desktop.harness.bus_listener import NOTIFICATIONS
from tests.desktop.harness.gnome import GnomeDesk
from tests.desktop.harness.notification_servers import OnScreen, Server, press_drawn
from tests.desktop.harness.plasma import PlasmaDesk
from tests.desktop.harness.processes import Program

_ROW_OF_BUTTONS = 46
"""How high it is in GNOME, with the shadow below; it is a surface of its own."""
_AT_NOTIFICATIONS = DBusAddress("/org/freedesktop/Notifications", NOTIFICATIONS, NOTIFICATIONS)


@dataclass
class OfGnome(Server):
    """Unfolds below the pointer and draws all buttons then."""

    desk: GnomeDesk

    def _start(self) -> Program:
        raise NotImplementedError("it starts with the shell")

    def press(self, label: str, notice: OnScreen) -> None:
        folded = self.desk.look()
        self.desk.hands.move(notice.box.centre)
        unfolded = eyes.settled(self.desk)
        below = max(box.bottom for box in (notice.box, *eyes.changed(folded, unfolded)))
        self.desk.shot("unfolded")
        row = notice.box._replace(top=below - _ROW_OF_BUTTONS, bottom=below)
        drawn = eyes.buttons(unfolded, row, len(notice.labels))
        self.desk.hands.click(drawn[notice.labels.index(label)].centre)
        self.desk.hands.move(self.desk.aside)

    def disturb(self, may: bool) -> None:
        self.desk.set("org.gnome.desktop.notifications", "show-banners", str(may).lower())


@dataclass
class OfPlasma(Server):
    """Draws all buttons. Whoever asks it not to disturb must stay on the bus meanwhile."""

    desk: PlasmaDesk
    asked: int | None = None

    def _start(self) -> Program:
        raise NotImplementedError("it starts with the shell")

    def press(self, label: str, notice: OnScreen) -> None:
        drawn = tuple(each for each in notice.labels if each != "Settings")  # this one is a sign at the top
        press_drawn(self.desk, label, OnScreen(drawn, notice.box))
        self.desk.hands.move(self.desk.aside)

    def disturb(self, may: bool) -> None:
        bus = self.desk.session_bus
        if self.asked is not None:
            bus.ask(_AT_NOTIFICATIONS, "UnInhibit", "u", self.asked)
            self.asked = None
        if not may:
            (self.asked,) = bus.ask(_AT_NOTIFICATIONS, "Inhibit", "ssa{sv}", "tests", "a talk", {})
