"""Knows what the person calls their machines, without asking the shared folder, which may not answer."""

from tray.store.machines import local_notes
from tray.view.words.machines import told_apart


def known(path: str) -> dict[str, str]:
    """The names by device, two of one name told apart; ``path`` is the file of ``kept``. Raises StoreError."""
    known_here = local_notes.load(path)
    return told_apart(dict(known_here.names), dict(known_here.lives))
