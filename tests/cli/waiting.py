"""A verb that waits until it is interrupted, with the real command line around it."""

import signal
import sys

from tray.cli import main as cli


def wait(_: list[str]) -> int:
    """Say so, and wait."""
    print("waits", flush=True)
    signal.pause()
    return 0


setattr(cli, "_serve", wait)  # noqa: B010
sys.exit(cli.main(["status"]))
