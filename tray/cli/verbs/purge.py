"""Deletes history for good, after asking."""

import sys
from datetime import datetime
from typing import TextIO

from tray.cli.parse import Line
from tray.cli.verbs.history import asked_range
from tray.cli.verbs.history_import import history_of_our_own, tell_program
from tray.control import protocol
from tray.errors import UsageError
from tray.history.past import recorded
from tray.lib.translation import say, say_many
from tray.store.files.leftovers import forget
from tray.store.files.places import Places

_NOTHING_DONE = 1


def purge(line: Line, out: TextIO, answers: TextIO | None = None) -> int:
    """``backpressure purge [--from WHEN] [--to WHEN] [--yes]``; returns the exit code. Raises errors of ours."""
    since, until = asked_range(line)
    if "--yes" not in line and not _agreed(since, until, out, answers or sys.stdin):
        print(say("Nothing was deleted."), file=out)
        return _NOTHING_DONE
    bounds = {"start": since and since.isoformat(), "end": until and until.isoformat()}
    removed = tell_program(protocol.PURGE, bounds)
    if removed is None:
        with history_of_our_own() as store:
            removed = store.purge(since, until)
    forget(Places(), since, until)
    print(say_many("{count} record permanently deleted.", "{count} records permanently deleted.", removed), file=out)
    return 0


def _agreed(since: datetime | None, until: datetime | None, out: TextIO, answers: TextIO) -> bool:
    if not answers.isatty():
        raise UsageError(say("purge asks before it deletes anything. Without a terminal it needs --yes."))
    count = sum(1 for _ in recorded(since, until))
    print(_question(count, everything=since is None and until is None), file=out)
    print(say('Type "yes" to go on:'), end=" ", file=out, flush=True)
    return answers.readline().strip().lower() == "yes"


def _question(count: int, *, everything: bool) -> str:
    if everything:
        return say_many(
            "This deletes your whole history from the disk: {count} record. It can't be undone.",
            "This deletes your whole history from the disk: {count} records. It can't be undone.",
            count,
        )
    return say_many(
        "This deletes this part of your history from the disk: {count} record. It can't be undone.",
        "This deletes this part of your history from the disk: {count} records. It can't be undone.",
        count,
    )
