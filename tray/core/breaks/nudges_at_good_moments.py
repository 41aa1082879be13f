"""Decides whether to speak of a break now: for the first time, again, or no longer.

What stands against it is in ``core.breaks.quiet_gate_and_budget``.
"""

from datetime import datetime

from tray.core.breaks.due import Due, coming, due, is_still_due, is_worth_it, lapses, length_of, urgency
from tray.core.breaks.kinds_and_lengths import REST, Length, kind_named, of_kind
from tray.core.breaks.quiet_gate_and_budget import (
    OF_A_SUGGESTION,
    again_for_break,
    closed,
    day_ends,
    enough_for_this_hour,
    in_red,
    just_back,
    opens_for_break,
    why_quiet,
)
from tray.core.breaks.take_snooze_and_skip import longer
from tray.core.context import Context
from tray.core.law.levels_and_gauge_steps import word
from tray.core.messages.facts import AskedAgain, Fact, Suggested, Withdrawn
from tray.core.sensing.presence import FULLSCREEN, Input, Senses, may_rest
from tray.core.state.ongoing import Suggestion
from tray.core.state.state import State
from tray.settings.defaults.every_setting import LEVELS


def nudge(state: State, senses: Senses, at: datetime, context: Context, waited: datetime | None) -> tuple[Fact, ...]:
    """The fact that a break is suggested now, that the person is asked again, or that a suggestion no longer holds.

    ``waited`` is since when there has been something to say; it waits for a natural pause in the typing.
    """
    live = state.suggestion
    if live is not None and not still_holds(live, state, senses, at, context):
        return (Withdrawn(at),)
    if waited is None or not _moment(state, senses, at, context, waited):
        return ()
    wanted = due(state, at, context)
    if wanted is not None and (live is None or replaces(wanted, live, state, at, context)):
        return (_suggested(wanted, state, senses, at, context),)
    return (_again(live, state, at, context),) if live is not None else ()


def _suggested(wanted: Due, state: State, senses: Senses, at: datetime, context: Context) -> Suggested:
    found = _fitting(wanted.kind, state, context)
    enough = found.enough or wanted.is_chosen
    return Suggested(
        at,
        found.length,
        enough,
        found.buys,
        state.pressure,
        state.stretch,
        wanted.kind,
        wanted.entry,
        wanted.reason,
        level(state, context),
        FULLSCREEN in senses.attention,
        state.agents.busy(at),
    )


def _again(live: Suggestion, state: State, at: datetime, context: Context) -> AskedAgain:
    found = _fitting(live.kind, state, context)
    enough = found.enough or Due(live.kind, live.reason, live.clock).is_chosen
    return AskedAgain(at, found.length, enough, found.buys, level(state, context))


def _fitting(kind: str, state: State, context: Context) -> Length:
    return longer(of_kind(state, context, kind_named(kind, context.settings) or REST), state, context)


def level(state: State, context: Context) -> str:
    """The word of the level as it is shown, which follows the pressure down with the hysteresis."""
    return word(state.held, context.settings.levels)


def could_speak(state: State, senses: Senses, at: datetime, context: Context) -> bool:
    """There is something to say about a break, and nothing stands against it but perhaps the moment."""
    live, wanted = state.suggestion, due(state, at, context)
    if wanted is not None and (live is None or replaces(wanted, live, state, at, context)):
        quiet = why_quiet(state, senses, at, context, wanted)
        return not (set(quiet) - OF_A_SUGGESTION if live else quiet)
    return live is not None and _asks_again(live, state, senses, at, context)


def replaces(wanted: Due, live: Suggestion, state: State, at: datetime, context: Context) -> bool:
    """Whether a break takes the place of the suggestion that stands: one at a fixed time, or a longer one.

    Or any, of one for which too little is left of the day to ask again.
    """
    if wanted.reason == "clock":
        return wanted.entry != live.clock
    if wanted.kind == live.kind:
        return False
    if not _is_worth_it(live, state, at, context):
        return True
    if live.reason == "clock":
        return False
    return length_of(wanted.kind, state, context) > live.length


def _is_worth_it(live: Suggestion, state: State, at: datetime, context: Context) -> bool:
    return is_worth_it(Due(live.kind, live.reason, live.clock), state, at, context)


def still_holds(live: Suggestion, state: State, senses: Senses, at: datetime, context: Context) -> bool:
    """Whether the suggestion that stands is still one."""
    if not state.working or senses.locked or day_ends(state, at, live.reason) or not context.settings.notifications.on:
        return False
    return is_still_due(live, state, at, context)


def again_at(live: Suggestion, state: State, context: Context) -> datetime | None:
    """When the person is asked again about the suggestion that stands, if nothing changes; None: never."""
    waits = context.settings.breaks.again
    if not waits:
        return None
    nth = 0 if in_red(state, context) else min(live.asked, len(waits)) - 1
    return live.asked_at + waits[nth]


def _asks_again(live: Suggestion, state: State, senses: Senses, at: datetime, context: Context) -> bool:
    when = again_at(live, state, context)
    if when is None:
        return False
    risen = _rank(level(state, context)) > _rank(live.level) and urgency(state.held, context) > 0
    if not risen and at < when:
        return False
    if closed(state, senses, at, context) or may_rest(state, senses, at, context) or just_back(state, senses, at):
        return False
    if not _is_worth_it(live, state, at, context):
        return False
    if live.reason == "rhythm":
        return True
    return not enough_for_this_hour(state, at, context, extra=1 if risen else 0)


def _rank(word: str) -> int:
    return LEVELS.index(word)


def _moment(state: State, senses: Senses, at: datetime, context: Context, waited: datetime) -> bool:
    """Work pauses by itself: nothing is typed, or all agents are busy and none waits for the person; or it's time."""
    long = at - waited >= context.settings.breaks.natural_pause
    return long or state.agents.busy(at) > 0 or senses.input is Input.QUIET or senses.input is Input.UNKNOWN


def next_times(state: State, senses: Senses, waited: datetime | None, at: datetime, context: Context) -> list[datetime]:
    """When there may be something to say about a break although nothing happens until then."""
    breaks = context.settings.breaks
    if waited is not None and could_speak(state, senses, at, context):
        return [waited + breaks.natural_pause]
    times = opens_for_break(state, senses)
    if state.suggestion is not None:
        again = again_at(state.suggestion, state, context)
        times += [*([again] if again else []), *lapses(state.suggestion, state, at, context)]
    soon = coming(state, at, context)
    if soon is not None and soon[0] > at:
        times.append(soon[0])
    else:
        times += again_for_break(state, context)
    return times
