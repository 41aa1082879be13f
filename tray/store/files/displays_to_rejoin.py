"""Keeps the displays that the person works on beside that of the program, so that a restart forgets none."""

import json
from collections.abc import Mapping, Sequence

from tray.lib.private_files import content_of
from tray.store.files.durable_files import write_whole


def keep(path: str, displays: Sequence[Mapping[str, str]]) -> None:
    """Keep them in place of those of before. Raises StoreError."""
    write_whole(path, json.dumps([dict(each) for each in displays]).encode())


def kept(path: str) -> list[dict[str, str]]:
    """Those that were kept; none where nobody can read them any more."""
    try:
        found = json.loads(content_of(path))
    except (OSError, ValueError, RecursionError):
        return []
    if not isinstance(found, list):
        return []
    return [each for each in found if isinstance(each, dict) and all(isinstance(value, str) for value in each.values())]
