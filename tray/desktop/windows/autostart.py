"""Starts the program with the session on Windows, by a value below the person's ``Run`` key."""

from collections.abc import Sequence
from importlib import import_module
from subprocess import list2cmdline
from typing import Any

from tray.desktop.common.autostart_and_menu_entry import Standing
from tray.errors import DesktopError
from tray.lib.language.translation import say

GIVES = {
    "autostart": {"windows": ""},
}
"""On which desktops, and within which limits; the manual's table is made from it."""

_VERSION = r"Software\Microsoft\Windows\CurrentVersion"
_RUN = rf"{_VERSION}\Run"
_APPROVED = rf"{_VERSION}\Explorer\StartupApproved\Run"
_VALUE = "Backpressure"
_LONGEST = 260
"""Windows starts nothing whose line is longer (Microsoft, Run and RunOnce Registry Keys)."""


class RunKey:
    """The value below ``Run``; see ``autostart.Entry``."""

    def __init__(self, command: Sequence[str], registry: Any = None) -> None:
        """``command`` starts this installation; ``registry`` stands for the module ``winreg``."""
        self._line = list2cmdline(command)
        self._registry = import_module("winreg") if registry is None else registry

    def standing(self) -> Standing:
        """How it stands now. Raises DesktopError."""
        where = rf"HKEY_CURRENT_USER\{_RUN}\{_VALUE}"
        line = self._value(_RUN)
        if line is None:
            return Standing(False, where)
        approved = self._value(_APPROVED)
        if isinstance(approved, bytes) and approved[:1] and approved[0] % 2:
            return Standing(False, where, say("It's switched off in the settings of Windows, under Apps, Startup."))
        if line != self._line:
            return Standing(True, where, say("It starts another installation; `on` makes it start this one."))
        return Standing(True, where)

    def on(self) -> None:
        """Make it. Raises DesktopError."""
        if len(self._line) > _LONGEST:
            raise DesktopError(
                say(
                    "Windows starts nothing whose command line is longer than {longest} characters, "
                    "and this one has {line}. Install the program in a folder with a shorter name.",
                    longest=_LONGEST,
                    line=len(self._line),
                )
            )
        try:
            with self._registry.CreateKey(self._registry.HKEY_CURRENT_USER, _RUN) as key:
                self._registry.SetValueEx(key, _VALUE, 0, self._registry.REG_SZ, self._line)
        except OSError as error:
            raise DesktopError(
                say("Windows won't let the program start with the session: {reason}", reason=error)
            ) from error
        self._remove(_APPROVED)  # what a switch in the settings of Windows left there

    def off(self) -> None:
        """Take it away. Raises DesktopError."""
        self._remove(_RUN)
        self._remove(_APPROVED)

    def _value(self, path: str) -> Any:
        try:
            with self._registry.OpenKey(self._registry.HKEY_CURRENT_USER, path) as key:
                return self._registry.QueryValueEx(key, _VALUE)[0]
        except FileNotFoundError:
            return None
        except OSError as error:
            raise DesktopError(say("The registry can't be read: {reason}", reason=error)) from error

    def _remove(self, path: str) -> None:
        try:
            with self._registry.OpenKey(self._registry.HKEY_CURRENT_USER, path, 0, self._registry.KEY_SET_VALUE) as key:
                self._registry.DeleteValue(key, _VALUE)
        except FileNotFoundError:
            return  # there is none
        except OSError as error:
            raise DesktopError(say("The registry can't be changed: {reason}", reason=error)) from error
