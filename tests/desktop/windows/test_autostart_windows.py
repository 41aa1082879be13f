"""Does Windows start the program with the session? On a registry with memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tray.desktop.windows.autostart import RunKey
from tray.errors import DesktopError

RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
HERE = [r"C:\Users\Ada Lovelace\backpressure\Scripts\pythonw.exe", "-m", "tray"]


class FakeRegistry:
    """The person's keys, as the module ``winreg`` shows them; a key that was never made is not there."""

    HKEY_CURRENT_USER, KEY_SET_VALUE, REG_SZ = "HKCU", 2, 1

    def __init__(self) -> None:
        self.keys: dict[str, dict[str, Any]] = {RUN: {"Other": "other.exe"}}
        self.refuses = False

    @contextmanager
    def OpenKey(self, _root: str, path: str, _reserved: int = 0, _access: int = 1) -> Iterator[str]:  # noqa: N802
        self._check()
        if path not in self.keys:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        yield path

    @contextmanager
    def CreateKey(self, _root: str, path: str) -> Iterator[str]:  # noqa: N802
        self._check()
        self.keys.setdefault(path, {})
        yield path

    def QueryValueEx(self, key: str, name: str) -> tuple[Any, int]:  # noqa: N802
        if name not in self.keys[key]:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        return self.keys[key][name], 1

    def SetValueEx(self, key: str, name: str, _reserved: int, _kind: int, value: Any) -> None:  # noqa: N802
        self.keys[key][name] = value

    def DeleteValue(self, key: str, name: str) -> None:  # noqa: N802
        if name not in self.keys[key]:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        del self.keys[key][name]

    def _check(self) -> None:
        if self.refuses:
            raise PermissionError(13, "Access is denied")


@pytest.fixture
def registry() -> FakeRegistry:
    return FakeRegistry()


def test_on_writes_a_line_that_windows_reads_and_off_leaves_what_is_others(registry: FakeRegistry) -> None:
    entry = RunKey(HERE, registry)
    entry.on()
    entry.on()
    line = r'"C:\Users\Ada Lovelace\backpressure\Scripts\pythonw.exe" -m tray'
    assert {"Other": "other.exe", "Backpressure": line} == registry.keys[RUN]
    assert entry.standing().on

    entry.off()
    entry.off()

    assert {RUN: {"Other": "other.exe"}} == registry.keys
    assert not entry.standing().on


def test_what_the_task_manager_switched_off_is_off_until_on_is_asked_for(registry: FakeRegistry) -> None:
    entry = RunKey(HERE, registry)
    entry.on()
    registry.keys[APPROVED] = {"Backpressure": b"\x03\x00\x00\x00" + bytes(8)}
    assert not entry.standing().on
    assert "settings of Windows" in entry.standing().remark

    entry.on()

    assert entry.standing().on
    assert {} == registry.keys[APPROVED]


def test_another_installation_is_told(registry: FakeRegistry) -> None:
    RunKey([r"D:\old\pythonw.exe", "-m", "tray"], registry).on()

    assert "another installation" in RunKey(HERE, registry).standing().remark


def test_a_line_that_windows_would_not_start_is_refused(registry: FakeRegistry) -> None:
    with pytest.raises(DesktopError, match="longer than 260 characters"):
        RunKey(["C:\\" + "x" * 260], registry).on()


def test_a_registry_that_refuses_is_told(registry: FakeRegistry) -> None:
    registry.refuses = True
    entry = RunKey(HERE, registry)

    for ask in (entry.on, entry.off, entry.standing):
        with pytest.raises(DesktopError, match="denied"):
            ask()
