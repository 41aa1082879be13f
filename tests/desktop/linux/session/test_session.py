"""Locks, other users, sleep and the end are told of, by whoever knows, once, and everything is saved in time."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from tests.desktop.linux.fake_services import FakeLogind, FakeScreenSaver, FdBus, Service
from tests.desktop.linux.private_bus import PrivateBus
from tests.desktop.reactor import HandTurnedReactor
from tray.core.messages.events import Locked, Looked, Unlocked
from tray.desktop.linux.dbus.connection import Bus
from tray.desktop.linux.session.session import LinuxSession

pytestmark = pytest.mark.desktop

Connect = Callable[[], Bus]
A_MOMENT = timedelta(milliseconds=60)
DESKTOPS = [
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
]


class Desk:
    """A session under watch, with a private bus that stands for both."""

    def __init__(self, reactor: HandTurnedReactor, private_bus: PrivateBus, connect: Connect) -> None:
        self.reactor = reactor
        self.connect = connect
        self.services = FdBus.connect("session", reactor, environment=private_bus.environment)
        self.locks_at_save: list[int] = []
        self.logind: FakeLogind | None = None
        self.session: LinuxSession | None = None

    def start_logind(self, *known_by: str) -> FakeLogind:
        self.logind = FakeLogind(self.services, self.reactor, *known_by)
        return self.logind

    def watch(self, **environment: str) -> LinuxSession:
        self.session = LinuxSession(self.reactor, self.connect(), self.connect(), self._save, environment)
        self.reactor.run_for(A_MOMENT)
        return self.session

    def _save(self) -> None:
        self.locks_at_save.append(len(self.logind.held()) if self.logind else 0)

    def told(self, *events: object) -> None:
        """These were posted, and nothing else."""
        self.reactor.run_until(lambda: len(self.reactor.posted) >= len(events))
        self.reactor.run_for(A_MOMENT)
        assert list(events) == self.reactor.posted


@pytest.fixture
def desk(reactor: HandTurnedReactor, private_bus: PrivateBus, connect: Connect) -> Iterator[Desk]:
    desk = Desk(reactor, private_bus, connect)
    yield desk
    if desk.session is not None:
        desk.session.close()
    desk.services.close()
    if desk.logind is not None:
        for _, ours in desk.logind.locks:
            ours.close()


def test_a_lock_hint_is_told(desk: Desk) -> None:
    logind = desk.start_logind()
    desk.watch()
    logind.tell(LockedHint=True)
    desk.told(Locked())
    logind.tell(LockedHint=False)
    desk.told(Locked(), Unlocked())


def test_a_lock_told_by_three_is_told_once(desk: Desk) -> None:
    logind = desk.start_logind()
    kde = FakeScreenSaver(desk.services, desk.reactor, "org.freedesktop.ScreenSaver")
    desk.watch()
    logind.request("Lock")
    kde.cover(True)
    logind.tell(LockedHint=True)
    desk.told(Locked())
    logind.request("Unlock")
    logind.tell(LockedHint=False)
    kde.cover(False)
    desk.told(Locked(), Unlocked())


def test_a_bare_request_to_lock_is_told(desk: Desk) -> None:
    logind = desk.start_logind()
    desk.watch()
    logind.request("Lock")
    desk.told(Locked())
    logind.request("Unlock")
    desk.told(Locked(), Unlocked())


def test_a_request_to_lock_that_nobody_confirms_does_not_last(desk: Desk) -> None:
    logind = desk.start_logind()
    desk.watch()
    logind.request("Lock")
    desk.told(Locked())
    desk.reactor.advance(timedelta(seconds=30))
    desk.told(Locked(), Unlocked())


def test_a_request_to_lock_that_is_confirmed_lasts(desk: Desk) -> None:
    logind = desk.start_logind()
    desk.watch()
    logind.request("Lock")
    logind.tell(LockedHint=True)
    desk.told(Locked())
    desk.reactor.advance(timedelta(hours=1))
    desk.told(Locked())


def test_a_person_who_unlocks_at_the_screen_is_told_of_at_once(desk: Desk) -> None:
    logind = desk.start_logind()
    desk.watch()
    logind.request("Lock")
    logind.tell(LockedHint=True)
    desk.told(Locked())
    logind.tell(LockedHint=False)
    desk.told(Locked(), Unlocked())


def test_another_user_at_the_seat_counts_as_a_lock(desk: Desk) -> None:
    logind = desk.start_logind()
    desk.watch()
    logind.tell(Active=False)
    desk.told(Locked())
    logind.tell(Active=True)
    desk.told(Locked(), Unlocked())


def test_a_session_that_is_locked_already_is_told(desk: Desk) -> None:
    logind = desk.start_logind()
    logind.tell(LockedHint=True)
    desk.watch()
    desk.told(Locked())


@pytest.mark.parametrize(
    ("known_by", "environment"),
    [
        ("GetSessionByPID", {}),
        ("GetSession", {"XDG_SESSION_ID": "1"}),
        ("GetUser", {"XDG_SESSION_ID": "other"}),
        ("GetUser", {}),
    ],
)
def test_the_session_is_found_by_whatever_knows_it(desk: Desk, known_by: str, environment: dict[str, str]) -> None:
    logind = desk.start_logind(known_by)
    session = desk.watch(**environment)
    assert "logind" in session.name

    logind.tell(LockedHint=True)
    desk.told(Locked())


@pytest.mark.parametrize("name", DESKTOPS)
def test_a_screen_saver_alone_is_enough(desk: Desk, name: str) -> None:
    saver = FakeScreenSaver(desk.services, desk.reactor, name)
    session = desk.watch()
    assert "screensaver" == session.name

    saver.cover(True)
    desk.told(Locked())
    saver.cover(False)
    desk.told(Locked(), Unlocked())


def test_a_screen_saver_that_is_on_already_is_told(desk: Desk) -> None:
    FakeScreenSaver(desk.services, desk.reactor, "org.gnome.ScreenSaver", active=True)
    desk.watch()
    desk.told(Locked())


def test_a_name_held_by_who_cannot_say_whether_the_screen_is_covered_is_no_screen_saver(desk: Desk) -> None:
    Service(desk.services, desk.reactor, "org.freedesktop.ScreenSaver", ("/org/freedesktop/ScreenSaver",))
    session = desk.watch()

    assert "screensaver" not in session.name
    desk.told()


def test_a_screen_saver_that_ends_locks_nobody_out(desk: Desk) -> None:
    saver = FakeScreenSaver(desk.services, desk.reactor, "org.mate.ScreenSaver", active=True)
    desk.watch()
    desk.told(Locked())
    saver.go()
    desk.told(Locked(), Unlocked())


def test_one_delay_lock_is_held_and_none_that_blocks(desk: Desk) -> None:
    logind = desk.start_logind()
    desk.watch()

    assert [("sleep:shutdown", "Backpressure", "Saves how much you worked", "delay")] == logind.held()


@pytest.mark.parametrize("what", ["PrepareForSleep", "PrepareForShutdown"])
def test_before_the_machine_sleeps_or_stops_all_is_saved_and_nobody_waits_longer(desk: Desk, what: str) -> None:
    logind = desk.start_logind()
    desk.watch()
    logind.prepare(what, True)
    desk.reactor.run_until(lambda: not logind.held())

    assert [1] == desk.locks_at_save


def test_after_sleep_there_is_a_look_and_a_new_lock(desk: Desk) -> None:
    logind = desk.start_logind()
    desk.watch()
    for _ in range(2):
        logind.prepare("PrepareForSleep", True)
        logind.prepare("PrepareForSleep", False)
    desk.told(Looked(), Looked())

    assert 1 == len(logind.held())
    assert 2 == len(desk.locks_at_save)


def test_a_shutdown_that_is_called_off_is_prepared_for_again(desk: Desk) -> None:
    logind = desk.start_logind()
    desk.watch()
    logind.prepare("PrepareForShutdown", True)
    logind.prepare("PrepareForShutdown", False)
    desk.told()

    assert 1 == len(logind.held())


def test_a_logind_that_restarts_is_used_again(desk: Desk) -> None:
    logind = desk.start_logind()
    session = desk.watch()
    logind.tell(LockedHint=True)
    desk.told(Locked())
    logind.go()
    desk.told(Locked(), Unlocked())
    assert "none" == session.name

    again = desk.start_logind()
    desk.reactor.run_until(lambda: again.held())
    again.tell(LockedHint=True)
    desk.told(Locked(), Unlocked(), Locked())
    assert "logind" == session.name
    assert [] == logind.held()


def test_with_nobody_who_knows_nothing_is_told(desk: Desk) -> None:
    session = desk.watch()
    desk.told()

    assert "none" == session.name


def test_without_buses_nothing_is_told(reactor: HandTurnedReactor) -> None:
    session = LinuxSession(reactor, None, None, lambda: None, {})
    reactor.run_for(A_MOMENT)
    session.close()

    assert [] == reactor.posted


def test_closing_lets_the_machine_sleep_and_tells_nothing(desk: Desk) -> None:
    logind = desk.start_logind()
    session = desk.watch()
    logind.tell(LockedHint=True)
    desk.told(Locked())
    session.close()
    desk.reactor.run_until(lambda: not logind.held())
    logind.tell(LockedHint=False)
    desk.told(Locked())
