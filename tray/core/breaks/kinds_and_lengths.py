"""The kinds of break: rest, walk and lunch, and those of the person's own; and how long one of each must be to fit."""

from datetime import timedelta

from tray.core.context import Context
from tray.core.law.law import break_length
from tray.core.law.values import Regime
from tray.core.state.state import State, drive
from tray.lib.frozen import dataclass
from tray.settings.defaults.every_setting import BUILT_IN_KINDS, BreakKind, Settings

LONGEST_BREAK = timedelta(hours=12)
"""However often it is made longer."""
_ZERO = timedelta(0)
_REGIMES = {"rest": Regime.REST, "restore": Regime.RESTORE, "off": Regime.OFF}


@dataclass(frozen=True, slots=True)
class BreakOf:
    """A kind of break."""

    name: str
    regime: Regime
    length: timedelta | None = None
    """How long it is; None: as long as is worked out."""
    least: timedelta = _ZERO
    every: timedelta = _ZERO
    """After how much work it is due by a rhythm of its own; zero: it has none."""
    text: str = ""
    """What the person wants to be told with it."""


def _declared(kind: BreakKind) -> BreakOf:
    return BreakOf(kind.name, _REGIMES[kind.regime], kind.length or None, kind.least, kind.every, kind.text)


_BUILT_IN = tuple(map(_declared, BUILT_IN_KINDS))
REST = _BUILT_IN[0]


def kinds(settings: Settings) -> tuple[BreakOf, ...]:
    """All kinds, those that are built in first; one of the person's own takes the place of one of the same name."""
    own = {kind.name: _declared(kind) for kind in settings.kinds}
    built_in = tuple(own.pop(kind.name, kind) for kind in _BUILT_IN)
    return (*built_in, *own.values())


def kind_named(name: str, settings: Settings) -> BreakOf | None:
    """The kind of that name, if there is one."""
    return next((kind for kind in kinds(settings) if kind.name == name), None)


def first_after(context: Context) -> timedelta:
    """After how much work the first break of a stretch is due, where no pressure asks for one sooner."""
    rhythms = [kind.every for kind in kinds(context.settings) if kind.every]
    return min([context.settings.breaks.after, *rhythms])


@dataclass(frozen=True, slots=True)
class Length:
    """How long a break must be."""

    length: timedelta
    """Within the shortest and longest break of the settings."""
    enough: bool
    """Whether it buys another stretch below orange."""
    buys: timedelta
    """How much work below orange it buys."""


def worked_out(
    state: State,
    context: Context,
    regime: Regime = Regime.REST,
    *,
    least: timedelta = _ZERO,
    most: timedelta | None = None,
) -> Length:
    """The shortest rest that buys another stretch below orange (law/README.md, How long must this break be?).

    No shorter than ``least`` and, instead of the settings' longest, no longer than ``most``.
    """
    breaks = context.settings.breaks
    shortest = max(breaks.shortest, least) if most is None else least
    found = break_length(
        state.pools,
        drive(state),
        regime,
        state.law,
        buys_seconds=breaks.buys.total_seconds(),
        threshold=context.settings.levels.orange,
        shortest_seconds=shortest.total_seconds(),
        longest_seconds=max(shortest, most or breaks.longest).total_seconds(),
        switches_per_hour=state.switches_per_hour,
    )
    return Length(timedelta(seconds=found.seconds), found.enough, timedelta(seconds=found.buys_seconds))


def of_kind(state: State, context: Context, kind: BreakOf) -> Length:
    """How long a break of a kind is: as the kind or the person says, or as worked out and no shorter than allowed."""
    fixed = kind.length or (_of_rest(state, context) if kind.name == REST.name else None)
    if fixed:
        return worked_out(state, context, kind.regime, least=fixed, most=fixed)
    return worked_out(state, context, kind.regime, least=kind.least)


def _of_rest(state: State, context: Context) -> timedelta | None:
    """How long a rest is by the person's word: always the same, or long every so many times; None: as worked out."""
    breaks = context.settings.breaks
    if breaks.long_every:
        since = 0
        for each in reversed(state.rests_today):
            if each >= breaks.long_length:
                break
            since += 1
        if since + 1 >= breaks.long_every:
            return breaks.long_length
    return breaks.length or None
