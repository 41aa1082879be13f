"""Tells whether a program is one of those while which nothing is said, by the name that the desktop has for it.

The name of the program in front is compared and forgotten: nothing keeps, records or logs it.
"""

from collections.abc import Iterable

from tray.lib.frozen import dataclass
from tray.lib.identity import APP_ID, SHOWN_NAME

PROGRAM = "program"
"""The reason to say nothing while one of them is in front."""


@dataclass(frozen=True, slots=True)
class Programs:
    """The programs of ``attention.programs``."""

    names: frozenset[str] = frozenset()
    """In small letters, and of a name such as org.gnome.Evince the last part: by that X11 calls it, too."""

    @classmethod
    def of(cls, wanted: Iterable[str]) -> "Programs":
        """Those of the settings; an ending such as .desktop or .exe may be left out or not."""
        return cls(frozenset(map(_last_part, wanted)) - {""})

    def __bool__(self) -> bool:
        return bool(self.names)

    def __contains__(self, name: str) -> bool:
        return _last_part(name) in self.names


NONE = Programs()
OWN = ("backpressure", SHOWN_NAME, APP_ID)
"""Our own window, by the whole names that X11 and Wayland have for it: a break that fills the screen is no film."""


def _last_part(name: str) -> str:
    whole = name.strip().casefold().removesuffix(".desktop").removesuffix(".exe")
    return whole.rpartition(".")[2]
