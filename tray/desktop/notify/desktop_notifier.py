"""Notices with buttons on Windows and macOS, by desktop-notifier, or by something simpler."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from tray.core.messages.events import Asked, Event
from tray.desktop.notify.desktop_notifier_thread import NativeThread
from tray.lib.frozen import dataclass
from tray.lib.language.translation import say
from tray.ports import Notifier, Reactor
from tray.view.tray.face import Notice

GIVES = {
    "notifications": {"windows": "", "macos": ""},
    "buttons": {"windows": "", "macos": "from a signed Python"},
}
"""On which desktops, and within which limits; the manual's table is made from it."""


class Simpler(Notifier, Protocol):
    """A notifier that serves where the better one cannot."""

    @property
    def problem(self) -> str | None:
        """What went wrong last; None when nothing did."""


@dataclass(frozen=True, slots=True)
class _Held:
    identifier: str
    """What the system calls it; no other notice of this run has the same, so that late answers go astray."""
    notice: Notice


class NativeNotifier:
    """Fulfils ``ports.Notifier``. What the system does not show is shown by the simpler one.

    It begins with the first notice: a library that loads twice what the whole program takes is not loaded for nothing.
    """

    def __init__(
        self,
        reactor: Reactor,
        post: Callable[[Event], None],
        simpler: Callable[[], Simpler],
        *,
        icon: Path,
        app: str = "Backpressure",
    ) -> None:
        """``simpler`` makes the other one, when it is needed; ``icon`` is the path of a picture."""
        self._reactor = reactor
        self._post = post
        self._make_simpler = simpler
        self._icon = icon
        self._app = app
        self._held: dict[str, _Held] = {}
        """What each slot shows, or should."""
        self._latest: dict[str, Notice] = {}
        """What was asked for last in each slot, also when the person has put it away since."""
        self._count = 0
        self._thread: NativeThread | None = None
        self._simpler: Simpler | None = None
        self._serves = True
        """Nothing is known against it."""
        self._draws_buttons = False
        self._problem: str | None = None

    @property
    def name(self) -> str:
        """``desktop-notifier``, or the name of the simpler one when that has taken over."""
        return self._simpler.name if self._simpler and not self._serves else "desktop-notifier"

    @property
    def problem(self) -> str | None:
        """What went wrong last, in words for people; None when nothing did."""
        parts = (self._problem, self._simpler.problem if self._simpler else None)
        return " ".join(part for part in parts if part) or None

    def show(self, slot: str, notice: Notice) -> None:
        """Show ``notice`` in ``slot``; it replaces what was shown there.

        A new appearance is sent anew, and the old one taken away. The same one stays in its first words: these systems
        pop up whatever is sent.
        """
        before = self._latest.get(slot)
        if before is None or not notice.rewords(before):
            self._take_down(slot)
            self._send(slot, notice)
        self._latest[slot] = notice

    def _send(self, slot: str, notice: Notice) -> None:
        self._count += 1
        held = self._held[slot] = _Held(f"{slot}.{self._count}", notice)
        if not self._serves:
            self._show_simply(slot, notice)
            return
        if self._thread is None:
            self._thread = NativeThread(self, self._reactor, app=self._app, icon=self._icon)
        self._thread.show(held.identifier, notice)

    def close(self, slot: str) -> bool:
        """Take away what ``slot`` shows; false when it has been answered or put away."""
        self._latest.pop(slot, None)
        stood = slot in self._held
        self._take_down(slot)
        return stood

    def _take_down(self, slot: str) -> None:
        held = self._held.pop(slot, None)
        if held is None:
            return
        if self._simpler:
            self._simpler.close(slot)
        if self._thread and self._serves:
            self._thread.clear(held.identifier)

    def close_all(self) -> None:
        """Take everything away, for the end of the program."""
        for slot in tuple(self._held):
            self.close(slot)
        if self._thread:
            self._thread.end()

    def abilities(self) -> frozenset[str]:
        """What the system can do, as far as it is known."""
        if not self._serves:
            return self._simpler.abilities() if self._simpler else frozenset()
        return frozenset({"buttons", "actions", "replace", "close", "sound"} if self._draws_buttons else ())

    def begun(self) -> None:
        """The system shows notices with buttons."""
        self._draws_buttons = True

    def failed(self, reason: str) -> None:
        """The system shows none; the simpler one takes over, with all that should be on the screen."""
        self._serves = False
        self._problem = say(
            "Notifications have no buttons here ({reason}); the menu of the tray icon has every choice.", reason=reason
        )
        for slot, held in self._held.items():
            self._show_simply(slot, held.notice)

    def warned(self, reason: str) -> None:
        """Something is not as it should be."""
        self._problem = say("Notifications: {reason}", reason=reason)

    def refused(self, identifier: str) -> None:
        """One was not shown."""
        for slot, held in self._of(identifier):
            self._show_simply(slot, held.notice)

    def pressed(self, identifier: str, key: str) -> None:
        """A button was pressed. The first counts: what was shown is gone then."""
        for slot, held in self._of(identifier):
            command = next((button.command for button in held.notice.buttons if button.key == key), None)
            if command is not None:
                self._take_down(slot)
                self._post(Asked(command))

    def put_away(self, identifier: str) -> None:
        """One was put away by the person."""
        for slot, _ in self._of(identifier):
            self._take_down(slot)

    def _of(self, identifier: str) -> list[tuple[str, _Held]]:
        """The slot that holds the notice of that name, unless it holds another one by now."""
        return [(slot, held) for slot, held in self._held.items() if held.identifier == identifier]

    def _show_simply(self, slot: str, notice: Notice) -> None:
        if self._simpler is None:
            self._simpler = self._make_simpler()
        self._simpler.show(slot, notice)
