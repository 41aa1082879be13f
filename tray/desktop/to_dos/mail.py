"""Which mails of a Maildir are to-dos: those that nobody has looked at. They are counted, and never opened."""

import os
from itertools import islice

_MAILDIR = ("new", "cur", "tmp")
"""The folders of a Maildir; what nobody has looked at lies in ``new``, a file for each mail."""
_MOST_MAILS = 10_000
"""More are as many."""


def is_maildir(path: str) -> bool:
    """Whether ``path`` is the folder of a mailbox."""
    return all(os.path.isdir(os.path.join(path, each)) for each in _MAILDIR)


def folder_of_new(path: str) -> str:
    """The folder in which a change makes the count another one."""
    return os.path.realpath(os.path.join(path, "new"))


def new_mails(folder: str) -> int:
    """How many mails lie in the folder of new ones."""
    with os.scandir(folder) as entries:
        return sum(1 for each in islice(entries, _MOST_MAILS) if not each.name.startswith("."))
