"""Whether there is nothing left to wait for before what was shared is looked at."""

from tray.app.machines.sharing import Sharing


def is_busy(sharing: Sharing) -> bool:
    """Something is being written or read, or is to be at once."""
    at_once = sharing._wants_write or sharing._wants_read or sharing._settle.runs or bool(sharing._pending)
    return sharing._runs or at_once
