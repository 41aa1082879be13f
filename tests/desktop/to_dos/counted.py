"""Somebody's to-dos that are kept elsewhere: real files, real programs."""

import os
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

from tests.desktop.reactor import HandTurnedReactor
from tray.core.messages.events import CommitmentsFound
from tray.desktop.to_dos.recount_on_change import CountingFiles
from tray.desktop.to_dos.to_do_command import CountingCommand

MINUTE = timedelta(minutes=1)


class Counted:
    """Somebody's files and program, and what was heard of them."""

    def __init__(self, home: Path, closing: ExitStack) -> None:
        self.home = home
        self.reactor = HandTurnedReactor()
        self.problems: list[str | None] = []
        self.log: list[str] = []
        self._closing = closing
        self._environment = {**os.environ, "HOME": str(home)}

    def files(self, *paths: str) -> None:
        made = CountingFiles(self.reactor, paths, self._environment, self.problems.append)
        self._closing.callback(made.close)

    def command(self, *command: str, judge: Callable[[tuple[str, ...]], str | None] = lambda _: None) -> None:
        made = CountingCommand(
            self.reactor, command, MINUTE, self._environment, self.problems.append, self.log.append, judge
        )
        self._closing.callback(made.close)

    def hears(self, *found: CommitmentsFound) -> None:
        self.reactor.run_until(lambda: list(found) == self.reactor.posted)

    def hears_of_trouble(self, words: str) -> None:
        self.reactor.run_until(lambda: any(words in (text or "") for text in self.problems))
