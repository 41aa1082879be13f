"""Counts commitments that are kept elsewhere: files when they change, a program at times."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from tray.core.engine.hook_events import HookOrder, HookResult
from tray.core.engine.todo_files import printed
from tray.core.messages.events import CommitmentsFound
from tray.desktop.read_in_child import Answers, ReadApart, Reader, at_home, wrong_in
from tray.desktop.to_dos.items import Items
from tray.lib.language.translation import say
from tray.lib.one_timer import OneTimer
from tray.lib.text import one_line, shortened
from tray.ports import Reactor

Trouble = Callable[[str | None], None]
"""Takes what is wrong, in words, or None when all is well again."""

_READER = Reader("tray.desktop.to_dos.reader", timedelta(seconds=8))
_PATIENCE = timedelta(seconds=20)
_AT_FIRST = timedelta(seconds=2)
_SHOWN, _KEPT = 200, 2000
"""So many characters of what a program said on its standard error are shown, and kept in the log."""


class CountingFiles:
    """Counts the open items of some files together, at once and after each change."""

    def __init__(
        self, reactor: Reactor, paths: tuple[str, ...], environment: Mapping[str, str], trouble: Trouble
    ) -> None:
        self._reactor = reactor
        self._paths = tuple(at_home(path, environment) for path in paths)
        self._trouble = trouble
        self._counted: dict[str, Items] = {}
        """What each path held when it could be read last."""
        self._files = ReadApart(reactor, _READER, lambda: self._paths, environment, self._take, self._failed)

    def close(self) -> None:
        """Stop."""
        self._files.close()

    def _failed(self, why: str) -> None:
        self._trouble(say("Your to-dos can't be counted: the process that reads their files failed ({why}).", why=why))

    def _take(self, answers: Answers) -> None:
        wrong: list[str] = []
        for path, each in zip(self._paths, answers, strict=True):
            if each["wrong"]:
                wrong += wrong_in(path, each)
            else:
                days = ((date.fromisoformat(day), number) for day, number in each["planned"].items())
                self._counted[path] = Items(each["unplanned"], tuple(days))
        self._trouble(say("To-dos can't be counted in {files}", files="; ".join(wrong)) if wrong else None)
        if self._counted:
            self._reactor.post(found_in("files", self._counted.values()))


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
        self._order = HookOrder(tuple(at_home(part, environment) for part in command), {}, "", _PATIENCE, apart=True)
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
