"""How does the program start from the command line?"""

import sys

from tray.errors import AlreadyRunning, UsageError
from tray.store.files.places import Places

_STARTING_SECONDS = 10.0


def run(words: list[str]) -> int:
    """Run it in the foreground; a second start shows the status of the first and is no failure."""
    if words not in ([], ["--no-tray"], ["--demo"]):
        raise UsageError(
            f"backpressure takes --no-tray or --demo, not {' '.join(words)!r}. `backpressure --help` says more."
        )
    if words == ["--demo"]:
        from tray.app.demo import play

        return play(sys.stdout)
    from tray.app.app import start

    try:
        return start(wants_tray=not words)
    except AlreadyRunning as problem:
        print(problem)
        return _show(Places().runtime)


def _show(runtime: str) -> int:
    """The status of the one that runs; it may have begun a moment ago, when many are started at once."""
    from tray.cli.verbs.status import status
    from tray.control.client import comes_up

    if comes_up(runtime, _STARTING_SECONDS):
        status([], sys.stdout)
    return AlreadyRunning.exit_code
