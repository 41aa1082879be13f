"""Whether a microphone or a camera is in use on Windows, as it records for the person's privacy settings.

For each program that was let at one it keeps when that began and ended, below the person's own key; while it goes on
the end is zero. Names of programs are not looked at beyond finding these values.
"""

from collections.abc import Iterator
from importlib import import_module
from itertools import count
from typing import Any

_STORE = r"Software\Microsoft\Windows\CurrentVersion\CapabilityAccessManager\ConsentStore"
_NOT_PACKAGED = "NonPackaged"
"""Programs that came from no store have their keys one level deeper."""
_BEGAN, _ENDED = "LastUsedTimeStart", "LastUsedTimeStop"
MICROPHONE, CAMERA = "microphone", "webcam"


class Consent:
    """The record; on a Windows that keeps none nothing is ever in use."""

    def __init__(self, registry: Any = None) -> None:
        """``registry`` stands for the module ``winreg``."""
        self._registry = import_module("winreg") if registry is None else registry

    def knows(self, device: str) -> bool:
        """Windows keeps a record of ``device``."""
        try:
            with self._open(rf"{_STORE}\{device}"):
                return True
        except OSError:
            return False

    def in_use(self, device: str) -> bool:
        """Some program uses ``device`` now."""
        store = rf"{_STORE}\{device}"
        return any(self._goes_on(key) for path in (store, rf"{store}\{_NOT_PACKAGED}") for key in self._below(path))

    def _below(self, path: str) -> Iterator[str]:
        for number in count():
            try:
                with self._open(path) as key:
                    name = self._registry.EnumKey(key, number)
            except OSError:
                return  # there is no such key, or no more below it
            if name != _NOT_PACKAGED:
                yield rf"{path}\{name}"

    def _goes_on(self, path: str) -> bool:
        try:
            with self._open(path) as key:
                began, ended = (self._registry.QueryValueEx(key, name)[0] for name in (_BEGAN, _ENDED))
        except OSError:
            return False  # never used, or gone meanwhile
        return bool(began) and ended == 0

    def _open(self, path: str) -> Any:
        return self._registry.OpenKey(self._registry.HKEY_CURRENT_USER, path)
