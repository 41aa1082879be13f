"""Chooses what the running program listens at on this system."""

import sys
from typing import Protocol

from tray.control.server import Handle
from tray.ports import Reactor


class Listening(Protocol):
    """A server for the command line."""

    def close(self) -> None:
        """Serve no more."""


def listen(reactor: Reactor, folder: str, handle: Handle) -> Listening:
    """Listen in the runtime folder, which must be private and locked by this process. Raises DesktopError."""
    if sys.platform == "win32":
        from tray.control.windows_pipe import PipeServer

        return PipeServer(reactor, folder, handle)
    from tray.control.server import Server

    return Server(reactor, folder, handle)
