"""What tells a program where it is seen, on the display beside the first."""

import pytest

from tests.desktop.reactor import HandTurnedReactor
from tray.desktop.linux.dbus.connection import Bus
from tray.desktop.linux.icon_on_second_display import JoinedDisplay
from tray.ports import Notifier


def nobody(_: Bus) -> Notifier:
    raise AssertionError("there is no bus")


@pytest.mark.parametrize(
    ("there", "seen"),
    [
        ({"DISPLAY": ":5"}, {"DISPLAY": ":5", "DBUS_SESSION_BUS_ADDRESS": "unix:path=/first"}),
        (
            {"WAYLAND_DISPLAY": "wayland-5", "DBUS_SESSION_BUS_ADDRESS": "unix:path=/first", "SHELL": "/bin/false"},
            {"WAYLAND_DISPLAY": "wayland-5", "DBUS_SESSION_BUS_ADDRESS": "unix:path=/first"},
        ),
    ],
)
def test_a_program_is_seen_there_and_is_told_nothing_of_the_first_screen(
    there: dict[str, str], seen: dict[str, str], reactor: HandTurnedReactor
) -> None:
    first = {
        "DISPLAY": ":0",
        "WAYLAND_DISPLAY": "wayland-0",
        "XAUTHORITY": "/first",
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/first",
    }
    joined = JoinedDisplay(there, first, reactor, nobody)

    assert {"HOME": "/home/ada"} | seen == joined.seen_from({"HOME": "/home/ada"} | first)
    joined.close()
