"""A person who works on two displays at once is there as long as they touch one of them, on two real X servers."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from tests.desktop.linux.displays import XServer
from tests.desktop.reactor import HandTurnedReactor
from tray.core.messages.events import InputSeen, InputStopped, InputUnknown
from tray.desktop.linux.input.input import LinuxInput
from tray.desktop.linux.input.input_on_several_displays import MOST, Displays, stands
from tray.errors import DesktopError
from tray.ports import Reactor, Source

pytestmark = pytest.mark.desktop

QUIET = timedelta(milliseconds=400)


@pytest.fixture
def servers() -> Iterator[tuple[XServer, XServer]]:
    with XServer() as one, XServer() as two:
        yield one, two


def listening(reactor: HandTurnedReactor, own: Mapping[str, str]) -> Displays:
    def source(reactor: Reactor, environment: Mapping[str, str]) -> Source:
        return LinuxInput(reactor, None, QUIET, environment)

    return Displays(reactor, lambda ear: source(ear, own), source, own.get("DISPLAY"))


def until(reactor: HandTurnedReactor, kind: type) -> None:
    """The last that was told is of this kind."""
    reactor.run_until(lambda: reactor.posted and isinstance(reactor.posted[-1], kind))


def test_input_on_either_display_is_input_and_it_stops_when_it_stops_on_both(
    reactor: HandTurnedReactor, servers: tuple[XServer, XServer]
) -> None:
    one, two = servers
    displays = listening(reactor, one.environment)
    until(reactor, InputStopped)
    assert "x11-sync" == displays.name
    name = displays.join(two.environment)
    reactor.run_until(lambda: name in displays.name)
    assert f"x11-sync ({one.environment['DISPLAY']}), x11-sync ({name})" == displays.name

    for server in (two, one):
        server.touch()
        until(reactor, InputSeen)
        until(reactor, InputStopped)
    displays.close()


def test_somebody_who_goes_from_one_to_the_other_never_left(
    reactor: HandTurnedReactor, servers: tuple[XServer, XServer]
) -> None:
    one, two = servers
    displays = listening(reactor, one.environment)
    displays.join(two.environment)
    one.touch()
    until(reactor, InputSeen)
    before = len(reactor.posted)
    for _ in range(3):
        two.touch()
        reactor.run_for(QUIET / 2)
        one.touch()
        reactor.run_for(QUIET / 2)

    assert before == len(reactor.posted)
    displays.close()


def test_a_display_that_goes_away_takes_nothing_with_it(
    reactor: HandTurnedReactor, servers: tuple[XServer, XServer]
) -> None:
    one, two = servers
    displays = listening(reactor, one.environment)
    one.touch()
    until(reactor, InputSeen)
    name = displays.join(two.environment)
    reactor.run_until(lambda: name in displays.name)
    two.kill()
    reactor.run_until(lambda: name not in displays.name)
    one.touch()
    until(reactor, InputSeen)

    assert not [each for each in reactor.posted if isinstance(each, InputUnknown)]
    displays.close()


def test_without_a_display_of_its_own_the_program_hears_of_another(
    reactor: HandTurnedReactor, servers: tuple[XServer, XServer]
) -> None:
    displays = listening(reactor, {})
    until(reactor, InputUnknown)
    displays.join(servers[0].environment)
    servers[0].touch()
    until(reactor, InputSeen)
    displays.close()


@pytest.mark.parametrize("environment", [{}, {"DISPLAY": "elsewhere:0"}, {"DISPLAY": "localhost:10.0"}])
def test_what_is_no_display_of_this_machine_is_refused(reactor: HandTurnedReactor, environment: dict[str, str]) -> None:
    displays = listening(reactor, {})
    with pytest.raises(DesktopError):
        displays.join(environment)
    displays.close()


def test_nobody_sits_at_more(reactor: HandTurnedReactor, tmp_path: Path) -> None:
    displays = listening(reactor, {})
    for number in range(MOST):
        displays.join({"WAYLAND_DISPLAY": f"wayland-{number + 70}", "XDG_RUNTIME_DIR": str(tmp_path)})
        displays.join({"WAYLAND_DISPLAY": "wayland-70", "XDG_RUNTIME_DIR": str(tmp_path)})
    with pytest.raises(DesktopError):
        displays.join({"WAYLAND_DISPLAY": "wayland-99", "XDG_RUNTIME_DIR": str(tmp_path)})
    displays.close()


@pytest.mark.parametrize("display", ["", "nonsense", ":99999", "somewhere:0"])
def test_a_display_that_is_named_wrongly_or_is_gone_does_not_stand(display: str) -> None:
    assert not stands({"DISPLAY": display})
