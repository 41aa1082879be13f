"""A verb that waits until it is interrupted, with the real command line around it."""

import signal
import sys
import time

from tray.cli import main as cli


def wait(_: list[str]) -> int:
    """Say so, and wait."""
    print("waits", flush=True)
    while True:
        time.sleep(0.05)  # one long wait could miss a signal that comes just before it


# As when a terminal starts it; a shell that runs the tests in the background has it ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
setattr(cli, "_serve", wait)  # noqa: B010
sys.exit(cli.main(["status"]))
