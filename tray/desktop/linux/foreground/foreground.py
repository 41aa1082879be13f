"""Tells when another application comes to the foreground, on Linux."""

import os
import time
from collections.abc import Callable, Mapping

from tray.desktop.common.switching import Switching
from tray.desktop.linux.dbus.connection import Bus
from tray.desktop.linux.foreground.front import Front
from tray.ports import Reactor


class LinuxForeground:
    """Posts ContextChanged when another application comes to the foreground, and says when it is a return."""

    def __init__(
        self,
        reactor: Reactor,
        environment: Mapping[str, str] = os.environ,
        seconds: Callable[[], float] = time.monotonic,
        session_bus: Bus | None = None,
    ) -> None:
        """``seconds`` counts waking time."""
        switching = Switching(reactor.post, seconds)
        self._front = Front(
            reactor,
            environment,
            sizes=False,
            changed=lambda program, _fills, _named: switching.came(program),
            session_bus=session_bus,
        )

    @property
    def name(self) -> str:
        """What is in use: ``ewmh``, ``wlr-foreign-toplevel``, ``kwin-script``, or ``none``."""
        return self._front.name

    def close(self) -> None:
        """Stop."""
        self._front.close()
