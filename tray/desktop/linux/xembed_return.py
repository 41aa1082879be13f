"""When is there an X server that answers, so that an icon may be made on it? Asked by a connection that never waits."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from tray.desktop.linux.comeback import Comeback
from tray.desktop.linux.x11 import X11
from tray.errors import DesktopError
from tray.ports import Reactor, Timer

_LASTED = timedelta(minutes=1)
"""An icon that was there for so long may be made again at once; one that is lost sooner is made less and less often."""


class XServerAwaited:
    """Calls ``there`` when an X server answers, which may be at once, or after days in which it hung or was gone."""

    def __init__(
        self,
        reactor: Reactor,
        environment: Mapping[str, str],
        *,
        there: Callable[[], None],
        missing: Callable[[str], None],
    ) -> None:
        """``there`` raises DesktopError when the server is of no use after all; ``missing`` is told why it is none."""
        self._reactor = reactor
        self._environment = environment
        self._there = there
        self._missing = missing
        self._comeback = Comeback(reactor, environment, self.knock)
        self._x: X11 | None = None
        self._lasts: Timer | None = None

    def knock(self) -> None:
        """Look for it now."""
        self.close()
        try:
            self._x = X11(
                self._reactor,
                self._environment,
                ready=self._answered,
                event=lambda _code, _packet: None,
                lost=self._lost,
            )
        except DesktopError as error:
            self._lost(error)

    def await_return(self) -> None:
        """It was there, and went away."""
        self.close()
        self._comeback.await_server()

    def close(self) -> None:
        """Look for it no longer."""
        self._comeback.stop()
        if self._lasts is not None:
            self._lasts.cancel()
            self._lasts = None
        if self._x is not None:
            self._x.close()
            self._x = None

    def _answered(self) -> None:
        self.close()
        try:
            self._there()
        except DesktopError as error:
            self._lost(error)
        else:
            self._lasts = self._reactor.later(_LASTED, self._comeback.succeeded)

    def _lost(self, error: DesktopError) -> None:
        self._missing(str(error))
        self.await_return()
