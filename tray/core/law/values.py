"""The values that the law takes and gives: regimes, pools, drives, flows, breaks."""

from enum import Enum

from tray.lib.frozen import NamedTuple, dataclass


class Regime(Enum):
    """What the person is doing, as far as the law is concerned; the values are the words users see."""

    WORK = "work"
    """At the desk, on the task."""
    REST = "rest"
    """A break at or near the desk, a locked screen, lunch."""
    RESTORE = "restore"
    """A walk, exercise, meditation: the person says so."""
    OFF = "off"
    """Outside work; also paused, and without any source of input."""
    SLEEP = "sleep"
    """Inferred from a long gap without input."""

    __hash__ = object.__hash__


class Pools(NamedTuple):
    """What a person carries, in points; one point is one percent of the heap.

    A named tuple and not a dataclass because the law makes one at every fact, at half the cost. Use ``_replace``.
    """

    gen0: float = 0.0
    """This stretch of work: filled by working and switching, freed by minutes of rest."""
    gen1: float = 0.0
    """Today: what gen0 was not rid of."""
    gen2: float = 0.0
    """The last weeks: what gen1 was not rid of, and being awake too long."""
    awake_h: float = 0.0
    """Hours awake."""
    slept_h: float = 0.0
    """Hours slept in the present SLEEP; any other regime clears it."""
    withheld: float = 0.0
    """Points for gen2 from being awake too long in a gap that is still open; see ``settle``."""


@dataclass(frozen=True, slots=True)
class Drive:
    """What the law runs under between two facts."""

    regime: Regime
    load: float = 1.0
    """u, all its factors multiplied; the law keeps it within 0.25 … 2 in WORK and ignores it elsewhere."""
    unplanned: int = 0
    """Open commitments without a time for their next step."""
    planned: int = 0
    """Open commitments with one."""
    pressing: float = 0.0
    """What agents that ask and times that come near add to them, in unplanned commitments."""
    available: bool = False
    """Kept available outside working hours."""
    gain: float = 1.0
    """g, what the check-ins have learnt."""
    gap: bool = False
    """In a gap that is still open: points for being awake too long wait in ``Pools.withheld``."""


@dataclass(frozen=True, slots=True)
class Flows:
    """What went where during a time or at a switch, in points, each at least 0.

    gen0 + gen1 + gen2 at the end − at the start = allocated + beta − freed0 − freed1 − freed2.
    """

    allocated: float = 0.0
    """Into gen0, by working or switching."""
    freed0: float = 0.0
    freed1: float = 0.0
    freed2: float = 0.0
    promoted0: float = 0.0
    """From gen0 to gen1."""
    promoted1: float = 0.0
    """From gen1 to gen2."""
    beta: float = 0.0
    """Into gen2, for being awake too long; 0 in an open gap, where it is withheld."""


@dataclass(frozen=True, slots=True)
class Break:
    """How long a break must be."""

    seconds: float
    """Its length."""
    enough: bool
    """Whether it buys what was asked for."""
    buys_seconds: float
    """How long work then stays below the threshold: the time asked for, or less when it is not enough."""
