"""Was the soak good? What was held must be flat, what was computed within its budget, what was done as expected."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from tests.soak.plan import EARLY, KINDS, LATE, Expected
from tray.core.messages.facts import Fact

MOST_MIB_A_WEEK = 1.5
"""What a week's facts and the allocator may come to; what leaks at each look or icon is more."""
LEAST_MIB = 0.5
"""What no soak is too short for: two measurements differ by as much."""
MOST_CPU_SECONDS = 6.0
"""An hour of the program's time may cost so much, on average of day and night."""


@dataclass(frozen=True)
class Sample:
    """What the program held at one moment."""

    at: datetime
    descriptors: int
    threads: int
    children: int
    mib: float
    cpu_seconds: float


def faults(samples: Sequence[Sample], length: timedelta) -> list[str]:
    """What grew from the first quarter after the warm-up to the last of the samples, or cost too much."""
    warm = samples[len(samples) // 6 :]
    quarter = max(1, len(warm) // 4)
    first, last = warm[:quarter], warm[-quarter:]
    found = []
    for name in ("descriptors", "threads", "children"):
        before, after = (min(getattr(one, name) for one in part) for part in (first, last))
        if before != after:
            found.append(f"{name} went from {before} to {after}")
    grown = median(one.mib for one in last) - median(one.mib for one in first)
    allowed = max(LEAST_MIB, MOST_MIB_A_WEEK * (length / timedelta(days=7)))
    if grown > allowed:
        found.append(f"memory grew by {grown:.2f} MiB, {allowed:.2f} are allowed")
    if (cost := cpu_an_hour(samples)) > MOST_CPU_SECONDS:
        found.append(f"an hour cost {cost:.2f} s of processor time, {MOST_CPU_SECONDS} are allowed")
    return found


def cpu_an_hour(samples: Sequence[Sample]) -> float:
    """Processor seconds for each hour of the program's time, after its start."""
    hours = (samples[-1].at - samples[0].at) / timedelta(hours=1)
    return (samples[-1].cpu_seconds - samples[0].cpu_seconds) / hours


def surprises(wanted: Sequence[Expected], facts: Sequence[Fact]) -> list[str]:
    """What was expected and did not happen, or happened and was not expected."""
    happened = [fact for fact in facts if isinstance(fact, KINDS)]
    found = []
    for one in wanted:
        match = next((fact for fact in happened if _is(one, fact)), None)
        if match is None:
            found.append(f"no {one.kind.__name__} at about {one.at}")
        else:
            happened.remove(match)
    return found + [f"nobody expected {fact}" for fact in happened]


def _is(one: Expected, fact: Fact) -> bool:
    return type(fact) is one.kind and one.at - EARLY <= fact.at <= one.at + LATE
