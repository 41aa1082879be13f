"""Starts the program from the command line."""

import sys
from typing import TextIO

from tray import __version__
from tray.cli.parse import Line, parse
from tray.errors import AlreadyRunning

_STARTING_SECONDS = 10.0


def run(line: Line, out: TextIO) -> int:
    """Run it in the foreground; a second start shows the status of the first and is no failure."""
    if "--version" in line:
        print(f"backpressure {__version__}", file=out)
        return 0
    if "--demo" in line:
        from tray.app.demo import play

        return play(sys.stdout)
    from tray.app.app import start

    try:
        return start(wants_tray="--no-tray" not in line)
    except AlreadyRunning as problem:
        print(problem, file=out)
        return _show(problem.runtime, out)


def _show(runtime: str | None, out: TextIO) -> int:
    """The status of the one that runs; it may have begun a moment ago, when many are started at once."""
    from tray.cli.light_verbs import STATUS
    from tray.cli.verbs.status import status
    from tray.control.client import comes_up
    from tray.store.files.places import Places

    if comes_up(runtime or Places().serving, _STARTING_SECONDS):
        status(parse(STATUS, ()), out)
    return AlreadyRunning.exit_code
