"""How long does the law take, in empty Python calls timed beside it? ``python -m tests.bench.law`` prints the ratios.

A ratio carries from machine to machine where microseconds do not. Exits 1 when a ratio is above its bound.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from time import perf_counter

from tray.core.law.answer_model import Learnt, expected, observed, passed
from tray.core.law.law import Drive, Pools, advance, break_length, crossing, pressure, switch
from tray.core.law.values import Regime
from tray.settings.defaults.every_setting import Law

LAW = Law()
WORK = Drive(Regime.WORK, unplanned=5)
REST = replace(WORK, regime=Regime.REST)
TIRED = Pools(45.0, 13.0, 6.1, 3.0)
FRESH = Pools(5.0, 3.0, 5.9, 3.0)
LATE = TIRED._replace(awake_h=15.5)
ROUNDS = 100
SECONDS_A_ROUND = 0.002
# Short rounds and many of them: some fall between whatever else the machine does.


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure."""

    name: str
    calls: float
    """How many empty calls take as long."""
    most: float | None
    """The bound on it; None when there is none."""

    def __str__(self) -> str:
        bound = "" if self.most is None else f"  (at most {self.most:.0f})"
        return f"{self.name:<52}{self.calls:>9.1f} empty calls{bound}"


def _empty() -> None:
    pass


def _seconds(call: Callable[[], object], times: int) -> float:
    begin = perf_counter()
    for _ in range(times):
        call()
    return perf_counter() - begin


def ratio(call: Callable[[], object]) -> float:
    """How many empty calls take as long as one ``call``.

    Rounds of both alternate, and the least of each counts: whatever else the machine does only ever adds.
    """
    times = max(1, int(SECONDS_A_ROUND / max(_seconds(call, 3) / 3, 1e-9)))
    rounds = [(_seconds(call, times) / times, _seconds(_empty, 2_000) / 2_000) for _ in range(ROUNDS)]
    return min(took for took, _ in rounds) / min(empty for _, empty in rounds)


def _stepped(seconds: int) -> Pools:
    """The naive way: the equations once a second."""
    gen0, gen1, gen2 = TIRED[:3]
    for _ in range(seconds):
        gen0, gen1, gen2 = (
            gen0 + (40.0 * (1.0 - gen0 / 60.0) - 0.16 * gen0) / 3600.0,
            gen1 + (0.16 * gen0 - (1.0 / 12.0 + 0.015) * gen1) / 3600.0,
            gen2 + (0.015 * gen1 - gen2 / 1440.0) / 3600.0,
        )
    return Pools(gen0, gen1, gen2)


def _break(pools: Pools) -> object:
    return break_length(
        pools, WORK, Regime.REST, LAW,
        buys_seconds=3000.0, threshold=60.0, shortest_seconds=0.0, longest_seconds=10_800.0, switches_per_hour=12.0,
    )  # fmt: skip


_LEARNT = Learnt()
for _n in range(20):
    _LEARNT, _ = observed(passed(_LEARNT, 5.0), 30.0 + _n, 40.0 + _n)


def _answer() -> object:
    known = passed(_LEARNT, 5.0)
    expected(known, 47.0)
    return observed(known, 47.0, 60.0)


def figures() -> list[Figure]:
    """Every figure, measured now."""
    drives = iter([replace(WORK, load=0.5 + 0.01 * (step % 60)) for step in range(400_000)])
    naive = ratio(lambda: _stepped(3600))
    exact = ratio(lambda: advance(TIRED, WORK, 3600.0, LAW))
    return [
        Figure("advance, an hour of work", exact, 60),
        Figure("advance, five minutes of rest", ratio(lambda: advance(TIRED, REST, 300.0, LAW)), 60),
        Figure("advance, into the seventeenth hour awake", ratio(lambda: advance(LATE, WORK, 3600.0, LAW)), 60),
        Figure("advance, a new drive like an old one", ratio(lambda: advance(TIRED, next(drives), 60.0, LAW)), 60),
        Figure("switch", ratio(lambda: switch(TIRED, WORK, LAW)), None),
        Figure("pressure", ratio(lambda: pressure(TIRED, WORK, LAW)), None),
        Figure("crossing, orange from a fresh morning", ratio(lambda: crossing(FRESH, WORK, 60.0, 36_000.0, LAW)), 600),
        Figure("crossing, yellow down during a rest", ratio(lambda: crossing(TIRED, REST, 40.0, 36_000.0, LAW)), 600),
        Figure("crossing, none to be found", ratio(lambda: crossing(FRESH, WORK, 300.0, 36_000.0, LAW)), 600),
        Figure("break length, some minutes", ratio(lambda: _break(TIRED)), 10_000),
        Figure("break length, not even the longest", ratio(lambda: _break(TIRED._replace(gen1=60.0))), 10_000),
        Figure("an answer: expected, taken in", ratio(_answer), 1_500),
        Figure("an hour stepped once a second, the naive way", naive, None),
        Figure("  times as long as the exact advance", naive / exact, None),
    ]  # fmt: skip


def main() -> int:
    """Print every figure; 1 when one is above its bound."""
    measured = figures()
    for figure in measured:
        print(figure)
    return int(any(figure.most is not None and figure.calls > figure.most for figure in measured))


if __name__ == "__main__":
    sys.exit(main())
