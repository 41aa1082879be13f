"""What is said to a minder of hooks, and by it."""

import json
import os
from collections.abc import Mapping
from datetime import timedelta

from tray.core.engine.hook_events import HookOrder, HookResult

_FLOOD = 16 * 1024 * 1024
"""A hook that writes more than this is ended."""


def asked(order: HookOrder, environment: Mapping[str, str]) -> bytes:
    """The order, for a minder. A hook runs in the person's home, and ``~/`` before its program means that."""
    home = environment.get("HOME") or environment.get("USERPROFILE") or ""
    folder = home if home and os.path.isdir(home) else os.path.splitdrive(os.getcwd())[0] + os.sep
    program = f"{folder}/{order.run[0][2:]}" if order.run[0].startswith("~/") else order.run[0]
    wanted = {
        "run": (program, *order.run[1:]),
        "variables": dict(order.variables),
        "input": order.input,
        "timeout_seconds": order.timeout.total_seconds(),
        "folder": folder,
        "apart": order.apart,
        "keeps": order.keeps,
        "flood": _FLOOD,
    }
    return json.dumps(wanted).encode()


def answered(said: bytes) -> HookResult:
    """What a minder reported; it was ended itself when it did not."""
    try:
        found = json.loads(said)
        return HookResult(
            found["ended"],
            found.get("code"),
            timedelta(seconds=found["seconds"]),
            found.get("output", ""),
            found.get("cut", 0),
            found.get("left", 0),
            found.get("error", ""),
            found.get("errors", ""),
        )
    except (ValueError, KeyError, TypeError):
        return HookResult("lost")
