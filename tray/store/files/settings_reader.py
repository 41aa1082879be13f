"""Reads the settings file without waiting for its disk: it may be a link onto a share whose server is gone.

A call that touches such a file never returns. So a thread makes it, of which there is one at most, and which ends when
it has read; what is in force stays so meanwhile.
"""

import _thread
from collections import deque
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tray.errors import BackpressureError, SettingsInvalid
from tray.lib.frozen import dataclass
from tray.lib.language.translation import say
from tray.lib.one_timer import OneTimer
from tray.ports import Reactor
from tray.settings.defaults.every_setting import Settings
from tray.store.files.settings_file import SettingsFile
from tray.store.files.settings_last_good import LastGood

AT_START = timedelta(seconds=1)
"""So long a start waits for the file; the icon comes then, whatever is the matter."""
PATIENCE = timedelta(seconds=5)
"""What takes longer is told."""
LOOK_EVERY = timedelta(seconds=5)
"""A file on a share is looked at so often: whom the kernel would tell of changes, it tells of none that others make."""


class SettingsReader:
    """The settings of the file, as it was read last."""

    def __init__(
        self,
        kept: LastGood,
        file: SettingsFile,
        reactor: Reactor,
        judge: Callable[[], str | None],
        *,
        may_hang: bool = False,
    ) -> None:
        """``judge`` says why no hook of the file is run, or None. A file that ``may_hang`` is touched nowhere else."""
        self.may_hang = may_hang
        self.came: Callable[[], None] = lambda: None
        """Called when the file was read anew."""
        self.trouble: Callable[[str | None], None] = lambda _: None
        """Told that the file's disk does not answer, and with None that it does."""
        self._kept, self._file, self._reactor, self._judge = kept, file, reactor, judge
        self._outcome: Settings | SettingsInvalid = Settings()
        self._in_force = Settings()
        self._distrust: str | None = None
        self._seen: object = None
        self._runs = self._again = self._is_late = self._closed = False
        self._bound, self._look = OneTimer(reactor.later), OneTimer(reactor.later)

    name = "looking"
    problem: str | None = None
    """Nothing that ``trouble`` has not told."""

    def first(self) -> tuple[Settings, SettingsInvalid | None]:
        """The settings to start with, and the mistakes of the file where those from before hold.

        Those from before, or the defaults, also where the file's disk does not answer; it is told then, and the file's
        own come when it does.
        """
        if not self._begin(AT_START):
            self._is_late = True
            self._in_force = self._kept.before()
            return self._in_force, None
        if isinstance(self._outcome, SettingsInvalid):
            self._in_force = self._kept.before()
            return self._in_force, self._outcome
        return self._outcome, None

    def begin(self) -> None:
        """The program runs: tell what is the matter, and look after a file of which nobody tells that it changed."""
        self._tell()
        self._look_later()

    def read(self) -> Settings:
        """The settings as they were read last. Raises SettingsInvalid."""
        if isinstance(self._outcome, SettingsInvalid):
            raise self._outcome
        return self._outcome

    def read_again(self) -> None:
        """The file may have changed."""
        if self._runs:
            self._again = True
        else:
            self._begin()

    def distrust(self) -> str | None:
        """Why no hook of the file is run, in words for the person; None when all is well."""
        if not self.may_hang:
            return self._judge()
        return self._does_not_answer() if self._is_late else self._distrust

    def close(self) -> None:
        """Stop. A call that hangs ends with the process."""
        self._closed = True
        self._bound.cancel()
        self._look.cancel()

    def _begin(self, wait: timedelta | None = None) -> bool:
        """Begin to read; whether that was over after ``wait``."""
        self._runs, self._again = True, False
        over = _thread.allocate_lock()
        over.acquire()
        found: list[tuple[object, Settings | SettingsInvalid, str | None]] = []

        def work() -> None:
            try:
                found.append(self._all_of_it())
            finally:
                over.release()
                self._reactor.call_soon(lambda: self._ended(found))

        _thread.start_new_thread(work, ())
        if wait is not None and over.acquire(timeout=wait.total_seconds()):
            self._take(found)
            found.clear()
            return True
        self._bound.set(PATIENCE, self._overdue)
        return False

    def _all_of_it(self) -> tuple[object, Settings | SettingsInvalid, str | None]:
        """What is touched of the file, in the thread."""
        seen = self._file.fingerprint()
        try:
            outcome: Settings | SettingsInvalid = self._kept.read()
        except SettingsInvalid as problem:
            outcome = problem
        return seen, outcome, self._judge() if self.may_hang else None

    def _take(self, found: list[tuple[object, Settings | SettingsInvalid, str | None]]) -> None:
        for seen, outcome, distrust in found:
            self._seen, self._outcome, self._distrust = seen, outcome, distrust
            if isinstance(outcome, Settings):
                self._in_force = outcome

    def _ended(self, found: list[tuple[object, Settings | SettingsInvalid, str | None]]) -> None:
        self._runs = False
        self._bound.cancel()
        if self._closed:
            return
        before, distrusted, was_late = self._seen, self._distrust, self._is_late
        self._take(found)
        self._is_late = False
        self._tell()
        is_new = not self.may_hang or was_late or (before, distrusted) != (self._seen, self._distrust)
        if found and is_new:
            self.came()
        if self._again:
            self._begin()
        self._look_later()

    def _overdue(self) -> None:
        self._is_late = True
        self._tell()

    def _tell(self) -> None:
        self.trouble(self._does_not_answer() if self._is_late else None)

    def _look_later(self) -> None:
        if self.may_hang and not self._runs:
            self._look.set(LOOK_EVERY, self.read_again)

    def _does_not_answer(self) -> str:
        file = self._file.path
        if self._in_force == Settings():
            return say(
                "The disk with the settings file {file} isn't responding. The default settings apply until it does.",
                file=file,
            )
        return say(
            "The disk with the settings file {file} isn't responding. Your previous settings apply until it does.",
            file=file,
        )


@dataclass(frozen=True, slots=True)
class _Asked:
    work: Callable[[], Any]
    done: Callable[[Any], None]
    failed: Callable[[str], None]


class Aside:
    """Does one thing after the other in a thread, that may wait for a disk."""

    def __init__(self, reactor: Reactor) -> None:
        self._reactor = reactor
        self._runs = self._is_late = False
        self._bound = OneTimer(reactor.later)
        self._next: deque[_Asked] = deque()

    def run(self, work: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[str], None]) -> None:
        """Call ``done`` with what ``work`` gives, or ``failed`` with why not; nothing waits for what takes too long."""
        asked = _Asked(work, done, failed)
        if self._is_late:
            self._refuse(asked)
        elif self._runs:
            self._next.append(asked)
        else:
            self._start(asked)

    def _start(self, asked: _Asked) -> None:
        self._runs = True
        self._bound.set(PATIENCE, self._overdue)

        def call() -> None:
            try:
                given = asked.work()
            except BackpressureError as problem:
                why = str(problem)
                self._reactor.call_soon(lambda: self._over(lambda: asked.failed(why)))
            else:
                self._reactor.call_soon(lambda: self._over(lambda: asked.done(given)))

        _thread.start_new_thread(call, ())

    def _over(self, then: Callable[[], None]) -> None:
        self._runs = self._is_late = False
        self._bound.cancel()
        if self._next:
            self._start(self._next.popleft())
        then()

    def _overdue(self) -> None:
        self._is_late = True
        while self._next:
            self._refuse(self._next.popleft())

    def _refuse(self, asked: _Asked) -> None:
        asked.failed(say("The last thing you asked for isn't done yet, since the disk isn't responding."))
