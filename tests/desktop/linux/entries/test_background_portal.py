"""From within Flatpak the session starts the program if the background portal grants it, and no file claims it."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jeepney import HeaderFields, Message, MessageType, message_bus, new_method_return, new_signal
from jeepney.io.blocking import DBusConnection, prep_socket
from jeepney.wrappers import DBusAddress

from tests.desktop.linux.private_bus import PrivateBus
from tray.desktop import autostart
from tray.desktop.common.commands_to_install_and_update import Way
from tray.desktop.linux.entries.background_portal import BackgroundPortal
from tray.errors import DesktopError

Answer = tuple[int, dict[str, tuple[str, bool]]]
GRANTED: Answer = (0, {"background": ("b", True), "autostart": ("b", True)})
REFUSED: Answer = (1, {})


class Portal:
    """Answers each wish as it is told, before the call itself has its answer, as the specification allows."""

    def __init__(self, address: str) -> None:
        self.answer = GRANTED
        self.wishes: list[dict[str, Any]] = []
        self._bus = DBusConnection(prep_socket(address))
        self._bus.send_and_get_reply(message_bus.RequestName("org.freedesktop.portal.Desktop"))
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._bus.close()

    def _serve(self) -> None:
        try:
            while True:
                message = self._bus.receive()
                if message.header.message_type is MessageType.method_call:
                    self._grant(message)
        except (OSError, EOFError, ValueError):
            return  # the test is over

    def _grant(self, call: Message) -> None:
        wish = call.body[1]
        sender = call.header.fields[HeaderFields.sender]
        unique, token = sender.removeprefix(":").replace(".", "_"), wish["handle_token"][1]
        path = f"/org/freedesktop/portal/desktop/request/{unique}/{token}"
        signal = new_signal(DBusAddress(path, interface="org.freedesktop.portal.Request"), "Response", "ua{sv}")
        signal.body = self.answer
        signal.header.fields[HeaderFields.destination] = sender
        self.wishes.append({name: value for name, (_, value) in wish.items()})
        self._bus.send(signal)
        self._bus.send(new_method_return(call, "o", (path,)))


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[PrivateBus]:
    with PrivateBus(tmp_path) as bus:
        yield bus


@pytest.fixture
def portal(bus: PrivateBus) -> Iterator[Portal]:
    portal = Portal(bus.environment["DBUS_SESSION_BUS_ADDRESS"].removeprefix("unix:path="))
    yield portal
    portal.close()


@pytest.fixture
def entry(bus: PrivateBus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> BackgroundPortal:
    monkeypatch.setattr("tray.desktop.common.commands_to_install_and_update.installed_by", lambda: Way.FLATPAK)
    entry = autostart.autostart_entry({"HOME": str(tmp_path), **bus.environment})
    assert isinstance(entry, BackgroundPortal)
    return entry


def test_the_portal_is_asked_and_what_it_granted_stands(portal: Portal, entry: BackgroundPortal) -> None:
    entry.on()

    assert [True] == [wish["autostart"] for wish in portal.wishes]
    assert ["backpressure"] == portal.wishes[0]["commandline"]
    assert entry.standing().on

    entry.off()

    assert [True, False] == [wish["autostart"] for wish in portal.wishes]
    assert not entry.standing().on


def test_what_it_refuses_is_not_claimed(portal: Portal, entry: BackgroundPortal) -> None:
    portal.answer = REFUSED

    with pytest.raises(DesktopError, match="settings of your desktop"):
        entry.on()
    assert not entry.standing().on


def test_a_desktop_without_the_portal_says_what_to_do(entry: BackgroundPortal) -> None:
    with pytest.raises(DesktopError, match="settings of your desktop"):
        entry.on()
    assert not entry.standing().on
