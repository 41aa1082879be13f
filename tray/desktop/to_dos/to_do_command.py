"""Asks a program of the person's how many to-dos are kept elsewhere, again and again."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta

from tray.core.engine.hook_events import HookOrder, HookResult
from tray.core.messages.events import CommitmentsFound
from tray.desktop.read_in_child import at_home
from tray.lib.language.translation import say
from tray.lib.one_timer import OneTimer
from tray.lib.text import one_line, shortened
from tray.ports import Reactor

_MOST = 100_000
_PATIENCE = timedelta(seconds=20)
_AT_FIRST = timedelta(seconds=2)
_SHOWN, _KEPT = 200, 2000
"""So many characters of what a program said on its standard error are shown, and kept in the log."""


class CountingCommand:
    """Asks a program of the person's for the number, again and again; never two at a time."""

    def __init__(
        self,
        reactor: Reactor,
        command: tuple[str, ...],
        every: timedelta,
        environment: Mapping[str, str],
        trouble: Callable[[str | None], None],
        note: Callable[[str], None],
        judge: Callable[[tuple[str, ...]], str | None] = lambda _: None,
    ) -> None:
        """``trouble`` takes what is wrong, in words, or None when all is well again.

        ``note`` takes what the program said beside its number, for the log; ``judge`` says of a command why it is not
        to be run now, if so.
        """
        from tray.desktop.choose_hook_runner import hook_runner

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


def printed(output: str) -> int:
    """The number that a program printed, and nothing else. Raises ValueError, with what is wrong in words."""
    text = output.strip()
    if not re.fullmatch(r"[0-9]{1,6}", text) or int(text) > _MOST:
        raise ValueError(say("it didn't print just one whole number"))
    return int(text)
