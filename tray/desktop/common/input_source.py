"""Makes the source of input where only one way exists, and stands in for it where that way fails."""

from collections.abc import Callable
from datetime import timedelta

from tray.core.messages.events import InputUnknown
from tray.errors import DesktopError
from tray.ports import Reactor, Source


class NoSource:
    """Stands where nobody can tell anything."""

    name = "none"

    def close(self) -> None:
        """There is nothing to stop."""


def idle_source(
    reactor: Reactor, kind: Callable[[Reactor, timedelta], Source], quiet: timedelta, problems: dict[str, str]
) -> Source:
    """A source of ``kind``; where that raises DesktopError it is a problem, and input is unknown from now on."""
    try:
        return kind(reactor, quiet)
    except DesktopError as error:
        problems["idle"] = str(error)
        reactor.post(InputUnknown())
        return NoSource()
