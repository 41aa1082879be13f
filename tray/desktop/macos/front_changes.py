"""Tells when another application comes to the foreground, on macOS."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from tray.desktop.common.switching import Switching
from tray.errors import DesktopError
from tray.lib.language.translation import say
from tray.ports import Reactor

GIVES = {"switches": {"macos": ""}}
"""On which desktops, and within which limits; the manual's table is made from it."""

_ACTIVATED = "NSWorkspaceDidActivateApplicationNotification"
_APPLICATION = "NSWorkspaceApplicationKey"


class MacForeground:
    """Posts ContextChanged when the workspace says that another application became active.

    Of the application no more is looked at than the number of its process, which is kept in memory alone.
    """

    name = "workspace"

    def __init__(self, reactor: Reactor, changed: Callable[[], None]) -> None:
        """To be made in the main thread, which is told; ``changed`` is called in the reactor's. Raises DesktopError."""
        self._reactor = reactor
        self._changed = changed
        self._switching = Switching(reactor.post)
        try:
            self._center: Any = import_module("AppKit").NSWorkspace.sharedWorkspace().notificationCenter()
            self._token: Any = self._center.addObserverForName_object_queue_usingBlock_(
                _ACTIVATED, None, None, lambda notification: self._heard(notification)
            )
        except (ImportError, AttributeError) as error:
            raise DesktopError(
                say("Switches of context aren't noticed on this version of macOS ({reason}).", reason=error)
            ) from error

    def close(self) -> None:
        """Stop."""
        if self._token is not None:
            self._center.removeObserver_(self._token)
            self._token = None

    def _heard(self, notification: Any) -> None:
        about = notification.userInfo()
        application = about.get(_APPLICATION) if about else None
        if application is not None:
            number = int(application.processIdentifier())
            self._reactor.call_soon(lambda: self._switching.came(number))
        self._reactor.call_soon(self._changed)


def identifier_in_front() -> str:
    """The bundle identifier of the application in front; empty where this macOS does not say."""
    try:
        application = import_module("AppKit").NSWorkspace.sharedWorkspace().frontmostApplication()
    except (ImportError, AttributeError):
        return ""
    return str(application.bundleIdentifier() or "") if application is not None else ""
