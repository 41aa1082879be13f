"""Notices with buttons on Windows and macOS, by desktop-notifier, or by something simpler."""

import logging
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Protocol

from tray.core.messages.events import Asked, Event
from tray.errors import DesktopError
from tray.lib.frozen import dataclass
from tray.lib.language.translation import say
from tray.lib.text import one_line, plain, shortened
from tray.ports import Notifier, Reactor
from tray.view.tray.face import Notice

GIVES = {
    "notifications": {"windows": "", "macos": ""},
    "buttons": {"windows": "", "macos": "from a signed Python"},
}
"""On which desktops, and within which limits; the manual's table is made from it."""

_TITLE_LENGTH, _BODY_LENGTH = 100, 1000
"""Windows takes five kilobytes of XML, buttons included."""
_ENDING_SECONDS = 2.0

_Job = Callable[[Any], Awaitable[None]]
"""Something to be done with a ``DesktopNotifier``."""


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
        self._thread: _NativeThread | None = None
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
            self._thread = _NativeThread(self, self._reactor, app=self._app, icon=self._icon)
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


class _NativeThread:
    """Where desktop-notifier lives, with a loop of its own, which mostly sleeps.

    Shows and takes away, in the order in which it was asked; none of its methods waits, except ``end``. asyncio, and
    what the library loads, are imported here and nowhere else. What came of it is told in the thread of the reactor.
    """

    def __init__(self, notifier: NativeNotifier, reactor: Reactor, *, app: str, icon: Path) -> None:
        self._told = notifier
        self._tell = reactor.call_soon
        self._app = app
        self._icon = icon
        self._jobs: SimpleQueue[_Job] = SimpleQueue()
        self._wake: Callable[[], object] = lambda: None
        self._cancel: Callable[[], object] = lambda: None
        self._ended = False
        self._warnings = _Warnings(self._warned)
        self._thread = threading.Thread(target=self._run, name="notifications", daemon=True)
        self._thread.start()

    def show(self, identifier: str, notice: Notice) -> None:
        """Show ``notice`` under a name that no other has."""
        self._do(lambda notifier: self._show(notifier, identifier, notice))

    def clear(self, identifier: str) -> None:
        """Take away the notice of that name."""
        self._do(lambda notifier: _clear(notifier.clear(identifier)))

    def end(self) -> None:
        """Take everything away and stop; waits two seconds at most."""
        self._ended = True
        with suppress(RuntimeError):  # its loop has ended already
            self._cancel()
        self._thread.join(_ENDING_SECONDS)

    def _do(self, job: _Job) -> None:
        self._jobs.put(job)
        with suppress(RuntimeError):  # its loop has ended, which was told
            self._wake()

    def _run(self) -> None:
        import asyncio

        logger = logging.getLogger("desktop_notifier")
        logger.addHandler(self._warnings)
        try:
            asyncio.run(self._serve())
        except asyncio.CancelledError:
            pass  # that is how it ends
        except Exception as error:
            # Libraries of three systems raise what they like, and no notice is worth the program.
            reason = f"{type(error).__name__}: {error}".strip(" :")
            self._tell(lambda: self._told.failed(reason))
        finally:
            logger.removeHandler(self._warnings)

    async def _serve(self) -> None:
        import asyncio

        loop, awake, task = asyncio.get_running_loop(), asyncio.Event(), asyncio.current_task()
        assert task is not None
        # A job that is put before this line is found below, one that is put after it wakes us.
        self._wake = lambda: loop.call_soon_threadsafe(awake.set)
        self._cancel = lambda: loop.call_soon_threadsafe(task.cancel)
        if self._ended:
            return
        notifier = await self._begin()
        try:
            while not self._ended:
                while not self._jobs.empty():
                    await self._jobs.get()(notifier)
                await awake.wait()
                awake.clear()
        finally:
            await _clear(notifier.clear_all())

    async def _begin(self) -> Any:
        library = import_module("desktop_notifier")
        notifier = library.DesktopNotifier(app_name=self._app, app_icon=library.Icon(path=self._icon))
        if library.Capability.BUTTONS not in await notifier.get_capabilities():
            raise DesktopError(say("the system lets only signed programs show buttons"))
        notifier.on_button_pressed = self._pressed
        notifier.on_clicked = notifier.on_dismissed = self._put_away  # a click beside the buttons chooses nothing
        await _clear(notifier.clear_all())  # an earlier run may have been killed and left some
        if await notifier.request_authorisation():
            self._tell(self._told.begun)
        else:
            self._warned("they are switched off for this program in the settings of the system.")
        return notifier

    async def _show(self, notifier: Any, identifier: str, notice: Notice) -> None:
        library = import_module("desktop_notifier")
        before = self._warnings.count
        buttons = [library.Button(title=one_line(each.label), identifier=each.key) for each in notice.buttons]
        await notifier.send_notification(
            library.Notification(
                title=shortened(one_line(notice.title), _TITLE_LENGTH),
                message=shortened(plain(notice.body), _BODY_LENGTH),
                urgency=library.Urgency(notice.urgency),
                buttons=tuple(buttons),
                sound=library.DEFAULT_SOUND if notice.sound else None,
                identifier=identifier,
            )
        )
        # It raises nothing when it fails; all it does is to log a warning.
        if self._warnings.count != before:
            self._tell(lambda: self._told.refused(identifier))

    def _warned(self, reason: str) -> None:
        self._tell(lambda: self._told.warned(reason))

    def _pressed(self, identifier: str, key: str) -> None:
        self._tell(lambda: self._told.pressed(identifier, key))

    def _put_away(self, identifier: str) -> None:
        self._tell(lambda: self._told.put_away(identifier))


class _Warnings(logging.Handler):
    """Hears what the library would print on the terminal."""

    def __init__(self, warned: Callable[[str], None]) -> None:
        super().__init__(logging.WARNING)
        self.count = 0
        self._warned = warned

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        self.count += 1
        self._warned(f"{record.getMessage()}: {error}" if error else record.getMessage())


async def _clear(clearing: Awaitable[None]) -> None:
    # Each system has an error of its own for what the person has put away already, and then there is nothing to do.
    with suppress(Exception):
        await clearing
