"""Reads the calendars of the person: at once, when a file changes, and twice a day, since time goes on."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from importlib.util import find_spec
from typing import Any

from tray.core.appointments import Entry, Kind
from tray.desktop.common.commands_to_install_and_update import adding
from tray.desktop.read_in_child import Answers, ReadApart, Reader, at_home, reader_command, wrong_in
from tray.lib.language.translation import say
from tray.ports import Reactor
from tray.settings.defaults.every_setting import Calendars

DAYS = 14
"""So many days ahead are read."""
_READER = Reader(
    "tray.desktop.calendars.calendar_files",
    timedelta(seconds=20),
    look_every=timedelta(minutes=1),
    longest=timedelta(minutes=30),
    # A calendar that changes all the time, as one does while it is synchronised, keeps no machine busy.
    rest=timedelta(minutes=1),
    anew=timedelta(hours=12),
)
_MOST_SAID = 5


def is_installed() -> bool:
    """Whether calendars can be read here."""
    return all(find_spec(name) for name in ("icalendar", "recurring_ical_events"))


class CalendarFiles:
    """Reads some calendars together."""

    def __init__(
        self,
        reactor: Reactor,
        wanted: Calendars,
        environment: Mapping[str, str],
        today: Callable[[], date],
        take: Callable[[tuple[Entry, ...]], None],
        trouble: Callable[[str | None], None],
    ) -> None:
        """``take`` gets all entries of the days ahead; ``trouble`` what is wrong, in words, or None."""
        self._wanted, self._today, self._give, self._trouble = wanted, today, take, trouble
        self._paths = tuple(at_home(path, environment) for path in wanted.files)
        self._known: dict[str, tuple[Entry, ...]] = {}
        """What each path held when it could be read last."""
        self._files: ReadApart | None = None
        if is_installed():
            self._files = ReadApart(reactor, _READER, self._order, environment, self._take, self._failed)
        else:
            trouble(
                say(
                    "Your calendars can't be read: the extra `calendar` isn't installed. {hint}",
                    hint=adding("calendar"),
                )
            )

    def close(self) -> None:
        """Stop."""
        if self._files is not None:
            self._files.close()

    def _order(self) -> dict[str, Any]:
        return _order(self._wanted, self._paths, self._today())

    def _failed(self, why: str) -> None:
        self._trouble(say("Your calendars can't be read: the process that reads their files failed ({why}).", why=why))

    def _take(self, answers: Answers) -> None:
        wrong: list[str] = []
        for path, each in zip(self._paths, answers, strict=True):
            wrong += wrong_in(path, each)
            # A folder that is away for a moment takes no meeting with it.
            if not each.get("hangs") and (each["entries"] or all(known.get("file") for known in each["wrong"])):
                self._known[path] = tuple(_entries(each.pop("entries")))
        if wrong[_MOST_SAID:]:
            wrong[_MOST_SAID:] = ["…"]
        said = say("Not all of your calendars can be read: {files}", files="; ".join(wrong)) if wrong else None
        self._trouble(said)
        self._give(tuple(entry for known in self._known.values() for entry in known))


def read_now(wanted: Calendars, environment: Mapping[str, str], today: date) -> tuple[int, list[str]]:
    """How many entries there are from now on, and what can't be read; waits for it, within a bound."""
    import subprocess

    paths = [at_home(path, environment) for path in wanted.files]
    order = json.dumps(_order(wanted, paths, today))
    bound = _READER.bound.total_seconds()
    try:
        done = subprocess.run(
            reader_command(_READER.module), input=order, capture_output=True, text=True, timeout=bound, check=False
        )
        answers: Answers = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError, OSError) as problem:
        return 0, [str(problem)]
    wrong = [said for path, each in zip(paths, answers, strict=True) for said in wrong_in(path, each)]
    return sum(len(each.get("entries", ())) for each in answers), wrong


def _order(wanted: Calendars, paths: Sequence[str], today: date) -> dict[str, Any]:
    return {
        "paths": paths,
        "first": today.isoformat(),
        "days": DAYS,
        "titles": wanted.titles,
        "days_off": wanted.days_off,
        "hours": wanted.hours,
        "addresses": wanted.addresses,
    }


def _entries(plain: list[list[Any]]) -> Iterator[Entry]:
    """What each stands for; what was read goes as it's taken, so that the one fills the room that the other leaves."""
    plain.reverse()
    while plain:
        start, end, busy, kind, title = plain.pop()
        yield Entry(_when(start), _when(end), busy, Kind(kind), title)


def _when(text: str) -> date | datetime:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
