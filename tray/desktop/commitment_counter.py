"""Counts commitments that are kept elsewhere: files when they change, a program at times."""

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import tray
from tray.core.engine.hooks import HookOrder, HookResult
from tray.core.engine.todo_files import printed
from tray.core.messages.events import CommitmentsFound
from tray.desktop.to_dos.items import Items
from tray.errors import DesktopError
from tray.lib.one_timer import OneTimer
from tray.lib.text import one_line, shortened
from tray.lib.translation import say
from tray.ports import Reactor

Trouble = Callable[[str | None], None]
"""Takes what is wrong, in words, or None when all is well again."""

_READING = timedelta(seconds=8)
"""The reader gives up on a disk before that."""
_SETTLED = timedelta(milliseconds=300)
"""An editor that writes in several steps has finished by then."""
_LOOK_EVERY, _LONGEST = timedelta(minutes=1), timedelta(minutes=30)
_REST = 5
"""So much longer than a reading took, files are let be before the next."""
_LARGEST_ANSWER = 512 * 1024
MOST_FOLDERS = 100
"""The reader names one more where there are more than are watched."""
_READER = (
    sys.executable,
    "-c",
    f"import sys; sys.path.insert(0, {os.path.dirname(os.path.dirname(os.path.abspath(tray.__file__)))!r}); "
    "from tray.desktop.to_dos.reader import main; main()",
)
_PATIENCE = timedelta(seconds=20)
_AT_FIRST = timedelta(seconds=2)
_SHOWN, _KEPT = 200, 2000
"""So many characters of what a program said on its standard error are shown, and kept in the log."""


class CountingFiles:
    """Counts the open items of some files together, at once and after each change.

    Whatever a person names may lie on a share whose server is gone, and a call that touches it then never returns. So
    a process reads the files, with a bound; here only folders are watched of which the kernel says that they are local.
    What can't be watched is looked at now and then.
    """

    def __init__(
        self, reactor: Reactor, paths: tuple[str, ...], environment: Mapping[str, str], trouble: Trouble
    ) -> None:
        from tray.desktop.hook_runner import hook_runner

        self._reactor = reactor
        self._paths = tuple(_at_home(path, environment) for path in paths)
        self._home = os.path.abspath(_at_home("~/", environment))
        self._trouble = trouble
        self._order = HookOrder(_READER, {}, json.dumps(self._paths), _READING, apart=True, keeps=_LARGEST_ANSWER)
        self._runner = hook_runner(reactor, environment)
        self._timer = OneTimer(reactor.later)
        self._counted: dict[str, Items] = {}
        """What each path held when it could be read last."""
        self._folders = Folders(reactor, self._home, self._changed)
        self._running = self._changed_meanwhile = self._closed = False
        self._hung = 0
        reactor.call_soon(self._read)

    def close(self) -> None:
        """Stop."""
        self._closed = True
        self._timer.cancel()
        self._folders.close()

    def _changed(self) -> None:
        if self._running:
            self._changed_meanwhile = True
        else:
            self._timer.set(_SETTLED, self._read)

    def _read(self) -> None:
        if not self._closed and not self._running:
            self._timer.cancel()
            self._running, self._changed_meanwhile = True, False
            self._runner.start(self._order, self._answered)

    def _answered(self, result: HookResult) -> None:
        self._running = False
        if self._closed:
            return
        try:
            answers: list[dict[str, Any]] = json.loads(result.output)
        except ValueError:
            why = shortened(_last_line(result.errors), _SHOWN) if result.errors.strip() else result.ended
            self._trouble(
                say("Your to-dos can't be counted: the process that reads their files failed ({why}).", why=why)
            )
            self._timer.set(_LOOK_EVERY, self._read)
            return
        self._take(answers)
        self._hung = self._hung + 1 if any(each.get("hangs") for each in answers) else 0
        is_new = self._folders.watch(answers)
        if is_new or self._changed_meanwhile:
            # Something may have changed before it was watched. A folder that never rests keeps no machine busy.
            self._timer.set(max(_SETTLED, min(_REST * result.took, _LOOK_EVERY)), self._read)
        elif self._hung:
            self._timer.set(min(_LOOK_EVERY * 2**self._hung, _LONGEST), self._read)
        elif not self._folders.all_watched:
            self._timer.set(_LOOK_EVERY, self._read)

    def _take(self, answers: list[dict[str, Any]]) -> None:
        wrong: list[str] = []
        for path, each in zip(self._paths, answers, strict=True):
            if "wrong" in each:
                wrong.append(_why(path, each["wrong"]))
            else:
                days = ((date.fromisoformat(day), number) for day, number in each["planned"].items())
                self._counted[path] = Items(each["unplanned"], tuple(days))
        self._trouble(say("To-dos can't be counted in {files}", files="; ".join(wrong)) if wrong else None)
        if self._counted:
            self._reactor.post(found_in("files", self._counted.values()))


def _why(path: str, wrong: dict[str, Any]) -> str:
    """Which file of a path can't be read, and why, as the reader told it: in English, to be said here."""
    said = say(wrong["message"], **wrong["places"])
    return ": ".join(one_line(part) for part in (path, wrong.get("file", ""), said) if part)


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


def found_in(source: str, texts: Iterable[Items]) -> CommitmentsFound:
    """What was found in several texts together."""
    unplanned, dates = 0, Counter[date]()
    for each in texts:
        unplanned += each.unplanned
        dates.update(dict(each.planned))
    return CommitmentsFound(source, unplanned, dates.total(), tuple(sorted(dates.items())))


class CountingCommand:
    """Asks a program of the person's for the number, again and again; never two at a time."""

    def __init__(
        self,
        reactor: Reactor,
        command: tuple[str, ...],
        every: timedelta,
        environment: Mapping[str, str],
        trouble: Trouble,
        note: Callable[[str], None],
        judge: Callable[[tuple[str, ...]], str | None] = lambda _: None,
    ) -> None:
        """``note`` takes what the program said beside its number, for the log; ``judge`` says of a command why it is
        not to be run now, if so."""
        from tray.desktop.hook_runner import hook_runner

        self._reactor = reactor
        self._order = HookOrder(tuple(_at_home(part, environment) for part in command), {}, "", _PATIENCE, apart=True)
        self._every = every
        self._trouble = trouble
        self._note = note
        self._noted = ""
        self._judge = judge
        self._runner = hook_runner(reactor, environment)
        self._closed = False
        self._timer = OneTimer(reactor.later)
        self._timer.set(_AT_FIRST, self._ask)

    def close(self) -> None:
        """Ask no more; one that runs is ended at its time and its answer is not heard."""
        self._closed = True
        self._timer.cancel()

    def _ask(self) -> None:
        if why := self._judge(self._order.run):
            self._trouble(say("The command that counts your to-dos doesn't run: {reason}", reason=why))
            self._timer.set(self._every, self._ask)
            return
        self._runner.start(self._order, self._answered)

    def _answered(self, result: HookResult) -> None:
        if self._closed:
            return
        self._timer.set(self._every, self._ask)
        self._keep(result.errors)
        try:
            number = printed(_output(result))
        except ValueError as problem:
            self._trouble(_no_number(self._order.run[0], problem, result.errors))
            return
        self._trouble(None)
        self._reactor.post(CommitmentsFound("command", number))

    def _keep(self, errors: str) -> None:
        """For the log, unless it's what was said the last time: a program may warn of the same thing all year."""
        if errors != self._noted and errors.strip():
            self._note(f"{self._order.run[0]}: {shortened(one_line(errors.strip()), _KEPT)}")
        self._noted = errors


def _no_number(command: str, problem: ValueError, errors: str) -> str:
    if not errors.strip():
        return say(
            "The command that counts your to-dos, {command}, gave no number: {reason}", command=command, reason=problem
        )
    return say(
        "The command that counts your to-dos, {command}, gave no number: {reason}; it said: {words}",
        command=command,
        reason=problem,
        words=shortened(_last_line(errors), _SHOWN),
    )


def _last_line(errors: str) -> str:
    """Where most programs say what went wrong."""
    return one_line(errors.strip().splitlines()[-1])


def _output(result: HookResult) -> str:
    if result.ended == "missing":
        raise ValueError(result.error or say("it couldn't be started"))
    if result.ended in ("timeout", "left"):
        raise ValueError(
            say("it took longer than {seconds} s and was ended", seconds=_PATIENCE // timedelta(seconds=1))
        )
    if result.ended != "exit" or result.code:
        raise ValueError(say("it failed ({how} {code})", how=result.ended, code=result.code))
    return result.output


def _at_home(text: str, environment: Mapping[str, str]) -> str:
    home = environment.get("HOME") or os.path.expanduser("~")
    return f"{home}{text[1:]}" if text.startswith("~/") else text
