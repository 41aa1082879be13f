"""Whether the screen of the Mac is locked, another user has it, or it is about to sleep or to stop."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from tray.core.messages.events import Locked, Looked, Unlocked
from tray.desktop.common.save_before_logoff import save_now
from tray.errors import DesktopError
from tray.lib.language.translation import say
from tray.ports import Reactor

GIVES = {
    "lock": {"macos": ""},
    "suspend": {"macos": ""},
    "session end": {"macos": ""},
}
"""On which desktops, and within which limits; the manual's table is made from it."""

_SCREEN, _SEAT = "screen", "seat"


class MacSession:
    """Posts Locked and Unlocked, once for each change whoever tells of it, and has the work saved in time.

    macOS tells in the main thread, which must run its loop. Apple documents what the workspace says; the two names of
    the screen lock it does not, but they have been the same for many years.
    """

    name = "workspace"

    def __init__(self, reactor: Reactor, saving: Callable[[], None]) -> None:
        """``saving`` is called in the reactor's thread before sleep and power off. Raises DesktopError."""
        self._reactor = reactor
        self._saving = saving
        self._closed_by: set[str] = set()
        self._heard: list[tuple[Any, Any]] = []
        try:
            self._listen(import_module("AppKit"), import_module("Foundation"))
        except (ImportError, AttributeError) as error:
            raise DesktopError(
                say("Locks and sleep aren't noticed on this version of macOS ({reason}).", reason=error)
            ) from error

    def close(self) -> None:
        """Stop."""
        for center, token in self._heard:
            center.removeObserver_(token)
        self._heard.clear()

    def _listen(self, appkit: Any, foundation: Any) -> None:
        workspace = appkit.NSWorkspace.sharedWorkspace().notificationCenter()
        for name, call in (
            ("NSWorkspaceWillSleepNotification", self._save),
            ("NSWorkspaceWillPowerOffNotification", self._save),
            ("NSWorkspaceDidWakeNotification", self._woke),
            ("NSWorkspaceSessionDidResignActiveNotification", lambda: self._closed(_SEAT)),
            ("NSWorkspaceSessionDidBecomeActiveNotification", lambda: self._opened(_SEAT)),
        ):
            self._hear(workspace, name, call)
        everybody = foundation.NSDistributedNotificationCenter.defaultCenter()
        self._hear(everybody, "com.apple.screenIsLocked", lambda: self._closed(_SCREEN))
        self._hear(everybody, "com.apple.screenIsUnlocked", lambda: self._opened(_SCREEN))

    def _hear(self, center: Any, name: str, call: Callable[[], None]) -> None:
        # Without a queue the block runs in the thread that tells, before that goes on: so a save is in time.
        token = center.addObserverForName_object_queue_usingBlock_(name, None, None, lambda _notification: call())
        self._heard.append((center, token))

    def _save(self) -> None:
        save_now(self._reactor, self._saving)

    def _woke(self) -> None:
        # How long it was is seen from the clocks.
        self._reactor.post(Looked())

    def _closed(self, who: str) -> None:
        if not self._closed_by:
            self._reactor.post(Locked())
        self._closed_by.add(who)

    def _opened(self, who: str) -> None:
        if self._closed_by == {who}:
            self._reactor.post(Unlocked())
        self._closed_by.discard(who)
