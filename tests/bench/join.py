"""What does it cost to join ten years of two machines? ``python -m tests.bench.join [YEARS]``: a table.

The whole loop above a real journal, with a clock that only the processor's time of this process moves: what else the
machine does counts for nothing. Measured are the join itself, from the first fact that is taken in to the state of
both; a correction of a time long ago; and in each the longest slice, which is how long an icon, a menu or ``status``
waits for an answer. Beside the seconds stands how often bare Python work would have been done meanwhile.
"""

import gc
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from tests.app.test_loop import Desk
from tests.bench import fold
from tests.bench.growth import moved
from tests.day import MONDAY
from tests.fakes import FakeClock
from tray.core.law.values import Regime
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.core.messages.facts import Recorded
from tray.lib.frozen import dataclass
from tray.settings.defaults.every_setting import Settings
from tray.store.journal.journal import Journal
from tray.store.opening import open_store

YEARS = 10
MOST_SECONDS, MOST_ANSWER_SECONDS = 20.0, 0.1
LONG_AGO = timedelta(days=700)
_WEEK = timedelta(weeks=1)
_OTHER, _LATER = "0" * 12, timedelta(minutes=25)
"""The other machine, and by how much later the same was lived there."""
_BARE_ROUNDS = 200_000


class ProcessorClock(FakeClock):
    """Time goes on as this process uses the processor."""

    def __init__(self, at: datetime) -> None:
        super().__init__(at)
        self._began = time.process_time()

    def _gone(self) -> timedelta:
        return timedelta(seconds=time.process_time() - self._began)

    def wall(self) -> datetime:
        return self.wall_time + self._gone()

    def elapsed(self) -> timedelta:
        return self.elapsed_time + self._gone()

    def awake(self) -> timedelta:
        return self.awake_time + self._gone()


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one thing that is done in slices."""

    what: str
    seconds: float
    slices: int
    longest: float
    """Seconds of the longest slice."""
    bare: float
    """Seconds that ``bare_work`` takes beside it."""

    def __str__(self) -> str:
        each = f"{self.seconds:.2f} s | {self.seconds / self.bare:.0f} | {self.slices:,} | {self.longest * 1e3:.0f} ms"
        return f"| {self.what} | {each} |"


def bare_work() -> float:
    """Seconds of processor time that a piece of plain Python takes: a yardstick, which load bends as it does ours."""
    times = []
    for _ in range(5):
        begun, held, values = time.process_time(), 0.0, {"a": 1.0, "b": 2.0}
        for n in range(_BARE_ROUNDS):
            held = held * 0.5 + values["a"] * n
            values["a"], values["b"] = values["b"], held
        times.append(time.process_time() - begun)
    return median(times)


def in_slices(what: str, desk: Desk, do: Callable[[], object]) -> Cost:
    """Do something, and then all that follows from it, as the loop does between two waits."""
    before = bare_work()
    lengths = [_spent(do)]
    while desk.loop.reading:
        lengths.append(_spent(desk.loop.each))
    lengths.append(_spent(desk.loop.each))
    return Cost(what, sum(lengths), len(lengths), max(lengths), (before + bare_work()) / 2)


def _spent(do: Callable[[], object]) -> float:
    begun = time.process_time()
    do()
    return time.process_time() - begun


def costs(folder: Path, years: int) -> list[Cost]:
    """Everything, measured once."""
    now = datetime.now(UTC)
    shift = ((now - MONDAY) // _WEEK - years * fold.WEEKS) * _WEEK
    file = str(folder / "history.sqlite3")
    fold.write(file, (moved(each, shift) for each in fold.years(years)), MONDAY + shift)
    theirs = [Recorded(_OTHER, n, 0, moved(each, shift + _LATER)) for n, each in enumerate(fold.years(years), 1)]
    theirs = [each for each in theirs if each.fact.at < now]
    gc.freeze()  # what is only held for the bench is not to be gone through again and again
    found: list[Cost] = []
    with closing(_store(file, now)) as store:
        desk = Desk(Settings(), journal=store, clock=ProcessorClock(now))  # type: ignore[arg-type]
        desk.loop.take(e.InputSeen())
        steps = desk.loop.record.taking(theirs, now)
        found.append(
            in_slices(f"join {years} years of two machines", desk, lambda: desk.loop.do_in_steps(steps, _none))
        )
        since = now - LONG_AGO
        said = c.ItWas(Regime.REST, since, since + timedelta(minutes=20))
        found.append(in_slices("a correction of 700 days ago", desk, lambda: desk.loop.take(e.Asked(said))))
        found.append(in_slices("taking it back", desk, lambda: desk.loop.take(e.Asked(c.ItWasNot()))))
        desk.loop.close()
    now += timedelta(hours=1)  # or the clock would be set back: the processor's time has moved the first one on
    with closing(_store(file, now)) as store:
        store.forget()
        began: list[Desk] = []
        start = _spent(lambda: began.append(Desk(Settings(), journal=store, clock=ProcessorClock(now))))  # type: ignore[arg-type]
        rest = in_slices("a start without any snapshot", began[0], lambda: None)
        found.append(replace(rest, seconds=rest.seconds + start, longest=max(start, rest.longest)))
    return found


def _none(_: object) -> None:
    pass


def _store(file: str, now: datetime) -> Journal:
    store = open_store(file, now).store
    assert isinstance(store, Journal)
    return store


def main(words: Sequence[str]) -> int:
    """Print the table; 1 where a bound is passed."""
    with tempfile.TemporaryDirectory() as name:
        found = costs(Path(name), int(words[0]) if words else YEARS)
    print("| | processor | times bare Python work | slices | longest answer |\n|---|---|---|---|---|")
    print("\n".join(map(str, found)))
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\nAt most {MOST_SECONDS:g} s and {MOST_ANSWER_SECONDS * 1e3:g} ms are allowed. {held:.0f} MiB at most.")
    return int(any(each.seconds > MOST_SECONDS or each.longest > MOST_ANSWER_SECONDS for each in found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
