"""What the desktop reads to find the program: at login, or in its menu of applications."""

from typing import Protocol

from tray.lib.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Standing:
    """How an entry of ours stands."""

    on: bool
    where: str
    """The file, or the key of the registry, in which it is or would be."""
    remark: str = ""
    """What the person should know of it, such as that it starts another installation; a whole sentence."""


class Entry(Protocol):
    """Something the desktop reads, and with which it finds the program: at the login, or in its menu."""

    def standing(self) -> Standing:
        """How it stands now. Raises DesktopError."""

    def on(self) -> None:
        """Make it, for this installation; done twice it is as done once. Raises DesktopError."""

    def off(self) -> None:
        """Take away what we made, and nothing else. Harmless when there is none. Raises DesktopError."""
