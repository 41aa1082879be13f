"""What Windows records of microphones and cameras, in the person's own keys as the module ``winreg`` shows them."""

from collections.abc import Iterator
from contextlib import contextmanager

STORE = r"Software\Microsoft\Windows\CurrentVersion\CapabilityAccessManager\ConsentStore"


class FakeRegistry:
    """Keys by their path, and the values of each; a key has those below it, and none that was never made."""

    HKEY_CURRENT_USER = "HKCU"

    def __init__(self) -> None:
        self.keys: dict[str, dict[str, int]] = {}

    def used(self, device: str, program: str, since: int, until: int) -> None:
        """``program`` used ``device``; until zero it still does."""
        self.keys[rf"{STORE}\{device}\{program}"] = {"LastUsedTimeStart": since, "LastUsedTimeStop": until}

    @contextmanager
    def OpenKey(self, _root: str, path: str) -> Iterator[str]:  # noqa: N802
        if not any(each == path or each.startswith(f"{path}\\") for each in self.keys):
            raise FileNotFoundError(2, "The system cannot find the file specified")
        yield path

    def EnumKey(self, key: str, number: int) -> str:  # noqa: N802
        below = sorted({each[len(key) + 1 :].split("\\")[0] for each in self.keys if each.startswith(f"{key}\\")})
        if number >= len(below):
            raise OSError(259, "No more data is available")
        return below[number]

    def QueryValueEx(self, key: str, name: str) -> tuple[int, int]:  # noqa: N802
        if name not in self.keys.get(key, {}):
            raise FileNotFoundError(2, "The system cannot find the file specified")
        return self.keys[key][name], 11
