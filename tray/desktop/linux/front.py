"""Which program is in front, and does it fill the screen, on whichever desktop this is?"""

import os
from collections.abc import Mapping

from tray.desktop.linux.comeback import Comeback
from tray.desktop.linux.front_wlr import WlrFront
from tray.desktop.linux.front_x11 import Told, X11Front
from tray.errors import DesktopError
from tray.ports import Reactor


class Front:
    """Tells of the window in front at each change, as long as somebody can; None, False when nobody can any more."""

    def __init__(
        self,
        reactor: Reactor,
        environment: Mapping[str, str] = os.environ,
        *,
        sizes: bool,
        told: Told,
    ) -> None:
        """``sizes`` says whether it matters if a window fills the screen."""
        self._reactor = reactor
        self._environment = environment
        self._sizes = sizes
        self._told = told
        self._source: X11Front | WlrFront | None = None
        self._known = False
        self._comeback = Comeback(reactor, environment, self._connect)
        self._connect()

    @property
    def name(self) -> str:
        """What is in use: ``ewmh``, ``wlr-foreign-toplevel``, or ``none``."""
        return self._source.name if self._source is not None and self._known else "none"

    def close(self) -> None:
        """Stop."""
        self._comeback.stop()
        if self._source is not None:
            self._source.close()
            self._source = None

    def _connect(self) -> None:
        kind = WlrFront if self._environment.get("WAYLAND_DISPLAY") else X11Front
        try:
            self._source = kind(self._reactor, self._environment, sizes=self._sizes, told=self._heard, lost=self._lost)
        except DesktopError:
            self._comeback.await_server()  # nobody can tell now, and ``name`` says so

    def _heard(self, program: int | None, fills_screen: bool) -> None:
        self._comeback.succeeded()
        self._known = True
        self._told(program, fills_screen)

    def _lost(self, _error: DesktopError) -> None:
        self._source = None
        self._known = False
        self._told(None, False)
        self._comeback.await_server()
