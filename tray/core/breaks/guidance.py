"""Chooses what to do in a break: by what the stretch before it was like, in turn, and never the same twice in a row."""

from collections.abc import Sequence
from datetime import timedelta

from tray.core.breaks.due import urgency
from tray.core.breaks.kinds_and_lengths import kind_named
from tray.core.context import Context
from tray.core.law.values import Regime
from tray.core.state.ongoing import Break
from tray.core.state.state import State
from tray.lib.frozen import dataclass

NEEDS = ("eyes", "hands", "neck", "back", "walk", "calm")
"""What an exercise can be good for."""
_LONG, _SHORT = timedelta(minutes=45), timedelta(minutes=25)
"""Stretches from the one on are long sitting; those below the other tire eyes and hands first."""
_RED = 2


@dataclass(frozen=True, slots=True)
class Exercise:
    """What is to be known of an exercise in order to choose it."""

    name: str
    needs: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    """Kinds of break that it is made for, by name."""
    least: timedelta = timedelta(0)
    """It takes so long; a shorter break has no room for it."""


def needs(state: State, context: Context) -> tuple[str, ...]:
    """What a break does one good for now; ``state`` is that in the break.

    Nobody counts keys here. A stretch without a word about it was typing and looking, one with a long time allowed
    without input was reading, and one that needed no input was away from the screen.
    """
    kind = kind_named(state.break_.kind, context.settings) if state.break_ else None
    if kind is not None and kind.regime is Regime.RESTORE:
        return ("walk",)
    if urgency(state.break_.before if state.break_ else state.held, context) >= _RED:
        return ("calm", "walk")
    session = state.session
    if state.by_hand:
        return ("calm", "walk")
    if session is not None and session.away_after:
        return ("eyes", "neck", "back")
    if state.stretch >= _LONG:
        return ("back", "walk", "neck", "hands")
    return ("eyes", "hands") if state.stretch < _SHORT else ("hands", "neck", "eyes")


def choose(known: Sequence[Exercise], begun: Break, wanted: Sequence[str], turn: int) -> Exercise | None:
    """The exercise for a break, of those that are ``known``; None where the break has room for none.

    ``turn`` counts the breaks: every other exercise is for every other break, so that no two in a row are the same
    without anybody remembering the last. Only what is made for a kind of break comes each time, if it is the only one.
    """
    fitting = [[each for each in known[side::2] if each.least <= begun.length] for side in (turn % 2, 1 - turn % 2)]
    mine, others = fitting
    made_for_it = [[each for each in side if begun.kind in each.kinds] for side in fitting]
    if made_for_it[0] and made_for_it[1]:
        return _in_turn(made_for_it[0], turn // 2)
    if made_for_it[0] or made_for_it[1]:
        return _in_turn(made_for_it[0] or made_for_it[1], turn)
    if not mine:
        return _in_turn(others, turn) if others else None
    return _in_turn([each for each in mine if set(each.needs) & set(wanted)] or mine, turn // 2)


def _in_turn(some: Sequence[Exercise], turn: int) -> Exercise:
    return some[turn % len(some)]
