"""One can talk on a real message bus without ever waiting for it."""

import os
import select
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.linux.private_bus import PrivateBus
from tests.desktop.reactor import HandTurnedReactor
from tray.desktop.linux.dbus.connection import Body, Bus, BusError
from tray.desktop.linux.dbus.objects import MethodCall, RefusalError
from tray.desktop.linux.dbus.wire import sockets
from tray.errors import DesktopError

pytestmark = pytest.mark.desktop

Connect = Callable[[], Bus]
NAME, PATH, IFACE = "org.example.Shop", "/org/example/Shop", "org.example.Shop"


class Shop:
    """Somebody on the bus who serves, and remembers who asked for what."""

    def __init__(self, bus: Bus, reactor: HandTurnedReactor) -> None:
        self.asked: list[MethodCall] = []
        self.bus = bus
        self.named: list[bool] = []
        self.close = bus.serve(PATH, self.serve)
        bus.request_name(NAME, self.named.append)
        reactor.run_until(lambda: self.named)

    def serve(self, call: MethodCall) -> tuple[str, Body]:
        self.asked.append(call)
        match call.member:
            case "Double":
                return "i", (call.body[0] * 2,)
            case "Say":
                return "s", (call.body[0],)
            case _:
                raise RefusalError("We do not sell that.")


class Answers:
    """What came of calls."""

    def __init__(self) -> None:
        self.good: list[Body] = []
        self.bad: list[DesktopError] = []

    @property
    def any(self) -> bool:
        return bool(self.good or self.bad)

    def ask(self, bus: Bus, member: str, signature: str = "", *body: Any, **how: Any) -> None:
        bus.call(NAME, PATH, IFACE, member, signature, body, answered=self.good.append, failed=self.bad.append, **how)


@pytest.fixture
def shop(connect: Connect, reactor: HandTurnedReactor) -> Shop:
    return Shop(connect(), reactor)


def test_a_call_is_answered(shop: Shop, connect: Connect, reactor: HandTurnedReactor) -> None:
    answers = Answers()

    answers.ask(connect(), "Double", "i", 21)
    reactor.run_until(lambda: answers.any)

    assert answers.good == [(42,)]
    assert reactor.waiting == 0
    assert [(call.interface, call.signature) for call in shop.asked] == [(IFACE, "i")]


@pytest.mark.usefixtures("shop")
def test_answers_find_those_who_asked_whatever_their_order(connect: Connect, reactor: HandTurnedReactor) -> None:
    bus, many = connect(), [Answers() for _ in range(100)]

    for number, answers in enumerate(many):
        answers.ask(bus, "Double", "i", number)
    reactor.run_until(lambda: all(answers.any for answers in many))

    assert [answers.good for answers in many] == [[(2 * number,)] for number in range(100)]


@pytest.mark.usefixtures("shop")
def test_a_refusal_carries_its_name_and_words(connect: Connect, reactor: HandTurnedReactor) -> None:
    answers = Answers()

    answers.ask(connect(), "Steal")
    reactor.run_until(lambda: answers.any)

    [error] = answers.bad
    assert isinstance(error, BusError)
    assert error.name == "org.freedesktop.DBus.Error.UnknownMethod"
    assert "We do not sell that." in str(error)


def test_a_call_to_nobody_fails_at_once(connect: Connect, reactor: HandTurnedReactor) -> None:
    answers = Answers()

    answers.ask(connect(), "Double", "i", 1)
    reactor.run_until(lambda: answers.any, timedelta(seconds=2))

    [error] = answers.bad
    assert isinstance(error, BusError)
    assert error.name == "org.freedesktop.DBus.Error.ServiceUnknown"


@pytest.mark.usefixtures("shop")
def test_a_large_message_gets_through_in_pieces(connect: Connect, reactor: HandTurnedReactor) -> None:
    answers, text = Answers(), "x" * 3_000_000

    answers.ask(connect(), "Say", "s", text)
    reactor.run_until(lambda: answers.any)

    assert answers.good == [(text,)]


@pytest.mark.usefixtures("shop")
def test_an_answer_that_comes_too_late_is_dropped(
    connect: Connect, reactor: HandTurnedReactor, private_bus: PrivateBus
) -> None:
    answers, later = Answers(), Answers()
    bus = connect()
    later.ask(bus, "Double", "i", 1)
    reactor.run_until(lambda: later.any)

    private_bus.freeze()
    answers.ask(bus, "Double", "i", 21, timeout=timedelta(milliseconds=20))
    reactor.run_until(lambda: answers.any)
    private_bus.thaw()
    later.ask(bus, "Double", "i", 2)
    reactor.run_until(lambda: len(later.good) == 2)

    assert answers.good == []
    assert ["no answer came in time" in str(error) for error in answers.bad] == [True]


def test_a_frozen_bus_holds_nobody_up(connect: Connect, private_bus: PrivateBus) -> None:
    bus = connect()
    private_bus.freeze()

    began = time.monotonic()
    for _ in range(1000):
        bus.emit(PATH, IFACE, "Noise", "s", ("x" * 1000,))
    took = time.monotonic() - began
    private_bus.thaw()

    assert took < 1


def test_a_bus_that_reads_nothing_for_ever_is_given_up(private_bus: PrivateBus, reactor: HandTurnedReactor) -> None:
    lost: list[str] = []
    met: list[str] = []
    bus = Bus.connect(
        "session",
        reactor,
        lost=lambda: lost.append("lost"),
        met=lambda: met.append("met"),
        environment=private_bus.environment,
    )
    reactor.run_until(lambda: met)
    private_bus.freeze()

    for _ in range(100):
        bus.emit(PATH, IFACE, "Noise", "s", ("x" * 100_000,))
    reactor.run_until(lambda: lost)
    private_bus.thaw()

    assert lost == ["lost"]


@pytest.mark.usefixtures("shop")
def test_what_waits_is_sent_when_the_bus_reads_again(
    connect: Connect, reactor: HandTurnedReactor, private_bus: PrivateBus
) -> None:
    heard: list[Body] = []
    listener, speaker = connect(), connect()
    listener.on_signal(lambda body, _sender, _path: heard.append(body), interface=IFACE, member="Noise")
    answers = Answers()
    answers.ask(listener, "Double", "i", 1)
    reactor.run_until(lambda: answers.any)

    private_bus.freeze()
    for number in range(1000):
        speaker.emit(PATH, IFACE, "Noise", "is", (number, "x" * 1000))
    private_bus.thaw()
    reactor.run_until(lambda: len(heard) == 1000)

    assert [body[0] for body in heard] == list(range(1000))


def test_a_bus_that_dies_is_told_once_and_fails_what_was_under_way(
    private_bus: PrivateBus, reactor: HandTurnedReactor
) -> None:
    order: list[str] = []
    bus = Bus.connect("session", reactor, lost=lambda: order.append("lost"), environment=private_bus.environment)
    bus.call(NAME, PATH, IFACE, "Double", "i", (1,), failed=lambda _: order.append("failed"))
    private_bus.kill()

    reactor.run_until(lambda: "lost" in order)
    bus.call(NAME, PATH, IFACE, "Double", "i", (1,), failed=lambda _: order.append("failed too"))
    bus.emit(PATH, IFACE, "Noise")
    reactor.run_until(lambda: "failed too" in order)

    assert order == ["failed", "lost", "failed too"]


def test_signals_are_heard_by_what_was_asked_for(shop: Shop, connect: Connect, reactor: HandTurnedReactor) -> None:
    heard: dict[str, list[Any]] = {"all": [], "path": [], "arg0": [], "stopped": []}
    bus = connect()

    def into(where: str) -> Callable[[Body, str, str], None]:
        return lambda body, _sender, _path: heard[where].append(body[0])

    bus.on_signal(into("all"), sender=NAME, interface=IFACE, member="Sold")
    bus.on_signal(into("path"), interface=IFACE, member="Sold", path="/other")
    bus.on_signal(into("arg0"), interface=IFACE, member="Sold", arg0="bread")
    bus.on_signal(into("stopped"), interface=IFACE, member="Sold")()
    answers = Answers()
    answers.ask(bus, "Double", "i", 1)
    reactor.run_until(lambda: answers.any)

    for path, thing in ((PATH, "bread"), (PATH, "milk"), ("/other", "salt")):
        shop.bus.emit(path, IFACE, "Sold", "s", (thing,))
    reactor.run_until(lambda: len(heard["all"]) == 3)

    assert heard == {"all": ["bread", "milk", "salt"], "path": ["salt"], "arg0": ["bread"], "stopped": []}


def test_nobody_else_can_speak_for_the_owner_of_a_name(
    shop: Shop, connect: Connect, reactor: HandTurnedReactor
) -> None:
    heard: list[str] = []
    bus, impostor = connect(), connect()
    bus.on_signal(lambda body, _sender, _path: heard.append(body[0]), sender=NAME, interface=IFACE, member="Sold")
    bus.on_signal(lambda *_: None, interface=IFACE, member="Sold")
    answers = Answers()
    answers.ask(bus, "Double", "i", 1)
    reactor.run_until(lambda: answers.any)

    impostor.emit(PATH, IFACE, "Sold", "s", ("fake",))
    answers.ask(impostor, "Double", "i", 1)
    reactor.run_until(lambda: len(answers.good) == 2)
    shop.bus.emit(PATH, IFACE, "Sold", "s", ("bread",))
    reactor.run_until(lambda: heard)

    assert heard == ["bread"]


def test_the_owner_of_a_name_is_told_at_first_and_at_each_change(connect: Connect, reactor: HandTurnedReactor) -> None:
    told: list[bool] = []
    late: list[bool] = []
    watcher = connect()
    watcher.watch_name(NAME, lambda owner: told.append(owner is not None))
    reactor.run_until(lambda: told)

    shop = connect()
    shop.request_name(NAME, lambda _: None)
    reactor.run_until(lambda: len(told) == 2)
    watcher.watch_name(NAME, lambda owner: late.append(owner is not None))
    reactor.run_until(lambda: late)
    shop.close()
    reactor.run_until(lambda: len(told) == 3)

    assert told == [False, True, False]
    assert late == [True, False]


def test_the_owner_is_told_however_late_the_bus_says_it(
    connect: Connect, reactor: HandTurnedReactor, private_bus: PrivateBus
) -> None:
    told: list[bool] = []
    watcher, shop = connect(), connect()
    shop.request_name(NAME, lambda _: None)
    shop.watch_name(NAME, lambda owner: told.append(owner is not None))
    reactor.run_until(lambda: told[-1:] == [True])
    told.clear()

    private_bus.freeze()
    watcher.watch_name(NAME, lambda owner: told.append(owner is not None))
    reactor.advance(timedelta(seconds=10))
    reactor.run_until(lambda: told == [False])
    private_bus.thaw()
    reactor.run_until(lambda: told == [False, True])


def test_a_change_on_its_way_is_not_told_twice(connect: Connect, reactor: HandTurnedReactor) -> None:
    early: list[bool] = []
    late: list[bool] = []
    watcher, shop = connect(), connect()
    shop.request_name(NAME, lambda _: None)
    watcher.watch_name(NAME, lambda owner: early.append(owner is not None))
    reactor.run_until(lambda: early == [True])
    shop.close()
    # The news has come, and has not been read, when somebody else asks.
    poll = select.poll()
    poll.register(watcher._wire._socket._connection, select.POLLIN)
    assert poll.poll(5000)

    watcher.watch_name(NAME, lambda owner: late.append(owner is not None))
    reactor.run_until(lambda: early == [True, False])
    reactor.run_for(timedelta(milliseconds=20))

    assert late == [False]


def test_a_name_that_is_taken_stays_with_its_owner(shop: Shop, connect: Connect, reactor: HandTurnedReactor) -> None:
    got: list[bool] = []

    connect().request_name(NAME, got.append)
    reactor.run_until(lambda: got)

    assert got == [False]
    assert shop.named == [True]


def test_file_descriptors_are_handed_over_when_asked_for_and_closed_when_not(
    private_bus: PrivateBus, connect: Connect, reactor: HandTurnedReactor
) -> None:
    from jeepney.io.blocking import open_dbus_connection
    from jeepney.low_level import HeaderFields, MessageType
    from jeepney.wrappers import new_method_return

    address = private_bus.environment["DBUS_SESSION_BUS_ADDRESS"]
    giver = open_dbus_connection(address, enable_fds=True)
    bus, got = connect(), list[Body]()
    bus.call(giver.unique_name, PATH, IFACE, "Lock", answered=got.append, fds=True)
    bus.call(giver.unique_name, PATH, IFACE, "Lock", answered=got.append)
    reactor.run_until(lambda: True)
    before = set(Path("/proc/self/fd").iterdir())
    read, write = os.pipe()
    for _ in range(2):
        while (asked := giver.receive(timeout=5)).header.message_type is not MessageType.method_call:
            pass
        assert asked.header.fields[HeaderFields.member] == "Lock"
        giver.send(new_method_return(asked, "h", (write,)))
    reactor.run_until(lambda: len(got) == 2)
    os.write(got[0][0], b"held")
    held = os.read(read, 10)
    for descriptor in (got[0][0], read, write):
        os.close(descriptor)

    assert held == b"held"
    assert set(Path("/proc/self/fd").iterdir()) == before
    giver.close()


def test_a_ping_is_answered_and_an_unknown_object_refused(connect: Connect, reactor: HandTurnedReactor) -> None:
    Shop(connect(), reactor).close()
    answers, bus = Answers(), connect()

    bus.call(NAME, "/any", "org.freedesktop.DBus.Peer", "Ping", answered=answers.good.append)
    answers.ask(bus, "Double", "i", 1)
    reactor.run_until(lambda: answers.good and answers.bad)

    assert answers.good == [()]
    assert "UnknownObject" in str(answers.bad[0])


def test_without_any_bus_the_error_says_what_to_do(tmp_path: Path, reactor: HandTurnedReactor) -> None:
    with pytest.raises(DesktopError, match="Start Backpressure from within the desktop"):
        Bus.connect("session", reactor, environment={})
    with pytest.raises(DesktopError, match=f"The session bus can't be reached: at {tmp_path}/bus there is none[.]"):
        Bus.connect("session", reactor, environment={"XDG_RUNTIME_DIR": str(tmp_path)})
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(tmp_path / "bus"))
    with pytest.raises(DesktopError, match="nobody answers any more"):
        Bus.connect("session", reactor, environment={"XDG_RUNTIME_DIR": str(tmp_path)})


@pytest.mark.parametrize("thaws", [True, False])
def test_a_bus_that_does_not_greet_holds_nobody_up_and_is_left_after_two_seconds(
    private_bus: PrivateBus, reactor: HandTurnedReactor, thaws: bool
) -> None:
    private_bus.freeze()
    happened: list[str] = []

    began = time.monotonic()
    bus = Bus.connect(
        "session",
        reactor,
        lost=lambda: happened.append("lost"),
        met=lambda: happened.append("met"),
        environment=private_bus.environment,
    )
    bus.request_name("org.example.Early", lambda ours: happened.append(f"named: {ours}"))
    took = time.monotonic() - began
    assert took < 0.1
    if thaws:
        private_bus.thaw()
        reactor.run_until(lambda: len(happened) == 2)
        assert happened == ["met", "named: True"]
        bus.close()
        return
    reactor.run_for(timedelta(milliseconds=50))
    assert happened == []
    reactor.advance(timedelta(seconds=2))
    reactor.run_until(lambda: len(happened) == 2)

    assert happened == ["named: False", "lost"]


def test_somebody_who_is_no_bus_is_left(tmp_path: Path, reactor: HandTurnedReactor) -> None:
    lost: list[bool] = []
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "bus"))
        listening.listen()
        bus = Bus.connect(
            "session", reactor, lost=lambda: lost.append(True), environment={"XDG_RUNTIME_DIR": str(tmp_path)}
        )
        other, _ = listening.accept()
        with other:
            other.sendall(b"220 mail.example.org ready\r\n")
            reactor.run_until(lambda: lost)
    bus.close()

    assert lost == [True]


def test_a_bus_that_says_what_is_no_message_is_left(tmp_path: Path, reactor: HandTurnedReactor) -> None:
    lost: list[bool] = []
    heard = bytearray()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "bus"))
        listening.listen()
        bus = Bus.connect(
            "session", reactor, lost=lambda: lost.append(True), environment={"XDG_RUNTIME_DIR": str(tmp_path)}
        )
        other, _ = listening.accept()
        other.setblocking(False)

        def hears(words: bytes) -> bool:
            with suppress(BlockingIOError):
                heard.extend(other.recv(4096))
            return words in heard

        with other:
            for words, answer in (
                (b"AUTH EXTERNAL", b"OK 1f\r\n"),
                (b"NEGOTIATE_UNIX_FD", b"AGREE_UNIX_FD\r\n"),
                (b"BEGIN", b"no message at all" * 9),
            ):
                reactor.run_until(partial(hears, words), poll=timedelta(milliseconds=5))
                other.sendall(answer)
            reactor.run_until(lambda: lost)
    bus.close()

    assert lost == [True]


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"DBUS_SESSION_BUS_ADDRESS": "unix:path=/a%20b,guid=1f;unix:abstract=/c"}, ["/a b", "\0/c"]),
        ({"XDG_RUNTIME_DIR": "/run/user/7"}, ["/run/user/7/bus"]),
        ({"XDG_RUNTIME_DIR": "/r", "DBUS_SESSION_BUS_ADDRESS": "autolaunch:;unix:runtime=yes"}, ["/r/bus"]),
        ({"DBUS_SESSION_BUS_ADDRESS": "nonsense;unix:path=/good"}, ["/good"]),
    ],
)
def test_the_session_bus_is_looked_for_where_it_can_be(environment: dict[str, str], expected: list[str]) -> None:
    assert sockets("session", environment) == expected
