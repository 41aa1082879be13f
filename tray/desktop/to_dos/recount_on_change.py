"""Counts to-dos that are kept in files of other programs: at once, and again when one changes."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from tray.core.messages.events import CommitmentsFound
from tray.desktop.read_in_child import Answers, ReadApart, Reader, at_home, wrong_in
from tray.desktop.to_dos.due_date_marks_and_items import Items
from tray.lib.language.translation import say
from tray.ports import Reactor

_READER = Reader(
    "tray.desktop.to_dos.to_do_files",
    timedelta(seconds=8),
    look_every=timedelta(minutes=1),
    longest=timedelta(minutes=30),
)


class CountingFiles:
    """Counts the open items of some files together, at once and after each change."""

    def __init__(
        self,
        reactor: Reactor,
        paths: tuple[str, ...],
        environment: Mapping[str, str],
        trouble: Callable[[str | None], None],
    ) -> None:
        """``trouble`` takes what is wrong, in words, or None when all is well again."""
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
