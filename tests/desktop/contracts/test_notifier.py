"""Does everything that fulfils ``ports.Notifier`` keep its promises? The fake, stand-ins, and the real servers."""

from collections.abc import Callable, Iterator

import pytest

from tests.desktop.conftest import Desks
from tests.desktop.contracts.conftest import Connect, Join, Turned
from tests.desktop.harness.acting import eyes
from tests.desktop.harness.acting.eyes import Box
from tests.desktop.harness.bus_listener import NotificationLog
from tests.desktop.harness.desk import Desk
from tests.desktop.linux.fakes import FakeNotificationServer
from tests.desktop.reactor import HandTurnedReactor
from tests.fakes import FakeNotifier
from tray.core.messages.commands import Skip, TakeBreak
from tray.desktop.common.tray_and_notices_on_displays import LastingNotifier
from tray.desktop.linux.dbus.connection import Bus
from tray.desktop.linux.notify.notifier import BusNotifier
from tray.ports import Notifier
from tray.view.tray.face import Button, Notice

BUTTONS = (Button("take", "Take a break", TakeBreak()), Button("skip", "Skip", Skip()))
ONE = Notice("A break would do good", "50 minutes of work & no rest.", BUTTONS, lasting=True)
OTHER = Notice("Rested 7 min", "The pressure fell from 67 % to 40 %.", lasting=True)


class Subject(Turned):
    """A notifier, and the titles of what is on the screen."""

    def __init__(self, notifier: Notifier, seen: Callable[[], list[str]], reactor: HandTurnedReactor) -> None:
        super().__init__(reactor)
        self.notifier = notifier
        self.seen = seen


def the_fake(reactor: HandTurnedReactor) -> Subject:
    notifier = FakeNotifier()
    return Subject(notifier, lambda: [each.title for each in notifier.screen.values()], reactor)


def the_fake_that_lasts(reactor: HandTurnedReactor) -> Subject:
    inner = FakeNotifier()
    notifier = LastingNotifier()
    notifier.serve(inner)
    return Subject(notifier, lambda: [each.title for each in inner.screen.values()], reactor)


def on_a_fake_server(reactor: HandTurnedReactor, connect: Connect) -> Subject:
    server = FakeNotificationServer(connect())
    reactor.run_until(lambda: server.here)
    notifier = BusNotifier(connect(), reactor, reactor.post)
    return Subject(notifier, lambda: [each["title"] for each in server.shown.values()], reactor)


def on_a_server(reactor: HandTurnedReactor, desk: Desk, bus: Bus) -> Subject:
    log = NotificationLog(desk.session_bus)
    before = eyes.settled(desk)

    def seen() -> list[str]:
        log.listen()
        notices = [box for box in eyes.changed(before, desk.look()) if _is_notice(box)]
        return [log.shown[-1].title for _ in notices]

    return Subject(BusNotifier(bus, reactor, reactor.post), seen, reactor)


def _is_notice(box: Box) -> bool:
    return box.width > 100 and box.height > 30


@pytest.fixture(
    params=[
        "fake",
        "lasting",
        pytest.param("bus", marks=pytest.mark.desktop),
        *(
            pytest.param(server, marks=pytest.mark.desktop)
            for server in ("x11 dunst", "x11 xfce4-notifyd", "wayland mako", "wayland swaync")
        ),
    ]
)
def subject(request: pytest.FixtureRequest, reactor: HandTurnedReactor, join: Join) -> Iterator[Subject]:
    match request.param.split():
        case ["fake"]:
            made = the_fake(reactor)
        case ["lasting"]:
            made = the_fake_that_lasts(reactor)
        case ["bus"]:
            made = on_a_fake_server(reactor, request.getfixturevalue("connect"))
        case [kind, name]:
            desks: Desks = request.getfixturevalue("desks")
            desk = desks.wayland() if kind == "wayland" else desks.x11()
            desks.server(desk, name)
            made = on_a_server(reactor, desk, join(desk))
    yield made
    made.notifier.close("break")


def test_a_slot_holds_one_notice_at_most_and_is_emptied(subject: Subject) -> None:
    subject.notifier.close("break")  # it holds nothing
    assert [] == subject.seen()

    for notice in (ONE, OTHER, ONE):
        subject.notifier.show("break", notice)
        subject.until(lambda notice=notice: [notice.title] == subject.seen())  # type: ignore[misc]
    subject.notifier.close("break")
    subject.until(lambda: [] == subject.seen())
    subject.notifier.close("break")

    assert "actions" in subject.notifier.abilities()
    assert subject.notifier.name not in ("", "none")
