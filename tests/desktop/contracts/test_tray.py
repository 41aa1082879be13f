"""Does everything that fulfils ``ports.Tray`` keep its promises? The fake, stand-ins, and real panels."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.desktop.conftest import Desks
from tests.desktop.contracts.conftest import Connect, Join, Turned
from tests.desktop.faces import face
from tests.desktop.harness.acting import eyes
from tests.desktop.harness.acting.probe import LIME, RED, disc
from tests.desktop.harness.desk import Desk
from tests.desktop.linux.fakes import FakePanel
from tests.desktop.reactor import HandTurnedReactor
from tests.desktop.windows import fake_windows
from tests.desktop.wine.desk import WineDesk
from tests.desktop.wine.remote import RemoteTray, Within
from tests.fakes import FakeTray
from tray.desktop.common.tray_and_notices_on_displays import LastingTray
from tray.desktop.linux.dbus.connection import Bus
from tray.desktop.linux.tray.status_notifier_or_xembed import LinuxTray
from tray.ports import Tray
from tray.view.tray.face import Gauge

ONE, OTHER = face(0, tooltip="one"), face(1, tooltip="other")


class Subject(Turned):
    """A tray, and what a person sees of it."""

    def __init__(self, tray: Tray, seen: Callable[[], list[str]], reactor: HandTurnedReactor) -> None:
        super().__init__(reactor)
        self.tray = tray
        self.seen = seen


def pixmaps(gauge: Gauge) -> list[tuple[int, int, bytes]]:
    return [disc(LIME if gauge.step else RED, size) for size in (16, 22, 24, 32, 48)]


def the_fake(reactor: HandTurnedReactor) -> Subject:
    tray = FakeTray()
    return Subject(tray, lambda: [each.tooltip for each in tray.faces[-1:]], reactor)


def the_fake_that_lasts(reactor: HandTurnedReactor) -> Subject:
    inner = FakeTray()
    tray = LastingTray()
    tray.serve(inner)
    return Subject(tray, lambda: [each.tooltip for each in inner.faces[-1:]], reactor)


def in_windows(reactor: HandTurnedReactor, patch: pytest.MonkeyPatch) -> Subject:
    system = fake_windows.install(patch)
    from tray.desktop.windows.tray_and_session import windows_tray

    tray = windows_tray(reactor, pixmaps, lambda: None)
    return Subject(tray, lambda: [each.shows[1] for each in system.area], reactor)


def on_a_fake_panel(reactor: HandTurnedReactor, connect: Connect) -> Subject:
    panel = FakePanel(connect())
    tray = LinuxTray(connect(), reactor, pixmaps, environment={})

    def seen() -> list[str]:
        return [_tooltip(panel, reactor)] if panel.registered and tray.hosted() else []

    return Subject(tray, seen, reactor)


def _tooltip(panel: FakePanel, reactor: HandTurnedReactor) -> str:
    answers = panel.ask(
        "/StatusNotifierItem", "org.freedesktop.DBus.Properties", "Get", "ss", "org.kde.StatusNotifierItem", "ToolTip"
    )
    reactor.run_until(lambda: answers)
    (_, (_, _, _, words)) = answers[0][0]  # type: ignore[index]
    return str(words)


def on_a_panel(reactor: HandTurnedReactor, desk: Desk, bus: Bus, patch: pytest.MonkeyPatch) -> Subject:
    for name, value in desk.env.items():
        if name in ("DISPLAY", "XAUTHORITY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR"):
            patch.setenv(name, value)
    tray = LinuxTray(bus, reactor, pixmaps, environment=desk.env)
    return Subject(tray, lambda: _on_screen(desk), reactor)


def in_wine(reactor: HandTurnedReactor, desk: WineDesk, ends: ExitStack) -> Subject:
    desk.start_panel("trayer")
    inside = Within(desk, reactor, "tray")
    ends.callback(inside.end)
    return Subject(RemoteTray(inside), lambda: _on_screen(desk), reactor)


def _on_screen(desk: Desk) -> list[str]:
    picture = desk.look()
    colours = {"red": "one", "lime": "other"}
    return [colours[each] for each in colours for box in eyes.coloured(picture, each) if box.width >= 8]


@pytest.fixture(
    params=[
        "fake",
        "lasting",
        "windows",
        pytest.param("bus", marks=pytest.mark.desktop),
        *(pytest.param(panel, marks=pytest.mark.desktop) for panel in ("xfce4-panel", "trayer", "waybar")),
        pytest.param("wine", marks=pytest.mark.wine),
    ]
)
def subject(
    request: pytest.FixtureRequest, reactor: HandTurnedReactor, join: Join, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Subject]:
    ends = ExitStack()
    match request.param:
        case "fake":
            made = the_fake(reactor)
        case "lasting":
            made = the_fake_that_lasts(reactor)
        case "windows":
            made = in_windows(reactor, monkeypatch)
        case "bus":
            made = on_a_fake_panel(reactor, request.getfixturevalue("connect"))
        case "wine":
            made = in_wine(reactor, request.getfixturevalue("desks").wine(), ends)
        case panel:
            desks: Desks = request.getfixturevalue("desks")
            desk = desks.wayland(panel) if panel == "waybar" else desks.x11(panel)
            made = on_a_panel(reactor, desk, join(desk), monkeypatch)
    yield made
    made.tray.close()
    ends.close()


def test_one_icon_comes_with_the_first_face_follows_the_next_and_goes(subject: Subject) -> None:
    assert [] == subject.seen()

    subject.tray.show(ONE)
    subject.until(lambda: ["one"] == subject.seen())
    subject.until(lambda: subject.tray.hosted() is not False)
    assert subject.tray.name not in ("", "none")
    for shown, words in ((ONE, "one"), (OTHER, "other"), (OTHER, "other"), (ONE, "one")):
        subject.tray.show(shown)
        subject.until(lambda words=words: [words] == subject.seen())  # type: ignore[misc]

    subject.tray.close()
    subject.until(lambda: [] == subject.seen())
    assert not subject.tray.hosted()
    subject.tray.close()
