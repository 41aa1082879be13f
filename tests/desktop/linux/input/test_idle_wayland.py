"""Does a Wayland compositor tell when input stops and begins? A real one, and one that speaks the newer protocols."""

import struct
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from tests.desktop.linux.displays import Compositor
from tests.desktop.linux.fake_compositor import DISPLAY, FakeCompositor
from tests.desktop.reactor import HandTurnedReactor
from tray.core.messages.events import Event, InputSeen, InputStopped, InputUnknown
from tray.desktop.linux.input.idle_wayland import LISTENS_AFTER, MUTED_AFTER, WaylandInput
from tray.errors import DesktopError

QUIET = timedelta(milliseconds=400)
IDLE, RESUMED = 0, 1

Offering = Callable[..., FakeCompositor]


@pytest.fixture
def sway(tmp_path: Path) -> Iterator[Compositor]:
    with Compositor(tmp_path) as sway:
        yield sway


@pytest.fixture
def offering(tmp_path: Path, reactor: HandTurnedReactor) -> Iterator[Offering]:
    """Makes a compositor that offers a seat and what else it is told."""
    made: list[FakeCompositor] = []

    def offering(**offered: int) -> FakeCompositor:
        made.append(FakeCompositor(tmp_path, reactor, offered))
        return made[-1]

    yield offering
    for compositor in made:
        compositor.close()


class Watched:
    """An input source, and what became of it."""

    def __init__(self, reactor: HandTurnedReactor, environment: Mapping[str, str], quiet: timedelta = QUIET) -> None:
        self.reactor = reactor
        self.began: list[bool] = []
        self.losses: list[DesktopError] = []
        self.source = WaylandInput(
            reactor, quiet, environment, ready=lambda: self.began.append(True), lost=self.losses.append
        )

    def wait_for(self, count: int) -> list[Event]:
        self.reactor.run_until(lambda: len(self.reactor.posted) >= count)
        return self.reactor.posted


@pytest.mark.desktop
def test_input_that_stops_and_begins_is_told_each_time(reactor: HandTurnedReactor, sway: Compositor) -> None:
    watched = Watched(reactor, sway.environment)
    for count in (1, 3, 5):
        assert InputStopped(QUIET) == watched.wait_for(count)[-1]
        sway.touch()
        assert InputSeen() == watched.wait_for(count + 1)[-1]

    assert "org_kde_kwin_idle" == watched.source.name


@pytest.mark.desktop
def test_the_first_input_is_told_although_no_quiet_came_before(reactor: HandTurnedReactor, sway: Compositor) -> None:
    watched = Watched(reactor, sway.environment, quiet=timedelta(seconds=60))
    reactor.run_for(timedelta(milliseconds=100))
    assert [] == reactor.posted

    sway.touch()
    watched.wait_for(1)
    sway.touch()
    reactor.run_for(timedelta(milliseconds=100))
    assert [InputSeen()] == reactor.posted


@pytest.mark.desktop
def test_an_inhibitor_that_mutes_the_compositor_is_noticed_and_so_is_its_end(
    reactor: HandTurnedReactor, sway: Compositor
) -> None:
    quiet = timedelta(seconds=3)
    film = sway.open("film")
    try:
        sway.wait_for("film")
        watched = Watched(reactor, sway.environment, quiet=quiet)
        reactor.run_until(lambda: watched.began)
        reactor.run_for(timedelta(milliseconds=100))
        sway.touch()
        assert [InputSeen()] == watched.wait_for(1)
        sway.command('[app_id="film"]', "inhibit_idle", "open")
        reactor.run_for(quiet + timedelta(milliseconds=500))
        assert [InputSeen()] == reactor.posted, "it seems that nobody ever left"

        reactor.advance(LISTENS_AFTER)
        reactor.run_for(timedelta(seconds=1.5))
        assert [InputSeen()] == reactor.posted
        reactor.advance(MUTED_AFTER)
        assert InputUnknown() == watched.wait_for(2)[-1]
        assert "org_kde_kwin_idle (muted)" == watched.source.name

        sway.command('[app_id="film"]', "inhibit_idle", "none")
        assert InputStopped(quiet) == watched.wait_for(3)[-1]
        assert "org_kde_kwin_idle" == watched.source.name
        sway.touch()
        assert InputSeen() == watched.wait_for(4)[-1]
    finally:
        film.kill()
        film.wait()


@pytest.mark.desktop
def test_somebody_who_works_on_for_long_is_not_taken_for_muted(reactor: HandTurnedReactor, sway: Compositor) -> None:
    watched = Watched(reactor, sway.environment, quiet=timedelta(seconds=60))
    reactor.run_until(lambda: watched.began)
    reactor.run_for(timedelta(milliseconds=100))
    sway.touch()
    watched.wait_for(1)
    for _ in range(2):
        reactor.advance(LISTENS_AFTER)
        reactor.run_for(timedelta(seconds=1.5))
        sway.touch()
        reactor.advance(MUTED_AFTER - timedelta(minutes=5, seconds=10))
        reactor.run_for(timedelta(milliseconds=100))
    assert [InputSeen()] == reactor.posted
    assert "org_kde_kwin_idle" == watched.source.name


@pytest.mark.desktop
def test_a_compositor_that_goes_away_is_told_once(reactor: HandTurnedReactor, sway: Compositor) -> None:
    watched = Watched(reactor, sway.environment)
    reactor.run_until(lambda: watched.began)
    sway.kill()
    reactor.run_until(lambda: watched.losses)
    reactor.run_for(timedelta(milliseconds=50))

    assert 1 == len(watched.losses)


@pytest.mark.desktop
def test_a_compositor_that_hangs_stops_nobody(reactor: HandTurnedReactor, sway: Compositor) -> None:
    sway.freeze()
    watched = Watched(reactor, sway.environment)
    reactor.run_for(timedelta(milliseconds=50))

    assert [] == watched.began
    assert [] == watched.losses


@pytest.mark.parametrize(
    ("offered", "name", "watch"),
    [
        ({"ext_idle_notifier_v1": 2, "org_kde_kwin_idle": 1}, "ext-idle-notify-v2", ("ext_idle_notifier_v1", 2)),
        ({"ext_idle_notifier_v1": 3}, "ext-idle-notify-v2", ("ext_idle_notifier_v1", 2)),
        ({"ext_idle_notifier_v1": 1, "org_kde_kwin_idle": 1}, "ext-idle-notify-v1", ("ext_idle_notifier_v1", 1)),
        ({"org_kde_kwin_idle": 1}, "org_kde_kwin_idle", ("org_kde_kwin_idle", 0)),
    ],
)
def test_the_protocol_that_knows_input_best_is_used(
    reactor: HandTurnedReactor, offering: Offering, offered: dict[str, int], name: str, watch: tuple[str, int]
) -> None:
    compositor = offering(wl_seat=7, **offered)
    watched = Watched(reactor, compositor.environment)
    reactor.run_until(lambda: compositor.watches())

    assert name == watched.source.name
    assert {watch} == {(kind, request) for kind, request, _ in compositor.asked}
    assert min(2, offered[watch[0]]) == compositor.bound[watch[0]]


@pytest.mark.parametrize("interface", ["ext_idle_notifier_v1", "org_kde_kwin_idle"])
def test_what_a_compositor_says_is_passed_on(reactor: HandTurnedReactor, offering: Offering, interface: str) -> None:
    compositor = offering(wl_seat=7, **{interface: 1})
    watched = Watched(reactor, compositor.environment)
    reactor.run_until(lambda: len(compositor.watches()) == 2)
    (main,) = (made for made, after_ms in compositor.watches() if after_ms == 400)
    for event in (IDLE, RESUMED, IDLE):
        compositor.say(main, event)

    assert [InputStopped(QUIET), InputSeen(), InputStopped(QUIET)] == watched.wait_for(3)
    # the watch for the first input has ended
    reactor.run_until(lambda: compositor.watches() == [(main, 400)])


def test_the_first_input_after_a_film_that_muted_it_is_told_although_no_quiet_came_before(
    reactor: HandTurnedReactor, offering: Offering
) -> None:
    compositor = offering(wl_seat=7, org_kde_kwin_idle=1)
    watched = Watched(reactor, compositor.environment)
    reactor.run_until(lambda: len(compositor.watches()) == 2)
    (main,) = (made for made, after_ms in compositor.watches() if after_ms == 400)
    compositor.say(main, RESUMED)
    watched.wait_for(1)
    reactor.advance(LISTENS_AFTER)
    reactor.run_until(lambda: pauses(compositor))
    (pause,) = pauses(compositor)
    reactor.advance(MUTED_AFTER)
    assert InputUnknown() == watched.wait_for(2)[-1]

    compositor.say(pause, IDLE)
    compositor.say(pause, RESUMED)
    assert InputSeen() == watched.wait_for(3)[-1]
    assert "org_kde_kwin_idle" == watched.source.name
    reactor.run_until(lambda: not pauses(compositor))
    reactor.advance(LISTENS_AFTER)
    reactor.run_until(lambda: pauses(compositor))


def pauses(compositor: FakeCompositor) -> list[int]:
    """The watches that listen for a pause of a second."""
    return [made for made, after_ms in compositor.watches() if after_ms == 1000]


@pytest.mark.parametrize("offered", [{}, {"wl_seat": 7}, {"ext_idle_notifier_v1": 2}])
def test_a_compositor_that_cannot_tell_is_no_source(
    reactor: HandTurnedReactor, offering: Offering, offered: dict[str, int]
) -> None:
    watched = Watched(reactor, offering(**offered).environment)
    reactor.run_until(lambda: watched.losses)

    assert "does not tell" in str(watched.losses[0])
    assert [] == watched.began


def test_a_complaint_of_the_compositor_is_told(reactor: HandTurnedReactor, offering: Offering) -> None:
    compositor = offering(wl_seat=7, org_kde_kwin_idle=1)
    watched = Watched(reactor, compositor.environment)
    reactor.run_until(lambda: compositor.watches())
    compositor.say(DISPLAY, 0, struct.pack("=III8s", 5, 1, 8, b"too bad\0"))
    reactor.run_until(lambda: watched.losses)

    assert "too bad" in str(watched.losses[0])


@pytest.mark.parametrize(
    "environment",
    [{}, {"WAYLAND_DISPLAY": "wayland-0"}, {"WAYLAND_DISPLAY": "/nowhere"}],
)
def test_without_a_compositor_there_is_no_source(reactor: HandTurnedReactor, environment: dict[str, str]) -> None:
    with pytest.raises(DesktopError):
        Watched(reactor, environment)
