"""Decides whether to speak of a break now: for the first time, again, or no longer; and says why not.

What keeps everything quiet, whatever it's about, is in ``core.breaks.quiet_gate``.
"""

from datetime import datetime, timedelta

from tray.core.breaks.due import Due, coming, due, is_still_due, is_worth_it, lapses, length_of, urgency
from tray.core.breaks.friction import longer
from tray.core.breaks.kinds import REST, Length, kind_named, of_kind
from tray.core.breaks.quiet_gate import closed
from tray.core.context import Context
from tray.core.day import shutdown
from tray.core.day.shutdown import draining
from tray.core.law import levels
from tray.core.messages.facts import AskedAgain, Fact, Suggested, Withdrawn
from tray.core.sensing.presence import FULLSCREEN, Input, Senses, may_rest
from tray.core.state.ongoing import Suggestion
from tray.core.state.state import State, is_here
from tray.settings.defaults.every_setting import LEVELS

AFTER_WAKING = timedelta(seconds=60)
"""Nothing is suggested so soon after the machine woke, or after the person came back."""
AFTER_STARTING = timedelta(seconds=5)
"""Nothing is suggested before the desktop has had the time to say whether this is a good moment."""
PER_HOUR_IN_RED = 6
"""At most so many suggestions an hour from red on, where the settings say fewer."""
_HOUR = timedelta(hours=1)
_OF_A_SUGGESTION = frozenset({"just-suggested", "enough-for-this-hour"})

ELSEWHERE = "elsewhere"
"""Why a machine is silent that the person is not at."""


def why_quiet(
    state: State, senses: Senses, at: datetime, context: Context, wanted: Due | None = None
) -> tuple[str, ...]:
    """Why no break is suggested at ``at``, whether or not one is due; empty when nothing stands against it.

    ``wanted`` is the break that is meant. A fixed time and a rhythm are the person's own bounds, and know no others.
    """
    reasons = [
        (ELSEWHERE, not is_here(state)),
        ("break", state.break_ is not None),
        ("away", not state.paused and not state.break_ and not state.working),
        ("resting?", may_rest(state, senses, at)),
        ("snoozed", state.snoozed_until is not None and at < state.snoozed_until),
        ("day-ended", state.day is not None and state.day.ended is not None),
        ("day-ends", _day_ends(state, at, wanted.reason if wanted else "")),
        ("just-back", _just_back(state, senses, at)),
        ("just-suggested", _just_suggested(state, at, context)),
        ("enough-for-this-hour", _enough(state, at, context)),
    ]
    named = tuple(name for name, holds in reasons if holds)
    if wanted is not None and wanted.reason in ("clock", "rhythm"):
        named = tuple(name for name in named if name not in _OF_A_SUGGESTION)
    return (*named, *closed(state, senses, at, context, for_break=True))


def _day_ends(state: State, at: datetime, reason: str) -> bool:
    """The person was just asked to end the day, or is ending it. What has a rhythm of its own comes again sooner."""
    until = shutdown.asked_alone_until(state) if reason == "rhythm" else shutdown.breaks_wait_until(state)
    return draining(state) or (until is not None and at < until)


def _just_back(state: State, senses: Senses, at: datetime) -> bool:
    times = [(time, AFTER_WAKING) for time in (senses.woke_at, state.rested_at) if time]
    times += [(senses.started_at, AFTER_STARTING)] if senses.started_at else []
    return any(timedelta(0) <= at - time < long for time, long in times)


def _just_suggested(state: State, at: datetime, context: Context) -> bool:
    """Too soon after the last suggestion, or after a rest that followed one: nobody is asked again on return."""
    last = max(
        [*state.suggested[-1:], *([state.rested_at] if state.rested_at and state.suggested else [])], default=None
    )
    return last is not None and at - last < context.settings.breaks.apart and not _snooze_over(state, at)


def _snooze_over(state: State, at: datetime) -> bool:
    """A snooze says itself when the suggestion comes back."""
    return state.snoozed_until is not None and at >= state.snoozed_until


def _enough(state: State, at: datetime, context: Context, *, extra: int = 0) -> bool:
    """The hour's budget is used up; ``extra`` is by how many it may be exceeded now."""
    if _snooze_over(state, at):
        return False
    most = context.settings.breaks.per_hour
    if _in_red(state, context):
        most = max(most, PER_HOUR_IN_RED)
    return len([time for time in state.suggested if at - time < _HOUR]) >= most + extra


def _in_red(state: State, context: Context) -> bool:
    return state.held >= context.settings.levels.red


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
    return levels.word(state.held, context.settings.levels)


def could_speak(state: State, senses: Senses, at: datetime, context: Context) -> bool:
    """There is something to say about a break, and nothing stands against it but perhaps the moment."""
    live, wanted = state.suggestion, due(state, at, context)
    if wanted is not None and (live is None or replaces(wanted, live, state, at, context)):
        quiet = why_quiet(state, senses, at, context, wanted)
        return not (set(quiet) - _OF_A_SUGGESTION if live else quiet)
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
    if not state.working or senses.locked or _day_ends(state, at, live.reason) or not context.settings.notifications.on:
        return False
    return is_still_due(live, state, at, context)


def again_at(live: Suggestion, state: State, context: Context) -> datetime | None:
    """When the person is asked again about the suggestion that stands, if nothing changes; None: never."""
    waits = context.settings.breaks.again
    if not waits:
        return None
    nth = 0 if _in_red(state, context) else min(live.asked, len(waits)) - 1
    return live.asked_at + waits[nth]


def _asks_again(live: Suggestion, state: State, senses: Senses, at: datetime, context: Context) -> bool:
    when = again_at(live, state, context)
    if when is None:
        return False
    risen = _rank(level(state, context)) > _rank(live.level) and urgency(state.held, context) > 0
    if not risen and at < when:
        return False
    if closed(state, senses, at, context) or may_rest(state, senses, at) or _just_back(state, senses, at):
        return False
    if not _is_worth_it(live, state, at, context):
        return False
    if live.reason == "rhythm":
        return True
    return not _enough(state, at, context, extra=1 if risen else 0)


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
    if not state.working:
        return []
    times = [time for time in (state.snoozed_until,) if time]
    times += [since + AFTER_WAKING for since in (senses.woke_at, state.rested_at) if since]
    times += [senses.started_at + AFTER_STARTING] if senses.started_at else []
    times += [time for time in (shutdown.asked_alone_until(state), shutdown.breaks_wait_until(state)) if time]
    if state.suggestion is not None:
        again = again_at(state.suggestion, state, context)
        times += [*([again] if again else []), *lapses(state.suggestion, state, at, context)]
    soon = coming(state, at, context)
    if soon is not None and soon[0] > at:
        times.append(soon[0])
    else:
        last = (*state.suggested[-1:], *((state.rested_at,) if state.rested_at else ()))
        times += [each + breaks.apart for each in last]
        times += [each + _HOUR for each in state.suggested]
    return times
