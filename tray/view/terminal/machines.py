"""Lists the machines of the person, as text and as values."""

from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo
from typing import Any

from tray.lib.language.translation import say
from tray.lib.text_width import width
from tray.view.words.machines import Seen, named, stands, troubles


def values(seen: Iterable[Seen], folder: str, keepers: Sequence[str]) -> dict[str, Any]:
    """For scripts."""
    return {
        "folder": folder,
        "keeps_deleted": list(keepers),
        "machines": [
            {
                "name": each.name,
                "device": each.device,
                "here": each.is_own,
                "heard": each.heard and each.heard.isoformat(),
                "clock_ahead_s": each.ahead.total_seconds(),
                "facts": each.facts,
                "missing": each.missing,
                "not_understood": each.not_understood,
                "spoiled": each.spoiled,
                "version": each.version,
                "left": each.has_left,
            }
            for each in seen
        ],
    }


def text(seen: Sequence[Seen], folder: str, now: datetime, zone: tzinfo) -> str:
    """For people: a line for each machine, then what is the matter."""
    names = named(seen)
    widest = max((width(name) for name in names.values()), default=0)
    rows = [
        f"{names[each.device]}{' ' * (widest - width(names[each.device]))}  {stands(each, now, zone)}" for each in seen
    ]
    lines = [say("Shared folder: {folder}", folder=folder), *rows]
    if all(each.is_own for each in seen):
        lines.append(say("No other machine has written here yet."))
    return "\n".join([*lines, *troubles(seen)])
