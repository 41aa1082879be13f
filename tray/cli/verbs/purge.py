"""Removes history for good, after a question."""

import sys
from datetime import datetime
from typing import TextIO

from tray.cli.parse import Line
from tray.cli.verbs.history import asked_range
from tray.cli.verbs.history_import import history_of_our_own, tell_program
from tray.control import command_form
from tray.errors import UsageError
from tray.history.past import recorded
from tray.store.files.leftovers import forget
from tray.store.files.places import Places

_NOTHING_DONE = 1


def purge(line: Line, out: TextIO, answers: TextIO | None = None) -> int:
    """``backpressure purge [--from WHEN] [--to WHEN] [--yes]``; returns the exit code. Raises errors of ours."""
    since, until = asked_range(line)
    if "--yes" not in line and not _agreed(since, until, out, answers or sys.stdin):
        print("Nothing was removed.", file=out)
        return _NOTHING_DONE
    bounds = {"start": since and since.isoformat(), "end": until and until.isoformat()}
    removed = tell_program(command_form.PURGE, bounds)
    if removed is None:
        with history_of_our_own() as store:
            removed = store.purge(since, until)
    forget(Places(), since, until)
    print(f"{'1 fact was' if removed == 1 else f'{removed} facts were'} removed, from the file itself.", file=out)
    return 0


def _agreed(since: datetime | None, until: datetime | None, out: TextIO, answers: TextIO) -> bool:
    if not answers.isatty():
        raise UsageError("purge asks before it removes anything; without a terminal it needs --yes.")
    count = sum(1 for _ in recorded(since, until))
    what = "all history" if since is None and until is None else "this part of the history"
    print(f"This removes {what}, {count} facts, from the disk. It cannot be undone.", file=out)
    print('Type "yes" to go on: ', end="", file=out, flush=True)
    return answers.readline().strip().lower() == "yes"
