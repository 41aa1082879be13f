"""Keeps the face that was shown last, so that the next start can show it before it knows anything else.

It is a guess, and may stand for as long as the history takes to be read. So it is kept at a tidy end alone, taken once,
and only where everything it was made of is as it was: the program, the settings file, the history, the language, the
time zone and the day. Whatever is wrong with it, there is none.
"""

import json
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any
from zlib import crc32

from tray import __version__
from tray.core.law.levels_and_gauge_steps import Level
from tray.errors import StoreError
from tray.lib.frozen import dataclass
from tray.lib.private_files import content_of
from tray.store.files.durable_files import write_whole
from tray.view.tray.face import Gauge, Mark, Status

_SPOKEN = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LC_TIME", "LC_NUMERIC", "LANG", "TZ")
PALETTE, PANEL = "standard", "auto"
"""How the icon is drawn by default, for who has not loaded the settings."""
_NAMES = (b"shown", b"palette", b"panel", b"\\u", b"\\U", b"\\x")
"""Of the settings that decide on it, in any spelling of TOML."""


@dataclass(frozen=True, slots=True)
class LastFace:
    """What the icon was, with the colours it was drawn in."""

    gauge: Gauge
    tooltip: str
    status: Status
    palette: str
    panel: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where everything lies that a face is made of."""

    settings: str
    history: str
    environment: Mapping[str, str]

    def stamp(self, at: datetime) -> dict[str, Any] | None:
        """What changes when any of it does; None where the history was not put away in good order."""
        with suppress(OSError):
            if os.path.exists(log := f"{self.history}-wal") and os.stat(log).st_size:
                return None  # nobody has closed it, or somebody writes
            history = os.stat(self.history)
            return {
                "version": __version__,
                "settings": _digest(self.settings),
                "history": [history.st_size, history.st_mtime_ns],
                "spoken": [self.environment.get(name) for name in _SPOKEN],
                "from_utc": time.localtime(at.timestamp()).tm_gmtoff,
            }
        return None


def keep(file: str, face: LastFace, origin: Origin, at: datetime, until: datetime) -> None:
    """Keep ``face`` for a start before ``until``, when the day ends; in vain where nothing can be written."""
    stamp = origin.stamp(at)
    if stamp is None:
        return
    gauge = face.gauge
    said = {
        "stamp": stamp,
        "at": at.isoformat(),
        "until": until.isoformat(),
        "gauge": [gauge.step, gauge.level.value, gauge.mark.value, gauge.number],
        "said": [face.tooltip, face.status.value, face.palette, face.panel],
    }
    content = json.dumps(said).encode("ascii")
    with suppress(StoreError):
        write_whole(file, b"%08x\n" % crc32(content) + content)


def take(file: str, origin: Origin, at: datetime) -> LastFace | None:
    """The face to begin with, which is not there a second time; None where none fits."""
    try:
        sum_, _, content = content_of(file).partition(b"\n")
        os.unlink(file)
        if int(sum_, 16) != crc32(content):
            return None
        said = json.loads(content)
        begins, ends = (datetime.fromisoformat(said[name]) for name in ("at", "until"))
        if said["stamp"] != origin.stamp(at) or not begins <= at < ends:
            return None
        step, level, mark, number = said["gauge"]
        tooltip, status, palette, panel = said["said"]
        return LastFace(Gauge(step, Level(level), Mark(mark), number), tooltip, Status(status), palette, panel)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def is_drawn_by_default(*settings: str) -> bool:
    """Whether none of these settings files says how the icon is drawn, or that it isn't, as far as can be seen at once.

    Reading them as settings would take a quarter of a start.
    """
    try:
        contents = [_content(path) or b"" for path in settings]
    except OSError:
        return False
    lines = (line for content in contents for line in content.splitlines() if not line.lstrip().startswith(b"#"))
    return not any(name in line for line in lines for name in _NAMES)


def _digest(path: str) -> int | None:
    content = _content(path)
    return None if content is None else crc32(content)


def _content(path: str) -> bytes | None:
    """Raises OSError where it is no ordinary file, which might have us wait."""
    try:
        return content_of(path)
    except FileNotFoundError:
        return None
