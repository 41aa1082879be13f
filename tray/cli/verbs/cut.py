"""Goes through what is to do, and asks of each what becomes of it."""

import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, TextIO

from tray.cli import this_clock
from tray.cli.parse import Line
from tray.cli.terminal import columns, complain, print_json, print_text
from tray.cli.verbs.inquire import Ask, inquire
from tray.core.messages import commands as c
from tray.errors import Refused, UsageError
from tray.lib.language.translation import say, say_many
from tray.view.words.names_and_numbers import day_and_clock

Tell = Callable[[c.Command], str]
"""Has the running program do something, and gives what it says to that. Raises errors of ours."""


def cut(line: Line, out: TextIO, ask: Ask = inquire, tell: Tell | None = None, answers: TextIO | None = None) -> int:
    """``backpressure cut [--json]``; a list where there is no terminal to ask at. Raises errors of ours."""
    found = ask("cut", {"columns": columns(out)})
    typed = answers or sys.stdin
    if "--json" in line:
        print_json(found["commitments"], out)
    elif not found["commitments"] or not (out.isatty() and typed.isatty()):
        print_text(found["text"], out)
    else:
        _Asking(found["commitments"], out, typed, tell or _tell).run()
    return 0


def _tell(command: c.Command) -> str:
    from tray.control.client import ask
    from tray.control.command_form import packed
    from tray.control.protocol import COMMAND
    from tray.store.files.places import Places

    said: str = ask(Places().serving, COMMAND, packed(command)).get("said", "")
    return said


class _Asking:
    """Each in its turn. What was answered is done, and on disk, before the next one is asked about."""

    def __init__(self, rows: Sequence[Mapping[str, Any]], out: TextIO, answers: TextIO, tell: Tell) -> None:
        self._rows = rows
        self._out = out
        self._answers = answers
        self._tell = tell
        self._begun = False
        """The last one that was asked about is being done now."""

    def run(self) -> None:
        """Until all were asked about, or the person stops; however they do, what they answered stays done."""
        for n, row in enumerate(self._rows):
            try:
                goes_on = self._ask_about(row, n)
            except KeyboardInterrupt:
                print(file=self._out)
                goes_on = False
            if not goes_on:
                self._leave(len(self._rows) - n - self._begun)
                return

    def _leave(self, left: int) -> None:
        if left:
            self._print(say_many("{count} more stays as it is.", "{count} more stay as they are.", left))

    def _ask_about(self, row: Mapping[str, Any], n: int) -> bool:
        """What becomes of one; whether to go on with the next."""
        self._print(f"\n{say('{which} of {of}.', which=n + 1, of=len(self._rows))} {row['line']}")
        while True:
            said = self._typed(say("Do it now (d), plan (p), hand over (h), drop (x), keep (Enter) or stop (q)?"))
            match said and said.strip().lower():
                case None | "q":
                    return False
                case "":
                    return True
                case "d":
                    self._begun = self._done(c.StartSession(row["text"]))
                    return not self._begun
                case "p" if self._plan(row):
                    return True
                case "h":
                    return self._hand_over(row)
                case "x" if self._done(c.CloseCommitment(row["number"])):
                    return True
                case _:
                    pass  # it is asked again

    def _plan(self, row: Mapping[str, Any]) -> bool:
        offered = datetime.fromisoformat(row["offered"])
        when = day_and_clock(offered, this_clock.now(), this_clock.zone())
        said = self._typed(say("When? Enter plans it for {when}.", when=when))
        if said is None:
            return False
        try:
            moment = this_clock.moment(said.strip()) if said.strip() else offered
        except UsageError as problem:
            complain(problem)
            return False
        return self._done(c.PlanCommitment(row["number"], moment))

    def _hand_over(self, row: Mapping[str, Any]) -> bool:
        self._print(row["hand_over"])
        said = self._typed(say("Close it now (y), or keep it until they've agreed (Enter)?"))
        if said is not None and said.strip().lower() == "y":
            self._done(c.CloseCommitment(row["number"]))
        return said is not None

    def _done(self, command: c.Command) -> bool:
        """Whether it could be done; where a limit says no, that is said and the person chooses again."""
        try:
            self._print(self._tell(command))
        except (Refused, UsageError) as problem:
            complain(problem)
            return False
        return True

    def _typed(self, question: str) -> str | None:
        """What the person types; None when nothing more comes."""
        print(question, end=" ", file=self._out, flush=True)
        said = self._answers.readline()
        if not said:
            print(file=self._out)
            return None
        return said

    def _print(self, text: str) -> None:
        print_text(text, self._out)
