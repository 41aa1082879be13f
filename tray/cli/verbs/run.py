"""Starts the program from the command line."""

import os
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
    from tray.app.start import Start

    wants_tray = "--no-tray" not in line
    try:
        begun = Start(os.environ, shows_last_face=wants_tray)
        begun.load()
        from tray.app.app import App  # which is all the rest

        return App(wants_tray=wants_tray, out=sys.stdout, begun=begun).run()
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
