"""Reads files that a person named, in a process that ends: at once, after each change, and now and then.

Whatever a person names may lie on a share whose server is gone, and a call that touches it then never returns. So a
process reads the files, with a bound; here only folders are watched of which the kernel says that they are local. What
can't be watched is looked at now and then.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any

import tray
from tray.core.engine.hook_events import HookOrder, HookResult
from tray.desktop.common.own_command import is_frozen, module_command
from tray.errors import DesktopError
from tray.lib.frozen import dataclass
from tray.lib.language.translation import say
from tray.lib.one_timer import OneTimer
from tray.lib.text import one_line, shortened
from tray.ports import Reactor

_SETTLED = timedelta(milliseconds=300)
"""An editor that writes in several steps has finished by then."""
_REST = 5
"""So much longer than a reading took, files are let be before the next."""
_LARGEST_ANSWER = 512 * 1024
MOST_FOLDERS = 100
"""The reader names one more where there are more than are watched."""
_SHOWN = 200

Answers = list[dict[str, Any]]
"""For each path what its reader says: ``folders`` and ``names`` to watch, what is ``wrong``, whether it ``hangs``."""


@dataclass(frozen=True, slots=True)
class Reader:
    """How files are read."""

    module: str
    """Its ``main`` takes an order as JSON and prints an answer for each path."""
    bound: timedelta
    """The reader gives up on a disk before that."""
    look_every: timedelta
    """So often files are read that can't be watched, as on a share; what hangs is left alone longer each time."""
    longest: timedelta
    """So long at most."""
    rest: timedelta = timedelta(0)
    """So long files are let be at least after a reading, however often they change."""
    anew: timedelta | None = None
    """So long after a reading they are read again although nothing changed."""


class ReadApart:
    """Reads some files together, at once and after each change."""

    def __init__(
        self,
        reactor: Reactor,
        reader: Reader,
        order: Callable[[], object],
        environment: Mapping[str, str],
        take: Callable[[Answers], None],
        failed: Callable[[str], None],
    ) -> None:
        """``order`` says what the reader is given each time; ``failed`` takes why the process gave no answer."""
        from tray.desktop.choose_hook_runner import hook_runner

        self._reactor, self._reader, self._order = reactor, reader, order
        self._take, self._failed = take, failed
        self._runner = hook_runner(reactor, environment)
        self._timer = OneTimer(reactor.later)
        self._folders = Folders(reactor, os.path.abspath(at_home("~/", environment)), self._changed)
        self._running = self._changed_meanwhile = self._closed = self._rests = False
        self._hung = 0
        self._resting = OneTimer(reactor.later)
        reactor.call_soon(self._read)

    def close(self) -> None:
        """Stop."""
        self._closed = True
        self._timer.cancel()
        self._resting.cancel()
        self._folders.close()

    def _changed(self) -> None:
        if self._running or self._rests:
            self._changed_meanwhile = True
        else:
            self._timer.set(_SETTLED, self._read)

    def _read(self) -> None:
        if not self._closed and not self._running:
            self._timer.cancel()
            self._running, self._changed_meanwhile = True, False
            given = json.dumps(self._order())
            run = reader_command(self._reader.module)
            order = HookOrder(run, {}, given, self._reader.bound, apart=True, keeps=_LARGEST_ANSWER)
            self._runner.start(order, self._answered)

    def _answered(self, result: HookResult) -> None:
        self._running = False
        if self._closed:
            return
        try:
            answers: Answers = json.loads(result.output)
        except ValueError:
            errors = result.errors.strip()
            self._failed(shortened(one_line(errors.splitlines()[-1]), _SHOWN) if errors else result.ended)
            self._timer.set(self._reader.look_every, self._read)
            return
        self._take(answers)
        self._hung = self._hung + 1 if any(each.get("hangs") for each in answers) else 0
        is_new = self._folders.watch(answers)
        if self._reader.rest:
            self._rests = True
            self._resting.set(self._reader.rest, self._rested)
        if is_new or (self._changed_meanwhile and not self._rests):
            # Something may have changed before it was watched. A folder that never rests keeps no machine busy.
            self._timer.set(max(_SETTLED, min(_REST * result.took, self._reader.look_every)), self._read)
        elif self._hung:
            self._timer.set(min(self._reader.look_every * 2**self._hung, self._reader.longest), self._read)
        elif not self._folders.all_watched:
            self._timer.set(max(self._reader.look_every, 5 * self._reader.rest), self._read)
        elif self._reader.anew is not None:
            self._timer.set(self._reader.anew, self._read)

    def _rested(self) -> None:
        self._rests = False
        if self._changed_meanwhile:
            self._changed()


def reader_command(module: str) -> tuple[str, ...]:
    """How the process is started that reads."""
    if is_frozen():
        return tuple(module_command(module))
    root = os.path.dirname(os.path.dirname(os.path.abspath(tray.__file__)))
    return (sys.executable, "-c", f"import sys; sys.path.insert(0, {root!r}); from {module} import main; main()")


def wrong_in(path: str, answer: Mapping[str, Any]) -> Iterator[str]:
    """Which files of a path can't be read, and why, as the reader told it: in English, to be said here."""
    for each in answer["wrong"]:
        said = say(each["message"], **each["places"])
        yield ": ".join(one_line(part) for part in (path, each.get("file", ""), said) if part)


def at_home(text: str, environment: Mapping[str, str]) -> str:
    """A path of the settings, from the person's home where it begins there."""
    home = environment.get("HOME") or os.path.expanduser("~")
    return f"{home}{text[1:]}" if text.startswith("~/") else text


class Folders:
    """The folders whose changes say that files must be read anew, as far as they can be watched without waiting."""

    def __init__(self, reactor: Reactor, home: str, changed: Callable[[], None]) -> None:
        self._reactor = reactor
        self._home = home
        self._changed = changed
        self._inotify: Any = None
        self._names: dict[str, set[str] | None] = {}
        """In each folder the names that matter, or None where all do."""
        self.all_watched = False

    def watch(self, answers: list[dict[str, Any]]) -> bool:
        """Watch what the reader named; whether some of it is new."""
        wanted: dict[str, set[str] | None] = {}
        self.all_watched = True
        for each in answers:
            for folder in each["folders"][:MOST_FOLDERS]:
                known = wanted.get(folder, set())
                wanted[folder] = None if known is None or not each["names"] else known | set(each["names"])
            # What hangs, or is too much, tells of nothing.
            self.all_watched &= 0 < len(each["folders"]) <= MOST_FOLDERS
        safe = self._safe(wanted)
        self.all_watched &= len(safe) == len(wanted)
        is_new = safe.keys() - self._names.keys()
        self._names = safe
        return self._arm() and bool(is_new)

    def close(self) -> None:
        """Watch none."""
        if self._inotify is not None:
            self._inotify.close()
            self._inotify = None

    def _safe(self, wanted: dict[str, set[str] | None]) -> dict[str, set[str] | None]:
        if sys.platform != "linux":
            return {}
        from tray.desktop.linux.watch.mounts import is_safe, that_may_hang

        points = that_may_hang(self._home)
        return {folder: names for folder, names in wanted.items() if is_safe(folder, points)}

    def _arm(self) -> bool:
        if sys.platform != "linux" or not self._names:
            self.close()
            return False
        from tray.desktop.linux.watch.inotify import Inotify

        try:
            if self._inotify is None:
                self._inotify = Inotify(self._reactor, self._told)
            self._inotify.watch(dict.fromkeys(self._names, True))
        except DesktopError:
            # Watches are few and shared by all programs of a person.
            self.close()
            self._names, self.all_watched = {}, False
            return False
        return True

    def _told(self, folder: str | None, name: str) -> None:
        names = None if folder is None else self._names.get(folder, set())
        if names is None or not name or name in names:
            self._changed()
