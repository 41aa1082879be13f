"""The thread where desktop-notifier lives, with a loop of its own, which mostly sleeps.

asyncio, and what the library loads, are imported there and nowhere else.
"""

import logging
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Protocol

from tray.errors import DesktopError
from tray.lib.language.translation import say
from tray.lib.text import one_line, plain, shortened
from tray.ports import Reactor
from tray.view.tray.face import Notice

_TITLE_LENGTH, _BODY_LENGTH = 100, 1000
"""Windows takes five kilobytes of XML, buttons included."""
_ENDING_SECONDS = 2.0

Job = Callable[[Any], Awaitable[None]]
"""Something to be done with a ``DesktopNotifier``."""


class Told(Protocol):
    """Who hears what came of it, in the thread of the reactor."""

    def begun(self) -> None:
        """It can show notices, with buttons."""

    def failed(self, reason: str) -> None:
        """It cannot, and will not."""

    def warned(self, reason: str) -> None:
        """Something is not as it should be."""

    def refused(self, identifier: str) -> None:
        """One notice was not shown; why was told by a warning."""

    def pressed(self, identifier: str, key: str) -> None:
        """A button of a notice was pressed."""

    def put_away(self, identifier: str) -> None:
        """A notice was put away by the person."""


class NativeThread:
    """Shows and takes away, in the order in which it was asked; none of its methods waits, except ``end``."""

    def __init__(self, told: Told, reactor: Reactor, *, app: str, icon: Path) -> None:
        self._told = told
        self._tell = reactor.call_soon
        self._app = app
        self._icon = icon
        self._jobs: SimpleQueue[Job] = SimpleQueue()
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

    def _do(self, job: Job) -> None:
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
