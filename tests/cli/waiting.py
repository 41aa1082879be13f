"""A verb that waits until it is interrupted, with the real command line around it."""

import sys
import time

from tray.cli import main as cli


def wait(_: list[str]) -> int:
    """Say so, and wait."""
    print("waits", flush=True)
    while True:
        time.sleep(0.05)  # one long wait could miss a signal that comes just before it


setattr(cli, "_serve", wait)  # noqa: B010
sys.exit(cli.main(["status"]))
