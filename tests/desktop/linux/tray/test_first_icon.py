"""The icon of the last end is on the panel at once, goes on as the true one, and never stands for long."""

from collections.abc import Mapping
from datetime import timedelta
from threading import Event

import pytest

from tests.desktop.faces import face
from tests.desktop.linux.fakes import FakePanel
from tests.desktop.linux.private_bus import PrivateBus
from tests.desktop.reactor import HandTurnedReactor
from tray.core.law.levels_and_gauge_steps import Level
from tray.desktop.icon.pictures import Pictures
from tray.desktop.linux.dbus.connection import Bus
from tray.desktop.linux.tray.first_icon import STANDS, STANDS_AT_MOST, FirstIcon
from tray.desktop.linux.tray.first_icon import face as first_face
from tray.view.tray.face import Face, Gauge, Mark, Status

pytestmark = pytest.mark.desktop

LONG = timedelta(hours=1)
GUESS = first_face(Gauge(9, Level.YELLOW, Mark.NONE), "Pressure 45% (yellow).", Status.ACTIVE)


def shown(
    reactor: HandTurnedReactor,
    environment: Mapping[str, str],
    guess: Face | None = GUESS,
    stands: timedelta = LONG,
    at_most: timedelta = LONG,
) -> FirstIcon:
    return FirstIcon(
        reactor,
        guess=guess,
        pictures=Pictures("standard", "auto"),
        environment=environment,
        stands=stands,
        at_most=at_most,
    )


def panel_on(private_bus: PrivateBus, reactor: HandTurnedReactor) -> FakePanel:
    panel = FakePanel(Bus.connect("session", reactor, environment=dict(private_bus.environment)))
    reactor.run_until(lambda: panel.here)
    return panel


def test_a_panel_gets_the_last_face_and_then_the_true_one_in_the_same_icon(
    reactor: HandTurnedReactor, private_bus: PrivateBus
) -> None:
    panel = panel_on(private_bus, reactor)
    first = shown(reactor, dict(private_bus.environment))
    late: list[str] = []
    first.late = lambda: late.append("late")
    reactor.run_until(first.tray.hosted)
    owner = panel.owner

    first.tray.show(face())
    first.end()
    reactor.run_until(lambda: {"NewIcon", "NewToolTip"} <= {name for name, _ in panel.signals})

    assert [] == late
    assert (owner, 1) == (panel.owner, len(panel.registered))
    first.tray.close()


def test_it_counts_as_drawn_when_the_panel_has_the_picture(reactor: HandTurnedReactor, private_bus: PrivateBus) -> None:
    panel = panel_on(private_bus, reactor)
    first = shown(reactor, dict(private_bus.environment))
    reactor.run_until(first.tray.hosted)
    assert not first.is_drawn()

    panel.ask("/StatusNotifierItem", "org.freedesktop.DBus.Properties", "GetAll", "s", "org.kde.StatusNotifierItem")

    reactor.run_until(first.is_drawn)
    first.end()
    first.tray.close()


def test_where_no_panel_takes_icons_nobody_waits_for_one(reactor: HandTurnedReactor, private_bus: PrivateBus) -> None:
    first = shown(reactor, dict(private_bus.environment))

    reactor.run_until(first.is_drawn)

    first.end()
    first.tray.close()


def test_a_true_face_that_is_late_finds_the_icon_gone_and_another_is_made(
    reactor: HandTurnedReactor, private_bus: PrivateBus
) -> None:
    panel = panel_on(private_bus, reactor)
    gone = Event()
    first = shown(reactor, dict(private_bus.environment), at_most=timedelta(seconds=0.05))
    first.late = gone.set
    owners: list[str | None] = []
    reactor.run_until(first.tray.hosted)
    panel.bus.watch_name(panel.owner, owners.append)

    # Nobody serves the icon's connection here but the thread beside it.
    reactor.run_until(lambda: owners[-1:] == [None])

    assert not gone.is_set()
    first.end()
    assert gone.is_set()
    first.tray.close()


def test_a_start_that_takes_longer_says_that_nothing_is_known(
    reactor: HandTurnedReactor, private_bus: PrivateBus
) -> None:
    panel = panel_on(private_bus, reactor)
    first = shown(reactor, dict(private_bus.environment), stands=timedelta(0), at_most=timedelta(seconds=0.05))
    late: list[str] = []
    first.late = lambda: late.append("late")
    reactor.run_until(first.tray.hosted)

    first.turn()
    reactor.run_until(lambda: {"NewIcon", "NewToolTip"} <= {name for name, _ in panel.signals})
    reactor.run_for(timedelta(seconds=0.1))
    first.end()

    assert [] == late
    assert first.tray.hosted()
    first.tray.close()


def test_an_icon_that_says_that_nothing_is_known_stands_for_as_long_as_it_takes(
    reactor: HandTurnedReactor, private_bus: PrivateBus
) -> None:
    panel = panel_on(private_bus, reactor)
    first = shown(reactor, dict(private_bus.environment), guess=None, at_most=timedelta(seconds=0.01))
    late: list[str] = []
    first.late = lambda: late.append("late")
    reactor.run_until(first.tray.hosted)

    reactor.run_for(timedelta(seconds=0.05))
    first.turn()
    first.tray.show(face())
    first.end()
    reactor.run_until(lambda: {"NewIcon", "NewToolTip"} <= {name for name, _ in panel.signals})

    assert [] == late
    assert first.tray.hosted()
    first.tray.close()


def test_a_start_that_is_quick_shows_the_guess_until_the_truth(
    reactor: HandTurnedReactor, private_bus: PrivateBus
) -> None:
    panel = panel_on(private_bus, reactor)
    first = shown(reactor, dict(private_bus.environment))
    reactor.run_until(first.tray.hosted)

    first.turn()
    reactor.run_for(timedelta(seconds=0.05))

    assert [] == panel.signals
    first.end()
    first.tray.close()


def test_it_stands_for_less_than_half_a_second() -> None:
    assert timedelta(seconds=0.5) > STANDS_AT_MOST > STANDS
