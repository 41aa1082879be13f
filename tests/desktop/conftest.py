"""What do desktop tests share? Desktops that are torn down whatever happens, and pictures of how they ended."""

import os
import re
import signal
import tempfile
from collections.abc import Generator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.desktop.harness.desk import Desk
from tests.desktop.harness.gnome import GnomeDesk
from tests.desktop.harness.notification_servers import SERVERS, Server
from tests.desktop.harness.plasma import PlasmaDesk
from tests.desktop.harness.programs import missing
from tests.desktop.harness.wayland import NestedSwayDesk, WaylandDesk
from tests.desktop.harness.x11 import X11Desk
from tests.desktop.reactor import HandTurnedReactor
from tests.desktop.wine.desk import WineDesk, windows_folder
from tests.skip_what_is_not_installed import do_without

_TALL = (1024, 1100)
"""A screen on which a menu of GNOME unfolds without scrolling."""
_FAILED = pytest.StashKey[bool]()


def require(*programs: str) -> None:
    """Skip the test when a program is missing; with CI=true that is a failure, since there nothing may be missing."""
    if lacking := missing(programs):
        do_without(lacking)


@pytest.fixture
def forgetful() -> Iterator[None]:
    """No end of a child is kept, as where whoever started the program ignores SIGCHLD."""
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    yield
    signal.signal(signal.SIGCHLD, before)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is for Wine, unless somebody asked for it: it is no part of a usual run, so it is not missing."""
    if windows_folder() is None:
        unwanted = [item for item in items if item.get_closest_marker("wine")]
        items[:] = [item for item in items if item not in unwanted]
        config.hook.pytest_deselected(items=unwanted)


class Desks:
    """Opens desktops for one test."""

    def __init__(self, stack: ExitStack, title: str) -> None:
        self._stack = stack
        self._title = title
        self.open: list[Desk] = []

    def x11(
        self, panel: str | None = None, manager: str | None = None, *, needs: tuple[str, ...] = (), dark: bool = True
    ) -> X11Desk:
        """An X11 desktop, with ``xfce4-panel`` or ``trayer`` as its panel, or without one yet."""
        panels = {None: (), "xfce4-panel": ("xfce4-panel", "xfconfd"), "trayer": ("trayer",)}[panel]
        # With openbox trayer stays unpainted now and then, whoever docks in it.
        manager = manager or ("xfwm4" if panel == "trayer" else "openbox")
        require(*X11Desk.programs, manager, *panels, *needs)
        desk = X11Desk(self._title, _pictures(), manager)
        self._enter(desk)
        if panel:
            desk.start_panel(panel, dark=dark)
        return desk

    def wayland(
        self,
        panel: str | None = None,
        *,
        needs: tuple[str, ...] = (),
        dark: bool = True,
        second: tuple[int, int] | None = None,
    ) -> WaylandDesk:
        """A Wayland desktop, with ``waybar`` as its panel, or without one yet."""
        require(*WaylandDesk.programs, *([panel] if panel else []), *needs)
        desk = WaylandDesk(self._title, _pictures())
        desk.second = second
        self._enter(desk)
        if panel:
            desk.start_panel(panel, dark=dark)
        return desk

    def nested_sway(self, panel: str | None = None, *, needs: tuple[str, ...] = ()) -> NestedSwayDesk:
        """Sway with two outputs, of which the second can be unplugged, with ``waybar`` as its panel or without one."""
        require(*NestedSwayDesk.programs, *([panel] if panel else []), *needs)
        desk = NestedSwayDesk(self._title, _pictures())
        self._enter(desk)
        if panel:
            desk.start_panel(panel)
        return desk

    def gnome(self, outputs: int = 1) -> GnomeDesk:
        """GNOME with its extension for tray icons."""
        require(*GnomeDesk.programs)
        desk = GnomeDesk(self._title, _pictures(), _TALL)
        desk.outputs = outputs
        self._enter(desk)
        return desk

    def plasma(self, outputs: int = 1) -> PlasmaDesk:
        """KDE Plasma without its panel yet."""
        require(*PlasmaDesk.programs)
        desk = PlasmaDesk(self._title, _pictures())
        desk.outputs = outputs
        self._enter(desk)
        return desk

    def wine(self) -> WineDesk:
        """An X11 desktop, without its panel yet, on which programs for Windows run."""
        require(*WineDesk.programs)
        folder = windows_folder()
        assert folder
        desk = WineDesk(self._title, _pictures(), folder)
        self._enter(desk)
        return desk

    def server(self, desk: Desk, name: str, *, as_it_comes: bool = False) -> Server:
        """A notification server, started: ``dunst``, ``mako``, ``xfce4-notifyd`` or ``swaync``."""
        require(name, *(["xfconfd"] if name == "xfce4-notifyd" else []), *(["makoctl"] if name == "mako" else []))
        server = SERVERS[name](desk, as_it_comes=as_it_comes)
        server.start()
        return server

    def _enter(self, desk: Desk) -> None:
        self.open.append(desk)
        self._stack.enter_context(desk)


@pytest.fixture
def reactor() -> Iterator[HandTurnedReactor]:
    reactor = HandTurnedReactor()
    yield reactor
    reactor.close()


@pytest.fixture
def desks(request: pytest.FixtureRequest) -> Iterator[Desks]:
    """Opens throw-away desktops; a failed test leaves a picture and says what everybody printed."""
    with ExitStack() as stack:
        opened = Desks(stack, _title(request.node))
        yield opened
        if request.node.stash.get(_FAILED, False):
            for desk in opened.open:
                _tell_how_it_ended(desk)


def _tell_how_it_ended(desk: Desk) -> None:
    try:
        desk.shot("failed")
    except Exception as error:  # the screen itself may be what failed; the logs below say why
        print(f"no last picture: {error!r}")
    print(desk.household.logs())


def _title(test: pytest.Item) -> str:
    """The name of a test without its file, fit for a file's name."""
    return re.sub(r"\W+", "-", test.nodeid.partition("::")[2]).strip("-")


def _pictures() -> Path:
    """Where pictures are kept for people to look at."""
    return Path(os.environ.get("BACKPRESSURE_PICTURES") or Path(tempfile.gettempdir(), "backpressure-pictures"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if call.when != "teardown" and report.failed:
        item.stash[_FAILED] = True
    return report
