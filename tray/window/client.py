"""Speaks with the running program for the window: hears what is wanted on the screen, and tells what was pressed.

Two threads wait, as the command line does, so that a program that takes its time never holds up what is on the screen;
what they hear comes to the faces as signals of Qt, in Qt's own thread.
"""

import os
import threading
from collections.abc import Callable, Mapping
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from tray.control import client
from tray.control.protocol import AS_OF, COMMAND, EXPLAIN, PANEL, WINDOW
from tray.errors import BackpressureError
from tray.window.ask_while_loading import Early

if TYPE_CHECKING:
    # All commands take a twentieth of the way to the first paint; nobody has pressed anything by then.
    from tray.core.messages.commands import Command

Answered = Callable[[Any], None]
Failed = Callable[[str], None]

_PATIENCE_SECONDS = 15.0
_LEFT_SECONDS = 2.0
"""So long after the program has gone whatever is still on the screen goes too, even where Qt hangs."""


class Client(QObject):
    """One conversation with the program that runs in ``folder``."""

    wanted = Signal(dict)
    """What is to be on the screen, each time that changes: a face's name, and what it is told. See `faces`."""
    gone = Signal()
    """The program has ended, or cannot be reached; nothing is said any more."""
    _answered = Signal(object)

    def __init__(self, folder: str, early: Early | None = None) -> None:
        """``early`` has asked for the panel already, before the toolkit was there."""
        super().__init__()
        self._folder = folder
        self._early = early
        self._asked: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._answered.connect(lambda call: call())
        self._asking = threading.Thread(target=self._ask_on, daemon=True)
        self._hearing = threading.Thread(target=self._hear, daemon=True)

    def start(self) -> None:
        """Begin to hear."""
        self._asking.start()
        self._hearing.start()

    def command(self, command: "Command", done: Answered | None = None, failed: Failed | None = None) -> None:
        """Tell the program to do something. ``done`` gets what it says to that, ``failed`` why it does not."""
        from tray.control.command_form import packed

        self.ask(COMMAND, packed(command), done, failed)

    def ask(
        self, verb: str, arguments: Mapping[str, Any], done: Answered | None = None, failed: Failed | None = None
    ) -> None:
        """Ask the program, one thing after the other; the answer comes later, to ``done`` or ``failed``."""

        early = None
        if verb == PANEL:
            early, self._early = self._early, None

        def exchange() -> Any:
            known = early.take() if early is not None else None
            return client.ask(self._folder, verb, arguments) if known is None else known

        self._later(exchange, done, failed)

    def explain(self, done: Answered, failed: Failed) -> None:
        """Ask where the pressure comes from; weeks of facts may have to be read for that, which is done here."""

        def ask(arguments: Mapping[str, Any]) -> Mapping[str, Any]:
            answer: Mapping[str, Any] = client.ask(self._folder, EXPLAIN, arguments, timeout_seconds=_PATIENCE_SECONDS)
            return answer

        def asked() -> Any:
            answer = ask({})
            if AS_OF not in answer:
                return answer
            from tray.history.known_while_not_running import answered_as_of

            return answered_as_of(EXPLAIN, {}, answer, ask)

        self._later(asked, done, failed)

    def _later(self, work: Callable[[], Any], done: Answered | None, failed: Failed | None) -> None:
        def exchange() -> None:
            try:
                result = work()
            except BackpressureError as problem:
                if failed is not None:
                    self._answered.emit(lambda why=str(problem): failed(why))
                return
            if done is not None:
                self._answered.emit(lambda: done(result))

        self._asked.put(exchange)

    def finish(self) -> None:
        """Wait until all that was asked is answered: nobody's press is lost because the window closes after it."""
        self._asked.put(None)
        if self._asking.is_alive():
            self._asking.join()

    def _ask_on(self) -> None:
        while (exchange := self._asked.get()) is not None:
            exchange()

    def _hear(self) -> None:
        try:
            for told in client.follow(self._folder, WINDOW, {"pid": os.getpid()}):
                self.wanted.emit(told)
        except BackpressureError:
            pass  # the program has ended; there is nobody to tell
        self.gone.emit()
        # A window that covers a screen must never stay without its program, whatever Qt is doing.
        late = threading.Timer(_LEFT_SECONDS, os._exit, (1,))
        late.daemon = True
        late.start()
