"""Which options stand among the words after a verb?"""

import argparse
from collections.abc import Collection
from typing import NoReturn

from tray.errors import UsageError


class Parser(argparse.ArgumentParser):
    """Raises UsageError instead of printing and leaving."""

    def __init__(self, verb: str) -> None:
        super().__init__(prog=f"backpressure {verb}", add_help=False)

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{self.prog}: {message}. `{self.prog} --help` says how.")


def split(
    words: list[str], verb: str, flags: Collection[str], valued: Collection[str]
) -> tuple[set[str], dict[str, str], list[str]]:
    """The flags there are, the options with their values, as ``--from X`` or ``--from=X``, and the other words.

    Raises UsageError for an option that is not known, or lacks its value.
    """
    found: set[str] = set()
    said: dict[str, str] = {}
    rest: list[str] = []
    left = iter(words)
    for word in left:
        name, equals, value = word.partition("=")
        if word in flags:
            found.add(word)
        elif name in valued:
            given = value if equals else next(left, None)
            if given is None:
                raise UsageError(f"{verb} {name} needs a value.")
            said[name] = given
        elif word.startswith("--"):
            takes = ", ".join([*flags, *valued]) or "no options"
            raise UsageError(f"{verb} takes {takes}, not {word!r}.")
        else:
            rest.append(word)
    return found, said, rest
