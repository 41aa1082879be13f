"""Counts commitments that are kept elsewhere: files when they change, a program at times."""

import os
import sys
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from tray.core.engine.hooks import HookOrder, HookResult
from tray.core.engine.todo_files import Items, found_in, in_markdown, in_todo_txt, printed
from tray.core.messages.events import CommitmentsFound
from tray.lib.one_timer import OneTimer
from tray.lib.text import one_line, shortened
from tray.ports import Reactor

Trouble = Callable[[str | None], None]
"""Takes what is wrong, in words, or None when all is well again."""

_LARGEST = 4 << 20
"""A file of more bytes is no list of promises."""
_PATIENCE = timedelta(seconds=20)
_AT_FIRST = timedelta(seconds=2)
_SHOWN, _KEPT = 200, 2000
"""So many characters of what a program said on its standard error are shown, and kept in the log."""
_MARKDOWN = (".md", ".markdown")


class CountingFiles:
    """Counts the open items of some files together, at once and after each change."""

    def __init__(
        self, reactor: Reactor, paths: tuple[str, ...], environment: Mapping[str, str], trouble: Trouble
    ) -> None:
        self._reactor = reactor
        self._paths = tuple(_whole(path, environment) for path in paths)
        self._trouble = trouble
        self._watches = [_watch_kind()(reactor, path, self._count) for path in self._paths]
        reactor.call_soon(self._count)

    def close(self) -> None:
        """Stop."""
        for watch in self._watches:
            watch.close()
        self._watches = []

    def _count(self) -> None:
        if not self._watches:
            return
        found: list[Items] = []
        wrong: list[str] = []
        for path in self._paths:
            try:
                found.append(_counted(path))
            except (OSError, ValueError) as problem:
                why = problem.strerror if isinstance(problem, OSError) else str(problem)
                wrong.append(f"{path}: {why}")
        self._trouble("Commitments cannot be counted in " + "; ".join(wrong) if wrong else None)
        if not wrong:
            self._reactor.post(found_in("files", found))


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
    ) -> None:
        """``note`` takes what the program said beside its number, for the log."""
        from tray.desktop.hook_runner import hook_runner

        self._reactor = reactor
        self._order = HookOrder(tuple(_at_home(part, environment) for part in command), {}, "", _PATIENCE, apart=True)
        self._every = every
        self._trouble = trouble
        self._note = note
        self._noted = ""
        self._runner = hook_runner(reactor, environment)
        self._closed = False
        self._timer = OneTimer(reactor.later)
        self._timer.set(_AT_FIRST, self._ask)

    def close(self) -> None:
        """Ask no more; one that runs is ended at its time and its answer is not heard."""
        self._closed = True
        self._timer.cancel()

    def _ask(self) -> None:
        self._runner.start(self._order, self._answered)

    def _answered(self, result: HookResult) -> None:
        if self._closed:
            return
        self._timer.set(self._every, self._ask)
        self._keep(result.errors)
        try:
            number = printed(_output(result))
        except ValueError as problem:
            said = f"; it said: {shortened(_last_line(result.errors), _SHOWN)}" if result.errors.strip() else ""
            self._trouble(f"The command that counts commitments, {self._order.run[0]}, gave no number: {problem}{said}")
            return
        self._trouble(None)
        self._reactor.post(CommitmentsFound("command", number))

    def _keep(self, errors: str) -> None:
        """For the log, unless it's what was said the last time: a program may warn of the same thing all year."""
        if errors != self._noted and errors.strip():
            self._note(f"{self._order.run[0]}: {shortened(one_line(errors.strip()), _KEPT)}")
        self._noted = errors


def _last_line(errors: str) -> str:
    """Where most programs say what went wrong."""
    return one_line(errors.strip().splitlines()[-1])


def _output(result: HookResult) -> str:
    if result.ended == "missing":
        raise ValueError(result.error or "it could not be started")
    if result.ended in ("timeout", "left"):
        raise ValueError(f"it took longer than {_PATIENCE // timedelta(seconds=1)} s and was ended")
    if result.ended != "exit" or result.code:
        raise ValueError(f"it failed ({result.ended} {result.code})")
    return result.output


def _counted(path: Path) -> Items:
    """Raises OSError when the file cannot be read, ValueError with what is wrong in it."""
    if not path.is_file():
        raise ValueError("there is no such file")
    with path.open("rb") as file:
        content = file.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise ValueError("it is larger than 4 MiB")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise ValueError("it is not text in UTF-8") from problem
    return in_markdown(text) if path.suffix.lower() in _MARKDOWN else in_todo_txt(text)


def _watch_kind() -> Any:
    if sys.platform == "linux":
        from tray.desktop.linux.watch.file_watch import FileWatch

        return FileWatch
    from tray.desktop.common.watch_by_looking import LookingWatch

    return LookingWatch


def _whole(path: str, environment: Mapping[str, str]) -> Path:
    return Path(_at_home(path, environment))


def _at_home(text: str, environment: Mapping[str, str]) -> str:
    home = environment.get("HOME") or os.path.expanduser("~")
    return f"{home}{text[1:]}" if text.startswith("~/") else text
