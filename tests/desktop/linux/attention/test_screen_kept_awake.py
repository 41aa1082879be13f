"""It is noticed when a program keeps the screen awake, whoever keeps the list."""

from collections.abc import Callable

import pytest

from tests.desktop.linux.fake_services import FakeLogind, Service
from tests.desktop.reactor import HandTurnedReactor
from tray.desktop.linux.attention.screen_kept_awake import GNOME, KDE, ON_SESSION_BUS, Inhibitors
from tray.desktop.linux.dbus.connection import Body, Bus
from tray.desktop.linux.dbus.kept_value import KeptValue

pytestmark = pytest.mark.desktop

Connect = Callable[[], Bus]


class FakeList(Service):
    """Keeps a list of wishes, as GNOME's session manager or KDE's power manager do."""

    def __init__(self, bus: Bus, reactor: HandTurnedReactor, place: KeptValue) -> None:
        self._place = place
        self.wishes: dict[str, int] = {}
        """Who wishes what: bits, of which the place's own stands for the screen."""
        super().__init__(bus, reactor, place.service, (place.path,))

    def wish(self, who: str, what: int) -> None:
        self.wishes[who] = what
        self._tell(0)

    def go_back(self, who: str) -> None:
        del self.wishes[who]
        self._tell(-1)

    def _tell(self, which: int) -> None:
        interface, member = self._place.signals[which]
        gnome = self._place is GNOME
        signature, body = ("o", ("/inhibitor/1",)) if gnome else ("a(ss)as", ([], []))
        self._bus.emit(self._place.path, interface, member, signature, body)

    def _answer(self, what: int) -> tuple[str, Body]:
        return "b", (any(wish & what for wish in self.wishes.values()),)

    IsInhibited = HasInhibition = _answer


@pytest.mark.parametrize("name", ON_SESSION_BUS)
def test_a_wish_to_keep_the_screen_awake_counts_and_one_to_keep_the_machine_awake_does_not(
    reactor: HandTurnedReactor, connect: Connect, name: str
) -> None:
    place = ON_SESSION_BUS[name]
    told: list[bool] = []
    wishes = FakeList(connect(), reactor, place)
    inhibitors = Inhibitors(connect(), None, told.append)
    reactor.run_until(lambda: inhibitors.name == name)
    told.clear()

    screen, machine = place.body[0], 16
    wishes.wish("music", machine)
    reactor.run_until(lambda: told == [False])
    wishes.wish("film", screen)
    reactor.run_until(lambda: told == [False, True])
    wishes.go_back("film")
    reactor.run_until(lambda: told == [False, True, False])
    inhibitors.close()


def test_logind(reactor: HandTurnedReactor, connect: Connect) -> None:
    told: list[bool] = []
    logind = FakeLogind(connect(), reactor)
    manager = (FakeLogind.PATH, FakeLogind.MANAGER)
    logind.properties[manager] = {"BlockInhibited": ("s", "handle-power-key:idle")}
    inhibitors = Inhibitors(None, connect(), told.append)
    reactor.run_until(lambda: told[-1:] == [True])
    assert "logind-inhibitors" == inhibitors.name

    logind.set(*manager, BlockInhibited=("s", "handle-power-key:sleep"))
    reactor.run_until(lambda: told[-1] is False)
    inhibitors.close()


def test_nobody_who_keeps_a_list_is_none(reactor: HandTurnedReactor, connect: Connect) -> None:
    told: list[bool] = []
    inhibitors = Inhibitors(connect(), connect(), told.append)
    reactor.run_until(lambda: len(told) == 3)

    assert ("none", {False}) == (inhibitors.name, set(told))
    inhibitors.close()


def test_one_who_goes_away_with_a_wish_leaves_none_behind(reactor: HandTurnedReactor, connect: Connect) -> None:
    told: list[bool] = []
    wishes = FakeList(connect(), reactor, KDE)
    wishes.wish("film", KDE.body[0])
    inhibitors = Inhibitors(connect(), None, told.append)
    reactor.run_until(lambda: told[-1:] == [True])

    wishes.go()
    reactor.run_until(lambda: told[-1] is False)

    assert "none" == inhibitors.name
    inhibitors.close()
