"""What a machine says of itself in the shared folder: its name, version, clock, and how far it has counted."""

import json
import socket
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from tray.core.machine_names import plain_name
from tray.lib.frozen import dataclass

FILE = "machine.json"
LARGEST = 1 << 16
"""Bytes."""
EVERY = timedelta(minutes=15)
"""It is written anew at most so often."""
_LAST_NUMBER = 1 << 53


Heard = tuple[int, datetime]
"""The highest number of a machine's that somebody has on record, and how that fact is dated."""


Moved = tuple[str, int, str, int]
"""A machine's former id, the number behind which it told what it counts under another id now, that id, and how many."""


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
    heard: tuple[tuple[str, "Heard"], ...] = ()
    """Of each machine, the last that is on record there: by it one that was put back to an old disk knows that."""
    moved: tuple["Moved", ...] = ()
    """What was told under other ids before it was known that the disk had been put back."""
    formerly: tuple[str, ...] = ()
    """Ids under which this machine counted before: put back to one of them, it knows by that whose part this is."""


def host() -> str:
    """What this computer is called."""
    # Not ``platform.node``, whose module takes a tenth of a megabyte.
    return plain_name(socket.gethostname().partition(".")[0]) or "?"


def written(about: About) -> bytes:
    """The file."""
    said = {
        "name": about.name,
        "version": about.version,
        "clock": about.clock and about.clock.isoformat(),
        "last": about.last,
        "texts": about.texts,
        "labels": about.texts,
        "left": about.left,
        "forgotten": list(about.forgotten),
        "heard": {device: [n, at.isoformat()] for device, (n, at) in about.heard},
        "moved": [list(each) for each in about.moved],
        "formerly": list(about.formerly),
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
            heard = said.get("heard")
            return About(
                plain_name(name),
                plain_name(version),
                _instant(clock),
                max(last, 0),
                # Who says nothing of labels left those of blocks in.
                said.get("texts") is not False or said.get("labels") is not False,
                said.get("left") is True,
                _devices(said.get("forgotten")),
                tuple(_heard(heard)) if isinstance(heard, dict) else (),
                tuple(_moved(said.get("moved"))),
                _devices(said.get("formerly")),
            )
    return None


def _moved(said: Any) -> Iterable[Moved]:
    for each in said if isinstance(said, list) else ():
        match each:
            case [str(device), int(after), str(now), int(count)] if 0 <= after < _LAST_NUMBER > count >= 0:
                yield device, after, now, count


def _devices(said: Any) -> tuple[str, ...]:
    return tuple(each for each in said if isinstance(each, str)) if isinstance(said, list) else ()


def _heard(said: dict[str, Any]) -> Iterable[tuple[str, Heard]]:
    for device, last in said.items():
        match last:
            case [int(n), str(dated)] if 0 < n < _LAST_NUMBER and (at := _instant(dated)) is not None:
                yield device, (n, at)


def _instant(said: Any) -> datetime | None:
    try:
        at = datetime.fromisoformat(said)
    except (TypeError, ValueError):
        return None
    return at if at.tzinfo is not None else None
