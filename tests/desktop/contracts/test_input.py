"""Does every source of input tell of it alike? On stand-ins for servers, and on the real ones."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from datetime import timedelta
from itertools import cycle
from pathlib import Path

import pytest

from tests.desktop.conftest import Desks
from tests.desktop.contracts.conftest import PATIENCE, Connect, Join
from tests.desktop.harness.desk import Desk
from tests.desktop.linux.displays import Compositor, XServer
from tests.desktop.linux.fake_compositor import FakeCompositor
from tests.desktop.linux.fake_services import FakeMutter
from tests.desktop.reactor import HandTurnedReactor
from tests.desktop.wine.desk import WineDesk
from tests.desktop.wine.remote import RemoteSource, Within
from tray.core.messages.events import InputSeen, InputStopped
from tray.desktop.common.input_on_windows_and_macos import ReadInput
from tray.desktop.linux.dbus.connection import Bus
from tray.desktop.linux.input.idle_mutter import MutterInput
from tray.desktop.linux.input.idle_wayland import WaylandInput
from tray.desktop.linux.input.idle_x11 import X11Input
from tray.errors import DesktopError
from tray.ports import Source

QUIET = timedelta(milliseconds=400)
EACH = timedelta(milliseconds=10)
IDLE, RESUMED = 0, 1


class Subject:
    """A source of input, and a person who touches something, or nothing for longer than QUIET."""

    def __init__(
        self,
        source: Source,
        touch: Callable[[], None],
        leave: Callable[[], None] = lambda: None,
        passes: Callable[[], None] = lambda: None,
    ) -> None:
        """``leave`` and ``passes`` are for stand-ins, where time does not pass by itself."""
        self.source = source
        self.touch = touch
        self.leave = leave
        self.passes = passes


def lost(error: DesktopError) -> None:
    raise AssertionError(f"it was lost: {error}")


def on_a_fake_compositor(reactor: HandTurnedReactor, folder: Path, **offered: int) -> Subject:
    compositor = FakeCompositor(folder, reactor, {"wl_seat": 7, **offered})
    source = WaylandInput(reactor, QUIET, compositor.environment, ready=lambda: None, lost=lost)
    reactor.run_until(lambda: len(compositor.watches()) == 2)
    (main,) = (made for made, after_ms in compositor.watches() if after_ms == 400)

    def touch() -> None:
        with suppress(BrokenPipeError):  # nobody listens after the end
            compositor.say(main, RESUMED)

    return Subject(source, touch, lambda: compositor.say(main, IDLE))


def on_a_fake_mutter(reactor: HandTurnedReactor, connect: Connect) -> Subject:
    mutter = FakeMutter(connect(), reactor)
    source = MutterInput(reactor, connect(), QUIET, ready=lambda: None, lost=lost)

    def touch() -> None:
        reactor.run_until(lambda: None in mutter.watches.values() or not mutter.watches)
        mutter.touch()

    def leave() -> None:
        reactor.run_until(lambda: 400 in mutter.watches.values())
        mutter.pass_(400)

    return Subject(source, touch, leave)


def by_looking(reactor: HandTurnedReactor) -> Subject:
    idle = [timedelta(0)]

    def passes() -> None:
        idle[0] += timedelta(milliseconds=50)
        reactor.advance(timedelta(milliseconds=50))

    source = ReadInput(reactor, QUIET, "stand-in", lambda: idle[0])
    return Subject(source, lambda: idle.__setitem__(0, timedelta(0)), passes, passes)


def on_gnome(reactor: HandTurnedReactor, desk: Desk, bus: Bus) -> Subject:
    source = MutterInput(reactor, bus, QUIET, ready=lambda: None, lost=lost)
    return Subject(source, lambda: desk.hands.move(desk.aside))


def on_plasma(reactor: HandTurnedReactor, desk: Desk) -> Subject:
    source = WaylandInput(reactor, QUIET, desk.env, ready=lambda: None, lost=lost)
    return Subject(source, lambda: desk.hands.move(desk.aside))


def in_wine(reactor: HandTurnedReactor, desk: WineDesk, ends: ExitStack) -> Subject:
    window = desk.open_window("notepad")
    milliseconds = QUIET // timedelta(milliseconds=1)
    inside = Within(desk, reactor, "input", str(milliseconds))
    ends.callback(inside.end)
    places = cycle((window.centre, (window.centre[0] + 5, window.centre[1] + 5)))
    return Subject(RemoteSource(inside), lambda: desk.hands.move(next(places)))


@pytest.fixture(
    params=[
        "ext v1",
        "ext v2",
        "kde",
        "by looking",
        *(pytest.param(name, marks=pytest.mark.desktop) for name in ("mutter", "x11", "sway")),
        *(pytest.param(name, marks=[pytest.mark.desktop, pytest.mark.heavy]) for name in ("gnome", "plasma")),
        pytest.param("wine", marks=pytest.mark.wine),
    ]
)
def subject(request: pytest.FixtureRequest, reactor: HandTurnedReactor, tmp_path: Path) -> Iterator[Subject]:
    ends = ExitStack()
    match request.param:
        case "ext v1" | "ext v2":
            made = on_a_fake_compositor(reactor, tmp_path, ext_idle_notifier_v1=int(request.param[-1]))
        case "kde":
            made = on_a_fake_compositor(reactor, tmp_path, org_kde_kwin_idle=1)
        case "by looking":
            made = by_looking(reactor)
        case "mutter":
            made = on_a_fake_mutter(reactor, request.getfixturevalue("connect"))
        case "x11":
            server = ends.enter_context(XServer())
            made = Subject(X11Input(reactor, QUIET, server.environment, ready=lambda: None, lost=lost), server.touch)
        case "sway":
            sway = ends.enter_context(Compositor(tmp_path))
            made = Subject(WaylandInput(reactor, QUIET, sway.environment, ready=lambda: None, lost=lost), sway.touch)
        case "wine":
            made = in_wine(reactor, request.getfixturevalue("desks").wine(), ends)
        case shell:
            desks: Desks = request.getfixturevalue("desks")
            desk = desks.gnome() if shell == "gnome" else desks.plasma()
            join: Join = request.getfixturevalue("join")
            made = on_gnome(reactor, desk, join(desk)) if shell == "gnome" else on_plasma(reactor, desk)
    yield made
    made.source.close()
    ends.close()


def test_quiet_and_input_are_told_in_turn_and_nothing_after_the_end(
    subject: Subject, reactor: HandTurnedReactor
) -> None:
    heard = 0

    def wait_for(wanted: Callable[[object], bool]) -> None:
        nonlocal heard

        def came() -> bool:
            subject.passes()
            return any(map(wanted, reactor.posted[heard:]))

        reactor.run_until(came, PATIENCE, EACH)
        heard = next(place for place in range(heard, len(reactor.posted)) if wanted(reactor.posted[place])) + 1

    for _ in range(2):
        subject.leave()
        wait_for(lambda event: isinstance(event, InputStopped) and event.quiet >= QUIET)
        subject.touch()
        wait_for(lambda event: InputSeen() == event)
    assert subject.source.name not in ("", "none")
    assert all(type(one) is not type(other) for one, other in zip(reactor.posted, reactor.posted[1:], strict=False))

    subject.source.close()
    told = len(reactor.posted)
    subject.touch()
    reactor.run_for(QUIET * 2)
    assert told == len(reactor.posted)
