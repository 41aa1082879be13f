"""What a machine says of itself in the shared folder: its name, version, clock, and how far it has counted."""

import json
from datetime import datetime, timedelta
from typing import Any

from tray.lib.frozen import dataclass
from tray.lib.text import clean, shortened

FILE = "machine.json"
LARGEST = 1 << 16
"""Bytes."""
EVERY = timedelta(minutes=15)
"""It is written anew at most so often."""
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class About:
    """One machine, as it says itself."""

    name: str
    version: str = ""
    clock: datetime | None = None
    """When this was written, by its clock."""
    last: int = 0
    """The number of its last fact."""
    texts: bool = True
    """What it tells has the texts in it."""
    left: bool = False
    """It has left the folder, or goes on under another id: nobody waits for it."""
    forgotten: tuple[str, ...] = ()
    """Machines that the person had forgotten there."""


def written(about: About) -> bytes:
    """The file."""
    said = {
        "name": about.name,
        "version": about.version,
        "clock": about.clock and about.clock.isoformat(),
        "last": about.last,
        "texts": about.texts,
        "left": about.left,
        "forgotten": list(about.forgotten),
    }
    return json.dumps(said).encode("ascii") + b"\n"


def read(data: bytes | None) -> About | None:
    """The inverse; None for what is none. Names are clipped, and can do nothing to a terminal."""
    try:
        said: Any = json.loads(data or b"")
    except (ValueError, RecursionError):
        return None
    match said:
        case {"name": str(name), "version": str(version), "clock": clock, "last": int(last)}:
            forgotten = said.get("forgotten")
            return About(
                plain_name(name),
                plain_name(version),
                _instant(clock),
                max(last, 0),
                said.get("texts") is not False,
                said.get("left") is True,
                tuple(each for each in forgotten if isinstance(each, str)) if isinstance(forgotten, list) else (),
            )
    return None


def plain_name(name: str) -> str:
    """A name as it can be shown anywhere."""
    return shortened(clean(name), _LONGEST_NAME)


def _instant(said: Any) -> datetime | None:
    try:
        at = datetime.fromisoformat(said)
    except (TypeError, ValueError):
        return None
    return at if at.tzinfo is not None else None
