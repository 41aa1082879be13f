"""Where work stops and rest begins, also for who touches nothing: looks and signals in, facts and senses out."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from enum import Enum

from tray.core.appointments import meeting_at
from tray.core.context import Context
from tray.core.law.values import Regime
from tray.core.messages import events as e
from tray.core.messages.facts import (
    Cause,
    Fact,
    MeetingBegan,
    MeetingEnded,
    MeetingLeft,
    RegimeBegan,
    SessionEnded,
    Switched,
)
from tray.core.sensing import context_switches, gaps
from tray.core.sensing.break_and_session_end import (
    BACK_AFTER,
    BREAK_SETTLES,
    break_ends,
    over,
    session_ends,
    session_over,
)
from tray.core.state.state import State, is_here
from tray.lib.frozen import dataclass
from tray.settings.defaults.every_setting import Settings, Tracking

MEETING = "meeting"
"""A microphone or a camera is in use."""
FILM = "film"
"""Something keeps the screen from going dark, as a player of films does, and no microphone or camera is in use."""
FULLSCREEN = "fullscreen"
"""A window fills the screen."""
PRESENTATION = "presentation"
"""The same without asking why: it keeps from interrupting, for as long as a presentation may last."""
RESTING_AFTER = timedelta(seconds=60)
"""From here on the face says *resting?*, and nothing is suggested (law/README.md, From input to regimes)."""


class Input(Enum):
    """What the source of input says."""

    ACTIVE = "active"
    QUIET = "quiet"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Senses:
    """The present moment; lost at a restart without harm."""

    input: Input = Input.UNKNOWN
    active_since: datetime | None = None
    """Since when there is input, while there is."""
    last_input: datetime | None = None
    """The last input, while it is quiet."""
    locked: bool = False
    attention: frozenset[str] = frozenset()
    """What keeps from interrupting: do-not-disturb, fullscreen, meeting; and film, which does not."""
    presenting_since: datetime | None = None
    """Since when something has kept the screen awake as presentations do, while it does."""
    fullscreen_since: datetime | None = None
    """Since when a window has filled the screen, while one does."""
    woke_at: datetime | None = None
    """When the machine last woke from suspend."""
    started_at: datetime | None = None
    """When the program began: soon after, the desktop has said whether the screen is locked, and what else there is."""
    in_doubt: bool = False
    """Just woken: the source speaks of input, perhaps of that before the suspend."""
    switching_at: datetime | None = None
    """A change of context that has not lasted yet."""
    has_window: bool = False
    """The libraries of the window are installed."""
    autostart: bool | None = None
    """The session starts the program; None while nobody can tell."""
    undoable_preset: bool = False
    """The last preset can be taken back."""

    def quiet(self, at: datetime) -> timedelta:
        """How long there has been no input; zero while there is, or while nobody knows."""
        return at - self.last_input if self.input is Input.QUIET and self.last_input else _ZERO

    @property
    def active(self) -> bool:
        """There is input, without doubt."""
        return self.input is Input.ACTIVE and not self.in_doubt


_DOUBT = timedelta(seconds=2)
LASTS = timedelta(hours=3)
"""A meeting or a film counts as work for this long beyond the last input (law/README.md, From input to regimes)."""
_ZERO = timedelta(0)


def perceive(senses: Senses, event: e.Event, at: datetime, settings: Settings) -> Senses:
    """What is known of the moment after ``event``."""
    match event:
        case e.Started():
            quiet = Input.QUIET if event.last_seen else Input.UNKNOWN
            window = event.has_window
            return replace(senses, input=quiet, last_input=event.last_seen, started_at=at, has_window=window)
        case e.InputSeen():
            # Input from before a suspend says nothing of the time since.
            goes_on = senses.input is Input.ACTIVE and not senses.in_doubt
            since = senses.active_since if goes_on else at
            return replace(senses, input=Input.ACTIVE, active_since=since, last_input=None, in_doubt=False)
        case e.InputStopped():
            return _quiet(senses, at - event.quiet)
        case e.InputUnknown():
            return replace(senses, input=Input.UNKNOWN, last_input=None, active_since=None, in_doubt=False)
        case e.Locked():
            return replace(senses, locked=True)
        case e.Unlocked():
            # Whoever touches the keys now is back at work since now; the password was none.
            since = at if senses.input is Input.ACTIVE else None
            return replace(senses, locked=False, active_since=since)
        case e.Slept():
            return _woken(senses, event, at)
        case e.ClockSet():
            return _moved(senses, at - event.before)
        case e.ContextChanged():
            return replace(senses, switching_at=None if event.back else at)
        case e.AttentionChanged():
            return _attention(senses, event.reasons, at, settings)
        case e.AutostartFound():
            return replace(senses, autostart=event.on)
        case e.PresetFound():
            return replace(senses, undoable_preset=event.undoable)
        case _:
            doubt_is_over = senses.in_doubt and at >= doubt_ends(senses, settings)
            return replace(senses, in_doubt=False, active_since=senses.woke_at) if doubt_is_over else senses


def _quiet(senses: Senses, last_input: datetime) -> Senses:
    if senses.in_doubt and senses.woke_at and last_input <= senses.woke_at and senses.active_since:
        # What looked like input was from before the suspend.
        last_input = min(last_input, senses.active_since)
    return replace(senses, input=Input.QUIET, last_input=last_input, active_since=None, in_doubt=False)


def _woken(senses: Senses, event: e.Slept, at: datetime) -> Senses:
    doubt = senses.input is Input.ACTIVE and event.length >= gaps.SUSPEND_IS_REST
    return replace(senses, woke_at=at, in_doubt=doubt, switching_at=None)


def doubt_ends(senses: Senses, settings: Settings) -> datetime:
    """When input that was spoken of just after waking is believed."""
    assert senses.woke_at is not None
    return senses.woke_at + settings.breaks.typing_quiet + _DOUBT


def _moved(senses: Senses, by: timedelta) -> Senses:
    return replace(
        senses,
        active_since=senses.active_since and senses.active_since + by,
        last_input=senses.last_input and senses.last_input + by,
        presenting_since=senses.presenting_since and senses.presenting_since + by,
        fullscreen_since=senses.fullscreen_since and senses.fullscreen_since + by,
        woke_at=senses.woke_at and senses.woke_at + by,
        started_at=senses.started_at and senses.started_at + by,
        switching_at=None,
    )


def _attention(senses: Senses, reasons: frozenset[str], at: datetime, settings: Settings) -> Senses:
    tracking, since = settings.tracking, senses.presenting_since or at
    filled = senses.fullscreen_since or at
    senses = replace(
        senses,
        presenting_since=since if PRESENTATION in reasons else None,
        fullscreen_since=filled if FULLSCREEN in reasons else None,
    )
    if senses.last_input and not unseen_work(reasons, tracking):
        # Whoever was in a meeting was there until now, without touching anything.
        seen = min(at, senses.last_input + still_there(senses, tracking))
        return replace(senses, attention=reasons, last_input=seen)
    return replace(senses, attention=reasons)


Sensed = tuple[tuple[Fact, ...], Senses]


def sense(state: State, senses: Senses, event: e.Event, at: datetime, context: Context) -> Sensed:
    """The facts that ``event`` brings to light at ``at``, and what is known of the moment after it.

    ``state`` is as this machine sees it, see ``union.own``.
    """
    senses = perceive(senses, event, at, context.settings)
    facts = tuple(_facts(state, senses, event, at, context))
    if any(isinstance(fact, Switched) for fact in facts):
        senses = replace(senses, switching_at=None)
    return facts, senses


def meeting(state: State, known: Senses, senses: Senses, at: datetime) -> tuple[Fact, ...]:
    """The fact that a meeting began or ended between two moments; while tracking is paused none begins."""
    was, is_ = ("meeting" in each.attention for each in (known, senses))
    if was is is_ or (is_ and state.paused):
        return ()
    return (MeetingBegan(at) if is_ else MeetingEnded(at),)


def _facts(state: State, senses: Senses, event: e.Event, at: datetime, context: Context) -> Iterator[Fact]:
    if state.paused:
        return
    if _is_elsewhere(state, senses):
        if state.regime is Regime.WORK and not state.by_hand:
            yield from _leaving(state, senses, event, at, context)
        return
    if senses.switching_at:
        yield from context_switches.switched(senses.switching_at, state, at)
    if state.by_hand:
        yield from _by_hand(state, senses, event, at, context)
    elif state.break_:
        yield from break_ends(state, _came_back(state, senses), at, context)
    elif _is_back(state, senses):
        since = _back_since(state, senses, at)
        yield from gaps.closed(state, since, context.zone, context.settings.hours)
    elif state.regime is Regime.WORK:
        yield from _leaving(state, senses, event, at, context)
    else:
        yield from gaps.continued(state, at, context.zone, context.settings.hours)
        yield from _film(state, senses, at, context)
        if state.session:
            yield from session_over(state, at, context)


def _is_elsewhere(state: State, senses: Senses) -> bool:
    """The person is at another machine, or was last: that one says what becomes of breaks and gaps."""
    return not is_here(state) and not senses.active


def _is_back(state: State, senses: Senses) -> bool:
    return senses.active and not senses.locked and state.regime is not Regime.WORK


def _back_since(state: State, senses: Senses, at: datetime) -> datetime:
    """When the work began that is noticed now; not before what is recorded."""
    return max(min(at, senses.active_since or at), state.regime_since or at, state.gap_since or at)


def _came_back(state: State, senses: Senses) -> datetime | None:
    """Since when there is input that may end the break."""
    if state.break_ is None or not senses.active or senses.locked or senses.active_since is None:
        return None
    return max(senses.active_since, state.break_.since + BREAK_SETTLES)


def _leaving(state: State, senses: Senses, event: e.Event, at: datetime, context: Context) -> Iterator[Fact]:
    """What speaks against the record, which says that the person is at work: they may have left."""

    def gap(start: datetime, cause: Cause) -> Iterator[Fact]:
        return _gap(state, senses, start, cause, at, context)

    if senses.input is Input.UNKNOWN:
        if state.cause is not Cause.BLIND and not isinstance(event, e.Started):
            yield RegimeBegan(at, Regime.OFF, Cause.BLIND)
    elif senses.locked:
        yield from gap(senses.last_input or at, Cause.LOCK)
    elif isinstance(event, e.Slept) and event.length >= gaps.SUSPEND_IS_REST:
        yield from gap(min(senses.last_input or at, at - event.length), Cause.SUSPEND)
    elif (left := _left_at(state, senses, at, context)) is not None:
        yield from gap(left, Cause.AWAY)


def _gap(state: State, senses: Senses, start: datetime, cause: Cause, at: datetime, context: Context) -> Iterator[Fact]:
    """A gap began at ``start``, and goes on."""
    begin = gaps.opened(max(start, state.regime_since or start), cause, context.zone, context.settings.hours)
    if film_is_rest(senses, context.settings.tracking):
        begin = RegimeBegan(begin.at, Regime.OFF, Cause.FILM)
    yield begin
    opened = replace(state, regime=begin.regime, regime_since=begin.at, gap_since=begin.at, cause=begin.cause)
    yield from gaps.continued(opened, at, context.zone, context.settings.hours)


def _by_hand(state: State, senses: Senses, event: e.Event, at: datetime, context: Context) -> Iterator[Fact]:
    """Work by hand needs no input, but where nothing ran for so long that it ends any session, nobody worked.

    Nobody can see who is back from a break, so the work goes on when its time is up.
    """
    if state.break_ and at >= state.break_.end:
        end = state.break_.end
        yield over(state.break_, end, context)
        yield RegimeBegan(end, Regime.WORK, Cause.BY_HAND)
        state = replace(state, break_=None, regime=Regime.WORK, regime_since=end, gap_since=None, cause=Cause.BY_HAND)
    meets = state.meeting
    if meets and meets.until and at >= meets.until:
        yield MeetingLeft(meets.until)
        state = replace(state, meeting=None)
        if not state.by_hand:
            if not senses.active and state.regime is Regime.WORK:
                yield from _gap(state, senses, meets.until, Cause.AWAY, at, context)
            return
    match event:
        case e.Started():
            # Whoever was in a break or a pause was not seen at work; nobody knows of any since that was over.
            start, cause = event.last_seen or state.regime_since or at, Cause.AWAY
        case e.Slept():
            start, cause = at - event.length, Cause.SUSPEND
        case _:
            return
    start = max(start, state.regime_since or start)
    ends = start + context.settings.tracking.session_ends_after
    if state.working and at >= ends:
        yield from _gap(state, senses, start, cause, at, context)
        if state.meeting:
            yield MeetingLeft(ends)
        if state.session:
            yield SessionEnded(ends)


def _left_at(state: State, senses: Senses, at: datetime, context: Context) -> datetime | None:
    """When the person left, if they have been away for long enough to say so."""
    if senses.input is not Input.QUIET or senses.last_input is None:
        return None
    if at - senses.last_input < away_after(state, senses, context.settings.tracking):
        return None
    return senses.last_input + still_there(senses, context.settings.tracking)


def _film(state: State, senses: Senses, at: datetime, context: Context) -> Iterator[Fact]:
    """A film began or ended within a gap, in the first hour of it; after that it is time off anyway."""
    if film_is_rest(senses, context.settings.tracking):
        if state.regime is Regime.REST:
            yield RegimeBegan(at, Regime.OFF, Cause.FILM)
    elif state.cause is Cause.FILM and state.gap_since:
        regime = gaps.regime_of(state.gap_since, at, context.zone, context.settings.hours)
        if regime is Regime.REST:
            yield RegimeBegan(at, regime, Cause.GAP)


def next_sense(state: State, senses: Senses, context: Context) -> list[datetime]:
    """When sensing may have something to say although nothing happens until then; some may lie in the past."""
    times: list[datetime] = []
    if senses.switching_at and state.working:
        times.append(context_switches.lasts_from(senses.switching_at))
    if senses.in_doubt:
        times.append(doubt_ends(senses, context.settings))
    if state.paused or (_is_elsewhere(state, senses) and state.regime is not Regime.WORK):
        return times
    if state.by_hand:
        ends = (state.break_ and state.break_.end, state.meeting and state.meeting.until)
        return [*times, *(each for each in ends if each)]
    session_ends_at = session_ends(state, context) if state.session else ()
    if state.break_:
        back = _came_back(state, senses)
        return [*times, *session_ends_at, state.break_.end, *([back + BACK_AFTER] if back else [])]
    if state.regime is Regime.WORK:
        if senses.last_input:
            away = senses.last_input + away_after(state, senses, context.settings.tracking)
            times += [senses.last_input + RESTING_AFTER, away]
        return times
    edge = gaps.next_edge(state, context.zone, context.settings.hours)
    if edge:
        times.append(edge)
    return [*times, *session_ends_at]


def unseen_work(attention: frozenset[str], tracking: Tracking) -> bool:
    """Whether this is work without any input."""
    return MEETING in attention or (FILM in attention and tracking.film == "work")


def may_rest(state: State, senses: Senses, at: datetime, context: Context) -> bool:
    """Whether the open gap may be a rest: no input for a minute, and not in a meeting, where people only listen.

    Nobody needs to be seen in a meeting of the calendar, or of the person's word, for that.
    """
    if not state.working or state.by_hand or state.met or MEETING in senses.attention:
        return False
    if context.appointments and meeting_at(context.appointments, at):
        return False
    return senses.quiet(at) >= RESTING_AFTER


def away_after(state: State, senses: Senses, tracking: Tracking) -> timedelta:
    """How long after the last input the person counts as away.

    Somebody who reads may say so for their session, and then has at least as long as anybody.
    """
    own = (state.session and state.session.away_after) or _ZERO
    return max(own, tracking.away_after) + still_there(senses, tracking)


def still_there(senses: Senses, tracking: Tracking) -> timedelta:
    """How much time beyond the last input is work all the same."""
    return LASTS if unseen_work(senses.attention, tracking) else _ZERO


def film_is_rest(senses: Senses, tracking: Tracking) -> bool:
    """Whether a film is on that counts as time off. Nobody watches a locked screen, and a meeting is no film."""
    return FILM in senses.attention and not senses.locked and not unseen_work(senses.attention, tracking)
