"""The kinds of break: rest, walk and lunch, and those of the person's own."""

from datetime import timedelta

from tray.core.law.values import Regime
from tray.lib.frozen import dataclass
from tray.settings.catalogue.catalogue import BreakKind, Settings

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


_BUILT_IN = (
    BreakOf("rest", Regime.REST),
    BreakOf("walk", Regime.RESTORE),
    BreakOf("lunch", Regime.REST, least=timedelta(minutes=45)),
)
REST = _BUILT_IN[0]


def kinds(settings: Settings) -> tuple[BreakOf, ...]:
    """All kinds, those that are built in first; one of the person's own takes the place of one of the same name."""
    own = {kind.name: _own(kind) for kind in settings.kinds}
    built_in = tuple(own.pop(kind.name, kind) for kind in _BUILT_IN)
    return (*built_in, *own.values())


def kind_named(name: str, settings: Settings) -> BreakOf | None:
    """The kind of that name, if there is one."""
    return next((kind for kind in kinds(settings) if kind.name == name), None)


def _own(kind: BreakKind) -> BreakOf:
    return BreakOf(kind.name, _REGIMES[kind.regime], kind.length or None, kind.least, kind.every, kind.text)
